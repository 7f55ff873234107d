/** Puts functions and machines together: defaults, group and interrupt numbers, bridge windows. */

import { type Bdf, compareBdf, parseBdf } from "../../../../../shared/pci/bdf.ts";
import type { FunctionSpec } from "../../kernel/spec.ts";
import { emptyResources, RESOURCES } from "./regions.ts";

/** Where a function sits. */
export interface Place {
  readonly bdf: Bdf;
  readonly parent: Bdf | null;
  readonly hostBridge: string;
  readonly numaNode: number;
  readonly slot?: string;
}

/** `01:00.0` as an address. @throws Error for anything else: a slip in a machine's description */
export function at(text: string): Bdf {
  const bdf = parseBdf(text);
  if (bdf === null) throw new Error(`not an address: ${text}`);
  return bdf;
}

type Optional = Omit<FunctionSpec, "bdf" | "parent" | "hostBridge" | "numaNode" | "slot" | "config">;

const DEFAULTS: Optional = {
  resources: emptyResources(RESOURCES),
  iommuGroup: null,
  irq: null,
  label: null,
  powerState: "D0",
  driver: null,
  driverOverride: null,
  resetMethods: [],
  hints: {},
  aer: {},
  pf: null,
  removable: false,
};

/** A function from its place, its configuration space and whatever else differs from a plain one. */
export function functionSpec(place: Place, config: Uint8Array, more: Partial<Optional> = {}): FunctionSpec {
  const { bdf, parent, hostBridge, numaNode, slot } = place;
  return { ...DEFAULTS, bdf, parent, hostBridge, numaNode, slot: slot ?? null, config, ...more };
}

const INTERRUPT_PIN = 0x3d;

/**
 * Numbers interrupts of functions with a pin, and IOMMU groups, in the order of addresses as the kernel does.
 * @param together functions that share the group of the first of them
 */
export function numbered(specs: readonly FunctionSpec[], together: readonly (readonly Bdf[])[] = []): FunctionSpec[] {
  const leaders = new Map<Bdf, Bdf>();
  for (const list of together) for (const bdf of list) leaders.set(bdf, list[0] ?? bdf);
  const groups = new Map<Bdf, number>();
  let irq = 24;
  return [...specs]
    .sort((a, b) => compareBdf(a.bdf, b.bdf))
    .map((spec) => {
      const leader = leaders.get(spec.bdf) ?? spec.bdf;
      const group = groups.get(leader) ?? groups.size;
      groups.set(leader, group);
      const hasPin = spec.config[INTERRUPT_PIN] !== 0;
      return { ...spec, iommuGroup: group, irq: spec.irq ?? (hasPin ? irq++ : null) };
    });
}
