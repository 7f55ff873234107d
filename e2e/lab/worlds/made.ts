/** Ports, PFs and VFs as registers, for a segment that is made of them (PCIe 6.2 §7.5, §7.7, §9.3). */
import type { MadeFunction, MadeRegisters } from "../image/made-segment.ts";

const CAPABILITY_LIST = 0x0010;
const EXPRESS = 0x40;
const ROOT_PORT = 4;
const ENDPOINT = 0;
const INTEGRATED = 9;
const ARI = 0x100;
const SRIOV = 0x140;
/** No driver knows them. */
const VENDOR = 0x1b36;
const PF_DEVICE = 0x7f01;
const VF_DEVICE = 0x7f02;
/** Processing accelerator. */
const CLASS = 0x1200_0000;
/**
 * What a BAR of 64 KiB says once it was asked for its size: a BAR that always says so has it, and no place that a bridge
 * passes on, so that the kernel looks for one.
 */
const VF_BAR: MadeRegisters["longs"] = { [SRIOV + 0x24]: 0xffff_000c, [SRIOV + 0x28]: 0xffff_ffff };

function merged(...parts: readonly MadeRegisters[]): MadeRegisters {
  return {
    bytes: Object.assign({}, ...parts.map(({ bytes }) => bytes)),
    words: Object.assign({}, ...parts.map(({ words }) => words)),
    longs: Object.assign({}, ...parts.map(({ longs }) => longs)),
  };
}

/** The only capability: 2.5 GT/s, one lane. @param ari in Device Capabilities 2 and Device Control 2 */
function express(type: number, ari = false): MadeRegisters {
  const forwarding = ari ? 0x20 : 0;
  return {
    bytes: { 52: EXPRESS },
    words: {
      6: CAPABILITY_LIST,
      [EXPRESS]: 0x0010,
      [EXPRESS + 0x02]: 0x0002 | (type << 4),
      [EXPRESS + 0x12]: 0x0011,
      [EXPRESS + 0x28]: forwarding,
    },
    longs: { [EXPRESS + 0x0c]: 0x0011, [EXPRESS + 0x24]: forwarding },
  };
}

export interface MadePort {
  /** Of the root bus. */
  readonly device: number;
  readonly secondary: number;
  readonly subordinate: number;
  readonly forwardsAri: boolean;
}

/** A root port with 256 MiB of memory for 64-bit addresses, and none else. */
export function port({ device, secondary, subordinate, forwardsAri }: MadePort): MadeFunction {
  const window = secondary << 12;
  const registers = merged(express(ROOT_PORT, forwardsAri), {
    bytes: { 14: 1, 25: secondary, 26: subordinate, 28: 0xf0, 29: 0 },
    words: {
      0: VENDOR,
      2: 0x000c,
      4: 0x0007,
      32: 0xfff0,
      34: 0x0000,
      36: window | 1,
      38: window | 0x0ff0 | 1,
    },
    longs: { 8: 0x0604_0000, 40: 0x20, 44: 0x20 },
  });
  return { bus: 0, device, fn: 0, registers };
}

export interface MadePf {
  readonly bus: number;
  readonly device: number;
  readonly total: number;
  /** Left out = as many. */
  readonly initial?: number;
  readonly offset: number;
  readonly stride: number;
  /** Function Dependency Link, of an endpoint of the root complex a function of its device; left out = itself. */
  readonly dependsOn?: number;
  readonly ari?: boolean;
}

/** Function 0 of a card, or of the root complex. */
export function pf(made: MadePf): MadeFunction {
  const { bus, device, total, initial = total, offset, stride, dependsOn = 0, ari = false } = made;
  const registers = merged(express(bus === 0 ? INTEGRATED : ENDPOINT), {
    bytes: { [SRIOV + 0x12]: dependsOn },
    words: {
      0: VENDOR,
      2: PF_DEVICE,
      4: 0x0006,
      [SRIOV + 0x0c]: initial,
      [SRIOV + 0x0e]: total,
      [SRIOV + 0x14]: offset,
      [SRIOV + 0x16]: stride,
      [SRIOV + 0x1a]: VF_DEVICE,
    },
    longs: {
      8: CLASS,
      // Without ARI the first capability is one that says nothing.
      [ARI]: ari ? 0x1401_000e : 0x1401_0000,
      [SRIOV]: 0x0001_0010,
      // Pages of 4 KiB.
      [SRIOV + 0x1c]: 0x1,
      [SRIOV + 0x20]: 0x1,
      ...VF_BAR,
    },
  });
  return { bus, device, fn: 0, registers };
}

/** VFs that answer: of a PF, from the first on. */
export function vfs(of: MadePf, count: number): readonly MadeFunction[] {
  const first = (of.bus << 8) + (of.device << 3) + of.offset;
  return Array.from({ length: count }, (_, index) => {
    const id = first + index * of.stride;
    const registers = merged(express(ENDPOINT), { words: { 0: 0xffff, 2: 0xffff }, longs: { 8: CLASS } });
    return { bus: id >> 8, device: (id >> 3) & 0x1f, fn: id & 7, registers };
  });
}
