/** What lspci says of a function on the line that begins it, behind the address. Pure. */
import { joinedFacts, LONGEST_LINE, type TextFacts } from "../text-facts.ts";
import { classFacts, deviceFacts, nameAndId } from "./names.ts";

/** `(rev 01)` and `(prog-if 00 [Normal decode])`, which stand at the end in this order. */
const REVISION = /^\(rev ([0-9a-f]{2})\)$/i;
const PROG_IF = /^\(prog-if ([0-9a-f]{2})(?: \[(.*)\])?\)$/i;
/** What a register reads of a function that does not answer. */
const NO_ANSWER = 0xff;
/** busybox writes no names, and the driver behind the ids (`lspci -k`). */
const BUSYBOX = /^([0-9a-f]{4}:[0-9a-f]{4}) ([A-Za-z0-9_-]+)$/i;
/** What `lspci -mm` writes: a word in quotes, in which a backslash stands before quotes, or `-r01`. */
const QUOTED = /\s*(?:"((?:[^"\\]|\\.)*)"|-([rp])([0-9a-f]{2}))/giy;

/** @returns null where it is not lspci's: words of a person, most likely */
export function titleFacts(rest: string): Partial<TextFacts> | null {
  if (rest.length > LONGEST_LINE) return null;
  if (rest.startsWith('"')) return quotedFacts(rest);
  let main = rest;
  let found: Partial<TextFacts> = {};
  for (const begin of [" (prog-if ", " (rev "]) {
    const at = main.endsWith(")") ? main.lastIndexOf(begin) : -1;
    const facts = at < 0 ? null : suffixFacts(main.slice(at + 1));
    if (facts === null) continue;
    main = main.slice(0, at);
    found = joinedFacts(found, facts);
  }
  const colon = main.indexOf(": ");
  const label = main.slice(0, colon);
  // No class of the database begins with a small letter, nor has a sentence before its colon.
  if (colon < 0 || /^[a-z]+ /.test(label)) return null;
  const name = main.slice(colon + 2).trim();
  const [, ids, driver] = BUSYBOX.exec(name) ?? [];
  const device = ids === undefined || driver === undefined ? deviceFacts(name) : { ...deviceFacts(ids), driver };
  return joinedFacts(joinedFacts(classFacts(label), device), found);
}

function suffixFacts(text: string): Partial<TextFacts> | null {
  const revision = REVISION.exec(text);
  if (revision !== null) return revisionFacts(revision[1] ?? "");
  const progIf = PROG_IF.exec(text);
  return progIf === null ? null : progIfFacts(progIf[1] ?? "", progIf[2]);
}

export function revisionFacts(digits: string): Partial<TextFacts> {
  const revision = Number.parseInt(digits, 16);
  return revision === NO_ANSWER ? { readsAllOnes: true } : { revision };
}

export function progIfFacts(digits: string, name?: string): Partial<TextFacts> {
  const progIf = Number.parseInt(digits, 16);
  if (progIf === NO_ANSWER) return {};
  return name === undefined || name === "" ? { progIf } : { progIf, names: { progIf: name } };
}

/** `"Ethernet controller [0200]" "Intel Corporation [8086]" "I350 [1521]" -r01 -p00 "Intel Corporation [8086]" "Device [00a2]"` */
function quotedFacts(rest: string): Partial<TextFacts> | null {
  const words: string[] = [];
  let found: Partial<TextFacts> = {};
  for (const [, quoted, option, digits = ""] of rest.matchAll(QUOTED)) {
    if (quoted !== undefined) words.push(quoted.replace(/\\(.)/g, "$1"));
    else found = joinedFacts(found, option?.toLowerCase() === "r" ? revisionFacts(digits) : progIfFacts(digits));
  }
  const [label, vendor, device, subsystemVendor = "", subsystemDevice = "", driver] = words;
  if (label === undefined || vendor === undefined || device === undefined) return null;
  return [
    classFacts(label),
    vendorFacts(vendor),
    modelFacts(device),
    subsystemWords(subsystemVendor, subsystemDevice),
    // busybox has the driver at the end.
    driver === undefined || driver === "" ? {} : { driver },
  ].reduce(joinedFacts, found);
}

export function vendorFacts(text: string): Partial<TextFacts> {
  const { name, id } = nameAndId(text);
  return { ...(name === null ? {} : { names: { vendor: name } }), ...(id === null ? {} : { vendor: id }) };
}

/** The device, where it stands apart from its vendor. */
export function modelFacts(text: string): Partial<TextFacts> {
  const { name, id } = nameAndId(text);
  return { ...(name === null ? {} : { names: { device: name } }), ...(id === null ? {} : { device: id }) };
}

/** Vendor and device of a subsystem, each with its id or without; empty = not said. */
export function subsystemWords(vendor: string, device: string): Partial<TextFacts> {
  const [maker, model] = [nameAndId(vendor), nameAndId(device)];
  const subsystem = [maker.name, model.name].filter((name) => name !== null).join(" ");
  return {
    ...(subsystem === "" || model.name === null ? {} : { names: { subsystem } }),
    ...(maker.id === null ? {} : { subsystemVendor: maker.id }),
    ...(model.id === null ? {} : { subsystemDevice: model.id }),
  };
}
