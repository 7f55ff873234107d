import type { ChildFacts, ChildKind } from "../../../../shared/machine/facts.ts";
import { NO_MAC } from "../../../../shared/operations/verbs/vf-settings.ts";
import { bdfParts } from "../../../../shared/pci/bdf.ts";
import { hex2 } from "../../../../shared/pci/hex-digits.ts";
import type { KernelState, SimFunction } from "../kernel/state.ts";

/** The first name of `prefix` and a number that nothing of this kind has. */
export function freeName(state: KernelState, kind: ChildKind, prefix: string): string {
  const used = new Set<string>();
  for (const fn of state.functions.values()) {
    for (const child of fn.children) if (child.kind === kind) used.add(child.name);
  }
  let number = 0;
  while (used.has(`${prefix}${number}`)) number++;
  return `${prefix}${number}`;
}

/**
 * The network interface of a function. A PF has the name that the machine's description gives; a VF's follows its PF's
 * name as systemd has it (`enp1s0f0v3`), with the MAC address that the PF's driver keeps for it, or a locally
 * administered one, and is down until somebody ups it.
 */
export function netChild(fn: SimFunction): ChildFacts | null {
  if (fn.vf === null) {
    const { net } = fn.spec.hints;
    if (!net) return null;
    const child = { kind: "net", name: net.name, state: net.up ? "up" : "down", address: net.mac } as const;
    // A function with one interface that is no PF is not asked for its port.
    return fn.pf === null ? child : { ...child, devPort: 0, linkType: "ether", ...net.port };
  }
  const { physfn, index } = fn.vf;
  const prefix = physfn.spec.hints.vfNet;
  if (prefix === undefined) return null;
  const { bus, device, function: number } = bdfParts(fn.bdf);
  const own = `02:00:5e:${hex2(bus)}:${hex2(device * 8 + number)}:${hex2(index & 0xff)}`;
  const given = physfn.pf?.settings.find(({ vf }) => vf === index)?.mac ?? NO_MAC;
  const address = given === NO_MAC ? own : given;
  return { kind: "net", name: `${prefix}v${index}`, state: "down", address };
}

/** What the description names besides the network interface. */
export function describedChildren(fn: SimFunction): readonly ChildFacts[] {
  return fn.spec.hints.children ?? [];
}
