/** A dump as lspci's text. It says nothing but its bytes, and lspci takes all else from them: `lspci -F`. */
import { factsFromConfigs } from "../../shared/machine/from-config.ts";
import { lspciOfText } from "../../shared/machine/lspci-of-text.ts";
import { partName, partProblems } from "../../shared/machine/text-problems.ts";
import { readPasted } from "../../shared/pasted/read.ts";
import type { PastedFunction } from "../../shared/pasted/record.ts";
import { compareBdf } from "../../shared/pci/bdf.ts";
import { ConfigSpace } from "../../shared/pci/config-space.ts";
import { lspciFunctionText } from "../../shared/pci/lspci/function-text.ts";
import type { Naming } from "../../shared/pci/lspci/naming.ts";
import { looksLikeDocument } from "../../shared/report/document.ts";
import { placedIn, unreadOf } from "../host/file/file-text.ts";
import { choiceNote, partIndex, tell, tellProblems } from "./parts.ts";
import { readInput } from "./read-input.ts";
import type { ShowOptions } from "./show-options.ts";

/** @returns null when the file is a report */
export async function dumpText(options: ShowOptions, naming: Naming): Promise<string | null> {
  const { from, slot } = options;
  const { text, archive } = await readInput(from ?? "");
  if (looksLikeDocument(text)) return null;
  const pasted = readPasted(text);
  if (!pasted.ok) throw new Error(`${from}: ${pasted.message}`);
  const { notUnderstood } = pasted;
  const machines = placedIn(pasted.machines, archive);
  const shown = partIndex(machines.length, options);
  const all = machines[shown]?.functions ?? [];
  const functions = all
    .filter(({ bdf }) => slot === undefined || bdf === slot)
    .toSorted((a, b) => compareBdf(a.bdf, b.bdf));
  if (functions.length === 0 && slot !== undefined) throw new Error(`there is no function ${slot} on ${from}.`);
  tellProblems([...partProblems(machines, shown), ...unreadOf(notUnderstood, archive)], options);
  const note = choiceNote(machines.map(partName), options);
  if (note !== null) tell(note);
  const showDomain = functions.some(({ bdf }) => !bdf.startsWith("0000:"));
  return functions.map((fn) => `${blockOf(fn, naming, showDomain)}\n`).join("");
}

function blockOf(fn: PastedFunction, naming: Naming, showDomain: boolean): string {
  const { bdf, space, text } = fn;
  if (space.length === 0 && Object.keys(text).length > 0) {
    return factsFromConfigs([fn])
      .map((facts) => lspciOfText(facts, naming, showDomain))
      .join("");
  }
  // What a dump leaves out in the middle reads ff for lspci.
  return lspciFunctionText({ bdf, space: new ConfigSpace(space.bytes), kernel: null, naming }, showDomain);
}
