import type { CapabilityContext, CapabilityDef } from "../../layout.ts";
import {
  FIRST_RESOURCE,
  PORT_ARBITRATION,
  portRegisters,
  RESOURCE_SIZE,
  resourceCount,
  resourceRegisters,
  VC_ARBITRATION,
} from "./virtual-channel-registers.ts";

/** Eight bits as lspci lists them: the named ones always, the others only when set. */
function arbitration(bits: number, names: Readonly<Record<number, string>>): string {
  let out = "\t";
  for (let bit = 0; bit < 8; bit++) {
    const name = names[bit];
    const set = (bits >> bit) & 1;
    if (name === undefined && !set) continue;
    out += `${bit === 0 ? "" : " "}${name ?? `??${bit}`}${set ? "+" : "-"}`;
  }
  return out;
}

const tablePointer = (c: CapabilityContext): number => c.u8(0x0b);

function virtualChannel(id: number, key: string, title: string): CapabilityDef {
  return {
    key,
    space: "extended",
    id,
    short: "VC",
    title,
    section: "PCIe 6.2 §7.9.1",
    length: (c) => FIRST_RESOURCE + RESOURCE_SIZE * resourceCount(c),
    registers: portRegisters("Port"),
    groups: [
      {
        id: "vc",
        name: (index) => `VC${index}`,
        count: resourceCount,
        limit: 8,
        offset: (index) => FIRST_RESOURCE + RESOURCE_SIZE * index,
        registers: resourceRegisters("Port"),
      },
    ],
    text: [
      "Virtual Channel\n",
      { need: [0x04, 0x18] },
      "\t\tCaps:\tLPEVC={cap1.low} RefClk={cap1.clock:?} PATEntryBits={cap1.entry}\n",
      "\t\tArb:",
      (c) => arbitration(c.u8(8), VC_ARBITRATION),
      "\n\t\tCtrl:\tArbSelect={ctl.select:?}\n",
      "\t\tStatus:\tInProgress{sta.progress}\n",
      {
        when: (c) => tablePointer(c) !== 0,
        text: [(c) => `\t\tPort Arbitration Table [${(c.at + 16 * tablePointer(c)).toString(16)}] <?>\n`],
      },
      {
        each: "vc",
        text: [
          "\t\tVC{index}:\t",
          {
            when: (c) => c.has(0, RESOURCE_SIZE),
            text: [
              "Caps:\tPATOffset={vc.cap.table:02x} MaxTimeSlots={vc.cap.slots} RejSnoopTrans{vc.cap.reject}\n",
              "\t\t\tArb:",
              (c) => arbitration(c.u8(0), PORT_ARBITRATION),
              "\n\t\t\tCtrl:\tEnable{vc.ctl.enable} ID={vc.ctl.id} ArbSelect={vc.ctl.select:?} TC/VC={vc.ctl.map}\n",
              "\t\t\tStatus:\tNegoPending{vc.sta.negotiation} InProgress{vc.sta.progress}\n",
              { when: "vc.cap.table", text: ["\t\t\tPort Arbitration Table <?>\n"] },
            ],
            else: ["<unreadable>\n"],
          },
        ],
      },
    ],
  };
}

export const VIRTUAL_CHANNEL = virtualChannel(0x02, "vc", "Virtual Channel");
/** The same registers under the id that a function with a Multi-Function Virtual Channel capability uses. */
export const VIRTUAL_CHANNEL_9 = virtualChannel(0x09, "vc9", "Virtual Channel (with MFVC)");
