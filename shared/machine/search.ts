/** Search over everything that a row shows. */
import { shortBdf } from "../pci/bdf.ts";
import { numaNodeOf } from "./columns.ts";
import type { FunctionInfo } from "./facts.ts";
import { isGroupUnknown } from "./known.ts";
import { classCodeText, className, functionName, idsText, subsystemIdsText } from "./names.ts";
import { driverText, roleOf } from "./role.ts";

/** A query in lower case, as the terms that must all be found. */
export type Query = readonly string[];

const TERM = /"([^"]*)"?|\S+/g;
/** Words that mean something only together with the number behind them. */
const NUMBERED = new Set(["group", "numa", "node", "slot"]);

/**
 * Splits what a person typed: words in any order, all of which must be found; `"two words"` in quotes are one term,
 * and so are `group 41`, `node 1` and `slot 3` without quotes.
 */
export function parseQuery(text: string): Query {
  const words = [...text.toLowerCase().matchAll(TERM)].map(([whole, quoted]) => (quoted ?? whole).trim());
  const terms: string[] = [];
  for (const word of words) {
    if (word === "") continue;
    const before = terms.at(-1);
    if (before !== undefined && NUMBERED.has(before) && /^\d/.test(word)) terms[terms.length - 1] = `${before} ${word}`;
    else terms.push(word);
  }
  return terms;
}

const haystacks = new WeakMap<FunctionInfo, string>();

/** Makes a function ready to be searched, which takes longer than the search. */
export function prepareSearch(fn: FunctionInfo): void {
  haystackOf(fn);
}

/** Everything shown of a function in lower case, a line for each text so that no term is found across two. */
function haystackOf(fn: FunctionInfo): string {
  let text = haystacks.get(fn);
  if (text === undefined) {
    text = shownTexts(fn).join("\n").toLowerCase();
    haystacks.set(fn, text);
  }
  return text;
}

const ROLE_WORDS = { pf: "pf physical function", vf: "vf virtual function", bridge: "bridge", function: "" } as const;

function shownTexts(fn: FunctionInfo): string[] {
  const node = numaNodeOf(fn);
  const texts: (string | null)[] = [
    fn.bdf,
    shortBdf(fn.bdf),
    functionName(fn),
    fn.names.subsystem,
    className(fn),
    classCodeText(fn),
    fn.names.progIf,
    idsText(fn),
    subsystemIdsText(fn),
    driverText(fn),
    fn.driverOverride,
    ...fn.modules,
    fn.iommuGroup !== null ? `iommu group ${fn.iommuGroup}` : isGroupUnknown(fn) ? null : "no iommu group",
    node === null ? null : `numa node ${node}`,
    node === null ? null : `numa ${node}`,
    fn.slot === null ? null : `slot ${fn.slot}`,
    fn.label,
    fn.powerState,
    ROLE_WORDS[roleOf(fn)],
  ];
  for (const child of fn.children) texts.push(child.name, child.address);
  return texts.filter((text) => text !== null && text !== "") as string[];
}

/** True when every term is somewhere in the text; the empty query is in all. */
export function textMatches(text: string, query: Query): boolean {
  return query.every((term) => text.includes(term));
}

export function functionMatches(fn: FunctionInfo, query: Query): boolean {
  return textMatches(haystackOf(fn), query);
}
