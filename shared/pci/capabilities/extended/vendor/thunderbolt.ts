import { type HelpTexts, withHelp } from "../../../field-help.ts";
import { type CapabilityDef, flag, hex, pick, register, uint, whole } from "../../../layout.ts";
import { contents, statedLength, VSEC_HEADER, VSEC_TEXT, vsecId, withinLength } from "../vendor-header.ts";

const MAILBOX = 0x30;

/** Configuration spaces of a Thunderbolt device (kernel: drivers/thunderbolt/tb_msgs.h, enum tb_cfg_space). */
const SPACES = { 0: "hops", 1: "port", 2: "switch", 3: "counters" };

/** What the fields mean, one sentence each. */
const HELP: HelpTexts = {
  "command.index": "DW of the configuration space to be read or written.",
  "command.port": "Port number in the controller.",
  "command.space": "Thunderbolt configuration space to be accessed.",
  "command.write": "Set: write; clear: read.",
  "command.start": "The driver sets it to start a command; cleared when the command completes.",
  "command.timeout": "Set: the command timed out.",
  write: "Data for the next write command.",
  read: "Data returned by the last read command.",
};

/**
 * Marks the ports and devices of an Intel Thunderbolt controller (kernel: drivers/pci/probe.c, set_pcie_thunderbolt). The
 * kernel uses its mailbox PCIE2CIO at the upstream port of some controllers only (drivers/thunderbolt/icm.c).
 */
export const THUNDERBOLT: CapabilityDef = {
  key: "vsec.thunderbolt",
  space: "extended",
  id: 0x0b,
  short: "Thunderbolt",
  title: "Intel Thunderbolt",
  section: "kernel: PCI_VSEC_ID_INTEL_TBT; drivers/thunderbolt/icm.c",
  match: (c) => c.fn.vendor === 0x8086 && vsecId(c) === 0x1234,
  length: statedLength,
  registers: [
    VSEC_HEADER,
    ...withinLength(
      withHelp(HELP, [
        register("command", MAILBOX, 4, "PCIE2CIO Command", [
          hex("index", 12, 0, "Index", { access: "RW" }),
          uint("port", 18, 13, "Port", { access: "RW" }),
          pick("space", 20, 19, "Configuration Space", SPACES, { access: "RW" }),
          flag("write", 21, "Write", { access: "RW" }),
          flag("start", 30, "Start", { access: "RW" }),
          flag("timeout", 31, "Timeout", { access: "RO" }),
        ]),
        whole("write", MAILBOX + 4, 4, "PCIE2CIO Write Data", { access: "RW" }),
        whole("read", MAILBOX + 8, 4, "PCIE2CIO Read Data", { access: "RO" }),
      ]),
    ),
  ],
  groups: [contents(8, MAILBOX)],
  text: VSEC_TEXT,
};
