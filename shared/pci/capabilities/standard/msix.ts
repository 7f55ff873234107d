import {
  type CapabilityContext,
  type CapabilityDef,
  flag,
  type RegisterDef,
  register,
  shown,
  uint,
} from "../../layout.ts";

/** An offset that is a multiple of 8, so its low bits have room for the BAR number. */
function place(id: string, offset: number, name: string, what: string): RegisterDef {
  return register(id, offset, 4, name, [
    uint("bir", 2, 0, `${what} BIR`, { access: "RO", help: "Number of the BAR it lies in: 0 is the one at 10h." }),
    shown("offset", 31, 3, `${what} Offset`, (raw) => (Number(raw) * 8).toString(16).padStart(8, "0"), {
      access: "RO",
    }),
  ]);
}

const size = (raw: number | bigint): string => String(Number(raw) + 1);

function bytes(c: CapabilityContext): string {
  const entries = (c.u16(2) & 0x7ff) + 1;
  return `${entries * 16} bytes of table, ${Math.ceil(entries / 64) * 8} bytes of pending bits`;
}

export const MSIX: CapabilityDef = {
  key: "msix",
  space: "standard",
  id: 0x11,
  short: "MSI-X",
  title: "MSI-X",
  section: "PCIe 6.2 §7.7.2",
  length: 12,
  registers: [
    register("ctl", 2, 2, "Message Control", [
      shown("size", 10, 0, "Table Size", size, {
        access: "RO",
        help: "Vectors the function has; for a VF its PF's driver may have set it.",
      }),
      flag("mask", 14, "Function Mask", { access: "RW", reset: 0, help: "All vectors are masked at once." }),
      flag("enable", 15, "MSI-X Enable", {
        access: "RW",
        reset: 0,
        help: "Interrupts are sent by MSI-X; INTx is off.",
      }),
    ]),
    place("table", 4, "Table Offset/Table BIR", "Table"),
    place("pba", 8, "PBA Offset/PBA BIR", "PBA"),
  ],
  derived: [{ id: "bytes", name: "Memory taken", of: ["ctl.size"], show: bytes }],
  text: [
    "MSI-X: Enable{ctl.enable} Count={ctl.size} Masked{ctl.mask}\n",
    { need: [4, 8] },
    "\t\tVector table: BAR={table.bir} offset={table.offset}\n",
    "\t\tPBA: BAR={pba.bir} offset={pba.offset}\n",
  ],
};
