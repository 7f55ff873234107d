/** Why product data could not be read, in the words that all hosts use. */
import type { VpdReading } from "../../shared/machine/facts.ts";

const SENTENCES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    EACCES: "Reading product data needs root.",
    EPERM: "Reading product data needs root.",
    ENODEV: "The function has left.",
    ENOSYS: "Product data is not available over this connection.",
    ETIMEDOUT: "The device did not give its product data in time, and it is left to itself now.",
    ECANCELED: "The reading was given up.",
    EIO: "The device does not answer with product data: its firmware may have none.",
    ENODATA: "The device gave no product data.",
  }),
);

/** @param code an errno name */
export function vpdProblem(code: string): Extract<VpdReading, { readonly state: "unreadable" }> {
  const message = SENTENCES.get(code) ?? "The product data could not be read.";
  return { state: "unreadable", problem: { attribute: "vpd", code, message } };
}
