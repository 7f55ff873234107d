import { type CapabilityDef, flag, hex, register, whole } from "../../layout.ts";

export const HIERARCHY_ID: CapabilityDef = {
  key: "hierid",
  space: "extended",
  id: 0x28,
  short: "Hierarchy ID",
  title: "Hierarchy ID",
  section: "PCIe 6.2 §7.9.17",
  length: 0x20,
  registers: [
    register("sta", 0x04, 4, "Hierarchy ID Status", [
      hex("requester", 15, 0, "Message Requester ID", { access: "RO" }),
      flag("writeable", 29, "Hierarchy ID Writeable", { access: "RO" }),
    ]),
    register("data", 0x08, 4, "Hierarchy ID Data", [
      hex("authority", 7, 0, "System GUID Authority ID"),
      hex("hierarchy", 31, 16, "Hierarchy ID", { help: "Which of a system's hierarchies this function is in." }),
    ]),
    ...[1, 2, 3, 4, 5].map((n) => whole(`guid${n}`, 0x08 + 4 * n, 4, `Hierarchy ID GUID ${n}`)),
  ],
  text: ["Hierarchy ID <?>\n"],
};
