/** Capabilities as server hardware has them, each through its own table. */
import { ACS } from "../../../../../shared/pci/capabilities/extended/acs.ts";
import { AER } from "../../../../../shared/pci/capabilities/extended/aer.ts";
import { ARI } from "../../../../../shared/pci/capabilities/extended/ari.ts";
import { DATA_LINK_FEATURE } from "../../../../../shared/pci/capabilities/extended/data-link-feature.ts";
import { DPC } from "../../../../../shared/pci/capabilities/extended/dpc.ts";
import { LANE_MARGINING } from "../../../../../shared/pci/capabilities/extended/lane-margining.ts";
import { LTR } from "../../../../../shared/pci/capabilities/extended/ltr.ts";
import {
  PHYSICAL_LAYER_16,
  PHYSICAL_LAYER_32,
} from "../../../../../shared/pci/capabilities/extended/physical-layer.ts";
import { RESIZABLE_BAR, VF_RESIZABLE_BAR } from "../../../../../shared/pci/capabilities/extended/rebar.ts";
import { SECONDARY_PCIE } from "../../../../../shared/pci/capabilities/extended/secondary-pcie.ts";
import { SERIAL_NUMBER } from "../../../../../shared/pci/capabilities/extended/serial-number.ts";
import { SRIOV } from "../../../../../shared/pci/capabilities/extended/sriov.ts";
import { VSEC } from "../../../../../shared/pci/capabilities/extended/vsec.ts";
import { MSI } from "../../../../../shared/pci/capabilities/standard/msi.ts";
import { MSIX } from "../../../../../shared/pci/capabilities/standard/msix.ts";
import { POWER_MANAGEMENT } from "../../../../../shared/pci/capabilities/standard/power-management.ts";
import { SUBSYSTEM_ID } from "../../../../../shared/pci/capabilities/standard/subsystem-id.ts";
import type { CapabilityDef } from "../../../../../shared/pci/layout.ts";
import { type CapabilityPart, capability, standardBytes } from "../../space/build.ts";
import { type VfWindow, vfBarWords } from "./regions.ts";

/** Version 3; wakes from `pme` (a bit for D0, D1, D2, D3hot, D3cold). */
export function pm(at: number, pme = 0): CapabilityPart {
  return capability(POWER_MANAGEMENT, at, {
    "cap.version": 3,
    "cap.pme0": pme & 1,
    "cap.pme3h": (pme >> 3) & 1,
    "cap.pme3c": (pme >> 4) & 1,
    "ctl.nosoftrst": 1,
  });
}

/** 64-bit; asks for 2^`log2` vectors. */
export function msi(at: number, log2 = 0, maskable = true): CapabilityPart {
  return capability(MSI, at, { "ctl.capable": log2, "ctl.maskable": maskable ? 1 : 0, "ctl.is64": 1 });
}

/** `count` vectors with their table and pending bits in memory of a BAR. */
export function msix(at: number, count: number, bar: number, table: number, pba: number): CapabilityPart {
  return capability(MSIX, at, {
    "ctl.size": count - 1,
    "table.bir": bar,
    "table.offset": table >> 3,
    "pba.bir": bar,
    "pba.offset": pba >> 3,
  });
}

export function subsystem(at: number, vendor: number, device: number): CapabilityPart {
  return capability(SUBSYSTEM_ID, at, { ssvid: vendor, ssid: device });
}

/** Vital Product Data: flag and data registers, which read as idle. */
export function vpd(at: number): CapabilityPart {
  return standardBytes(0x03, at, {});
}

/** A vendor's own; only its length is anybody's business. */
export function vendorSpecific(at: number, length: number): CapabilityPart {
  return standardBytes(0x09, at, { 2: length });
}

/** As firmware and kernel leave it: severities at their defaults, advisory errors masked. */
export function aer(at: number, version = 2): CapabilityPart {
  const fatal = { dlp: 1, sdes: 1, fcp: 1, overflow: 1, malformed: 1 };
  const severity = Object.fromEntries(Object.entries(fatal).map(([name, value]) => [`uesvrt.${name}`, value]));
  return capability(
    AER,
    at,
    { ...severity, "cemsk.advisory": 1, "cap.genCap": 1, "cap.genEn": 1, "cap.checkCap": 1, "cap.checkEn": 1 },
    version,
  );
}

/** @param next the next function of the device, 0 = the last */
export function ari(at: number, next = 0): CapabilityPart {
  return capability(ARI, at, { "cap.next": next });
}

