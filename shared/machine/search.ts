/** Search over everything that a row shows. */

import { shortBdf } from "../pci/bdf.ts";
import type { Words } from "../words/message.ts";
import { say } from "../words/say.ts";
import { COMMON } from "../words/texts/common.ts";
import { FOREST_WORDS } from "../words/texts/forest.ts";
import { FUNCTION_WORDS } from "../words/texts/function.ts";
import { FILTER_WORDS } from "../words/texts/table-filters.ts";
import { FIND_WORDS } from "../words/texts/table-find.ts";
import { numaNodeOf } from "./columns.ts";
import { kindOf } from "./describe.ts";
import type { FunctionInfo } from "./facts.ts";
import { isGroupUnknown } from "./known.ts";
import { classCodeText, className, functionName, idsText, subsystemIdsText } from "./names.ts";
import { roleOf } from "./role.ts";
import { isFreeVf, type MachineView, type UsedBy } from "./used-by.ts";

/** A query in lower case, as the terms that must all be found. */
export type Query = readonly string[];

const TERM = /"([^"]*)"?|\S+/g;
/** Words that mean something only together with the number behind them. */
const NUMBERED = new Set(["vf", "group", "numa", "node", "slot", "组", "节点", "插槽"]);

/** A VF by its index, and no other whose number begins with it. */
const VF_NUMBER = /^vf ?(\d+)$/;

/**
 * Splits what a person typed: words in any order, all of which must be found; `"two words"` in quotes are one term,
 * and so are `vf 7`, `group 41`, `node 1`, `slot 3` and `组 41` without quotes.
 */
export function parseQuery(text: string): Query {
  const words = [...text.toLowerCase().matchAll(TERM)].map(([whole, quoted]) => (quoted ?? whole).trim());
  const terms: string[] = [];
  for (const written of words) {
    if (written === "") continue;
    // `vf7` as it is said: VF 7.
    const word = written.replace(VF_NUMBER, "vf $1");
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

/** Everything shown of a function, in every language, in lower case, a line for each text so that no term is found across two. */
function haystackOf(fn: FunctionInfo): string {
  let text = haystacks.get(fn);
  if (text === undefined) {
    text = shownTexts(fn).join("\n").toLowerCase();
    haystacks.set(fn, text);
  }
  return text;
}

const ROLE_WORDS = { pf: FIND_WORDS.pf, vf: FIND_WORDS.vf, bridge: FIND_WORDS.bridge, function: "" } as const;

/** In each language, so that what is found does not go by the reader's. */
const LANGUAGES = ["en", "zh"] as const;

function inAll(words: Words): string[] {
  return typeof words === "string" ? [words] : LANGUAGES.map((language) => say(language, words));
}

function withAndWithoutSpaces(text: string): string[] {
  return /[\u4e00-\u9fff]/.test(text) ? [text, text.replaceAll(" ", "")] : [text];
}

/** Stands for the value in words that are said once, and not for each of many thousand functions. */
const VALUE = "\ue000";

/** A text with one value, as each language says it; 汉字 are often typed without the spaces beside them. */
function withValue(words: Words): (value: string) => string[] {
  let said: string[] | null = null;
  return (value) => {
    said ??= inAll(words).flatMap(withAndWithoutSpaces);
    return said.map((text) => text.replace(VALUE, () => value));
  };
}

const groupTexts = withValue(FOREST_WORDS.iommuGroup({ group: VALUE }));
const nodeTexts = withValue(FOREST_WORDS.numaNode({ node: VALUE }));
const slotTexts = withValue(FIND_WORDS.slot({ slot: VALUE }));

function shownTexts(fn: FunctionInfo): string[] {
  const node = numaNodeOf(fn);
  const texts: (Words | null)[] = [
    fn.bdf,
    shortBdf(fn.bdf),
    functionName(fn),
    fn.names.subsystem,
    className(fn),
    kindOf(fn),
    classCodeText(fn),
    fn.names.progIf,
    idsText(fn),
    subsystemIdsText(fn),
    fn.driver ?? (fn.driverUnknown ? FUNCTION_WORDS.driverUnknown : COMMON.noDriver),
    fn.driverOverride,
    ...fn.modules,
    ...(fn.iommuGroup === null ? [isGroupUnknown(fn) ? null : FIND_WORDS.noGroup] : groupTexts(fn.iommuGroup)),
    ...(node === null ? [] : [...nodeTexts(`${node}`), `numa ${node}`]),
    ...(fn.slot === null ? [] : slotTexts(fn.slot)),
    fn.label,
    fn.powerState,
    ROLE_WORDS[roleOf(fn)],
  ];
  for (const child of fn.children) texts.push(child.name, child.address);
  return texts.flatMap((text) => (text === null || text === "" ? [] : inAll(text)));
}

/** True when every term is somewhere in the text; the empty query is in all. */
export function textMatches(text: string, query: Query): boolean {
  return query.every((term) => text.includes(term));
}

const usedTexts = new WeakMap<UsedBy, string>();

/** Who uses a function, as a person would look for it; most functions are not used, and those share one text. */
function usedTextOf(usedBy: UsedBy): string {
  let text = usedTexts.get(usedBy);
  if (text === undefined) {
    const users = usedBy.users.flatMap((user) => [
      user.text,
      user.clause,
      FIND_WORDS[user.kind],
      user.also ? FIND_WORDS[user.also] : "",
    ]);
    const said = (usedBy.state === "used" ? [...users, FILTER_WORDS.inUse] : users).flatMap(inAll);
    text = said.flatMap(withAndWithoutSpaces).join("\n").toLowerCase();
    usedTexts.set(usedBy, text);
  }
  return text;
}

const FREE_VF = inAll(FILTER_WORDS.freeVfs).join("\n").toLowerCase();

/** Is it the VF with the index that the term names; null = the term names none. */
export function isVfTerm(term: string, index: number | null): boolean | null {
  const number = term.startsWith("vf") ? VF_NUMBER.exec(term)?.[1] : undefined;
  return number === undefined ? null : Number(number) === index;
}

export function functionMatches({ machine, usedBy }: MachineView, fn: FunctionInfo, query: Query): boolean {
  const text = haystackOf(fn);
  return query.every((term) => {
    const isVf = isVfTerm(term, fn.physfn === null ? null : machine.vfIndexOf(fn.bdf));
    if (isVf !== null) return isVf;
    if (text.includes(term)) return true;
    const used = usedBy.of(fn);
    return usedTextOf(used).includes(term) || (isFreeVf(fn, used) && FREE_VF.includes(term));
  });
}
