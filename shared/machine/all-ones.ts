/**
 * Why a function answers ff to every read: nothing of it is decoded, and this is told instead (PCIe 6.2 §2.3.2). From facts
 * that are known without asking the function, and from the registers of what stands above it, where those were read. Pure.
 */
import { bdfParts } from "../pci/bdf.ts";
import type { ConfigSpace } from "../pci/config-space.ts";
import { stillEnglish } from "../words/say.ts";
import type { FunctionInfo } from "./facts.ts";
import { findExtended, findStandard } from "./find-capability.ts";
import type { Machine } from "./machine.ts";
import { ariRemedy, portAbove } from "./port-reach.ts";

export interface AllOnes {
  /** One sentence. */
  readonly cause: string;
  /** What that is known from. */
  readonly evidence: string;
  readonly remedy: string;
}

/** The bytes of another function as far as they were read; null = they were not. */
export type SpaceOf = (fn: FunctionInfo) => ConfigSpace | null;

const RESCAN = "Remove the function and rescan the bus; if that does not help, switch the machine off and on.";
const SEATED = "Check that the card is seated and has power, then rescan the bus.";

/** The likeliest cause; that it is not known why, where nothing speaks for one. */
export function allOnesCause(machine: Machine, fn: FunctionInfo, spaceOf: SpaceOf): AllOnes {
  return (
    ownState(fn) ??
    causeAbove(machine, fn, spaceOf) ??
    causeInPf(machine, fn, spaceOf) ??
    linkDown(fn) ??
    sleeperAbove(machine, fn) ??
    vfGone(fn) ??
    unknown(fn)
  );
}

/** Functions whose registers say more of the cause: whoever can read them does so first. The nearest bridge comes first. */
export function witnessesOf(machine: Machine, fn: FunctionInfo): readonly FunctionInfo[] {
  const pf = fn.physfn === null ? undefined : machine.byBdf.get(fn.physfn);
  return [...bridgesAbove(machine, fn), ...(pf === undefined ? [] : [pf])];
}

function unknown(fn: FunctionInfo): AllOnes {
  const power = `power_state of ${fn.bdf} is ${fn.powerState ?? "not known"}`;
  return {
    cause: "The cause is not known: it was removed, its link is down, it failed to wake, or it is being reset.",
    evidence: `${power}; nothing that was read above it shows a cause`,
    remedy: RESCAN,
  };
}

function ownState(fn: FunctionInfo): AllOnes | null {
  if (fn.powerState === "D3cold") {
    return {
      cause: "It did not wake from D3cold, so nothing answers.",
      evidence: `power_state of ${fn.bdf} is still D3cold`,
      remedy: "The kernel's log says why. Look at the slot's power; a restart of the machine brings most cards back.",
    };
  }
  if (fn.powerState !== "error") return null;
  return {
    cause: "The kernel has lost touch with it: it was removed, or a reset of it failed.",
    evidence: `power_state of ${fn.bdf} is error`,
    remedy: RESCAN,
  };
}

function linkDown(fn: FunctionInfo): AllOnes | null {
  if (fn.link === null || fn.physfn !== null) return null;
  if (fn.link.width !== 0 && (fn.link.speed !== null || fn.link.maxSpeed === null)) return null;
  return {
    cause: "Its link is down.",
    evidence: `current_link_width of ${fn.bdf} is ${fn.link.width ?? "not known"}, current_link_speed is Unknown`,
    remedy: SEATED,
  };
}

function bridgesAbove(machine: Machine, fn: FunctionInfo): readonly FunctionInfo[] {
  const found: FunctionInfo[] = [];
  // A chain longer than bus numbers cannot be (buildMachine breaks loops).
  for (let at = machine.portAbove(fn.bdf); at !== null && found.length < 256; at = machine.portAbove(at)) {
    const bridge = machine.byBdf.get(at);
    if (bridge === undefined) break;
    found.push(bridge);
  }
  return found;
}

/** Whatever is furthest up takes everything below with it. */
function causeAbove(machine: Machine, fn: FunctionInfo, spaceOf: SpaceOf): AllOnes | null {
  for (const bridge of bridgesAbove(machine, fn).toReversed()) {
    const cause = bridgeGone(bridge) ?? bridgeDead(bridge, spaceOf(bridge)) ?? bridgeShut(bridge, spaceOf(bridge));
    if (cause !== null) return cause;
  }
  const [port] = bridgesAbove(machine, fn);
  return port === undefined ? null : notPassedOn(fn, port, spaceOf(port));
}

