/**
 * Why a function answers ff to every read: nothing of it is decoded, and this is told instead (PCIe 6.2 §2.3.2). From facts
 * that are known without asking the function, and from the registers of what stands above it, where those were read. Pure.
 */

import { bdfParts } from "../pci/bdf.ts";
import type { ConfigSpace } from "../pci/config-space.ts";
import { hexDigits } from "../pci/hex-digits.ts";
import { clauses } from "../words/joined.ts";
import type { Words } from "../words/message.ts";
import { ALL_ONES_WORDS } from "../words/texts/all-ones.ts";
import { COMMON } from "../words/texts/common.ts";
import type { FunctionInfo } from "./facts.ts";
import { findExtended, findStandard } from "./find-capability.ts";
import type { Machine } from "./machine.ts";
import { ariRemedy, portAbove } from "./port-reach.ts";

export interface AllOnes {
  /** One sentence. */
  readonly cause: Words;
  /** What that is known from. */
  readonly evidence: Words;
  readonly remedy: Words;
}

/** The bytes of another function as far as they were read; null = they were not. */
export type SpaceOf = (fn: FunctionInfo) => ConfigSpace | null;

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
  return {
    cause: ALL_ONES_WORDS.unknown,
    evidence: ALL_ONES_WORDS.unknownEvidence({ bdf: fn.bdf, state: fn.powerState ?? COMMON.unknown }),
    remedy: ALL_ONES_WORDS.rescan,
  };
}

function ownState(fn: FunctionInfo): AllOnes | null {
  if (fn.powerState === "D3cold") {
    return {
      cause: ALL_ONES_WORDS.notAwake,
      evidence: ALL_ONES_WORDS.stillD3cold({ bdf: fn.bdf }),
      remedy: ALL_ONES_WORDS.notAwakeRemedy,
    };
  }
  if (fn.powerState !== "error") return null;
  return {
    cause: ALL_ONES_WORDS.lost,
    evidence: ALL_ONES_WORDS.powerError({ bdf: fn.bdf }),
    remedy: ALL_ONES_WORDS.rescan,
  };
}

function linkDown(fn: FunctionInfo): AllOnes | null {
  if (fn.link === null || fn.physfn !== null) return null;
  if (fn.link.width !== 0 && (fn.link.speed !== null || fn.link.maxSpeed === null)) return null;
  return {
    cause: ALL_ONES_WORDS.linkDown,
    evidence: ALL_ONES_WORDS.linkDownEvidence({
      bdf: fn.bdf,
      width: fn.link.width === null ? COMMON.unknown : String(fn.link.width),
    }),
    remedy: ALL_ONES_WORDS.seated,
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
    cause: ALL_ONES_WORDS.bridgeGone({ bdf }),
    evidence: ALL_ONES_WORDS.powerError({ bdf }),
    remedy: ALL_ONES_WORDS.rescan,
  };
}

/** The kernel wakes the bridges above before it reads, so that one slept when it was looked at says little. */
function sleeperAbove(machine: Machine, fn: FunctionInfo): AllOnes | null {
  const asleep = bridgesAbove(machine, fn).find(({ powerState }) => powerState === "D3cold" || powerState === "D3hot");
  if (asleep === undefined) return null;
  const { bdf } = asleep;
  const state = asleep.powerState ?? "";
  return {
    cause: ALL_ONES_WORDS.bridgeAsleep({ bdf, state }),
    evidence: ALL_ONES_WORDS.bridgeWas({ bdf, state }),
    remedy: ALL_ONES_WORDS.wakeBridge({ bdf }),
  };
}

