/** The headers of vendor-specific capabilities and what their tables share (PCIe 6.2 §7.9.5, §7.9.6). */
import { hexDigits } from "../../hex-digits.ts";
import {
  type CapabilityContext,
  type GroupDef,
  hex,
  type RegisterDef,
  register,
  type TextPiece,
  uint,
  whole,
} from "../../layout.ts";

/** VSEC: the id is the vendor's own, so it means something only together with the function's Vendor ID. */
export const VSEC_HEADER: RegisterDef = register("header", 0x04, 4, "Vendor-Specific Header", [
  hex("id", 15, 0, "VSEC ID", {
    access: "RO",
    help: "ID that the vendor assigned to this structure; meaningful only together with the Vendor ID.",
  }),
  uint("rev", 19, 16, "VSEC Rev", { access: "RO", help: "Version of the structure, assigned by the vendor." }),
  uint("length", 31, 20, "VSEC Length", {
    access: "RO",
    unit: "bytes",
    help: "Size of the whole structure, headers included.",
  }),
]);

/** DVSEC: the vendor that defined it is in the header, whoever made the device. */
export const DVSEC_HEADERS: readonly RegisterDef[] = [
  register("header1", 0x04, 4, "Designated Vendor-Specific Header 1", [
    hex("vendor", 15, 0, "DVSEC Vendor ID", {
      access: "RO",
      help: "Vendor ID of the company or consortium that defined the structure, not of the device; 1e98 is CXL.",
    }),
    uint("rev", 19, 16, "DVSEC Revision", {
      access: "RO",
      help: "Version of the structure, assigned by the vendor above.",
    }),
    uint("length", 31, 20, "DVSEC Length", {
      access: "RO",
      unit: "bytes",
      help: "Size of the whole structure, headers included.",
    }),
  ]),
  register("header2", 0x08, 2, "Designated Vendor-Specific Header 2", [
    hex("id", 15, 0, "DVSEC ID", { access: "RO", help: "Identifies the structure among those of that vendor." }),
  ]),
];

/** Bytes of the whole capability by its own header, of either kind; never shorter than the header. */
export function statedLength(c: CapabilityContext): number {
  return Math.max(c.space.u32(c.at + 4) >>> 20, 8);
}

export const vsecId = (c: CapabilityContext): number => c.space.u16(c.at + 4);
export const dvsecVendor = (c: CapabilityContext): number => c.space.u16(c.at + 4);
export const dvsecRevision = (c: CapabilityContext): number => c.space.u8(c.at + 6) & 0xf;
export const dvsecId = (c: CapabilityContext): number => c.space.u16(c.at + 8);

/** Registers that exist only as far as the stated length reaches. */
export function withinLength(registers: readonly RegisterDef[]): RegisterDef[] {
  return registers.map((item) => {
    const { when } = item;
    const end = item.offset + item.width;
    return { ...item, when: (c) => end <= statedLength(c) && (!when || when(c)) };
  });
}

/** The contents that no table explains, dword by dword. @param end where the explained ones go on */
export function contents(start: number, end = Number.POSITIVE_INFINITY): GroupDef {
  const at = (index: number) => start + 4 * index;
  return {
    id: "data",
    name: (index) => `${hexDigits(at(index), 2)}h:`,
    count: (c) => Math.floor((Math.min(statedLength(c), end) - start) / 4),
    limit: 1022,
    offset: at,
    registers: [
      whole("dword", 0, 4, "Contents", {
        help: "The meaning of these bits is defined in the vendor's documentation only.",
      }),
    ],
  };
}

export const VSEC_TEXT: readonly TextPiece[] = [
  "Vendor Specific Information: ",
  { need: [0x04, 4], else: ["<unreadable>\n"] },
  "ID={header.id} Rev={header.rev} Len={header.length:03x} <?>\n",
];

const DVSEC_START: readonly TextPiece[] = [
  "Designated Vendor-Specific: ",
  { need: [0x04, 8], else: ["<unreadable>\n"] },
  "Vendor={header1.vendor} ID={header2.id} Rev={header1.rev} Len={header1.length}",
];

export const DVSEC_TEXT: readonly TextPiece[] = [...DVSEC_START, " <?>\n"];

/** Of the designated vendors' capabilities lspci explains those of CXL only. */
export function cxlText(pieces: readonly TextPiece[]): TextPiece[] {
  return [...DVSEC_START, ": CXL\n", { need: (c) => [0, c.space.u32(c.at + 4) >>> 20] }, ...pieces];
}
