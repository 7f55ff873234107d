/** What the SR-IOV tab says of a PF, out of the kernel's attributes and the capability. Pure. */

import type { EswitchFacts, FunctionInfo } from "../../../../shared/machine/facts.ts";
import { isFromText } from "../../../../shared/machine/told-by-text.ts";
import { ESWITCH_LABEL, eswitchText } from "../../../../shared/machine/vf-network.ts";
import { type Bdf, bdfAtRoutingId, bdfParts, routingId } from "../../../../shared/pci/bdf.ts";
import type { CapabilityNode } from "../../../../shared/pci/decode.ts";
import { hexDigits } from "../../../../shared/pci/hex-digits.ts";
import type { Words } from "../../../../shared/words/message.ts";
import { COMMON } from "../../../../shared/words/texts/common.ts";
import { DETAIL_WORDS } from "../../../words/detail.ts";
import { SRIOV_TAB_WORDS as T } from "../../../words/sriov-tab.ts";
import { numberOf } from "../capabilities/find.ts";
import { type Fact, fact } from "../parts/facts.ts";
import { pageSizesText } from "./vf-rows.ts";

export interface Count {
  readonly id: string;
  readonly label: Words;
  readonly value: number | null;
  /** What the number means, in a few words … */
  readonly brief: Words;
  /** … and in a sentence. */
  readonly help: Words;
  readonly source: string;
}

const CAP_MISSING = T.registersUnread;

/** The counts from what the device was built with to what is on now. */
export function countsOf(fn: FunctionInfo, cap: CapabilityNode | null): Count[] {
  const read = (id: string) => (cap === null ? null : numberOf(cap, id));
  // A text tells what the capability says, and of no driver.
  const isTold = isFromText(fn, "sriov");
  return [
    {
      id: "initial",
      label: T.initialVfs,
      value: read("initial"),
      brief: T.initialBrief,
      help: T.initialHelp,
      source: "SR-IOV capability, InitialVFs",
    },
    {
      id: "total",
      label: T.totalVfs,
      value: isTold ? (fn.sriov?.totalVfs ?? null) : read("total"),
      brief: T.totalBrief,
      help: T.totalHelp,
      source: "SR-IOV capability, TotalVFs",
    },
    {
      id: "allowed",
      label: T.allowed,
      value: isTold ? null : (fn.sriov?.totalVfs ?? null),
      brief: T.allowedBrief,
      help: T.allowedHelp,
      source: "sriov_totalvfs",
    },
    {
      id: "num",
      label: T.numVfs,
      value: fn.sriov?.numVfs ?? read("num"),
      brief: T.numBrief,
      help: T.numHelp,
      source: "virtfnN links",
    },
  ];
}

/** One sentence where the counts need one. */
export function countsNote(fn: FunctionInfo, cap: CapabilityNode | null, limitIsTold = false): Words | null {
  const total = cap === null ? null : numberOf(cap, "total");
  const initial = cap === null ? null : numberOf(cap, "initial");
  const num = cap === null ? null : numberOf(cap, "num");
  const allowed = fn.sriov?.totalVfs ?? null;
  const present = fn.sriov?.numVfs ?? null;
  if (allowed === 0 && !limitIsTold) return T.noneAllowed;
  if (
    total !== null &&
    initial !== null &&
    initial !== total &&
    numberOf(cap as CapabilityNode, "cap.migration") === 0
  ) {
    return T.noMigration;
  }
  if (num !== null && present !== null && num !== present && numberOf(cap as CapabilityNode, "ctl.enable") === 1) {
    return T.countsDiffer({ registers: String(num), kernel: String(present) });
  }
  if (!limitIsTold && total !== null && allowed !== null && allowed < total)
    return T.fewerAllowed({ allowed: String(allowed), total: String(total) });
  return null;
}

function onOff(cap: CapabilityNode | null, field: string): Words | null {
  const value = cap === null ? null : numberOf(cap, field);
  return value === null ? null : value === 0 ? DETAIL_WORDS.off : DETAIL_WORDS.on;
}

function dependency(fn: FunctionInfo, cap: CapabilityNode | null): Fact {
  const link = cap === null ? null : numberOf(cap, "fdl");
  const base = {
    id: "dependency",
    label: T.dependency,
    help: T.dependencyHelp,
    source: "SR-IOV capability, Function Dependency Link",
  };
  if (link === null) return { ...base, value: null, none: CAP_MISSING };
  const own = routingId(fn.bdf) & 0xff;
  if (link === own || link === (own & 7))
    return { ...base, value: hexDigits(link, 2), mono: true, note: T.dependencyItself };
  const { domain, bus } = bdfParts(fn.bdf);
  const other: Bdf | null = bdfAtRoutingId(domain, bus * 256 + link);
  return { ...base, value: hexDigits(link, 2), mono: true, ...(other === null ? {} : { note: other, link: other }) };
}

