/** What the Virtual Channel and the Multi-Function Virtual Channel capability have in common (PCIe 6.2 §7.9.1, §7.9.2). */
import { type HelpTexts, withHelp } from "../../field-help.ts";
import { type CapabilityContext, flag, hex, pick, type RegisterDef, register, shown, uint } from "../../layout.ts";

/** Names of the bits of the arbitration capability and of the values of the select field. */
export const VC_ARBITRATION: Readonly<Record<number, string>> = { 0: "Fixed", 1: "WRR32", 2: "WRR64", 3: "WRR128" };
export const PORT_ARBITRATION: Readonly<Record<number, string>> = { ...VC_ARBITRATION, 4: "TWRR128", 5: "WRR256" };

const VC_KINDS = ["Hardware-fixed arbitration", "WRR, 32 phases", "WRR, 64 phases", "WRR, 128 phases"];
const PORT_KINDS = [...VC_KINDS, "Time-based WRR, 128 phases", "WRR, 256 phases"];

/** Bytes of one VC resource: capability, control and status. */
export const RESOURCE_SIZE = 12;
export const FIRST_RESOURCE = 0x10;

/** How many VC resources there are: VC0 and the extended ones. */
export function resourceCount(c: CapabilityContext): number {
  return (c.space.u8(c.at + 4) & 7) + 1;
}

/** Table offsets count in units of 16 bytes; 0 = there is no table. */
const tableOffset = (raw: number | bigint): string =>
  Number(raw) === 0 ? "none" : `${(16 * Number(raw)).toString(16)}h`;

/** What the fields of the port's registers mean, one sentence each. */
const PORT_HELP: HelpTexts = {
  "cap1.count": "Number of VCs in addition to VC0.",
  "cap1.low": "Number of VCs besides VC0 in the low-priority group; 0 = all VCs are arbitrated by strict priority.",
  "cap1.clock": "Length of one time slot in time-based WRR arbitration.",
  "cap1.entry": "Size of one entry of the arbitration table, in bits.",
  "cap2.arb0": "Set: VCs can be arbitrated by a fixed hardware scheme, such as round-robin.",
  "cap2.arb1": "Set: VCs can be arbitrated by weighted round-robin with 32 phases.",
  "cap2.arb2": "Set: VCs can be arbitrated by weighted round-robin with 64 phases.",
  "cap2.arb3": "Set: VCs can be arbitrated by weighted round-robin with 128 phases.",
  "cap2.table": "Offset of the VC arbitration table in this capability; none = there is no table.",
  "ctl.load": "Writing 1 applies the arbitration table; always reads 0.",
  "ctl.select": "Arbitration scheme of the low-priority VCs, one of those listed in Port VC Capability 2.",
  "sta.progress": "Set from a write to the arbitration table until the hardware has loaded it.",
};

/** @param arbiter what shares a VC: `Port` for a Virtual Channel, `Function` for a multi-function one */
export function portRegisters(arbiter: "Port" | "Function"): RegisterDef[] {
  return withHelp(PORT_HELP, [
    register("cap1", 0x04, 4, "Port VC Capability 1", [
      uint("count", 2, 0, "Extended VC Count", { access: "RO" }),
      uint("low", 6, 4, "Low Priority Extended VC Count", { access: "RO" }),
      pick("clock", 9, 8, "Reference Clock", { 0: "100ns" }, { access: "RO" }),
      shown("entry", 11, 10, `${arbiter} Arbitration Table Entry Size`, (raw) => String(1 << Number(raw)), {
        access: "RO",
      }),
    ]),
    register("cap2", 0x08, 4, "Port VC Capability 2", [
      ...VC_KINDS.map((name, bit) => flag(`arb${bit}`, bit, `VC Arbitration: ${name}`, { access: "RO" })),
      shown("table", 31, 24, "VC Arbitration Table Offset", tableOffset, { access: "RO" }),
    ]),
    register("ctl", 0x0c, 2, "Port VC Control", [
      flag("load", 0, "Load VC Arbitration Table", { access: "RW", reset: 0 }),
      pick("select", 3, 1, "VC Arbitration Select", VC_ARBITRATION, { access: "RW" }),
    ]),
    register("sta", 0x0e, 2, "Port VC Status", [flag("progress", 0, "VC Arbitration Table Status", { access: "RO" })]),
  ]);
}

