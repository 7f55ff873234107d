import { PCI_PROBLEM_WORDS } from "../../../../words/texts/pci-problems.ts";
import { withHelp } from "../../../field-help.ts";
import { hexDigits } from "../../../hex-digits.ts";
import {
  type CapabilityContext,
  type DerivedDef,
  flag,
  hex,
  pick,
  type RegisterDef,
  register,
  registersWhen,
  type TextPiece,
  uint,
  whole,
} from "../../../layout.ts";
import { formatSize } from "../../../sriov.ts";
import { dvsecRevision, statedLength } from "../vendor-header.ts";
import { CXL_DEVICE_HELP } from "./device-help.ts";
import { cxlDvsec } from "./dvsec.ts";

/** Length from which lspci reads the registers of revision 1, and those of revision 2. */
const LENGTH_1 = 0x38;
const LENGTH_2 = 0x3c;
const isRevision2 = (c: CapabilityContext): boolean => dvsecRevision(c) >= 2;

const RANGE_SIZE = [0x18, 0x28];
const RANGE_BASE = [0x20, 0x30];

const MEDIA = { 0: "Volatile", 1: "Non-volatile", 2: "CDAT", 7: "not memory" };
const CLASSES = { 0: "DRAM", 1: "Storage", 2: "CDAT" };
const INTERLEAVE: Readonly<Record<number, string>> = {
  0: "0",
  1: "256",
  2: "4096",
  3: "512",
  4: "1024",
  5: "2048",
  6: "8192",
  7: "16384",
};
/** What a device that is accelerator and memory (type 2) can be used as instead. */
const FALLBACK = { 0: "none", 1: "PCI Express", 2: "CXL type 1", 3: "CXL type 3" };
const SECONDS = { 0: "1", 1: "4", 2: "16", 3: "64", 4: "256" };
const SECONDS_PRINTED = { 5: "1024", 6: "4096", 7: "16384" };
const RESET_TIMEOUT = { 0: "10 ms", 1: "100 ms", 2: "1 s", 3: "10 s", 4: "100 s" };

/** Most of these can be changed only as long as CONFIG_LOCK is clear. */
const switched = { access: "RW", reset: 0 } as const;

/** 64 bits whose upper half comes first. */
const pair = (c: CapabilityContext, offset: number): bigint =>
  (BigInt(c.u32(offset)) << 32n) | BigInt(c.u32(offset + 4));
const rangeSize = (c: CapabilityContext, range: number): bigint => pair(c, RANGE_SIZE[range] ?? 0) & ~0x0fff_ffffn;
const rangeBase = (c: CapabilityContext, range: number): bigint => pair(c, RANGE_BASE[range] ?? 0);

function rangeRegisters(range: 0 | 1): RegisterDef[] {
  const n = range + 1;
  const size = range === 0 ? 0x18 : 0x28;
  return [
    whole(`size${n}hi`, size, 4, `Range ${n} Size High`, { access: "RO" }),
    register(`size${n}`, size + 4, 4, `Range ${n} Size Low`, [
      flag("valid", 0, "Memory_Info_Valid", { access: "RO" }),
      flag("active", 1, "Memory_Active", { access: "RO" }),
      pick("type", 4, 2, "Media_Type", MEDIA, { access: "RO" }),
      pick("class", 7, 5, "Memory_Class", CLASSES, { access: "RO" }),
      pick("interleave", 12, 8, "Desired_Interleave", INTERLEAVE, {
        access: "RO",
        help: "Smallest interleave granularity at which the device performs best, in bytes; 0 = no interleaving.",
      }),
      pick("timeout", 15, 13, "Memory_Active_Timeout", SECONDS, {
        printed: SECONDS_PRINTED,
        access: "HwInit",
        help: "Maximum time from reset until the memory is active, in seconds.",
      }),
      flag("degraded", 16, "Memory_Active_Degraded", {
        access: "RO",
        help: "Set: the memory is usable, but smaller or slower than designed.",
        problem: (raw) => (raw ? PCI_PROBLEM_WORDS.cxlDegraded : null),
      }),
      hex("low", 31, 28, "Memory_Size_Low", { access: "RO" }),
    ]),
    whole(`base${n}hi`, size + 8, 4, `Range ${n} Base High`, switched),
    register(`base${n}`, size + 12, 4, `Range ${n} Base Low`, [hex("low", 31, 28, "Memory_Base_Low", switched)]),
  ];
}

