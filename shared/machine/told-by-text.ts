/** How it is said, wherever it is shown, that something stands in a text and was read from no register and no kernel. */

import type { CapabilityNode } from "../pci/decode.ts";
import { hexDigits } from "../pci/hex-digits.ts";
import { names } from "../words/joined.ts";
import type { Message, Words } from "../words/message.ts";
import { FACT_WORDS } from "../words/texts/facts.ts";
import { FROM_TEXT_WORDS as T } from "../words/texts/from-text.ts";
import type { FromText, FunctionFacts, FunctionInfo, MachineSnapshot } from "./facts.ts";

export const FROM_TEXT = T.mark;
export const FROM_TEXT_HELP = T.help;

/** What prints all of a function, and what a person can copy. */
export const BEST_COMMAND = "lspci -nnvvvxxxx";
export const NO_BYTES = T.noBytes({ command: BEST_COMMAND });
export const NAMES_ONLY = T.namesOnly({ command: BEST_COMMAND });

type Fact = keyof FunctionFacts;
type Told = Pick<FunctionFacts, "fromText">;

/** Is this fact out of a text? That there is none can be, too. */
export function isFromText({ fromText }: Told, fact: Fact): boolean {
  return fromText?.facts.includes(fact) === true;
}

/** Is the function called as a text calls it: has it no ids by which the database would? */
export function isNamedByText({ fromText, device, vendor }: Told & Pick<FunctionFacts, "device" | "vendor">): boolean {
  if (fromText === undefined || (device !== null && vendor !== null)) return false;
  const { vendor: maker, device: name, whole } = fromText.names;
  return maker !== null || name !== null || whole !== null;
}

/** `igb (from the text)`. */
export function withSource(fn: Told, fact: Fact, value: Words): Words {
  return isFromText(fn, fact) ? T.marked({ value }) : value;
}

/** Has it SR-IOV by the name of its capability alone, without the numbers of its VFs, as in `lspci -v`? */
export function isSriovByName({ fromText, sriov, physfn }: Told & Pick<FunctionFacts, "sriov" | "physfn">): boolean {
  if (fromText === undefined || sriov !== null || physfn !== null) return false;
  return fromText.capabilities.some(({ name }) => /^(?:Single Root I\/O Virtualization|SR-IOV)\b/.test(name));
}

/** Facts of which a text tells, as they are called among many. */
const PLURALS: readonly (readonly [Fact, Message])[] = [
  ["vendor", FACT_WORDS.ids],
  ["classCode", T.classes],
  ["driver", T.drivers],
  ["modules", T.modules],
  ["iommuGroup", T.iommuGroups],
  ["numaNode", T.numaNodes],
  ["sriov", T.sriov],
  ["resources", T.addressRanges],
  ["bridge", T.busNumbers],
  ["parent", T.parents],
  ["link", T.links],
  ["powerState", T.powerStates],
  ["slot", T.slots],
  ["children", T.interfaces],
];

/** What of a machine is out of a text, in one sentence; null where nothing is. */
export function textNote({ functions }: Pick<MachineSnapshot, "functions">): Message | null {
  const facts = new Set<string>(functions.flatMap(({ fromText }) => fromText?.facts ?? []));
  const named = functions.some(isNamedByText) ? [T.names] : [];
  const kinds = [...named, ...PLURALS.flatMap(([fact, plural]) => (facts.has(fact) ? [plural] : []))];
  if (kinds.length === 0) return null;
  return T.note({ facts: names(kinds) });
}

/** `40h`, `160h v1`; empty where the text has no offset. */
export function offsetText({ at, version }: FromText["capabilities"][number]): string {
  return [at === null ? "" : `${hexDigits(at, at > 0xff ? 3 : 2)}h`, version === null ? "" : `v${version}`]
    .filter((part) => part !== "")
    .join(" ");
}

/** Capabilities that a text names and whose registers nobody knows. @param decoded what is known of registers */
export function namedOnly({ fromText }: FunctionInfo, decoded: readonly CapabilityNode[]): FromText["capabilities"] {
  if (fromText === undefined) return [];
  const known = new Set(decoded.map(({ range }) => range.start));
  return fromText.capabilities.filter(({ at }) => (at === null ? decoded.length === 0 : !known.has(at)));
}