/** Ports only: a multi-function VC has no such bit. */
const REJECT = "Set: requests on this VC without the No Snoop attribute may be rejected as unsupported.";

const PACKET = "Defined for Advanced Switching, which was withdrawn; the value is now undefined.";

/** What the fields of one VC's registers mean, one sentence each. */
const RESOURCE_HELP: HelpTexts = {
  "cap.arb0": "Set: the sources of this VC can be arbitrated by a fixed hardware scheme, such as round-robin.",
  "cap.arb1": "Set: the sources of this VC can be arbitrated by weighted round-robin with 32 phases.",
  "cap.arb2": "Set: the sources of this VC can be arbitrated by weighted round-robin with 64 phases.",
  "cap.arb3": "Set: the sources of this VC can be arbitrated by weighted round-robin with 128 phases.",
  "cap.arb4": "Set: the sources of this VC can be arbitrated by time-based weighted round-robin with 128 phases.",
  "cap.arb5": "Set: the sources of this VC can be arbitrated by weighted round-robin with 256 phases.",
  "cap.slots": "Maximum number of time slots that this VC supports in time-based WRR arbitration.",
  "cap.table": "Offset of this VC's arbitration table in this capability; none = there is no table.",
  "ctl.map": "Bit n set: traffic class n is mapped to this VC. After reset, all traffic classes are mapped to VC0.",
  "ctl.load": "Writing 1 applies the arbitration table; always reads 0.",
  "ctl.select": "Arbitration scheme among the sources of this VC, one of those listed in Resource Capability.",
  "ctl.id": "ID of this VC, the same at both ends of the link; always 0 for VC0.",
  "ctl.enable": "Set: the VC is enabled; always set for VC0. Both ends of the link must enable the VC.",
  "sta.progress": "Set from a write to the arbitration table until the hardware has loaded it.",
  "sta.negotiation": "Set: the VC is still being initialized or disabled.",
};

/** The registers of one VC resource, by offsets from its start. */
export function resourceRegisters(arbiter: "Port" | "Function"): RegisterDef[] {
  return withHelp(RESOURCE_HELP, [
    register("cap", 0, 4, "Resource Capability", [
      ...PORT_KINDS.map((name, bit) => flag(`arb${bit}`, bit, `${arbiter} Arbitration: ${name}`, { access: "RO" })),
      ...(arbiter === "Port"
        ? [
            flag("packet", 14, "Advanced Packet Switching", { access: "RO", help: PACKET }),
            flag("reject", 15, "Reject Snoop Transactions", { access: "HwInit", help: REJECT }),
          ]
        : []),
      shown("slots", 22, 16, "Maximum Time Slots", (raw) => String(Number(raw) + 1), { access: "HwInit" }),
      shown("table", 31, 24, `${arbiter} Arbitration Table Offset`, tableOffset, { access: "RO" }),
    ]),
    register("ctl", 4, 4, "Resource Control", [
      hex("map", 7, 0, "TC/VC Map", { access: "RW" }),
      flag("load", 16, `Load ${arbiter} Arbitration Table`, { access: "RW", reset: 0 }),
      pick("select", 19, 17, `${arbiter} Arbitration Select`, PORT_ARBITRATION, { access: "RW" }),
      uint("id", 26, 24, "VC ID", { access: "RW" }),
      flag("enable", 31, "VC Enable", { access: "RW" }),
    ]),
    register("sta", 10, 2, "Resource Status", [
      flag("progress", 0, `${arbiter} Arbitration Table Status`, { access: "RO" }),
      flag("negotiation", 1, "VC Negotiation Pending", { access: "RO" }),
    ]),
  ]);
}
