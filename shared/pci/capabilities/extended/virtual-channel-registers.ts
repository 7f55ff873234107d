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
  "cap1.count": "VCs besides VC0.",
  "cap1.low": "VCs besides VC0 that share what the strict-priority VCs leave over; 0 = all by strict priority.",
  "cap1.clock": "Length of one time slot for VCs that are shared out by time.",
  "cap1.entry": "Bits for each phase.",
  "cap2.arb0": "Set: the VCs can be served in an order that hardware fixes, for example round-robin.",
  "cap2.arb1": "Set: a table of 32 turns can say which VC is served when.",
  "cap2.arb2": "Set: a table of 64 turns can say which VC is served when.",
  "cap2.arb3": "Set: a table of 128 turns can say which VC is served when.",
  "cap2.table": "Where in this capability the table of turns lies; none = turns cannot be given out.",
  "ctl.load": "Writing 1 puts the table of turns into use; reads 0.",
  "ctl.select": "How the low-priority VCs share the link; one of those that Capability 2 offers.",
  "sta.progress": "Set from a write to the table until the hardware has taken it over.",
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
const REJECT = "Set: requests on this VC that do not say No Snoop may be refused.";

const PACKET = "Of Advanced Switching, which is gone; the bit is undefined since.";

/** What the fields of one VC's registers mean, one sentence each. */
const RESOURCE_HELP: HelpTexts = {
  "cap.arb0": "Set: the sources can be served in an order that hardware fixes, for example round-robin.",
  "cap.arb1": "Set: a table of 32 turns can say which source is served when.",
  "cap.arb2": "Set: a table of 64 turns can say which source is served when.",
  "cap.arb3": "Set: a table of 128 turns can say which source is served when.",
  "cap.arb4": "Set: a table of 128 turns of equal time can say which source is served when.",
  "cap.arb5": "Set: a table of 256 turns can say which source is served when.",
  "cap.slots": "Time slots that this VC can give out when it is shared by time.",
  "cap.table": "Where in this capability this VC's table of turns lies; none = there is no table.",
  "ctl.map": "Bit n: traffic class n uses this VC; after reset all use the first VC.",
  "ctl.load": "Writing 1 puts the table of turns into use; reads 0.",
  "ctl.select": "How this VC is shared by its sources; one of those that the capability register offers.",
  "ctl.id": "The number by which both ends of the link know this VC; always 0 for the first.",
  "ctl.enable": "Set: the VC is in use, always so for the first; both ends of the link must enable it.",
  "sta.progress": "Set from a write to the table of turns until the hardware has taken it over.",
  "sta.negotiation": "The VC is being set up with the link partner.",
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
