/** Captures → machines: what one machine can have said at one moment is one machine; what cannot is another. */
import { type Bdf, bdfParts } from "../pci/bdf.ts";
import { PASTED_LINE_WORDS as T } from "../words/texts/pasted-line.ts";
import { agree, joined } from "./joining.ts";
import type { Capture, NotUnderstood, PastedFunction, PastedMachine } from "./record.ts";

/** Machines and moments of one text that are told apart. */
const MOST_MACHINES = 64;
/** A capture goes to one of the last so many machines: a text that goes back further begins another. */
const RECENT = 8;

const HEADER_TYPE = 0x0e;
const SECONDARY_BUS = 0x19;
const BASE_CLASS_BRIDGE = 0x06;
/**
 * Makers of processors: Intel, AMD, Hygon, Zhaoxin, Ampere, Loongson. The host bridge and the root ports of bus 0 are of
 * one of them.
 */
const ROOT_MAKERS: ReadonlySet<number> = new Set([0x8086, 0x1022, 0x1d94, 0x1d17, 0x1def, 0x0014]);

export interface Machines {
  readonly machines: readonly PastedMachine[];
  /** Functions of what is beyond the limit, by their lines. */
  readonly left: readonly NotUnderstood[];
}

/** Each capture goes to the last machine that it does not deny, or begins one. */
export function machinesOf(captures: readonly Capture[]): Machines {
  const machines: OpenMachine[] = [];
  const named = new Map<string, OpenMachine>();
  const left: NotUnderstood[] = [];
  for (const capture of captures) {
    const last = capture.host === null ? undefined : named.get(capture.host);
    let machine = last?.canHave(capture) ? last : machines.slice(-RECENT).findLast((one) => one.canHave(capture));
    if (machine === undefined && machines.length >= MOST_MACHINES) {
      const why = T.tooManyMachines({ most: MOST_MACHINES });
      for (const { line } of capture.functions.values()) left.push({ line, why });
      continue;
    }
    if (machine === undefined) {
      machine = new OpenMachine();
      machines.push(machine);
    }
    machine.add(capture);
    if (capture.host !== null) named.set(capture.host, machine);
  }
  return { machines: machines.map((machine) => machine.finish()), left };
}

class OpenMachine {
  private host: string | null = null;
  private readonly functions = new Map<Bdf, PastedFunction>();
  /** Which bridge a bus is below, by domain and bus. */
  private readonly bridges = new Map<string, Bdf>();
  /** Who made the root of a domain. */
  private readonly makers = new Map<number, number>();

  /** Can one machine have said it at one moment with all that it said before? */
  canHave({ host, functions }: Capture): boolean {
    if (this.host !== null && host !== null && this.host !== host) return false;
    for (const fn of functions.values()) {
      const before = this.functions.get(fn.bdf);
      if (before !== undefined && !agree(before, fn)) return false;
      const bus = busBelow(fn);
      const isSaid = before !== undefined && busBelow(before) === bus;
      if (!isSaid && bus !== null && (this.bridges.get(bus) ?? fn.bdf) !== fn.bdf) return false;
      const maker = rootMaker(fn);
      if (maker !== null && (this.makers.get(bdfParts(fn.bdf).domain) ?? maker) !== maker) return false;
    }
    return true;
  }

  add({ host, functions }: Capture): void {
    this.host ??= host;
    for (const fn of functions.values()) {
      const before = this.functions.get(fn.bdf);
      this.functions.set(fn.bdf, before === undefined ? fn : joined(before, fn));
      const bus = busBelow(fn);
      if (bus !== null && !this.bridges.has(bus)) this.bridges.set(bus, fn.bdf);
      const maker = rootMaker(fn);
      if (maker !== null) this.makers.set(bdfParts(fn.bdf).domain, maker);
    }
  }

  finish(): PastedMachine {
    const functions = [...this.functions.values()];
    // There may be half a million, too many for the arguments of a call.
    const first = functions.reduce((least, { line }) => Math.min(least, line), Number.POSITIVE_INFINITY);
    return { host: this.host, line: first, functions };
  }
}

/** The bus directly below a bridge, with its domain; null for what is none, or has no bus number yet. */
function busBelow({ bdf, space, text }: PastedFunction): string | null {
  const isBridge = space.has(HEADER_TYPE, 1) && (space.u8(HEADER_TYPE) & 0x7f) === 1;
  const bus = isBridge && space.has(SECONDARY_BUS, 1) ? space.u8(SECONDARY_BUS) : (text.bridge?.secondary ?? 0);
  return bus === 0 || bus === 0xff ? null : `${bdfParts(bdf).domain}:${bus}`;
}

/** Who made it, where it is a host bridge or a root port of bus 0 of a processor. */
function rootMaker({ bdf, space, text }: PastedFunction): number | null {
  if (bdfParts(bdf).bus !== 0) return null;
  const [vendor, code] = space.has(0, 12) ? [space.u16(0), space.u16(0x0a)] : [text.vendor ?? 0, text.class ?? 0];
  const isRoot = code >> 8 === BASE_CLASS_BRIDGE && ((code & 0xff) === 0 || (code & 0xff) === 4);
  return isRoot && ROOT_MAKERS.has(vendor) ? vendor : null;
}
