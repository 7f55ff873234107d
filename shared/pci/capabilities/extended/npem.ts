import { type HelpTexts, withHelp } from "../../field-help.ts";
import { type Access, type CapabilityDef, type FieldDef, flag, hex, register } from "../../layout.ts";

/** What the lights of a drive bay can say (PCIe 6.2 §7.9.19; kernel: PCI_NPEM_IND_*). */
const INDICATIONS: readonly (readonly [bit: number, id: string, name: string, saying: string])[] = [
  [2, "ok", "OK", "the drive works"],
  [3, "locate", "Locate", "this is the drive that somebody looks for"],
  [4, "fail", "Fail", "the drive has failed"],
  [5, "rebuild", "Rebuild", "the drive is being filled again from the rest of its array"],
  [6, "pfa", "PFA (predicted failure)", "the drive is going to fail soon"],
  [7, "spare", "Hot Spare", "the drive waits to take the place of a failed one"],
  [8, "critical", "In A Critical Array", "the array of this drive has lost redundancy"],
  [9, "failed", "In A Failed Array", "the array of this drive has failed"],
  [10, "type", "Invalid Device Type", "this kind of drive does not belong here"],
  [11, "disabled", "Disabled", "the drive may be taken out"],
];

function indications(suffix: string, access: Access, verb: string): FieldDef[] {
  const after = access === "RW" ? { access, reset: 0 } : { access };
  return [
    ...INDICATIONS.map(([bit, id, name, saying]) =>
      flag(id, bit, `NPEM ${name} ${suffix}`, { ...after, help: `Set: the lights ${verb} that ${saying}.` }),
    ),
    hex("enclosure", 31, 24, `Enclosure-specific ${suffix}`, {
      ...after,
      help: `What the lights ${verb} by these bits is up to the enclosure's maker.`,
    }),
  ];
}

/** What the fields mean, one sentence each. */
const HELP: HelpTexts = {
  cap: "Which states the enclosure's lights can show.",
  ctl: "Which states the lights shall show.",
  "sta.completed": "The last command is carried out; cleared by writing 1.",
  "sta.enclosure": "What these bits tell is up to the enclosure's maker.",
  "cap.capable": "Set: the lights of the enclosure can be set through this capability.",
  "cap.reset": "Set: the enclosure's management can be reset.",
  "ctl.enable": "Set: this capability governs the lights; clear: the enclosure does as it likes.",
  "ctl.reset": "Writing 1 resets the enclosure's management; reads 0.",
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
      ...indications("Capable", "HwInit", "can say"),
    ]),
    register("ctl", 0x08, 4, "NPEM Control", [
      flag("enable", 0, "NPEM Enable", { access: "RW", reset: 0 }),
      flag("reset", 1, "NPEM Initiate Reset", { access: "RW", reset: 0 }),
      ...indications("Control", "RW", "shall say"),
    ]),
    register("sta", 0x0c, 4, "NPEM Status", [
      flag("completed", 0, "NPEM Command Completed", { access: "RW1C" }),
      hex("enclosure", 31, 24, "Enclosure-specific Status", { access: "RO" }),
    ]),
  ]),
  text: ["Native PCIe Enclosure Management <?>\n"],
};
