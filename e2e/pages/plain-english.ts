/** What a page in the strange language still shows in plain English: no message, or names that are so in every language. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { DEFINITIONS, HEADERS } from "../../shared/pci/capabilities/registry.ts";
import type { CapabilityDef, FieldDef, RegisterDef } from "../../shared/pci/layout.ts";
import { ROOT } from "../fixtures/app.ts";

/** Attributes that are read out or shown. */
const SAID = [
  "aria-label",
  "aria-description",
  "aria-valuetext",
  "aria-roledescription",
  "title",
  "data-tip",
  "placeholder",
  "alt",
];
const TWO_WORDS = /[A-Za-z]{2,} [A-Za-z]{2,}/;

/** What specifications and lspci call things, and the product itself. */
const NAMES = [
  "SR-IOV Inspector",
  "Root Port",
  "Virtual Function",
  "libvirt XML",
  // Examples of what to type.
  "ASPM, MaxPayload, LnkSta speed, 0x16e4, 01:00.0 BAR",
];

function namesOfField({ name, view }: FieldDef): string[] {
  return view.as === "enum" ? [name, ...Object.values(view.values)] : [name];
}

function namesOfRegister({ name, fields }: RegisterDef): string[] {
  return [name, ...fields.flatMap(namesOfField)];
}

function namesOfCapability({ short, title, registers, groups, derived }: CapabilityDef): string[] {
  const all = [...registers, ...(groups ?? []).flatMap((group) => group.registers)];
  return [short, title, ...all.flatMap(namesOfRegister), ...(derived ?? []).map(({ name }) => name)];
}

/** Names of vendors, devices and classes. */
function namesOfIds(): string[] {
  const lines = readFileSync(join(ROOT, "assets/pci.ids"), "utf8").split("\n");
  return lines.flatMap((line) => /^(?:C |\t+)?[0-9a-f]{2,4}(?: [0-9a-f]{4})? {2}(.+)$/.exec(line)?.[1] ?? []);
}

/** Names of more than a word, the longest first: one may stand in another. */
function foreignNames(): string[] {
  const all = [...NAMES, ...[...HEADERS, ...DEFINITIONS].flatMap(namesOfCapability), ...namesOfIds()];
  return [...new Set(all)].filter((name) => TWO_WORDS.test(name)).toSorted((a, b) => b.length - a.length);
}

/** Texts that are plain English for sure: two words beside each other when all names are taken out. */
export function withoutNames(texts: readonly string[]): string[] {
  const names = foreignNames();
  return texts.filter((text) => {
    let rest = text;
    for (const name of names) {
      if (!TWO_WORDS.test(rest)) return false;
      rest = rest.replaceAll(name, "…");
    }
    return TWO_WORDS.test(rest);
  });
}

/** Texts of the page that have two plain words beside each other. What is set as code is a machine's. */
export function plainEnglish(page: Page): Promise<string[]> {
  return page.evaluate(
    ([attributes, pattern]) => {
      const twoWords = new RegExp(pattern);
      const found = new Set<string>();
      const take = (text: string | null): void => {
        const line = (text ?? "").replaceAll(/\s+/g, " ").trim();
        if (twoWords.test(line)) found.add(line);
      };
      for (const element of document.body.querySelectorAll("*")) {
        if (element.closest("code, pre, textarea, script, style") !== null) continue;
        for (const name of attributes) take(element.getAttribute(name));
        const own = [...element.childNodes].filter(({ nodeType }) => nodeType === Node.TEXT_NODE);
        for (const { textContent } of own) take(textContent);
      }
      return [...found];
    },
    [SAID, TWO_WORDS.source] as const,
  );
}
