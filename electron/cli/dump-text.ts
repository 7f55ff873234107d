/** A dump as lspci's text. It says nothing but its bytes, and lspci takes all else from them: `lspci -F`. */
import { parseDump } from "../../shared/pci/dump.ts";
import { lspciMachineText } from "../../shared/pci/lspci/function-text.ts";
import type { Naming } from "../../shared/pci/lspci/naming.ts";
import { looksLikeDocument } from "../../shared/report/document.ts";
import { readInput } from "./read-input.ts";
import type { ShowOptions } from "./show-options.ts";

/** @returns null when the file is a report */
export function dumpText({ from, slot }: ShowOptions, naming: Naming): string | null {
  const text = readInput(from ?? "");
  if (looksLikeDocument(text)) return null;
  const dump = parseDump(text, { holesAsOnes: true });
  if (!dump.ok) throw new Error(`${from}: ${dump.message}`);
  const functions = dump.functions
    .filter(({ bdf }) => slot === undefined || bdf === slot)
    .map(({ bdf, space }) => ({ bdf, space, kernel: null, naming }));
  if (functions.length === 0 && slot !== undefined) throw new Error(`there is no function ${slot} on ${from}.`);
  return lspciMachineText(functions);
}
