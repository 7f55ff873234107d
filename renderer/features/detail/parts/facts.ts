/** One line of what is known of a function, as data: the tabs make lists of them, {@link FactList} draws them. */

import type { FunctionFacts } from "../../../../shared/machine/facts.ts";
import { isFromText } from "../../../../shared/machine/told-by-text.ts";
import type { Bdf } from "../../../../shared/pci/bdf.ts";
import type { Words } from "../../../../shared/words/message.ts";

export type FactTone = "plain" | "quiet" | "ok" | "warn" | "danger" | "given";

export interface Fact {
  /** Stable within its list: part of its test id. */
  readonly id: string;
  readonly label: Words;
  /** Shown and copied; null = there is none or it is not known, then {@link none} says which. */
  readonly value: Words | null;
  /** Shown in place of a value: `none`, `not reported by firmware`. */
  readonly none?: Words;
  /** Said after the value, smaller, not copied. */
  readonly note?: Words;
  readonly mono?: boolean;
  readonly tone?: FactTone;
  /** What it means, in one sentence. */
  readonly help?: Words;
  /** The kernel attribute or the section of the specification that it comes from. */
  readonly source?: string;
  /** The PF that it was taken from because a VF's own register does not say. */
  readonly fromPf?: Bdf | undefined;
  /** Nobody read it from registers or a kernel: it stands in a text. */
  readonly fromText?: boolean;
  /** A function to go to. */
  readonly link?: Bdf;
}

/**
 * A fact in the order of a table's columns; one whose value takes lines of its own is written out.
 * @param value null = there is none or it is not known: `none` says which
 */
export function fact(
  id: string,
  label: Words,
  source: string,
  value: Words | null,
  more: Omit<Fact, "id" | "label" | "source" | "value"> = {},
): Fact {
  return { id, label, source, value, ...more };
}

/** Which of a function's facts the lines of its lists come from, by their ids. */
const SOURCES: Readonly<Record<string, keyof FunctionFacts>> = {
  vendor: "vendor",
  device: "device",
  ids: "vendor",
  subsystem: "subsystemVendor",
  class: "classCode",
  revision: "revision",
  driver: "driver",
  modules: "modules",
  buses: "bridge",
  above: "parent",
  slot: "slot",
  numa: "numaNode",
  link: "link",
  "iommu-group": "iommuGroup",
  group: "iommuGroup",
  "group-node": "iommuGroup",
  power: "powerState",
  irq: "irq",
  offset: "sriov",
  stride: "sriov",
  "vf-device": "sriov",
};

/** The facts, with those marked that stand in a text only. */
export function marked(fn: FunctionFacts, facts: readonly Fact[]): Fact[] {
  return facts.map((each) => {
    const source = SOURCES[each.id];
    return source !== undefined && isFromText(fn, source) && each.fromPf === undefined
      ? { ...each, fromText: true }
      : each;
  });
}

export interface FactSection {
  readonly id: string;
  readonly title: Words;
  readonly facts: readonly Fact[];
}