function rangeDerived(range: 0 | 1): DerivedDef {
  const n = range + 1;
  return {
    id: `range${n}`,
    name: `Range ${n}`,
    of: [`size${n}hi`, `size${n}`, `base${n}hi`, `base${n}`],
    show: (c) => {
      const size = rangeSize(c, range);
      if (size === 0n || (c.u32((RANGE_SIZE[range] ?? 0) + 4) & 1) === 0) return null;
      return `${formatSize(size)} bytes at ${(rangeBase(c, range) & ~0x0fff_ffffn).toString(16)}`;
    },
  };
}

const hex16 = (value: bigint): string => hexDigits(BigInt.asUintN(64, value), 16);

function rangeText(range: 0 | 1): TextPiece[] {
  const n = range + 1;
  return [
    (c) => {
      const base = rangeBase(c, range);
      const size = rangeSize(c, range);
      return `\t\tRange${n}: ${hex16(base)}-${hex16(base + size - 1n)} [size=0x${size.toString(16)}]\n`;
    },
    `\t\t\tValid{size${n}.valid} Active{size${n}.active} Type={size${n}.type:?} Class={size${n}.class:?} `,
    `interleave={size${n}.interleave:?} timeout={size${n}.timeout:?}s\n`,
  ];
}

/** Cache size out of a number and the code of its unit. */
function cacheLine(c: CapabilityContext): string {
  const unit = c.get("cap2.unit");
  const size = c.get("cap2.size");
  if (unit === 0) return "Cache Size Not Reported\n";
  if (unit > 2) return `Cache Size: ${size} of unknown unit size (${unit})\n`;
  const bytes = size * (unit === 1 ? 0x10000 : 0x100000);
  return `Cache Size: ${hexDigits(bytes, 8)}\n`;
}

/** lspci tests numbers where these registers have bits: `+` when any bit of the mask is set. */
const anyOf =
  (offset: number, mask: number) =>
  (c: CapabilityContext): string =>
    c.u16(offset) & mask ? "+" : "-";