function bridgeGone({ bdf, powerState }: FunctionInfo): AllOnes | null {
  if (powerState !== "error") return null;
  return {
    cause: `The bridge above, ${bdf}, is gone or failed to wake, and all behind it with it.`,
    evidence: `power_state of ${bdf} is error`,
    remedy: RESCAN,
  };
}

/** The kernel wakes the bridges above before it reads, so that one slept when it was looked at says little. */
function sleeperAbove(machine: Machine, fn: FunctionInfo): AllOnes | null {
  const asleep = bridgesAbove(machine, fn).find(({ powerState }) => powerState === "D3cold" || powerState === "D3hot");
  if (asleep === undefined) return null;
  const { bdf, powerState } = asleep;
  return {
    cause: `The bridge above, ${bdf}, was in ${powerState} and may not have woken: it passes nothing on while it sleeps (PCI PM 1.2 §5.4).`,
    evidence: `power_state of ${bdf} was ${powerState}`,
    remedy: `Write "on" to power/control of ${bdf}, then read the function again.`,
  };
}

function bridgeDead({ bdf }: FunctionInfo, space: ConfigSpace | null): AllOnes | null {
  if (space === null || !space.readsAllOnes) return null;
  return {
    cause: `The bridge above, ${bdf}, does not answer either, so nothing behind it can.`,
    evidence: `the registers of ${bdf} read ff`,
    remedy: `Look at ${bdf} first: what brings it back brings this function back.`,
  };
}

const POWER_MANAGEMENT = 0x01;
const EXPRESS = 0x10;
const DPC = 0x1d;
const BRIDGE_CONTROL = 0x3e;
const SECONDARY_BUS_RESET = 0x40;
const LNKCAP_DL_ACTIVE_REPORTED = 1 << 20;
const LNKCTL_DISABLE = 0x10;
const LNKSTA_DL_ACTIVE = 0x2000;
const SLOT_IMPLEMENTED = 0x100;
const SLTCAP_POWER_CONTROLLER = 0x2;
const SLTCTL_POWER_OFF = 0x400;
const SLTSTA_PRESENT = 0x40;
const DPC_TRIGGERED = 0x1;

/** What a bridge's own registers say that keeps requests from what is behind it; PCIe 6.2 §7.5.1.3.13, §7.5.3, §7.9.14. */
function bridgeShut({ bdf }: FunctionInfo, space: ConfigSpace | null): AllOnes | null {
  if (space === null) return null;
  const told = (cause: string, evidence: string, remedy: string): AllOnes => ({ cause, evidence, remedy });
  if (space.has(BRIDGE_CONTROL, 2) && (space.u16(BRIDGE_CONTROL) & SECONDARY_BUS_RESET) !== 0) {
    return told(
      `The bridge above, ${bdf}, holds its secondary bus in reset.`,
      `Bridge Control of ${bdf}, Secondary Bus Reset is 1`,
      "A reset takes less than a second: read the function again. If the bit stays, restart the machine.",
    );
  }
  const state = (findStandard(space, POWER_MANAGEMENT)?.word(4) ?? 0) & 3;
  if (state !== 0) {
    return told(
      `The bridge above, ${bdf}, is in a sleep state, where it passes nothing on.`,
      `Power Management Control/Status of ${bdf}, PowerState is D${state}`,
      `Write "on" to power/control of ${bdf}, then read the function again.`,
    );
  }
  if (((findExtended(space, DPC)?.word(8) ?? 0) & DPC_TRIGGERED) !== 0) {
    return told(
      `The port above, ${bdf}, has shut its link after an error (Downstream Port Containment).`,
      `DPC Status of ${bdf}, Trigger Status is 1`,
      "The kernel's log has the error. The kernel opens the link again, unless the card does not come back; then restart the machine.",
    );
  }
  return linkShut(bdf, space);
}

