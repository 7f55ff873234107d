import { type HelpTexts, withHelp } from "../../field-help.ts";
import { type Access, type CapabilityDef, type FieldDef, flag, hex, register } from "../../layout.ts";

/** What the lights of a drive bay can say (PCIe 6.2 §7.9.19; kernel: PCI_NPEM_IND_*). */
const INDICATIONS: readonly (readonly [bit: number, id: string, name: string, meaning: string])[] = [
  [2, "ok", "OK", "the drive works"],
  [3, "locate", "Locate", "the drive is being located"],
  [4, "fail", "Fail", "the drive has failed"],
  [5, "rebuild", "Rebuild", "the drive is being rebuilt"],
  [6, "pfa", "PFA (predicted failure)", "the drive is predicted to fail soon"],
  [7, "spare", "Hot Spare", "the drive is a hot spare"],
  [8, "critical", "In A Critical Array", "the drive's array has lost redundancy"],
  [9, "failed", "In A Failed Array", "the drive's array has failed"],
  [10, "type", "Invalid Device Type", "this type of drive does not belong in the slot"],
  [11, "disabled", "Disabled", "the drive is disabled and may be removed"],
];

function indications(suffix: string, access: Access, verb: string): FieldDef[] {
  const after = access === "RW" ? { access, reset: 0 } : { access };
  return [
    ...INDICATIONS.map(([bit, id, name, meaning]) =>
      flag(id, bit, `NPEM ${name} ${suffix}`, { ...after, help: `Set: the indicators ${verb} that ${meaning}.` }),
    ),
    hex("enclosure", 31, 24, `Enclosure-specific ${suffix}`, {
      ...after,
      help: `What the indicators ${verb} with these bits is defined by the enclosure's vendor.`,
    }),
  ];
}

/** What the fields mean, one sentence each. */
const HELP: HelpTexts = {
  cap: "States that the enclosure's indicators can show.",
  ctl: "States that the indicators are set to show.",
  "sta.completed": "Set: the last command has completed. Write 1 to clear.",
  "sta.enclosure": "The meaning of these bits is defined by the enclosure's vendor.",
  "cap.capable": "Set: the enclosure's indicators can be controlled through this capability.",
  "cap.reset": "Set: enclosure management can be reset.",
  "ctl.enable": "Set: this capability controls the indicators; clear: the enclosure controls them.",
  "ctl.reset": "Writing 1 resets enclosure management; reads 0.",
};

export const NPEM: CapabilityDef = {
  key: "npem",
  space: "extended",
  id: 0x29,
  short: "NPEM",
  title: "Native PCIe Enclosure Management",
  section: "PCIe 6.2 §7.9.19",
  length: 0x10,
  registers: withHelp(HELP, [
    register("cap", 0x04, 4, "NPEM Capability", [
      flag("capable", 0, "NPEM Capable", { access: "HwInit" }),
      flag("reset", 1, "NPEM Reset Capable", { access: "HwInit" }),
      ...indications("Capable", "HwInit", "can show"),
    ]),
    register("ctl", 0x08, 4, "NPEM Control", [
      flag("enable", 0, "NPEM Enable", { access: "RW", reset: 0 }),
      flag("reset", 1, "NPEM Initiate Reset", { access: "RW", reset: 0 }),
      ...indications("Control", "RW", "show"),
    ]),
    register("sta", 0x0c, 4, "NPEM Status", [
      flag("completed", 0, "NPEM Command Completed", { access: "RW1C" }),
      hex("enclosure", 31, 24, "Enclosure-specific Status", { access: "RO" }),
    ]),
  ]),
  text: ["Native PCIe Enclosure Management <?>\n"],
};
