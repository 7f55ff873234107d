/** What a text says of a function, in the words of lspci. */
import { lspciFunctionText } from "../pci/lspci/function-text.ts";
import type { Naming } from "../pci/lspci/naming.ts";
import { visibleLine } from "../pci/visible-text.ts";
import type { FunctionFacts } from "./facts.ts";
import { kernelViewOf } from "./kernel-view.ts";
import { idsText } from "./names.ts";

/** A function without bytes of which a text tells: what lspci says of one whose configuration space it cannot read. */
export function lspciOfText(fn: FunctionFacts, naming: Naming, showDomain: boolean): string {
  const kernel = kernelViewOf(fn);
  const text = lspciFunctionText({ bdf: fn.bdf, space: null, kernel, naming }, showDomain);
  if (kernel.identity !== null || fn.fromText === undefined) return text;
  // lspci takes ids that are not known for ffff and has words for those; the text has its own.
  const { vendor, device, whole, classLabel } = fn.fromText.names;
  const said = whole ?? [vendor, device].filter((part) => part !== null).join(" ");
  const ids = idsText(fn);
  const name = said !== "" ? said : ids === null ? "" : `Device ${ids}`;
  const title = [classLabel, name].filter((part) => part !== null && part !== "").join(": ");
  const line = `${showDomain ? fn.bdf : fn.bdf.slice(-7)} ${visibleLine(title)}`.trimEnd();
  return line + text.slice(text.indexOf("\n"));
}