function migration(cap: CapabilityNode | null): Fact {
  const base = {
    id: "migration",
    label: T.migration,
    help: T.migrationHelp,
    source: "SR-IOV capability, VF Migration",
  };
  const capable = cap === null ? null : numberOf(cap, "cap.migration");
  if (capable === null) return { ...base, value: null, none: CAP_MISSING };
  if (capable === 0) return { ...base, value: T.notImplemented, tone: "quiet" };
  return { ...base, value: onOff(cap, "ctl.migration") ?? T.implemented };
}

function msixPool(fn: FunctionInfo): Fact {
  const pool = fn.sriov?.vfTotalMsix ?? null;
  return {
    id: "msix",
    label: T.msixPool,
    value: pool === null || pool === 0 ? null : T.msixPoolVectors({ count: pool }),
    none: pool === 0 ? T.msixPoolNone : COMMON.unknown,
    help: T.msixPoolHelp,
    source: "sriov_vf_total_msix",
  };
}

/** Of a PF whose driver has an embedded switch; nothing where nobody says. */
export function eswitchFacts(eswitch: EswitchFacts | undefined): Fact[] {
  if (eswitch === undefined) return [];
  return [
    {
      id: "eswitch",
      label: ESWITCH_LABEL,
      value: eswitchText(eswitch),
      help: T.eswitchHelp,
      source: "devlink dev eswitch show",
    },
  ];
}

/** Is it on, and how. */
export function stateFacts(fn: FunctionInfo, cap: CapabilityNode | null): Fact[] {
  const autoprobe = fn.sriov?.driversAutoprobe ?? null;
  return [
    fact("enable", T.vfEnable, "SR-IOV Control, bit 0", onOff(cap, "ctl.enable"), {
      none: CAP_MISSING,
      help: T.vfEnableHelp,
    }),
    fact("mse", T.vfMse, "SR-IOV Control, bit 3", onOff(cap, "ctl.mse"), {
      none: CAP_MISSING,
      help: T.vfMseHelp,
    }),
    fact("ari", T.ariHierarchy, "SR-IOV Control, bit 4", onOff(cap, "ctl.ari"), {
      none: CAP_MISSING,
      help: T.ariHelp,
    }),
    {
      id: "autoprobe",
      label: T.autoprobe,
      value: autoprobe === null ? null : autoprobe ? DETAIL_WORDS.on : DETAIL_WORDS.off,
      none: COMMON.unknown,
      help: T.autoprobeHelp,
      source: "sriov_drivers_autoprobe",
    },
    msixPool(fn),
    migration(cap),
    dependency(fn, cap),
  ];
}

function pageFact(id: string, label: Words, name: string, register: number | null, help: Words): Fact {
  return fact(id, label, `SR-IOV capability, ${name}`, register === null ? null : pageSizesText(register), {
    none: CAP_MISSING,
    ...(register === null ? {} : { note: hexDigits(register, 8) }),
    help,
  });
}

/** Where the VFs are and what they are. */
export function layoutFacts(fn: FunctionInfo, cap: CapabilityNode | null, vfName: string | null): Fact[] {
  const offset = fn.sriov?.offset ?? (cap === null ? null : numberOf(cap, "offset"));
  const stride = fn.sriov?.stride ?? (cap === null ? null : numberOf(cap, "stride"));
  const device = fn.sriov?.vfDevice ?? (cap === null ? null : numberOf(cap, "did"));
  const off = (fn.sriov?.numVfs ?? 0) === 0;
  return [
    fact("offset", T.offset, "sriov_offset", offset === null ? null : String(offset), {
      help: T.offsetHelp,
      ...(off && offset !== null ? { note: T.mayChange } : {}),
    }),
    fact("stride", T.stride, "sriov_stride", stride === null ? null : String(stride), {
      help: T.strideHelp,
    }),
    fact("vf-device", T.vfDevice, "sriov_vf_device", device === null ? null : hexDigits(device, 4), {
      mono: true,
      ...(vfName === null ? {} : { note: vfName }),
      help: T.vfDeviceHelp,
    }),
    pageFact(
      "supported-pages",
      T.supportedPages,
      "Supported Page Sizes",
      cap === null ? null : numberOf(cap, "supps"),
      T.supportedPagesHelp,
    ),
    pageFact(
      "system-page",
      T.systemPage,
      "System Page Size",
      cap === null ? null : numberOf(cap, "sysps"),
      T.systemPageHelp,
    ),
  ];
}
