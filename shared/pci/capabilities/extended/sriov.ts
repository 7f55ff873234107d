import { type HelpTexts, withHelp } from "../../field-help.ts";
import { hexDigits } from "../../hex-digits.ts";
import {
  type CapabilityContext,
  type CapabilityDef,
  type FieldDef,
  flag,
  hex,
  pick,
  type RegisterDef,
  register,
  uint,
  whole,
} from "../../layout.ts";
import { formatSize, resizedVfBar, vfBarSlices } from "../../sriov.ts";

const BARS = 0x24;
const MIGRATION = 0x3c;

const BAR_TYPES = { 0: "32-bit", 2: "64-bit" };

/** Is VF BAR `index` the upper half of the one before it? */
function isUpperHalf(c: CapabilityContext, index: number): boolean {
  let upper = false;
  for (let bar = 0; bar < index; bar++) upper = !upper && (c.u8(BARS + 4 * bar) & 7) === 4;
  return upper;
}

const LOWER: readonly FieldDef[] = [
  flag("space", 0, "Memory Space Indicator", { access: "RO", help: "Always 0, because VFs have memory BARs only." }),
  pick("type", 2, 1, "Type", BAR_TYPES, { access: "RO", help: "Width of the address." }),
  flag("prefetchable", 3, "Prefetchable", {
    access: "RO",
    help: "Set: reads have no side effects, and writes may be merged.",
  }),
  hex("address", 31, 4, "Base Address [31:4]", {
    access: "RW",
    reset: 0,
    help: "Base address of the window that holds one slice per VF; aligned to the size of a slice.",
  }),
];
const UPPER: readonly FieldDef[] = [
  hex("upper", 31, 0, "Base Address [63:32]", {
    access: "RW",
    reset: 0,
    help: "Upper 32 bits of the address whose lower half is in the previous BAR.",
  }),
];

/** A register of either kind, by the one before it. */
function barRegisters(index: number): readonly RegisterDef[] {
  const upper = (c: CapabilityContext): boolean => isUpperHalf(c, index);
  const bar = (fields: readonly FieldDef[], when: RegisterDef["when"]): RegisterDef =>
    register(`bar${index}`, BARS + 4 * index, 4, `VF BAR${index}`, fields, when ? { when } : {});
  return index === 0 ? [bar(LOWER, undefined)] : [bar(LOWER, (c) => !upper(c)), bar(UPPER, upper)];
}

/** lspci's `Region` lines: a 64-bit BAR takes two registers, an empty or all-ones one is left out. */
function regionLines(c: CapabilityContext): string {
  let out = "";
  for (let index = 0; index < 6; index++) {
    const low = c.u32(BARS + 4 * index);
    if (low === 0 || low === 0xffffffff) continue;
    const type = low & 0x6;
    const address = (low & ~0xf) >>> 0;
    out += `\t\tRegion ${index}: Memory at `;
    if (type === 4) {
      index++;
      out += c
        .u32(BARS + 4 * index)
        .toString(16)
        .padStart(8, "0");
    }
    out += `${hexDigits(address, 8)} (${type === 0 ? "32" : "64"}-bit, ${low & 8 ? "" : "non-"}prefetchable)\n`;
  }
  return out;
}

/** What the fields mean, one sentence each. */
const HELP: HelpTexts = {
  "cap.migration": "Set: the PF supports VF migration between roots; deprecated and rarely implemented.",
  "cap.ariPreserved":
    "Set: ARI Capable Hierarchy keeps its value from D3hot to D0, even if the transition resets the function.",
  "cap.tag10": "VFs can send requests with 10-bit tags.",
  "cap.tag14": "VFs can send requests with 14-bit tags.",
  "cap.intMsg": "MSI or MSI-X vector of VF migration interrupts.",
  "ctl.enable": "Set: the VFs exist and respond to requests.",
  "ctl.migration": "Set: VFs may migrate between the roots of a multi-root system.",
  "ctl.interrupt": "Set: a VF migration request raises an interrupt.",
  "ctl.mse": "Memory Space Enable of all VFs. Set: their BARs respond to memory requests.",
  "ctl.ari":
    "Set: ARI forwarding is enabled in the port above, so VFs may use function numbers above 7 on the PF's bus.",
  "ctl.tag10": "Set: VFs may send requests with 10-bit tags.",
  "ctl.tag14": "Set: VFs may send requests with 14-bit tags.",
  "sta.migration": "Set: a VF migration request is pending. Write 1 to clear.",
  "initial.value": "Number of VFs that the PF has initially; equal to TotalVFs unless VFs can migrate.",
  "total.value": "Maximum number of VFs of the PF; the driver may allow fewer (sriov_totalvfs).",
  "num.value": "Number of VFs enabled while VF Enable is set.",
  "fdl.value": "Next PF in the list of PFs that depend on one another; the PF's own number = no dependency.",
  "offset.value": "Routing ID of the first VF minus that of the PF; may change with NumVFs and ARI Capable Hierarchy.",
  "stride.value": "Difference between the routing IDs of consecutive VFs.",
  "did.value": "Device ID of every VF; the Device ID register of a VF itself reads ffffh.",
  supps: "Bit n set: pages of 2^(n+12) bytes are supported.",
  sysps: "Page size in use, encoded as in Supported Page Sizes; VF BARs are aligned to it.",
  "msao.bir": "BAR that holds the VF Migration State Array.",
  "msao.offset": "Offset of the array in that BAR, in units of 8 bytes.",
};

