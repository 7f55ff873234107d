/**
 * Functions that no emulator has, on a PCI segment of their own: their configuration space is memory behind the BIOS that
 * answers reads and takes no writes. The kernel finds them as any others (segment.asl tells it where), and they keep what
 * their registers say. What a write would switch on, such as VFs, is there already; what is not there reads ff.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { LabParts } from "../parts/fetch.ts";

/** Buses that it has: segment.asl says so to the kernel. */
const LAST_BUS = 5;
const BUS = 0x10_0000;
const SPACE = 0x1000;
/** Ends at 4 GiB, with the BIOS at its end; segment.asl has where it begins. */
const ROM = 8 * BUS;

/** Numbers by offset; how wide each is. */
export interface MadeRegisters {
  readonly bytes?: Readonly<Record<number, number>>;
  readonly words?: Readonly<Record<number, number>>;
  readonly longs?: Readonly<Record<number, number>>;
}

export interface MadeFunction {
  readonly bus: number;
  readonly device: number;
  readonly fn: number;
  readonly registers: MadeRegisters;
}

function spaceOf({ bytes = {}, words = {}, longs = {} }: MadeRegisters): Uint8Array {
  const space = new Uint8Array(SPACE);
  const view = new DataView(space.buffer);
  for (const [offset, value] of Object.entries(longs)) view.setUint32(Number(offset), value, true);
  for (const [offset, value] of Object.entries(words)) view.setUint16(Number(offset), value, true);
  for (const [offset, value] of Object.entries(bytes)) view.setUint8(Number(offset), value);
  return space;
}

/** What QEMU takes as its BIOS. @throws Error for a function on a bus that is not there */
export function segmentRom({ emulator }: LabParts, functions: readonly MadeFunction[]): Buffer {
  const bios = readFileSync(join(emulator, "usr/share/seabios/bios-256k.bin"));
  const rom = Buffer.alloc(ROM, 0xff);
  for (const { bus, device, fn, registers } of functions) {
    if (bus > LAST_BUS) throw new Error(`bus ${bus} is beyond the made segment's last, ${LAST_BUS}`);
    rom.set(spaceOf(registers), bus * BUS + (device * 8 + fn) * SPACE);
  }
  rom.set(bios, ROM - bios.length);
  return rom;
}