function bridgeDead({ bdf }: FunctionInfo, space: ConfigSpace | null): AllOnes | null {
  if (space === null || !space.readsAllOnes) return null;
  return {
    cause: ALL_ONES_WORDS.bridgeDead({ bdf }),
    evidence: ALL_ONES_WORDS.registersFf({ bdf }),
    remedy: ALL_ONES_WORDS.bridgeFirst({ bdf }),
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
  if (space.has(BRIDGE_CONTROL, 2) && (space.u16(BRIDGE_CONTROL) & SECONDARY_BUS_RESET) !== 0) {
    return {
      cause: ALL_ONES_WORDS.inReset({ bdf }),
      evidence: ALL_ONES_WORDS.inResetEvidence({ bdf }),
      remedy: ALL_ONES_WORDS.inResetRemedy,
    };
  }
  const state = (findStandard(space, POWER_MANAGEMENT)?.word(4) ?? 0) & 3;
  if (state !== 0) {
    return {
      cause: ALL_ONES_WORDS.bridgeSleeps({ bdf }),
      evidence: ALL_ONES_WORDS.bridgeSleepsEvidence({ bdf, state: `D${state}` }),
      remedy: ALL_ONES_WORDS.wakeBridge({ bdf }),
    };
  }
  if (((findExtended(space, DPC)?.word(8) ?? 0) & DPC_TRIGGERED) !== 0) {
    return {
      cause: ALL_ONES_WORDS.contained({ bdf }),
      evidence: ALL_ONES_WORDS.containedEvidence({ bdf }),
      remedy: ALL_ONES_WORDS.containedRemedy,
    };
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
      cause: ALL_ONES_WORDS.slotOff({ bdf }),
      evidence: ALL_ONES_WORDS.slotOffEvidence({ bdf }),
      remedy: ALL_ONES_WORDS.slotOffRemedy,
    };
  }
  if (has(express.word(0x10), LNKCTL_DISABLE)) {
    return {
      cause: ALL_ONES_WORDS.linkDisabled({ bdf }),
      evidence: ALL_ONES_WORDS.linkDisabledEvidence({ bdf }),
      remedy: ALL_ONES_WORDS.linkDisabledRemedy,
    };
  }
  if (!has(express.long(0x0c), LNKCAP_DL_ACTIVE_REPORTED) || !lacks(express.word(0x12), LNKSTA_DL_ACTIVE)) return null;
  const isEmpty = hasSlot && lacks(express.word(0x1a), SLTSTA_PRESENT);
  return {
    cause: isEmpty ? ALL_ONES_WORDS.slotEmpty({ bdf }) : ALL_ONES_WORDS.linkBelowDown({ bdf }),
    evidence: clauses(ALL_ONES_WORDS.linkInactive({ bdf }), isEmpty ? ALL_ONES_WORDS.notPresent : null),
    remedy: ALL_ONES_WORDS.seated,
  };
}

/** What the nearest bridge does not pass on: buses outside its range, and devices above 0 on its link without ARI. */
function notPassedOn(fn: FunctionInfo, port: FunctionInfo, space: ConfigSpace | null): AllOnes | null {
  const { bus, device } = bdfParts(fn.bdf);
  const { bridge } = port;
  if (bridge !== null && (bus < bridge.secondary || bus > bridge.subordinate)) {
    const [first, last] = [hexDigits(bridge.secondary, 2), hexDigits(bridge.subordinate, 2)];
    return {
      cause: ALL_ONES_WORDS.busesOnly({ bdf: port.bdf, first, last }),
      evidence: ALL_ONES_WORDS.busesEvidence({ bdf: port.bdf }),
      remedy: ALL_ONES_WORDS.busesRemedy,
    };
  }
  if (device === 0 || bridge === null || bus !== bridge.secondary) return null;
  const above = portAbove(fn, port, space);
  if (above?.forwardsAri !== false) return null;
  return {
    cause: ALL_ONES_WORDS.deviceZeroOnly({ bdf: port.bdf, device: String(device) }),
    evidence: above.evidence,
    remedy: ariRemedy(above),
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
      cause: ALL_ONES_WORDS.pfSilent({ pf: pf.bdf }),
      evidence: space?.readsAllOnes
        ? ALL_ONES_WORDS.registersFf({ bdf: pf.bdf })
        : ALL_ONES_WORDS.powerError({ bdf: pf.bdf }),
      remedy: ALL_ONES_WORDS.pfSilentRemedy({ pf: pf.bdf }),
    };
  }
  const cap = space === null ? null : findExtended(space, SRIOV);
  const control = cap?.word(0x08) ?? null;
  if (control !== null && (control & VF_ENABLE) === 0) {
    const at = { pf: fn.physfn };
    return {
      cause: ALL_ONES_WORDS.vfEnableOff(at),
      evidence: ALL_ONES_WORDS.vfEnableEvidence(at),
      remedy: ALL_ONES_WORDS.vfEnableRemedy(at),
    };
  }
  const index = machine.vfIndexOf(fn.bdf);
  const count = cap?.word(0x10) ?? null;
  if (index !== null && count !== null && index >= count) {
    return {
      cause: ALL_ONES_WORDS.fewerVfs({ pf: fn.physfn, count, index: String(index) }),
      evidence: ALL_ONES_WORDS.fewerVfsEvidence({ pf: fn.physfn, count: String(count) }),
      remedy: ALL_ONES_WORDS.fewerVfsRemedy({ pf: fn.physfn }),
    };
  }
  return null;
}

function vfGone({ bdf, physfn }: FunctionInfo): AllOnes | null {
  if (physfn === null) return null;
  return {
    cause: ALL_ONES_WORDS.vfGone,
    evidence: ALL_ONES_WORDS.vfGoneEvidence({ bdf, pf: physfn }),
    remedy: ALL_ONES_WORDS.vfGoneRemedy({ pf: physfn }),
  };
}
