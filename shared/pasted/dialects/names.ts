/** Names and ids as lspci writes them in one: `Intel Corporation I350 [8086:1521]`. */
import type { TextFacts, TextNames } from "../text-facts.ts";

const IDS = /^([0-9a-f]{4}):([0-9a-f]{4})$/i;
const ID = /^[0-9a-f]{4}$/i;
/** What stands in place of a name that the database does not have, and how versions before 2.2.10 wrote it. */
const NAMELESS = ["Device", "Unknown device"] as const;

interface Named {
  /** Empty where there are ids only. */
  readonly name: string;
  readonly ids: readonly [vendor: number, device: number] | null;
}

function idsIn(text: string): Named["ids"] {
  const match = IDS.exec(text);
  return match === null ? null : [Number.parseInt(match[1] ?? "", 16), Number.parseInt(match[2] ?? "", 16)];
}

/** Nobody's id: what a function reads that does not answer, and a VF; and what the database has for its name. */
const NOBODY = 0xffff;
const NOBODYS_NAME = "Illegal Vendor ID";
/** What is left of ids where the name before them takes all the room that lspci has: `[8086...`, `[8086:2f...`. */
const CUT_IDS = / \[([0-9a-f]{4})(?::[0-9a-f]{0,3})?\.\.\.$/i;

/** The text before brackets at its end, and what is in them: `GA102 [GeForce] [10de:2204]` → `GA102 [GeForce]`. */
function bracketed(text: string): readonly [before: string, inner: string] | null {
  const open = text.endsWith("]") ? text.lastIndexOf("[") : -1;
  return open < 0 ? null : [text.slice(0, open).trimEnd(), text.slice(open + 1, -1)];
}

function namedIn(text: string): Named {
  const [before, inner] = bracketed(text) ?? [text, text];
  const ids = idsIn(inner);
  if (ids !== null) return { name: before === inner ? "" : before, ids };
  for (const word of NAMELESS) {
    const alone = text.startsWith(`${word} `) ? idsIn(text.slice(word.length + 1)) : null;
    if (alone !== null) return { name: "", ids: alone };
  }
  return { name: text, ids: null };
}

interface Split {
  readonly whole?: string;
  /** Where a device has no name, all that stands before is its vendor's. */
  readonly vendor?: string;
  readonly device?: number;
}

/**
 * `Intel Corporation Device 1521`, `Intel Corporation Device`, else a name that nothing says how to cut.
 * @param hasIds with ids behind it, a name that ends with "Device" is one that the database does not have
 */
function split(name: string, hasIds: boolean): Split {
  if (name === "" || NAMELESS.some((word) => name === word)) return {};
  for (const word of NAMELESS) {
    const at = name.lastIndexOf(` ${word}`);
    if (at < 0) continue;
    const rest = name.slice(at + word.length + 1).trim();
    // Versions before 2.2.10 have a colon behind the vendor.
    const vendor = name.slice(0, name[at - 1] === ":" ? at - 1 : at);
    if (rest === "" && hasIds) return { vendor };
    if (ID.test(rest)) return { vendor, device: Number.parseInt(rest, 16) };
  }
  return { whole: name };
}

/** Of the part of a title behind its class: ids, and what they are called. */
export function deviceFacts(text: string): Partial<TextFacts> {
  const [cut = "", cutVendor] = CUT_IDS.exec(text) ?? [];
  if (cutVendor !== undefined) {
    return { ...deviceFacts(text.slice(0, -cut.length)), vendor: Number.parseInt(cutVendor, 16) };
  }
  const { name, ids } = namedIn(text);
  if (ids?.[0] === NOBODY || text.startsWith(`${NOBODYS_NAME} `)) return {};
  const { whole, vendor, device } = split(name, ids !== null);
  const names: Partial<TextNames> = {
    ...(whole === undefined ? {} : { whole }),
    ...(vendor === undefined ? {} : { vendor }),
  };
  return {
    ...(Object.keys(names).length === 0 ? {} : { names }),
    ...(device === undefined ? {} : { device }),
    ...(ids === null ? {} : { vendor: ids[0], device: ids[1] }),
  };
}

/** Of `Subsystem: Dell Device [1028:0998]`. */
export function subsystemFacts(text: string): Partial<TextFacts> {
  const { name, ids } = namedIn(text);
  const { whole, device } = split(name, ids !== null);
  return {
    ...(whole === undefined ? {} : { names: { subsystem: whole } }),
    ...(device === undefined ? {} : { subsystemDevice: device }),
    ...(ids === null ? {} : { subsystemVendor: ids[0], subsystemDevice: ids[1] }),
  };
}

/** Of one name with one id: `Intel Corporation [8086]`, `8086`, `Intel Corporation`, `Device [1521]`. */
export function nameAndId(text: string): { readonly name: string | null; readonly id: number | null } {
  const found = nameAndAnyId(text);
  return found.id === NOBODY || found.name === NOBODYS_NAME ? { name: null, id: null } : found;
}

function nameAndAnyId(text: string): { readonly name: string | null; readonly id: number | null } {
  if (ID.test(text)) return { name: null, id: Number.parseInt(text, 16) };
  const [before, inner] = bracketed(text) ?? [text, ""];
  const last = text.slice(text.lastIndexOf(" ") + 1);
  const isNameless = NAMELESS.some((word) => text === `${word} ${last}`) || text === `Class ${last}`;
  if (isNameless && ID.test(last)) return { name: null, id: Number.parseInt(last, 16) };
  if (!ID.test(inner)) return { name: text === "" ? null : text, id: null };
  const name = ["", "Class", "Unknown class", "Vendor", ...NAMELESS].includes(before) ? null : before;
  return { name, id: Number.parseInt(inner, 16) };
}

/** Of the part of a title before its colon: `Ethernet controller [0200]`, `0200`, `Class 0200`, `Ethernet controller`. */
export function classFacts(text: string): Partial<TextFacts> {
  const { name, id } = nameAndId(text);
  return { ...(name === null ? {} : { names: { classLabel: name } }), ...(id === null ? {} : { class: id }) };
}
