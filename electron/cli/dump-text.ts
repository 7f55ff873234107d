/** A dump as lspci's text. It says nothing but its bytes, and lspci takes all else from them: `lspci -F`. */
import type { FunctionFacts } from "../../shared/machine/facts.ts";
import { factsFromConfigs } from "../../shared/machine/from-config.ts";
import { lspciOfText } from "../../shared/machine/lspci-of-text.ts";
import { partName, partProblems } from "../../shared/machine/text-problems.ts";
import { readPasted } from "../../shared/pasted/read.ts";
import type { PastedFunction } from "../../shared/pasted/record.ts";
import { type Bdf, compareBdf } from "../../shared/pci/bdf.ts";
import { ConfigSpace } from "../../shared/pci/config-space.ts";
import { lspciFunctionText } from "../../shared/pci/lspci/function-text.ts";
import type { Naming } from "../../shared/pci/lspci/naming.ts";
import { looksLikeDocument } from "../../shared/report/document.ts";
import { COMMON } from "../../shared/words/texts/common.ts";
import { type FileText, placedIn, unreadOf } from "../host/file/file-text.ts";
import { refuse, tell } from "./language.ts";
import { choiceNote, partIndex, tellProblems } from "./parts.ts";
import type { ShowOptions } from "./show-options.ts";
import { CLI_WORDS } from "./words.ts";

/** Of a function that a text tells of in words: with the ids that its names have. */
type InfoOf = (facts: FunctionFacts) => FunctionFacts;

/**
 * @param loadInfo asked for only where a text tells of a function in words
 * @returns null when the file is a report
 */
export async function dumpText(
  { text, archive }: FileText,
  options: ShowOptions,
  naming: Naming,
  loadInfo: () => Promise<InfoOf>,
): Promise<string | null> {
  const { from, slot } = options;
  if (looksLikeDocument(text)) return null;
  const pasted = readPasted(text);
  if (!pasted.ok) refuse(COMMON.labelled({ label: from ?? "", text: pasted.message }));
  const { notUnderstood } = pasted;
  const machines = placedIn(pasted.machines, archive);
  const shown = partIndex(machines.length, options);
  const all = machines[shown]?.functions ?? [];
  const functions = all
    .filter(({ bdf }) => slot === undefined || bdf === slot)
    .toSorted((a, b) => compareBdf(a.bdf, b.bdf));
  if (functions.length === 0 && slot !== undefined) refuse(CLI_WORDS.noFunction({ bdf: slot, where: from ?? "" }));
  tellProblems([...partProblems(machines, shown), ...unreadOf(notUnderstood, archive)], options);
  const note = choiceNote(machines.map(partName), options);
  if (note !== null) tell(note);
  const showDomain = functions.some(({ bdf }) => !bdf.startsWith("0000:"));
  // What a VF is stands in the text of its PF.
  const told = functions.some(isInWords) ? factsFromConfigs(all).map(await loadInfo()) : [];
  const toldOf = new Map(told.map((facts) => [facts.bdf, facts]));
  return functions.map((fn) => `${blockOf(fn, naming, toldOf, showDomain)}\n`).join("");
}

function isInWords({ space, text }: PastedFunction): boolean {
  return space.length === 0 && Object.keys(text).length > 0;
}

function blockOf(
  fn: PastedFunction,
  naming: Naming,
  toldOf: ReadonlyMap<Bdf, FunctionFacts>,
  showDomain: boolean,
): string {
  const { bdf, space } = fn;
  const told = isInWords(fn) ? toldOf.get(bdf) : undefined;
  if (told !== undefined) return lspciOfText(told, naming, showDomain);
  // What a dump leaves out in the middle reads ff for lspci.
  return lspciFunctionText({ bdf, space: new ConfigSpace(space.bytes), kernel: null, naming }, showDomain);
}
