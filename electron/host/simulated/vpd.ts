/** Product data of made-up cards: those whose configuration space has the VPD capability, and are no VFs. */
import { bdfParts } from "../../../shared/pci/bdf.ts";
import { findStandard } from "./kernel/registers.ts";
import type { SimFunction } from "./kernel/state.ts";

const VPD = 0x03;
/** How long a card takes to give it, in milliseconds. */
export const VPD_MS = 900;

interface Product {
  readonly name: string;
  readonly partNumber: string;
  readonly change: string;
  readonly misc: string;
}

/** Product names by vendor id; made up, in the manner of the vendors. */
const PRODUCTS: Readonly<Record<number, Product>> = {
  5555: {
    name: "ConnectX adapter card, dual-port, demo",
    partNumber: "MCX-DEMO-2P",
    change: "A7",
    misc: "PCIeGen5 x16",
  },
};
const OTHER: Product = { name: "Demo adapter", partNumber: "DEMO-0001", change: "01", misc: "demo" };

const ascii = (text: string): number[] => Array.from(text, (character) => character.charCodeAt(0) & 0x7f);
const item = (keyword: string, text: string): number[] => [...ascii(keyword), text.length, ...ascii(text)];
const large = (tag: number, content: readonly number[]): number[] => [
  tag,
  content.length & 0xff,
  content.length >> 8,
  ...content,
];

/** A read-only section with the byte at its end that makes all up to it add up to zero (PCIe 6.2 §6.27.2). */
function checked(before: readonly number[], items: readonly number[]): number[] {
  const head = large(0x90, [...items, ...ascii("RV"), 1, 0]);
  const sum = [...before, ...head].reduce((total, byte) => total + byte, 0);
  return [...before, ...head.slice(0, -1), (256 - (sum & 0xff)) & 0xff];
}

/** Hexadecimal; null for a function without product data. */
export function vpdOf(fn: SimFunction): string | null {
  if (fn.vf !== null || findStandard(fn.config, VPD) === null) return null;
  const { name, partNumber, change, misc } = PRODUCTS[fn.vendor] ?? OTHER;
  const { bus, device } = bdfParts(fn.bdf);
  // Both functions of a card tell the same: the product data is the card's.
  const serial = `DEMO${String(bus * 32 + device).padStart(8, "0")}`;
  const bytes = [
    ...checked(large(0x82, ascii(name)), [
      ...item("PN", partNumber),
      ...item("EC", change),
      ...item("SN", serial),
      ...item("V0", misc),
    ]),
    ...large(0x91, [...item("YA", "lab"), ...ascii("RW"), 2, 0, 0]),
    0x78,
  ];
  return Buffer.from(bytes).toString("hex");
}
