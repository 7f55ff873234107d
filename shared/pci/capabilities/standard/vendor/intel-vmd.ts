import { type HelpTexts, withHelp } from "../../../field-help.ts";
import { type CapabilityContext, type CapabilityDef, register, shown, uint } from "../../../layout.ts";
import { capabilityText } from "../../../text.ts";
import { VENDOR_LENGTH } from "./generic.ts";
import { INTEL_CAPABILITIES, INTEL_FEATURE_DETECTION, INTEL_OTHER } from "./intel.ts";

const INTEL = 0x8086;
const LENGTH = 0x18;
/** `SHDW`, highest letter first. */
const SIGNATURE = 0x53484457;

/** lspci knows no VMD and takes the capability for one of those that Intel's chipsets have. */
function textOf(c: CapabilityContext): string {
  const tables = [INTEL_CAPABILITIES, INTEL_FEATURE_DETECTION];
  return capabilityText(tables.find(({ match }) => match?.(c)) ?? INTEL_OTHER, c.fn, c.at);
}

const letters = (raw: number | bigint): string =>
  Number(raw) === SIGNATURE ? "SHDW" : `no signature (${Number(raw).toString(16)}h)`;

/** The address without the low bits, which say what kind of BAR it is. */
const address = (raw: number | bigint): string => `${(BigInt(raw) & ~0xfn).toString(16)}h`;

/** What the fields mean, one sentence each. */
const HELP: HelpTexts = {
  "version.value": "Version of the capability. The driver does not check it.",
  "signature.value": "Letters by which the driver recognizes the capability.",
  "membar1.value": "Host address of MEMBAR1. The VMD driver in the guest uses it to give the devices host addresses.",
  "membar2.value": "Host address of MEMBAR2. The VMD driver in the guest uses it to give the devices host addresses.",
};

/**
 * The host's addresses of a VMD that a guest has. No card has it: a hypervisor puts it into the space that a guest sees
 * (kernel: drivers/pci/controller/vmd.c, vmd_get_phys_offsets; QEMU: vfio_add_vmd_shadow_cap).
 */
export const INTEL_VMD_SHADOW: CapabilityDef = {
  key: "vndr.intel-vmd",
  space: "standard",
  id: 0x09,
  short: "VMD shadow",
  title: "Intel VMD MEMBAR shadow",
  section: "kernel: drivers/pci/controller/vmd.c",
  match: (c) => c.fn.vendor === INTEL && c.u8(2) >= LENGTH && c.u32(4) === SIGNATURE,
  length: (c) => Math.max(LENGTH, c.u8(2)),
  registers: withHelp(HELP, [
    VENDOR_LENGTH,
    register("version", 3, 1, "Version", [uint("value", 7, 0, "Version", { access: "RO" })]),
    register("signature", 4, 4, "Signature", [shown("value", 31, 0, "Signature", letters, { access: "RO" })]),
    register("membar1", 8, 8, "MEMBAR1 of the host", [shown("value", 63, 0, "Address", address, { access: "RO" })]),
    register("membar2", 0x10, 8, "MEMBAR2 of the host", [shown("value", 63, 0, "Address", address, { access: "RO" })]),
  ]),
  text: [textOf],
};
