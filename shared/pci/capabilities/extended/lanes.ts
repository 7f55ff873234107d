/** Registers that repeat for each lane of a link. */
import { type CapabilityContext, type GroupDef, hex, register } from "../../layout.ts";
import { walkStandard } from "../../walk.ts";

/** Lanes of the function's link: Maximum Link Width of its PCI Express capability (PCIe 6.2 §7.5.3.6); 0 without a link. */
export function laneCount({ fn }: CapabilityContext): number {
  for (const { id, at } of walkStandard(fn.space, fn.headerType).found) {
    if (id === 0x10 && fn.space.has(at + 0x0c, 4)) return (fn.space.u32(at + 0x0c) >>> 4) & 0x3f;
  }
  return 0;
}

/** Bytes of a capability whose lane registers, `size` bytes each, begin at `start`; rounded up to a dword. */
export function lengthWithLanes(c: CapabilityContext, start: number, size: number): number {
  return start + 4 * Math.ceil((laneCount(c) * size) / 4);
}

/** Lane Equalization Control of 16.0 GT/s and above: one byte for each lane, from `start`. */
export function equalizationLanes(start: number, rate: string): GroupDef {
  return {
    id: "lane",
    name: (index) => `Lane ${index}:`,
    count: laneCount,
    limit: 32,
    offset: (index) => start + index,
    registers: [
      register("equalization", 0, 1, `${rate} Lane Equalization Control`, [
        hex("downstream", 3, 0, "Downstream Port Transmitter Preset", {
          access: "HwInit",
          help: `Initial transmitter preset of the downstream port at ${rate}.`,
        }),
        hex("upstream", 7, 4, "Upstream Port Transmitter Preset", {
          access: "HwInit",
          help: `Initial transmitter preset of the upstream port at ${rate}.`,
        }),
      ]),
    ],
  };
}
