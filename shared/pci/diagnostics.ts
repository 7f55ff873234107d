/**
 * What is odd about the bytes of a function beside the walk of its lists: each with its place, for a person who asks
 * whether the device, the firmware or the dump is broken. Sound devices give none.
 */

import type { Message } from "../words/message.ts";
import { PCI_DIAGNOSTIC_WORDS as T } from "../words/texts/pci-diagnostics.ts";
import type { ConfigSpace } from "./config-space.ts";
import { hexDigits } from "./hex-digits.ts";
import type { CapabilityLocation, Diagnostic } from "./walk.ts";

/** A capability with the bytes that it takes up by its table or by its own word. */
export interface Claim {
  readonly location: CapabilityLocation;
  readonly short: string;
  /** One past its last byte, which may lie past the end of the space. */
  readonly end: number;
}

const STANDARD_END = 0x100;
const EXTENDED_END = 0x1000;
const HEADER_END = 0x40;
const HEADER_TYPE = 0x0e;
/** Of each kind: senseless bytes are senseless a thousand times. */
const MOST = 16;

function placeOf({ location, short }: Claim): Message {
  return T.place({ name: short, at: hexDigits(location.at, location.space === "extended" ? 3 : 2) });
}

function headerDiagnostics(space: ConfigSpace, headerType: number): Diagnostic[] {
  if (space.readsAllOnes) {
    const range = { start: 0, end: Math.min(space.length, HEADER_END) };
    return [{ severity: "error", message: T.headerAllOnes, range }];
  }
  if (headerType <= 2) return [];
  const message = T.headerType({ type: hexDigits(headerType, 2) });
  return [{ severity: "warning", message, range: { start: HEADER_TYPE, end: HEADER_TYPE + 1 } }];
}

/** Where a capability states its own length, and the shortest that can be true. */
interface StatedLength {
  readonly length: number;
  readonly least: number;
  /** The bytes that state it. */
  readonly start: number;
  readonly end: number;
}

const VENDOR_SPECIFIC = 0x09;
const VSEC = 0x0b;
const DVSEC = 0x23;

function statedLength(space: ConfigSpace, { space: list, id, at }: CapabilityLocation): StatedLength | null {
  if (list === "standard") {
    if (id !== VENDOR_SPECIFIC) return null;
    return { length: space.u8(at + 2), least: 3, start: at + 2, end: at + 3 };
  }
  if ((id !== VSEC && id !== DVSEC) || !space.has(at + 4, 4)) return null;
  const least = id === VSEC ? 8 : 10;
  return { length: space.u32(at + 4) >>> 20, least, start: at + 6, end: at + 8 };
}

function lengthDiagnostic(space: ConfigSpace, claim: Claim): Diagnostic | null {
  const { location, end } = claim;
  const stated = statedLength(space, location);
  if (stated && stated.length < stated.least) {
    const message = T.tooShort({ place: placeOf(claim), count: stated.length, least: stated.least });
    // Of a standard one only the vendor knows what the length is good for, and sound devices have 0 there.
    const severity = location.space === "standard" ? "note" : "warning";
    return { severity, message, range: { start: stated.start, end: stated.end } };
  }
  const limit = location.space === "standard" ? STANDARD_END : EXTENDED_END;
  if (end <= limit) return null;
  const start = stated?.start ?? location.at;
  const message = T.tooLong({ place: placeOf(claim), count: end - location.at, last: hexDigits(limit - 1, 2) });
  return { severity: "warning", message, range: { start, end: stated?.end ?? limit } };
}

/** Each byte belongs to one capability: where the next starts before one has ended, a length or a pointer is wrong. */
function overlapDiagnostics(claims: readonly Claim[]): Diagnostic[] {
  const sorted = claims.toSorted((a, b) => a.location.at - b.location.at);
  const found: Diagnostic[] = [];
  let longest: Claim | undefined;
  for (const claim of sorted) {
    const start = claim.location.at;
    if (longest && longest.end > start) {
      const message = T.overlap({ place: placeOf(longest), next: placeOf(claim) });
      const end = Math.max(start + 1, Math.min(longest.end, claim.end, EXTENDED_END));
      found.push({ severity: "warning", message, range: { start, end } });
    }
    if (!longest || claim.end > longest.end) longest = claim;
  }
  return found;
}

/** Ids of which a function has one at most: their registers act on the function as a whole. */
const ONCE: Readonly<Record<"standard" | "extended", ReadonlySet<number>>> = {
  // Power Management, MSI, PCI Express, MSI-X, Advanced Features, Enhanced Allocation
  standard: new Set([0x01, 0x05, 0x10, 0x11, 0x13, 0x14]),
  // AER, Device Serial Number, ACS, ARI, ATS, SR-IOV, PRI, PASID, DPC
  extended: new Set([0x01, 0x03, 0x0d, 0x0e, 0x0f, 0x10, 0x13, 0x1b, 0x1d]),
};

function repetitionDiagnostics(claims: readonly Claim[]): Diagnostic[] {
  const first = new Map<string, Claim>();
  const found: Diagnostic[] = [];
  for (const claim of claims) {
    const { space, id, at } = claim.location;
    if (!ONCE[space].has(id)) continue;
    const before = first.get(`${space} ${id}`);
    if (!before) first.set(`${space} ${id}`, claim);
    else {
      const message = T.repeated({ place: placeOf(claim), first: hexDigits(before.location.at, 2) });
      found.push({ severity: "warning", message, range: { start: at, end: at + (space === "standard" ? 2 : 4) } });
    }
  }
  return found;
}

/** Bytes of the extended space that are all ones mean that nothing responded there. */
function extendedSilence(space: ConfigSpace, isExtendable: boolean): Diagnostic[] {
  if (!isExtendable || space.readsAllOnes || !space.has(STANDARD_END, 4)) return [];
  if (space.u32(STANDARD_END) !== 0xffffffff) return [];
  const range = { start: STANDARD_END, end: space.length };
  return [{ severity: "warning", message: T.extendedAllOnes, range }];
}

function bounded(diagnostics: Diagnostic[]): Diagnostic[] {
  if (diagnostics.length <= MOST) return diagnostics;
  const last = diagnostics.at(-1);
  const more = diagnostics.length - MOST + 1;
  const rest = last ? [{ ...last, message: T.moreOfKind({ more, last: last.message }) }] : [];
  return [...diagnostics.slice(0, MOST - 1), ...rest];
}

/**
 * @param claims in the order of the lists
 * @param isExtendable the function can have an extended list
 */
export function spaceDiagnostics(
  space: ConfigSpace,
  headerType: number,
  claims: readonly Claim[],
  isExtendable: boolean,
): Diagnostic[] {
  const lengths = claims.map((claim) => lengthDiagnostic(space, claim)).filter((found) => found !== null);
  return [
    ...headerDiagnostics(space, headerType),
    ...extendedSilence(space, isExtendable),
    ...bounded(lengths),
    ...bounded(overlapDiagnostics(claims)),
    ...bounded(repetitionDiagnostics(claims)),
  ];
}
