/** What a pasted text says of a function, put beside what its bytes say: bytes win, and where the text denies them that is told. */
import type { TextFacts } from "../pasted/text-facts.ts";
import type { FromText, FunctionFacts } from "./facts.ts";

type Told = Partial<Pick<FunctionFacts, keyof FunctionFacts>>;

const NO_NAMES: FromText["names"] = {
  vendor: null,
  device: null,
  whole: null,
  subsystem: null,
  classLabel: null,
  progIf: null,
};

/** What the text says, in the form of facts. */
function toldBy(text: Partial<TextFacts>): Told {
  const told: { -readonly [K in keyof Told]: Told[K] } = {};
  if (text.vendor !== undefined) told.vendor = text.vendor;
  if (text.device !== undefined) told.device = text.device;
  if (text.driver !== undefined) told.driver = text.driver;
  if (text.modules !== undefined) told.modules = text.modules;
  if (text.iommuGroup !== undefined) told.iommuGroup = text.iommuGroup;
  if (text.numaNode !== undefined) told.numaNode = text.numaNode;
  return told;
}

/** @param facts out of the function's bytes, if there are any */
export function withText(facts: FunctionFacts, text: Partial<TextFacts>): FunctionFacts {
  if (Object.keys(text).length === 0) return facts;
  const taken = Object.entries(toldBy(text)).filter(([key]) => {
    const known = facts[key as keyof FunctionFacts];
    return known === null || (Array.isArray(known) && known.length === 0);
  });
  const merged: FunctionFacts = {
    ...facts,
    ...Object.fromEntries(taken),
    fromText: {
      facts: taken.map(([key]) => key),
      names: { ...NO_NAMES, ...text.names },
      capabilities: text.capabilities ?? [],
    },
  };
  if (text.driver !== undefined) delete (merged as { driverUnknown?: true }).driverUnknown;
  return merged;
}
