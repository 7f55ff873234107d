import { type HelpTexts, withHelp } from "../../field-help.ts";
import { type CapabilityDef, flag, hex, register, whole } from "../../layout.ts";

/** What the fields mean, one sentence each. */
const HELP: HelpTexts = {
  "sta.requester": "Requester ID of the message that delivered the Hierarchy ID.",
  "sta.writeable": "Set: software may write the Hierarchy ID and the GUID; clear: a message delivers them.",
  "data.authority": "Scheme by which the system's GUID was assigned; 0 = no GUID.",
  guid1: "Part 1 of 5 of the GUID that identifies this system.",
  guid2: "Part 2 of 5 of the GUID that identifies this system.",
  guid3: "Part 3 of 5 of the GUID that identifies this system.",
  guid4: "Part 4 of 5 of the GUID that identifies this system.",
  guid5: "Part 5 of 5 of the GUID that identifies this system.",
  "data.hierarchy": "Hierarchy of the system that contains this function.",
};

export const HIERARCHY_ID: CapabilityDef = {
  key: "hierid",
  space: "extended",
  id: 0x28,
  short: "Hierarchy ID",
  title: "Hierarchy ID",
  section: "PCIe 6.2 §7.9.17",
  length: 0x20,
  registers: withHelp(HELP, [
    register("sta", 0x04, 4, "Hierarchy ID Status", [
      hex("requester", 15, 0, "Message Requester ID", { access: "RO" }),
      flag("writeable", 29, "Hierarchy ID Writeable", { access: "RO" }),
    ]),
    register("data", 0x08, 4, "Hierarchy ID Data", [
      hex("authority", 7, 0, "System GUID Authority ID", { access: "RO" }),
      hex("hierarchy", 31, 16, "Hierarchy ID", { access: "RO" }),
    ]),
    ...[1, 2, 3, 4, 5].map((n) => whole(`guid${n}`, 0x08 + 4 * n, 4, `Hierarchy ID GUID ${n}`, { access: "RO" })),
  ]),
  text: ["Hierarchy ID <?>\n"],
};
