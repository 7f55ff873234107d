/** What the SR-IOV tab says of a PF, out of the kernel's attributes and the capability. Pure. */

import type { EswitchFacts, FunctionInfo } from "../../../../shared/machine/facts.ts";
import { isFromText } from "../../../../shared/machine/told-by-text.ts";
import { ESWITCH_LABEL, eswitchText } from "../../../../shared/machine/vf-network.ts";
import { type Bdf, bdfAtRoutingId, bdfParts, routingId } from "../../../../shared/pci/bdf.ts";
import type { CapabilityNode } from "../../../../shared/pci/decode.ts";
import { hexDigits } from "../../../../shared/pci/hex-digits.ts";
import type { Words } from "../../../../shared/words/message.ts";
import { COMMON } from "../../../../shared/words/texts/common.ts";
import { FACT_WORDS } from "../../../../shared/words/texts/facts.ts";
import { DETAIL_WORDS } from "../../../words/detail.ts";
import { SRIOV_TAB_WORDS } from "../../../words/sriov-tab.ts";
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

const CAP_MISSING = SRIOV_TAB_WORDS.registersUnread;

/** The counts from what the device was built with to what is on now. */
export function countsOf(fn: FunctionInfo, cap: CapabilityNode | null): Count[] {
  const read = (id: string) => (cap === null ? null : numberOf(cap, id));
  const isTold = isFromText(fn, "sriov");
  return [
    {
      id: "initial",
      label: SRIOV_TAB_WORDS.initialVfs,
      value: read("initial"),
      brief: SRIOV_TAB_WORDS.initialBrief,
      help: SRIOV_TAB_WORDS.initialHelp,
      source: "SR-IOV capability, InitialVFs",
    },
    {
      id: "total",
      label: FACT_WORDS.totalVfs,
      value: isTold ? (fn.sriov?.totalVfs ?? null) : read("total"),
      brief: SRIOV_TAB_WORDS.totalBrief,
      help: SRIOV_TAB_WORDS.totalHelp,
      source: "SR-IOV capability, TotalVFs",
    },
    {
      id: "allowed",
      label: SRIOV_TAB_WORDS.allowed,
      // Texts and registers tell what the capability says, and of no driver.
      value: isTold || fn.registersOnly ? null : (fn.sriov?.totalVfs ?? null),
      brief: "sriov_totalvfs",
      help: SRIOV_TAB_WORDS.allowedHelp,
      source: "sriov_totalvfs",
    },
    {
      id: "num",
      label: FACT_WORDS.numVfs,
      value: fn.sriov?.numVfs ?? read("num"),
      brief: SRIOV_TAB_WORDS.numBrief,
      help: SRIOV_TAB_WORDS.numHelp,
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
  if (allowed === 0 && !limitIsTold) return SRIOV_TAB_WORDS.noneAllowed;
  if (
    total !== null &&
    initial !== null &&
    initial !== total &&
    numberOf(cap as CapabilityNode, "cap.migration") === 0
  ) {
    return SRIOV_TAB_WORDS.noMigration;
  }
  if (num !== null && present !== null && num !== present && numberOf(cap as CapabilityNode, "ctl.enable") === 1) {
    return SRIOV_TAB_WORDS.countsDiffer({ registers: String(num), kernel: String(present) });
  }
  if (!limitIsTold && total !== null && allowed !== null && allowed < total)
    return SRIOV_TAB_WORDS.fewerAllowed({ allowed: String(allowed), total: String(total) });
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
    label: SRIOV_TAB_WORDS.dependency,
    help: SRIOV_TAB_WORDS.dependencyHelp,
    source: "SR-IOV capability, Function Dependency Link",
  };
  if (link === null) return { ...base, value: null, none: CAP_MISSING };
  const own = routingId(fn.bdf) & 0xff;
  if (link === own || link === (own & 7))
    return { ...base, value: hexDigits(link, 2), mono: true, note: SRIOV_TAB_WORDS.dependencyItself };
  const { domain, bus } = bdfParts(fn.bdf);
  const other: Bdf | null = bdfAtRoutingId(domain, bus * 256 + link);
  return { ...base, value: hexDigits(link, 2), mono: true, ...(other === null ? {} : { note: other, link: other }) };
}

function migration(cap: CapabilityNode | null): Fact {
  const base = {
    id: "migration",
    label: SRIOV_TAB_WORDS.migration,
    help: SRIOV_TAB_WORDS.migrationHelp,
    source: "SR-IOV capability, VF Migration",
  };
  const capable = cap === null ? null : numberOf(cap, "cap.migration");
  if (capable === null) return { ...base, value: null, none: CAP_MISSING };
  if (capable === 0) return { ...base, value: SRIOV_TAB_WORDS.notImplemented, tone: "quiet" };
  return { ...base, value: onOff(cap, "ctl.migration") ?? SRIOV_TAB_WORDS.implemented };
}

function msixPool(fn: FunctionInfo): Fact {
  const pool = fn.sriov?.vfTotalMsix ?? null;
  return {
    id: "msix",
    label: SRIOV_TAB_WORDS.msixPool,
    value: pool === null || pool === 0 ? null : SRIOV_TAB_WORDS.msixPoolVectors({ count: pool }),
    none: pool === 0 ? SRIOV_TAB_WORDS.msixPoolNone : COMMON.unknown,
    help: SRIOV_TAB_WORDS.msixPoolHelp,
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
      help: SRIOV_TAB_WORDS.eswitchHelp,
      source: "devlink dev eswitch show",
    },
  ];
}

