import { type HelpTexts, withHelp } from "../../field-help.ts";
import { type Access, type CapabilityDef, type FieldDef, flag, hex, register } from "../../layout.ts";

/** What the lights of a drive bay can say (PCIe 6.2 §7.9.19; kernel: PCI_NPEM_IND_*). */
const INDICATIONS: readonly (readonly [bit: number, id: string, name: string])[] = [
  [2, "ok", "OK"],
  [3, "locate", "Locate"],
  [4, "fail", "Fail"],
  [5, "rebuild", "Rebuild"],
  [6, "pfa", "PFA (predicted failure)"],
  [7, "spare", "Hot Spare"],
  [8, "critical", "In A Critical Array"],
  [9, "failed", "In A Failed Array"],
  [10, "type", "Invalid Device Type"],
  [11, "disabled", "Disabled"],
];

function indications(suffix: string, access: Access): FieldDef[] {
  return [
    ...INDICATIONS.map(([bit, id, name]) => flag(id, bit, `NPEM ${name} ${suffix}`, { access })),
    hex("enclosure", 31, 24, `Enclosure-specific ${suffix}`, { access }),
  ];
}

/** What the fields mean, one sentence each. */
const HELP: HelpTexts = {
  cap: "Which states the enclosure's lights can show.",
  ctl: "Which states the lights shall show.",
  "sta.completed": "The last command is carried out; cleared by writing 1.",
  "sta.enclosure": "What these bits tell is up to the enclosure's maker.",
};

export const NPEM: CapabilityDef = {
  key: "npem",
  space: "extended",
  id: 0x29,
  short: "NPEM",
  title: "Native PCIe Enclosure Management",
  section: "PCIe 6.2 §7.9.19",
  length: 0x10,
  registers: withHelp(
    [
      register("cap", 0x04, 4, "NPEM Capability", [
        flag("capable", 0, "NPEM Capable", { access: "HwInit" }),
        flag("reset", 1, "NPEM Reset Capable", { access: "HwInit" }),
        ...indications("Capable", "HwInit"),
      ]),
      register("ctl", 0x08, 4, "NPEM Control", [
        flag("enable", 0, "NPEM Enable", { access: "RW", reset: 0 }),
        flag("reset", 1, "NPEM Initiate Reset", { access: "RW", reset: 0 }),
        ...indications("Control", "RW"),
      ]),
      register("sta", 0x0c, 4, "NPEM Status", [
        flag("completed", 0, "NPEM Command Completed", { access: "RW1C" }),
        hex("enclosure", 31, 24, "Enclosure-specific Status", { access: "RO" }),
      ]),
    ],
    HELP,
  ),
  text: ["Native PCIe Enclosure Management <?>\n"],
};
