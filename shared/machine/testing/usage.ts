/** Usage facts that say only what a test is about. */
import {
  type BlockFacts,
  type HolderFacts,
  type InterfaceFacts,
  noUsage,
  type SessionFacts,
  type UsageFacts,
} from "../usage-facts.ts";
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
    isVirtual: address === undefined,
    isRepresentor: false,
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

/** The connection of whoever asks, which ends at this address. */
export function session(local: string, facts: Partial<SessionFacts> = {}): SessionFacts {
  return { local, remote: "203.0.113.20", program: "sshd", isOwn: true, namespace: null, by: [], ...facts };
}

export const DEFAULT_ROUTE = (name: string) => ({ interface: name, destination: "0.0.0.0", prefix: 0 });