/** Is it on, and how. */
export function stateFacts(fn: FunctionInfo, cap: CapabilityNode | null): Fact[] {
  const autoprobe = fn.sriov?.driversAutoprobe ?? null;
  return [
    fact("enable", SRIOV_TAB_WORDS.vfEnable, "SR-IOV Control, bit 0", onOff(cap, "ctl.enable"), {
      none: CAP_MISSING,
      help: SRIOV_TAB_WORDS.vfEnableHelp,
    }),
    fact("mse", SRIOV_TAB_WORDS.vfMse, "SR-IOV Control, bit 3", onOff(cap, "ctl.mse"), {
      none: CAP_MISSING,
      help: SRIOV_TAB_WORDS.vfMseHelp,
    }),
    fact("ari", SRIOV_TAB_WORDS.ariHierarchy, "SR-IOV Control, bit 4", onOff(cap, "ctl.ari"), {
      none: CAP_MISSING,
      help: SRIOV_TAB_WORDS.ariHelp,
    }),
    {
      id: "autoprobe",
      label: SRIOV_TAB_WORDS.autoprobe,
      value: autoprobe === null ? null : autoprobe ? DETAIL_WORDS.on : DETAIL_WORDS.off,
      none: COMMON.unknown,
      help: SRIOV_TAB_WORDS.autoprobeHelp,
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
export function layoutFacts(fn: FunctionInfo, cap: CapabilityNode | null, vfName: Words | null): Fact[] {
  const offset = fn.sriov?.offset ?? (cap === null ? null : numberOf(cap, "offset"));
  const stride = fn.sriov?.stride ?? (cap === null ? null : numberOf(cap, "stride"));
  const device = fn.sriov?.vfDevice ?? (cap === null ? null : numberOf(cap, "did"));
  const off = (fn.sriov?.numVfs ?? 0) === 0;
  return [
    fact("offset", FACT_WORDS.vfOffset, "sriov_offset", offset === null ? null : String(offset), {
      help: SRIOV_TAB_WORDS.offsetHelp,
      ...(off && offset !== null ? { note: SRIOV_TAB_WORDS.mayChange } : {}),
    }),
    fact("stride", FACT_WORDS.vfStride, "sriov_stride", stride === null ? null : String(stride), {
      help: SRIOV_TAB_WORDS.strideHelp,
    }),
    fact("vf-device", FACT_WORDS.vfDevice, "sriov_vf_device", device === null ? null : hexDigits(device, 4), {
      mono: true,
      ...(vfName === null ? {} : { note: vfName }),
      help: SRIOV_TAB_WORDS.vfDeviceHelp,
    }),
    pageFact(
      "supported-pages",
      SRIOV_TAB_WORDS.supportedPages,
      "Supported Page Sizes",
      cap === null ? null : numberOf(cap, "supps"),
      SRIOV_TAB_WORDS.supportedPagesHelp,
    ),
    pageFact(
      "system-page",
      SRIOV_TAB_WORDS.systemPage,
      "System Page Size",
      cap === null ? null : numberOf(cap, "sysps"),
      SRIOV_TAB_WORDS.systemPageHelp,
    ),
  ];
}
