/** What the SR-IOV tab says of a PF, out of the kernel's attributes and the capability. Pure. */
import type { EswitchFacts, FunctionInfo } from "../../../../shared/machine/facts.ts";
import { isFromText } from "../../../../shared/machine/told-by-text.ts";
import { ESWITCH_LABEL, eswitchText } from "../../../../shared/machine/vf-network.ts";
import { type Bdf, bdfAtRoutingId, bdfParts, routingId } from "../../../../shared/pci/bdf.ts";
import type { CapabilityNode } from "../../../../shared/pci/decode.ts";
import { hexDigits } from "../../../../shared/pci/hex-digits.ts";
import { numberOf } from "../capabilities/find.ts";
import { type Fact, fact } from "../parts/facts.ts";
import { pageSizesText } from "./vf-rows.ts";

export interface Count {
  readonly id: string;
  readonly label: string;
  readonly value: number | null;
  /** What the number means, in a few words … */
  readonly brief: string;
  /** … and in a sentence. */
  readonly help: string;
  readonly source: string;
}

const CAP_MISSING = "not known: its registers were not read";

/** The counts from what the device was built with to what is on now. */
export function countsOf(fn: FunctionInfo, cap: CapabilityNode | null): Count[] {
  const read = (id: string) => (cap === null ? null : numberOf(cap, id));
  // A text tells what the capability says, and of no driver.
  const isTold = isFromText(fn, "sriov");
  return [
    {
      id: "initial",
      label: "InitialVFs",
      value: read("initial"),
      brief: "Reserved at start",
      help: "VFs that the device reserves at start, set by its maker or firmware.",
      source: "SR-IOV capability, InitialVFs",
    },
    {
      id: "total",
      label: "TotalVFs",
      value: isTold ? (fn.sriov?.totalVfs ?? null) : read("total"),
      brief: "Most it can have",
      help: "The most VFs that the device can have. On many cards it is a firmware setting.",
      source: "SR-IOV capability, TotalVFs",
    },
    {
      id: "allowed",
      label: "Driver allows",
      value: isTold ? null : (fn.sriov?.totalVfs ?? null),
      brief: "Most it will enable",
      help: "The most VFs that the driver will enable: it may allow fewer than TotalVFs. Fewer may fit.",
      source: "sriov_totalvfs",
    },
    {
      id: "num",
      label: "NumVFs",
      value: fn.sriov?.numVfs ?? read("num"),
      brief: "There now; 0 = off",
      help: "VFs that are there now; 0 means that SR-IOV is off.",
      source: "virtfnN links",
    },
  ];
}

/** One sentence where the counts need one. */
export function countsNote(fn: FunctionInfo, cap: CapabilityNode | null, limitIsTold = false): string | null {
  const total = cap === null ? null : numberOf(cap, "total");
  const initial = cap === null ? null : numberOf(cap, "initial");
  const num = cap === null ? null : numberOf(cap, "num");
  const allowed = fn.sriov?.totalVfs ?? null;
  const present = fn.sriov?.numVfs ?? null;
  if (allowed === 0 && !limitIsTold) return "The driver allows no VFs at all.";
  if (
    total !== null &&
    initial !== null &&
    initial !== total &&
    numberOf(cap as CapabilityNode, "cap.migration") === 0
  ) {
    return `InitialVFs and TotalVFs differ though the device has no VF migration: the kernel refuses to enable VFs (EIO).`;
  }
  if (num !== null && present !== null && num !== present && numberOf(cap as CapabilityNode, "ctl.enable") === 1) {
    return `The capability says ${num} VFs, and the kernel shows ${present}.`;
  }
  if (!limitIsTold && total !== null && allowed !== null && allowed < total)
    return `The driver allows ${allowed} of the device's ${total} VFs.`;
  return null;
}

function onOff(cap: CapabilityNode | null, field: string): string | null {
  const value = cap === null ? null : numberOf(cap, field);
  return value === null ? null : value === 0 ? "off" : "on";
}