export const CXL_DEVICE = cxlDvsec({
  key: "device",
  id: 0,
  title: "CXL: PCIe DVSEC for Devices",
  section: "CXL 3.1 §8.1.3",
  registers: withHelp(CXL_DEVICE_HELP, [
    register("cap", 0x0a, 2, "DVSEC CXL Capability", [
      flag("cache", 0, "Cache_Capable", { access: "RO" }),
      flag("io", 1, "IO_Capable", { access: "RO" }),
      flag("mem", 2, "Mem_Capable", { access: "RO" }),
      flag("hwInit", 3, "Mem_HwInit_Mode", { access: "RO" }),
      uint("hdmCount", 5, 4, "HDM_Count", { access: "RO" }),
      flag("writeBack", 6, "Cache Writeback and Invalidate Capable", { access: "RO" }),
      flag("reset", 7, "CXL Reset Capable", { access: "RO" }),
      pick("resetTimeout", 10, 8, "CXL Reset Timeout", RESET_TIMEOUT, { access: "RO" }),
      flag("resetClear", 11, "CXL Reset Mem Clr Capable", { access: "RO" }),
      flag("tsp", 12, "TSP Capable", { access: "HwInit" }),
      flag("mld", 13, "Multiple Logical Device", { access: "RO" }),
      flag("viral", 14, "Viral_Capable", { access: "RO" }),
      flag("pmInit", 15, "PM Init Completion Reporting Capable", { access: "RO" }),
    ]),
    register("ctl", 0x0c, 2, "DVSEC CXL Control", [
      flag("cache", 0, "Cache_Enable", switched),
      flag("io", 1, "IO_Enable", { access: "RO", reset: 1 }),
      flag("mem", 2, "Mem_Enable", switched),
      uint("coverage", 7, 3, "Cache_SF_Coverage", switched),
      uint("granularity", 10, 8, "Cache_SF_Granularity", switched),
      flag("clean", 11, "Cache_Clean_Eviction", switched),
      flag("directP2p", 12, "Direct P2P Mem Enable", switched),
      flag("viral", 14, "Viral_Enable", switched),
    ]),
    register("sta", 0x0e, 2, "DVSEC CXL Status", [
      flag("viral", 14, "Viral_Status", {
        access: "RW1CS",
        problem: (raw) => (raw ? PCI_PROBLEM_WORDS.cxlDeviceViral : null),
      }),
    ]),
    register("ctl2", 0x10, 2, "DVSEC CXL Control2", [
      flag("noCaching", 0, "Disable Caching", switched),
      flag("writeBack", 1, "Initiate Cache Write Back and Invalidation", switched),
      flag("reset", 2, "Initiate CXL Reset", switched),
      flag("resetClear", 3, "CXL Reset Mem Clr Enable", switched),
      flag("volatileHot", 4, "Desired Volatile HDM State after Hot Reset", { access: "RWS", reset: 0 }),
      flag("modified", 5, "Modified Completion Enable", switched),
    ]),
    register("sta2", 0x12, 2, "DVSEC CXL Status2", [
      flag("invalid", 0, "Cache Invalid", { access: "RO" }),
      flag("resetDone", 1, "CXL Reset Complete", { access: "RO" }),
      flag("resetError", 2, "CXL Reset Error", {
        access: "RO",
        problem: (raw) => (raw ? PCI_PROBLEM_WORDS.cxlResetFailed : null),
      }),
      flag("preservationError", 3, "Volatile HDM Preservation Error", {
        access: "RW1CS",
        problem: (raw) => (raw ? PCI_PROBLEM_WORDS.cxlMemoryLost : null),
      }),
      flag("pmInit", 15, "Power Management Initialization Complete", { access: "RO" }),
    ]),
    register("lock", 0x14, 2, "DVSEC CXL Lock", [flag("config", 0, "CONFIG_LOCK", switched)]),
    register("cap2", 0x16, 2, "DVSEC CXL Capability2", [
      pick("unit", 3, 0, "Cache Size Unit", { 0: "not reported", 1: "64 KB", 2: "1 MB" }, { access: "RO" }),
      pick("fallback", 5, 4, "Fallback Capability", FALLBACK, { access: "HwInit" }),
      flag("modified", 6, "Modified Completion Capable", { access: "HwInit" }),
      flag("noCleanWriteback", 7, "No Clean Writeback", { access: "HwInit" }),
      uint("size", 15, 8, "Cache Size", { access: "RO" }),
    ]),
    ...rangeRegisters(0),
    ...rangeRegisters(1),
    ...registersWhen(isRevision2, [
      register("cap3", 0x38, 2, "DVSEC CXL Capability3", [
        flag("cold", 0, "Default Volatile HDM State after Cold Reset", { access: "HwInit" }),
        flag("warm", 1, "Default Volatile HDM State after Warm Reset", { access: "HwInit" }),
        flag("hot", 2, "Default Volatile HDM State after Hot Reset", { access: "HwInit" }),
        flag("configurable", 3, "Volatile HDM State after Hot Reset, Configurability", { access: "HwInit" }),
        flag("directP2p", 4, "Direct P2P Mem Capable", { access: "HwInit" }),
      ]),
    ]),
  ]),
  derived: [rangeDerived(0), rangeDerived(1)],
  text: [
    "\t\tPCIe DVSEC for CXL Devices\n",
    {
      when: (c) => dvsecRevision(c) >= 1 && statedLength(c) >= LENGTH_1,
      text: [
        "\t\tCXLCap:\tCache{cap.cache} IO{cap.io} Mem{cap.mem} MemHWInit{cap.hwInit} HDMCount {cap.hdmCount} ",
        "Viral{cap.viral}\n",
        "\t\tCXLCtl:\tCache{ctl.cache} IO{ctl.io} Mem{ctl.mem} CacheSFCov {ctl.coverage} ",
        "CacheSFGran {ctl.granularity} CacheClean{ctl.clean} Viral{ctl.viral}\n",
        "\t\tCXLSta:\tViral{sta.viral}\n",
        "\t\tCXLCtl2:\tDisableCaching{ctl2.noCaching} InitCacheWB&Inval{ctl2.writeBack} InitRst",
        anyOf(0x10, 3),
        " RstMemClrEn",
        anyOf(0x10, 4),
        { when: isRevision2, text: [" DesiredVolatileHDMStateAfterHotReset", anyOf(0x10, 5)] },
        "\n",
        "\t\tCXLSta2:\tResetComplete{sta2.resetDone} ResetError{sta2.resetError} PMComplete{sta2.pmInit}\n",
        "\t\tCXLCap2:\t",
        cacheLine,
        ...rangeText(0),
        ...rangeText(1),
      ],
    },
    {
      when: (c) => isRevision2(c) && statedLength(c) >= LENGTH_2,
      text: [
        "\t\tCXLCap3:\tDefaultVolatile HDM State After:\tColdReset",
        anyOf(0x38, 1),
        " WarmReset",
        anyOf(0x38, 2),
        " HotReset",
        anyOf(0x38, 3),
        " HotResetConfigurability",
        anyOf(0x38, 4),
        "\n",
      ],
    },
    { when: (c) => dvsecRevision(c) >= 1 && statedLength(c) > LENGTH_2, text: ["\t\t<?>\n"] },
  ],
});
