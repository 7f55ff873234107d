import { baseAddresses } from "../../header/base-addresses.ts";
import { hexDigits } from "../../hex-digits.ts";
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
    uint("bir", 2, 0, `${what} BIR`, { access: "RO", help: "Number of the BAR that contains it. 0 = the BAR at 10h." }),
    shown("offset", 31, 3, `${what} Offset`, (raw) => hexDigits(Number(raw) * 8, 8), {
      access: "RO",
      help: "Offset from the start of that BAR in bytes, a multiple of 8.",
    }),
  ]);
}

const size = (raw: number | bigint): string => String(Number(raw) + 1);

const entries = (c: CapabilityContext): number => (c.u16(2) & 0x7ff) + 1;
const tableBytes = (c: CapabilityContext): number => entries(c) * 16;
const pendingBytes = (c: CapabilityContext): number => Math.ceil(entries(c) / 64) * 8;

function bytes(c: CapabilityContext): string {
  return `${tableBytes(c)} + ${pendingBytes(c)} bytes`;
}

/** Where the table or the PBA lies: in which BAR, and at which address where that BAR has one. */
function location(c: CapabilityContext, which: "table" | "pba"): string | null {
  if (!c.has(4, 8)) return null;
  const bar = c.get(`${which}.bir`);
  const offset = c.get(`${which}.offset`) * 8;
  const place = `BAR${bar} + ${offset.toString(16)}h`;
  if (bar > 5) return `${place}, a BAR that does not exist`;
  const base = baseAddresses(c.fn)[bar];
  const start = base ? base.address & ~0xfn : 0n;
  if (!base || start === 0n || (base.address & 1n) !== 0n) return place;
  const bytes = BigInt(which === "table" ? tableBytes(c) : pendingBytes(c));
  const beyond = base.size > 0n && BigInt(offset) + bytes > base.size ? ", which is past the end of the BAR" : "";
  return `${place} = ${(start + BigInt(offset)).toString(16)}h${beyond}`;
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
        help: "Number of vectors. For a VF, the PF's driver may have set it.",
      }),
      flag("mask", 14, "Function Mask", { access: "RW", reset: 0, help: "Masks all vectors." }),
      flag("enable", 15, "MSI-X Enable", {
        access: "RW",
        reset: 0,
        help: "Enables MSI-X. The function then does not use INTx.",
      }),
    ]),
    place("table", 4, "Table Offset/Table BIR", "Table"),
    place("pba", 8, "PBA Offset/PBA BIR", "PBA"),
  ],
  derived: [
    {
      id: "tableAt",
      name: "Vector Table",
      of: ["table.bir", "table.offset"],
      help: "One 16-byte entry per vector: address, data and mask.",
      show: (c) => location(c, "table"),
    },
    {
      id: "pbaAt",
      name: "Pending Bit Array",
      of: ["pba.bir", "pba.offset"],
      help: "One bit per vector, set while the vector is pending behind its mask.",
      show: (c) => location(c, "pba"),
    },
    { id: "bytes", name: "Size of Table and PBA", of: ["ctl.size"], show: bytes },
  ],
  text: [
    "MSI-X: Enable{ctl.enable} Count={ctl.size} Masked{ctl.mask}\n",
    { need: [4, 8] },
    "\t\tVector table: BAR={table.bir} offset={table.offset}\n",
    "\t\tPBA: BAR={pba.bir} offset={pba.offset}\n",
  ],
};