function dependency(fn: FunctionInfo, cap: CapabilityNode | null): Fact {
  const link = cap === null ? null : numberOf(cap, "fdl");
  const base = {
    id: "dependency",
    label: "Dependency link",
    help: "Another PF of the device that has to be enabled together with this one; itself means none.",
    source: "SR-IOV capability, Function Dependency Link",
  };
  if (link === null) return { ...base, value: null, none: CAP_MISSING };
  const own = routingId(fn.bdf) & 0xff;
  if (link === own || link === (own & 7))
    return { ...base, value: hexDigits(link, 2), mono: true, note: "itself: no dependency" };
  const { domain, bus } = bdfParts(fn.bdf);
  const other: Bdf | null = bdfAtRoutingId(domain, bus * 256 + link);
  return { ...base, value: hexDigits(link, 2), mono: true, ...(other === null ? {} : { note: other, link: other }) };
}

function migration(cap: CapabilityNode | null): Fact {
  const base = {
    id: "migration",
    label: "VF migration",
    help: "Moving VFs between devices as the specification once had it; hardly any device implements it. Live migration of guests does not use it.",
    source: "SR-IOV capability, VF Migration",
  };
  const capable = cap === null ? null : numberOf(cap, "cap.migration");
  if (capable === null) return { ...base, value: null, none: CAP_MISSING };
  if (capable === 0) return { ...base, value: "not implemented", tone: "quiet" };
  return { ...base, value: onOff(cap, "ctl.migration") ?? "implemented" };
}

function msixPool(fn: FunctionInfo): Fact {
  const pool = fn.sriov?.vfTotalMsix ?? null;
  return {
    id: "msix",
    label: "MSI-X pool for VFs",
    value: pool === null || pool === 0 ? null : `${pool} vectors`,
    none: pool === 0 ? "the driver does not share one out" : "not known",
    help: "Vectors that can be shared out among the VFs with sriov_vf_msix_count.",
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
      help: "legacy: MAC addresses and VLANs of VFs decide where packets go. switchdev: rules do, and each VF has a representor.",
      source: "devlink dev eswitch show",
    },
  ];
}

/** Is it on, and how. */
export function stateFacts(fn: FunctionInfo, cap: CapabilityNode | null): Fact[] {
  const autoprobe = fn.sriov?.driversAutoprobe ?? null;
  return [
    fact("enable", "VF Enable", "SR-IOV Control, bit 0", onOff(cap, "ctl.enable"), {
      none: CAP_MISSING,
      help: "The VFs exist and answer.",
    }),
    fact("mse", "VF MSE", "SR-IOV Control, bit 3", onOff(cap, "ctl.mse"), {
      none: CAP_MISSING,
      help: "Memory Space Enable of all VFs: their BARs answer.",
    }),
    fact("ari", "ARI Capable Hierarchy", "SR-IOV Control, bit 4", onOff(cap, "ctl.ari"), {
      none: CAP_MISSING,
      help: "The port above forwards by ARI, so VFs may use any device number on the PF's bus.",
    }),
    {
      id: "autoprobe",
      label: "Driver autoprobe",
      value: autoprobe === null ? null : autoprobe ? "on" : "off",
      none: "not known",
      help: "Whether the kernel looks for a driver for new VFs. Applies to those that are made from now on.",
      source: "sriov_drivers_autoprobe",
    },
    msixPool(fn),
    migration(cap),
    dependency(fn, cap),
  ];
}

function pageFact(id: string, label: string, register: number | null, help: string): Fact {
  return fact(id, label, `SR-IOV capability, ${label}`, register === null ? null : pageSizesText(register), {
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
    fact("offset", "First VF offset", "sriov_offset", offset === null ? null : String(offset), {
      help: "Routing id of the first VF minus that of the PF.",
      ...(off && offset !== null ? { note: "may change when VFs are enabled" } : {}),
    }),
    fact("stride", "VF stride", "sriov_stride", stride === null ? null : String(stride), {
      help: "Routing id of a VF minus that of the one before it.",
    }),
    fact("vf-device", "VF device ID", "sriov_vf_device", device === null ? null : hexDigits(device, 4), {
      mono: true,
      ...(vfName === null ? {} : { note: vfName }),
      help: "The device id of every VF: a VF's own register reads ffff.",
    }),
    pageFact(
      "supported-pages",
      "Supported Page Sizes",
      cap === null ? null : numberOf(cap, "supps"),
      "Page sizes that the device can align VF BARs to.",
    ),
    pageFact(
      "system-page",
      "System Page Size",
      cap === null ? null : numberOf(cap, "sysps"),
      "The page size that VF BARs are aligned to.",
    ),
  ];
}
