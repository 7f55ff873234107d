/** Usage facts that say only what a test is about. */
import { type BlockFacts, type HolderFacts, type InterfaceFacts, noUsage, type UsageFacts } from "../usage-facts.ts";
import { bdf } from "./sample-machine.ts";

/** Everything was looked at, and nobody uses anything but what `facts` says. */
export function usageFacts(facts: Partial<UsageFacts> = {}): UsageFacts {
  return { ...noUsage(), ...facts };
}

export function iface(
  name: string,
  facts: Partial<Omit<InterfaceFacts, "bdf">> & { bdf?: string } = {},
): InterfaceFacts {
  const { bdf: address, ...rest } = facts;
  return {
    name,
    bdf: address === undefined ? null : bdf(address),
    up: true,
    addresses: [],
    lower: [],
    kind: null,
    movedTo: null,
    ...rest,
  };
}

export function block(
  name: string,
  facts: Partial<Omit<BlockFacts, "bdfs">> & { bdfs?: readonly string[] } = {},
): BlockFacts {
  const { bdfs = [], ...rest } = facts;
  return { name, bdfs: bdfs.map(bdf), below: [], label: null, ...rest };
}

export function holder(address: string, facts: Partial<HolderFacts> = {}): HolderFacts {
  return {
    kind: "vfio",
    node: "/dev/vfio/41",
    group: null,
    bdf: bdf(address),
    block: null,
    driver: null,
    pid: 4711,
    process: "qemu-system-x86",
    vm: "build-7",
    ...facts,
  };
}

export const DEFAULT_ROUTE = (name: string) => ({ interface: name, destination: "0.0.0.0", prefix: 0 });