export const SRIOV: CapabilityDef = {
  key: "sriov",
  space: "extended",
  id: 0x10,
  short: "SR-IOV",
  title: "Single Root I/O Virtualization",
  section: "PCIe 6.2 §9.3.3",
  length: 0x40,
  registers: withHelp(HELP, [
    register("cap", 0x04, 4, "SR-IOV Capabilities", [
      flag("migration", 0, "VF Migration Capable", { access: "RO" }),
      flag("ariPreserved", 1, "ARI Capable Hierarchy Preserved", { access: "RO" }),
      flag("tag10", 2, "VF 10-Bit Tag Requester Supported", { access: "HwInit" }),
      flag("tag14", 3, "VF 14-Bit Tag Requester Supported", { access: "HwInit" }),
      uint("intMsg", 31, 21, "VF Migration Interrupt Message Number", { access: "RO" }),
    ]),
    register("ctl", 0x08, 2, "SR-IOV Control", [
      flag("enable", 0, "VF Enable", { access: "RW", reset: 0 }),
      flag("migration", 1, "VF Migration Enable", { access: "RW", reset: 0 }),
      flag("interrupt", 2, "VF Migration Interrupt Enable", { access: "RW", reset: 0 }),
      flag("mse", 3, "VF MSE", { access: "RW", reset: 0 }),
      flag("ari", 4, "ARI Capable Hierarchy", { access: "RW", reset: 0 }),
      flag("tag10", 5, "VF 10-Bit Tag Requester Enable", { access: "RW", reset: 0 }),
      flag("tag14", 6, "VF 14-Bit Tag Requester Enable", { access: "RW", reset: 0 }),
    ]),
    register("sta", 0x0a, 2, "SR-IOV Status", [flag("migration", 0, "VF Migration Status", { access: "RW1C" })]),
    register("initial", 0x0c, 2, "InitialVFs", [uint("value", 15, 0, "InitialVFs", { access: "HwInit" })]),
    register("total", 0x0e, 2, "TotalVFs", [uint("value", 15, 0, "TotalVFs", { access: "HwInit" })]),
    register("num", 0x10, 2, "NumVFs", [uint("value", 15, 0, "NumVFs", { access: "RW" })]),
    register("fdl", 0x12, 1, "Function Dependency Link", [
      hex("value", 7, 0, "Function Dependency Link", { access: "HwInit" }),
    ]),
    register("offset", 0x14, 2, "First VF Offset", [uint("value", 15, 0, "First VF Offset", { access: "RO" })]),
    register("stride", 0x16, 2, "VF Stride", [uint("value", 15, 0, "VF Stride", { access: "RO" })]),
    register("did", 0x1a, 2, "VF Device ID", [hex("value", 15, 0, "VF Device ID", { access: "RO" })]),
    whole("supps", 0x1c, 4, "Supported Page Sizes", { access: "RO" }),
    whole("sysps", 0x20, 4, "System Page Size", { access: "RW", reset: 1 }),
    ...[0, 1, 2, 3, 4, 5].flatMap(barRegisters),
    register("msao", MIGRATION, 4, "VF Migration State Array Offset", [
      hex("bir", 2, 0, "VF Migration State BIR", { access: "RO" }),
      hex("offset", 31, 3, "VF Migration State Offset", { access: "RO" }),
    ]),
  ]),
  derived: [0, 1, 2, 3, 4, 5].map((index) => ({
    id: `slice${index}`,
    name: `VF BAR${index} window`,
    of: [`bar${index}`],
    help: "Window that the kernel assigned for all VFs, and the slice that each VF gets.",
    show: (c: CapabilityContext) => {
      const slices = vfBarSlices(c.fn.kernel?.resources ?? [], c.get("total"), (bar) => resizedVfBar(c.space, bar));
      const { window = null, perVf = null } = slices.find((item) => item.bar === index) ?? {};
      const each = perVf === null ? "" : `${formatSize(perVf)} per VF, `;
      return window === null ? null : `${each}${formatSize(window)} in all`;
    },
  })),
  text: [
    "Single Root I/O Virtualization (SR-IOV)\n",
    { need: [0x04, 0x3c] },
    "\t\tIOVCap:\tMigration{cap.migration} 10BitTagReq{cap.tag10} IntMsgNum {cap.intMsg}\n",
    "\t\tIOVCtl:\tEnable{ctl.enable} Migration{ctl.migration} Interrupt{ctl.interrupt} MSE{ctl.mse} ",
    "ARIHierarchy{ctl.ari} 10BitTagReq{ctl.tag10}\n",
    "\t\tIOVSta:\tMigration{sta.migration}\n",
    "\t\tInitial VFs: {initial:d}, Total VFs: {total:d}, Number of VFs: {num:d}, ",
    "Function Dependency Link: {fdl:02x}\n",
    "\t\tVF offset: {offset:d}, stride: {stride:d}, Device ID: {did:04x}\n",
    "\t\tSupported Page Size: {supps:08x}, System Page Size: {sysps:08x}\n",
    regionLines,
    (c) => {
      const word = c.u32(MIGRATION);
      return `\t\tVF Migration: offset: ${hexDigits((word & ~7) >>> 0, 8)}, BIR: ${word & 7}\n`;
    },
  ],
};
