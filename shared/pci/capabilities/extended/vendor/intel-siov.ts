import { type HelpTexts, withHelp } from "../../../field-help.ts";
import { type CapabilityDef, flag, hex, register, whole } from "../../../layout.ts";
import { DVSEC_HEADERS, DVSEC_TEXT, dvsecId, dvsecVendor, statedLength, withinLength } from "../vendor-header.ts";

/** What the fields mean, one sentence each. */
const HELP: HelpTexts = {
  "fdl.value": "Function of this device that must be assigned together with this one; its own number = none.",
  "flags.homogeneous": "Set: all linked functions must be used in the same mode, as whole functions or for SIOV.",
  supps: "Bit n: pages of 2^(n+12) bytes are supported; what a guest is assigned is aligned to such a page.",
  sysps: "Page size by which the device lays out the registers that it assigns.",
  "cap.ims": "Set: interrupts of assigned resources are held in the device's own storage, beyond the limits of MSI-X.",
};

/** Parts of a device are given out by PASID, without VFs: what Intel's data accelerators have (DSA, IAA, DLB). */
export const INTEL_SIOV: CapabilityDef = {
  key: "dvsec.intel-siov",
  space: "extended",
  id: 0x23,
  short: "Intel SIOV",
  title: "Intel Scalable I/O Virtualization",
  section: "Intel Scalable IOV 1.0 §3.7; linux-pci 2020: PCI_DVSEC_INTEL_SIOV_CAP",
  match: (c) => dvsecVendor(c) === 0x8086 && dvsecId(c) === 0x05,
  length: statedLength,
  registers: [
    ...DVSEC_HEADERS,
    ...withinLength(
      withHelp(HELP, [
        register("fdl", 0x0a, 1, "Function Dependency Link", [
          hex("value", 7, 0, "Function Dependency Link", { access: "RO" }),
        ]),
        register("flags", 0x0b, 1, "Flags", [flag("homogeneous", 0, "Homogeneous", { access: "RO" })]),
        whole("supps", 0x0c, 4, "Supported Page Sizes", { access: "RO" }),
        whole("sysps", 0x10, 4, "System Page Size", { access: "RW", reset: 1 }),
        register("cap", 0x14, 4, "Capabilities", [flag("ims", 0, "IMS Support", { access: "RO" })]),
      ]),
    ),
  ],
  text: DVSEC_TEXT,
};