/** A port that keeps its functions apart: source validation, request and completion redirect, upstream forwarding. */
export function acsPort(at: number): CapabilityPart {
  const bits = ["sv", "rr", "cr", "uf"];
  const on = bits.flatMap((bit) => [
    [`cap.${bit}`, 1],
    [`ctl.${bit}`, 1],
  ]);
  return capability(ACS, at, Object.fromEntries([...on, ["cap.tb", 1]]));
}

/** A device that never sends anything from one of its functions to another has the capability and no bit in it. */
export function acsEndpoint(at: number): CapabilityPart {
  return capability(ACS, at, {});
}

export function dpc(at: number): CapabilityPart {
  return capability(DPC, at, {
    "cap.rpExt": 1,
    "cap.poison": 1,
    "cap.software": 1,
    "cap.logSize": 4,
    "cap.dlActive": 1,
  });
}

export function ltr(at: number): CapabilityPart {
  return capability(LTR, at, {});
}

/** Bytes of a serial number, most significant first, as it is written. */
export function serialNumber(at: number, text: string): CapabilityPart {
  const value = BigInt(`0x${text.replaceAll("-", "")}`);
  return capability(SERIAL_NUMBER, at, { low: value & 0xffffffffn, high: value >> 32n });
}

const LANE_PRESET = 0x5;

/** Secondary PCI Express, which 8 GT/s links have, with its equalization presets. */
export function secondary(at: number, lanes: number): CapabilityPart {
  const presets = Array.from({ length: lanes }, (_, lane) => [
    [`lane[${lane}].equalization.downstreamPreset`, LANE_PRESET],
    [`lane[${lane}].equalization.upstreamPreset`, LANE_PRESET],
  ]);
  return capability(SECONDARY_PCIE, at, Object.fromEntries(presets.flat()));
}

export function dataLinkFeature(at: number): CapabilityPart {
  return capability(DATA_LINK_FEATURE, at, {
    "cap.exchange": 1,
    "cap.scaledFlow": 1,
    "sta.valid": 1,
    "sta.scaledFlow": 1,
  });
}

/** All phases of equalization done. */
const EQUALIZED = { "sta.complete": 1, "sta.phase1": 1, "sta.phase2": 1, "sta.phase3": 1 };

export function physical16(at: number): CapabilityPart {
  return capability(PHYSICAL_LAYER_16, at, EQUALIZED);
}
export function physical32(at: number): CapabilityPart {
  return capability(PHYSICAL_LAYER_32, at, { "cap.bypass": 1, ...EQUALIZED });
}
export function laneMargining(at: number): CapabilityPart {
  return capability(LANE_MARGINING, at, {});
}

/** A vendor's own extended capability. */
export function vendorExtended(at: number, id: number, revision: number, length: number): CapabilityPart {
  return capability(VSEC, at, { "header.id": id, "header.rev": revision, "header.length": length });
}

/** @param sizes log2 of each size that the BAR can have, in MiB; `now` is one of them */
function resizable(def: CapabilityDef, at: number, bar: number, sizes: readonly number[], now: number): CapabilityPart {
  const mask = sizes.reduce((bits, size) => bits | (1 << size), 0);
  return capability(def, at, {
    "entry[0].cap.sizes": mask,
    "entry[0].ctl.bar": bar,
    "entry[0].ctl.count": 1,
    "entry[0].ctl.size": now,
  });
}
export function resizableBar(at: number, bar: number, sizes: readonly number[], now: number): CapabilityPart {
  return resizable(RESIZABLE_BAR, at, bar, sizes, now);
}
export function resizableVfBar(at: number, bar: number, sizes: readonly number[], now: number): CapabilityPart {
  return resizable(VF_RESIZABLE_BAR, at, bar, sizes, now);
}

interface SriovValues {
  readonly total: number;
  /** Less than `total` only with VF migration, or on broken devices. */
  readonly initial?: number;
  /** Device and function number of the dependency link; the function itself for none. */
  readonly dependency: number;
  readonly offset: number;
  readonly stride: number;
  readonly vfDevice: number;
  /** Bit n: pages of 2^(n+12) bytes. */
  readonly pageSizes: number;
  readonly windows: readonly VfWindow[];
  readonly migration?: boolean;
}

export function sriov(at: number, values: SriovValues): CapabilityPart {
  return capability(SRIOV, at, {
    "cap.migration": values.migration === true ? 1 : 0,
    "cap.ariPreserved": 1,
    initial: values.initial ?? values.total,
    total: values.total,
    fdl: values.dependency,
    offset: values.offset,
    stride: values.stride,
    did: values.vfDevice,
    supps: values.pageSizes,
    sysps: 1,
    ...vfBarWords(values.windows),
  });
}
