/** Showing a register or field by its path, from wherever it was found: the field tree takes the request. */
import { create } from "zustand";
import type { Bdf } from "../../shared/pci/bdf.ts";
import { focusFunction, remember } from "./view.ts";

interface RevealRequest {
  /** null = of the function that is shown. */
  readonly bdf: Bdf | null;
  readonly path: string;
}

/** A new object for each request; null when the last one was taken. */
export const useFieldReveal = create<{ readonly wanted: RevealRequest | null }>(() => ({ wanted: null }));

/** Opens the field tree at a node of the function that is shown. */
export function revealPath(path: string): void {
  useFieldReveal.setState({ wanted: { bdf: null, path } });
  remember({ tab: "capabilities" });
}

/** Goes to the function and opens its field tree at a node; the keyboard goes there. */
export function revealField(bdf: Bdf, path: string): void {
  focusFunction(bdf);
  useFieldReveal.setState({ wanted: { bdf, path } });
  remember({ tab: "capabilities" });
}
