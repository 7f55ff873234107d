/** What a report can cover and look like, as it is offered. Pure. */

import type { Machine } from "../../../shared/machine/machine.ts";
import type { Bdf } from "../../../shared/pci/bdf.ts";
import type { ReportFormatName } from "../../../shared/report/scope.ts";
import { LANGUAGE_NAMES } from "../../../shared/words/choice.ts";
import type { Words } from "../../../shared/words/message.ts";
import type { Language } from "../../../shared/words/say.ts";
import { COMMON } from "../../../shared/words/texts/common.ts";
import type { ExportScope } from "../../stores/operations.ts";
import { EXPORT_WORDS } from "../../words/report.ts";

export const FORMATS: readonly { readonly id: ReportFormatName; readonly label: Words; readonly hint: Words }[] = [
  { id: "html", label: "HTML", hint: EXPORT_WORDS.html },
  { id: "md", label: "Markdown", hint: EXPORT_WORDS.markdown },
  { id: "json", label: "JSON", hint: EXPORT_WORDS.json },
  { id: "lspci", label: EXPORT_WORDS.lspciName, hint: EXPORT_WORDS.lspci },
];

export const LANGUAGE_OPTIONS: readonly { readonly id: Language; readonly label: Words }[] = [
  { id: "en", label: LANGUAGE_NAMES.en },
  { id: "zh", label: LANGUAGE_NAMES.zh },
];

/** Programs read the others, which are the same in every language. */
export function hasLanguage(format: ReportFormatName): boolean {
  return format === "html" || format === "md";
}

/** Texts that are read where they are pasted. */
export function canBeCopied(format: ReportFormatName): boolean {
  return format === "md" || format === "lspci";
}

/** The JSON could not be opened again without the bytes. */
export function hexIsFixed(format: ReportFormatName): boolean {
  return format === "json";
}

export type ScopeId = "function" | "functions" | "machine";

interface ScopeOption {
  readonly id: ScopeId;
  readonly label: Words;
  readonly hint: Words;
  readonly scope: ExportScope;
}

interface ScopeInput {
  readonly machine: Machine;
  /** What was asked for. */
  readonly asked: ExportScope;
  readonly focused: Bdf | null;
  readonly selected: ReadonlySet<Bdf>;
}

/** The function that is meant, the selection, the machine: as far as they are different things and there. */
export function scopeOptions({ machine, asked, focused, selected }: ScopeInput): readonly ScopeOption[] {
  const there = (bdfs: Iterable<Bdf>) => [...bdfs].filter((bdf) => machine.byBdf.has(bdf));
  const meant = asked.kind === "functions" ? there(asked.bdfs) : [];
  const several = meant.length > 1 ? meant : there(selected);
  const [one] = meant.length === 1 ? meant : focused === null ? [] : there([focused]);
  const options: ScopeOption[] = [];
  if (one !== undefined) {
    options.push({
      id: "function",
      label: EXPORT_WORDS.function,
      hint: one,
      scope: { kind: "functions", bdfs: [one] },
    });
  }
  if (several.length > 1) {
    const hint = COMMON.functions({ count: several.length });
    options.push({ id: "functions", label: EXPORT_WORDS.selection, hint, scope: { kind: "functions", bdfs: several } });
  }
  const { identity, partOf } = machine.snapshot;
  const hint = EXPORT_WORDS.machineCount({ machine: identity.name, count: partOf ?? machine.functions.length });
  options.push({ id: "machine", label: EXPORT_WORDS.machine, hint, scope: { kind: "machine" } });
  return options;
}

/** The option that was asked for. */
export function askedOption(options: readonly ScopeOption[], asked: ExportScope): ScopeId {
  const wanted = asked.kind === "machine" ? "machine" : asked.bdfs.length > 1 ? "functions" : "function";
  return options.find(({ id }) => id === wanted)?.id ?? "machine";
}
