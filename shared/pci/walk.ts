/**
 * Walks the two capability lists of a function (PCI 3.0 §6.7, PCIe 6.2 §7.6.3). Whatever the bytes say it ends:
 * no offset is visited twice, and every oddity is a diagnostic with its bytes, never an exception.
 */

import type { Message } from "../words/message.ts";
import { PCI_DIAGNOSTIC_WORDS } from "../words/texts/pci-diagnostics.ts";
import type { ByteRange, ConfigSpace } from "./config-space.ts";
import { hexDigits } from "./hex-digits.ts";
import type { CapabilitySpace } from "./layout.ts";

export interface CapabilityLocation {
  readonly space: Exclude<CapabilitySpace, "header">;
  readonly at: number;
  readonly id: number;
  /** Capability Version of an extended capability; 0 for a standard one, which keeps it elsewhere. */
  readonly version: number;
  readonly next: number;
}

/** Why a chain ended other than by a next pointer of 0. */
export type ChainEnd = "unreadable" | "looped" | "broken";

export interface Diagnostic {
  readonly severity: "note" | "warning" | "error";
  readonly message: Message;
  readonly range: ByteRange;
}

export interface Chain {
  readonly found: readonly CapabilityLocation[];
  /** Where and why it stopped; null = it ended properly. */
  readonly end: { readonly reason: ChainEnd; readonly at: number } | null;
  readonly diagnostics: readonly Diagnostic[];
}

const STATUS = 0x06;
const STATUS_CAPABILITIES = 0x10;
const POINTER = 0x34;
const CARDBUS_POINTER = 0x14;

/** Offsets that a walk has been at: one bit each. Lists are short and there are many, so this costs less than a Set. */
class Visited {
  private readonly words: number[] = [];

  /** Marks an offset, a multiple of 4. @returns whether it was marked before */
  again(at: number): boolean {
    const word = at >>> 7;
    const bit = 1 << ((at >>> 2) & 31);
    while (this.words.length <= word) this.words.push(0);
    const bits = this.words[word] ?? 0;
    this.words[word] = bits | bit;
    return (bits & bit) !== 0;
  }
}

/** The standard list, which starts at 34h (14h for CardBus bridges) and lives below 100h. */
export function walkStandard(space: ConfigSpace, headerType: number): Chain {
  const diagnostics: Diagnostic[] = [];
  const found: CapabilityLocation[] = [];
  if ((space.u16(STATUS) & STATUS_CAPABILITIES) === 0) return { found, end: null, diagnostics };
  const pointer = headerType === 2 ? CARDBUS_POINTER : POINTER;
  const visited = new Visited();
  let from: ByteRange = { start: pointer, end: pointer + 1 };
  let at = space.u8(pointer) & ~3;
  while (at !== 0) {
    if (!space.has(at, 4)) {
      return { found, end: { reason: "unreadable", at }, diagnostics };
    }
    if (visited.again(at)) {
      const message = PCI_DIAGNOSTIC_WORDS.loop({ at: hexDigits(at, 2) });
      diagnostics.push({ severity: "error", message, range: from });
      return { found, end: { reason: "looped", at }, diagnostics };
    }
    const id = space.u8(at);
    if (id === 0xff) {
      const message = PCI_DIAGNOSTIC_WORDS.broken({ at: hexDigits(at, 2) });
      diagnostics.push({ severity: "error", message, range: { start: at, end: at + 2 } });
      return { found, end: { reason: "broken", at }, diagnostics };
    }
    if (at < 0x40) {
      const message = PCI_DIAGNOSTIC_WORDS.inHeader({ at: hexDigits(at, 2) });
      diagnostics.push({ severity: "warning", message, range: from });
    }
    const next = space.u8(at + 1) & ~3;
    found.push({ space: "standard", at, id, version: 0, next });
    from = { start: at + 1, end: at + 2 };
    at = next;
  }
  return { found, end: null, diagnostics };
}

/** The extended list, which starts at 100h; a first header of 0 or all ones means that there is none. */
export function walkExtended(space: ConfigSpace): Chain {
  const diagnostics: Diagnostic[] = [];
  const found: CapabilityLocation[] = [];
  const visited = new Visited();
  let from: ByteRange = { start: 0x100, end: 0x104 };
  let at = 0x100;
  while (at !== 0) {
    if (!space.has(at, 4)) return { found, end: { reason: "unreadable", at }, diagnostics };
    const header = space.u32(at);
    if (header === 0 || header === 0xffffffff) {
      if (at !== 0x100) {
        const words = header === 0 ? PCI_DIAGNOSTIC_WORDS.extendedEmpty : PCI_DIAGNOSTIC_WORDS.extendedBroken;
        const message = words({ at: hexDigits(at, 3) });
        diagnostics.push({ severity: "warning", message, range: from });
      }
      return { found, end: null, diagnostics };
    }
    if (visited.again(at)) {
      const message = PCI_DIAGNOSTIC_WORDS.extendedLoop({ at: hexDigits(at, 3) });
      diagnostics.push({ severity: "error", message, range: from });
      return { found, end: { reason: "looped", at }, diagnostics };
    }
    const next = (header >>> 20) & ~3;
    found.push({ space: "extended", at, id: header & 0xffff, version: (header >>> 16) & 0xf, next });
    from = { start: at + 2, end: at + 4 };
    if (next !== 0 && next < 0x100) {
      const message = PCI_DIAGNOSTIC_WORDS.extendedBelow({ at: hexDigits(at, 3), next: hexDigits(next, 3) });
      diagnostics.push({ severity: "warning", message, range: from });
    }
    at = next;
  }
  return { found, end: null, diagnostics };
}