function linkShut(bdf: string, space: ConfigSpace): AllOnes | null {
  const express = findStandard(space, EXPRESS);
  if (express === null) return null;
  const has = (value: number | null, bits: number) => value !== null && (value & bits) !== 0;
  const lacks = (value: number | null, bits: number) => value !== null && (value & bits) === 0;
  const hasSlot = has(express.word(2), SLOT_IMPLEMENTED);
  if (hasSlot && has(express.long(0x14), SLTCAP_POWER_CONTROLLER) && has(express.word(0x18), SLTCTL_POWER_OFF)) {
    return {
      cause: `The slot below ${bdf} has no power.`,
      evidence: `Slot Control of ${bdf}, Power Controller Control is 1 (off)`,
      remedy: "Switch the slot's power on: write 1 to power of the slot in /sys/bus/pci/slots.",
    };
  }
  if (has(express.word(0x10), LNKCTL_DISABLE)) {
    return {
      cause: `The link below ${bdf} is disabled.`,
      evidence: `Link Control of ${bdf}, Link Disable is 1`,
      remedy: "Rescan the bus or restart the machine: hot-plug disables a link when a card is taken out.",
    };
  }
  if (!has(express.long(0x0c), LNKCAP_DL_ACTIVE_REPORTED) || !lacks(express.word(0x12), LNKSTA_DL_ACTIVE)) return null;
  const isEmpty = hasSlot && lacks(express.word(0x1a), SLTSTA_PRESENT);
  return {
    cause: isEmpty ? `The slot below ${bdf} is empty.` : `The link below ${bdf} is down.`,
    evidence: `Link Status of ${bdf}, Data Link Layer Link Active is 0${isEmpty ? "; Slot Status, Presence Detect State is 0" : ""}`,
    remedy: SEATED,
  };
}

/** What the nearest bridge does not pass on: buses outside its range, and devices above 0 on its link without ARI. */
function notPassedOn(fn: FunctionInfo, port: FunctionInfo, space: ConfigSpace | null): AllOnes | null {
  const { bus, device } = bdfParts(fn.bdf);
  const { bridge } = port;
  if (bridge !== null && (bus < bridge.secondary || bus > bridge.subordinate)) {
    const range = [bridge.secondary, bridge.subordinate].map((value) => value.toString(16).padStart(2, "0"));
    return {
      cause: `The bridge above, ${port.bdf}, passes on buses ${range.join(" to ")} only.`,
      evidence: `secondary and subordinate bus number of ${port.bdf}`,
      remedy: "Fewer VFs fit into these buses. pci=assign-busses on the kernel's command line makes room for more.",
    };
  }
  if (device === 0 || bridge === null || bus !== bridge.secondary) return null;
  const above = portAbove(fn, port, space);
  if (above?.forwardsAri !== false) return null;
  return {
    cause: `The port above, ${port.bdf}, passes on device 0 only, as ARI forwarding is off, and this is device ${device}.`,
    evidence: stillEnglish(above.evidence),
    remedy: stillEnglish(ariRemedy(above)),
  };
}

const SRIOV = 0x10;
const VF_ENABLE = 0x1;

function causeInPf(machine: Machine, fn: FunctionInfo, spaceOf: SpaceOf): AllOnes | null {
  if (fn.physfn === null) return null;
  const pf = machine.byBdf.get(fn.physfn);
  const space = pf === undefined ? null : spaceOf(pf);
  if (pf !== undefined && (space?.readsAllOnes || pf.powerState === "error")) {
    return {
      cause: `Its PF, ${pf.bdf}, does not answer either.`,
      evidence: space?.readsAllOnes ? `the registers of ${pf.bdf} read ff` : `power_state of ${pf.bdf} is error`,
      remedy: `Look at ${pf.bdf} first: VFs come back with it, when their number is set again.`,
    };
  }
  const cap = space === null ? null : findExtended(space, SRIOV);
  const control = cap?.word(0x08) ?? null;
  if (control !== null && (control & VF_ENABLE) === 0) {
    return {
      cause: `VF Enable of its PF, ${fn.physfn}, is off: the card has no VFs now, though the kernel still lists this one.`,
      evidence: `SR-IOV Control of ${fn.physfn}, VF Enable is 0`,
      remedy: `A reset of ${fn.physfn} does this. Set its number of VFs to 0, then to what it was.`,
    };
  }
  const index = machine.vfIndexOf(fn.bdf);
  const count = cap?.word(0x10) ?? null;
  if (index !== null && count !== null && index >= count) {
    return {
      cause: `Its PF, ${fn.physfn}, has ${count} VFs now, and this would be VF ${index}.`,
      evidence: `SR-IOV capability of ${fn.physfn}, NumVFs is ${count}`,
      remedy: `Set the number of VFs of ${fn.physfn} to 0, then to what it was.`,
    };
  }
  return null;
}

function vfGone({ bdf, physfn }: FunctionInfo): AllOnes | null {
  if (physfn === null) return null;
  return {
    cause: "The VF is not there any more, or its PF is being reset.",
    evidence: `physfn of ${bdf} is ${physfn}; a VF that is there reads ff in its ids only`,
    remedy: `Look at ${physfn}: a reset of the PF, or of its card, takes VFs with it.`,
  };
}
