/**
 * What the lines of a dump begin with, wherever a line has it: what stands before it was put there by somebody else, and
 * what begins with it is no end of a wrapped line.
 */
import { hexDigit } from "../pci/hex-digits.ts";

/** Longer lines are judged by their beginning. */
const LOOKED_AT = 400;

const BLANK = 0x20;
const COLON = 0x3a;

const HEX = "[0-9a-fA-F]";
const ADDRESS = String.raw`(?:${HEX}{4,8}:)?${HEX}{2}:[01]${HEX}\.[0-7]`;
/** Two, four or eight digits, several times. */
const GROUPS = [2, 4, 8].map((digits) => String.raw`(?:${HEX}{${digits}}(?:[ \t]+|-|$)){4,}`).join("|");
/** An offset of two digits has a colon, one without has four at least: `00000010  86 80`. */
const ROW = String.raw`(?:0x)?(?:${HEX}{2,16}:[ \t]+(?:${GROUPS}|(?:${HEX}{2}[ \t]*)+$)|${HEX}{4,16}[ \t]+(?:${GROUPS}))`;
/** An address and a class: `01:00.0 Ethernet controller: …`, `01:00.0 0200: 8086:1521`, `01:00.0 "Ethernet controller" …`. */
const TITLE = String.raw`${ADDRESS}[ \t]+(?:"|${HEX}{4}: ${HEX}{4}:|(?:Class )?[A-Z0-9][\w ./\[\]-]{2,60}:(?: |$))`;
const SLOT = String.raw`Slot:\s+${ADDRESS}$`;
const TREE = String.raw`-\[(?:${HEX}{4,8}:)?${HEX}{2}(?:-${HEX}{2})?\]-|-?[+\\]-(?:\[|[01]${HEX}\.[0-7])`;
/** How lines of `lspci -v` begin. */
const WORDS = String.raw`(?:Subsystem|DeviceName|Physical Slot|Control|Status|Latency|Interrupt|NUMA node|IOMMU group|Region \d{1,2}|Expansion ROM at|Memory at|I/O ports at|Flags|Bus|(?:Memory|Prefetchable memory|I/O) behind bridge|Secondary status|BridgeCtl|Capabilities|Kernel driver in use|Kernel modules|(?:Dev|Lnk|Slt|Root|IOV|ARI|ACS|PASID|PRI|ATS|AER|DPC|L1Sub)(?:Cap|Ctl|Sta)\d?|[UC]E(?:Sta|Msk|Svrt)|Initial VFs|VF offset|Supported Page Size|VF Migration|Vector table|PBA|HeaderLog|Address|Masking|Class|Vendor|Device|SVendor|SDevice|Rev|ProgIf|PhySlot|Driver|Module|NUMANode|IOMMUGroup)(?::|(?<= at))(?:[ \t]|$)`;

/** Not in the middle of a word, a number (of windbg's too: 00000000`00000010) or a path. */
const STRONG = [ROW, TITLE, SLOT, TREE].map(
  (pattern) => new RegExp(String.raw`(?<![0-9A-Za-z./]|${HEX}\x60)(?:${pattern})`),
);
const WEAK = new RegExp(`(?<![0-9A-Za-z.])${WORDS}`);
const ROW_AT_START = new RegExp(`^(?:${ROW})`);
const ADDRESS_AT_START = new RegExp(String.raw`^${ADDRESS}(?!${HEX}|\.|:\d)`);
const ADDRESS_SOMEWHERE = new RegExp(`(?<![0-9A-Za-z])${ADDRESS}(?![0-9A-Za-z])`);
const WORDS_AT_START = new RegExp(`^${WORDS}`);
const TREE_AT_START = new RegExp(String.raw`^[|\s]{0,400}(?:-?[+\\]-(?:${HEX}{2}|\[)|-\[)`);

export interface Anchor {
  /** Where in the line it begins. */
  readonly at: number;
  /** No other text has it: a row of bytes, a function's line. */
  readonly isStrong: boolean;
  readonly isRow: boolean;
}

/** The first that a line has, or null. */
export function anchorOf(line: string): Anchor | null {
  const start = line.length > LOOKED_AT ? line.slice(0, LOOKED_AT) : line;
  for (const [index, pattern] of STRONG.entries()) {
    const at = start.search(pattern);
    if (at >= 0) return { at, isStrong: true, isRow: index === 0 };
  }
  const at = start.search(WEAK);
  return at < 0 ? null : { at, isStrong: false, isRow: false };
}

/** `10: 86 80 …` with no blank at its end, as nearly all lines of dumps are, told without a pattern. */
export function isPlainRow(line: string): boolean {
  const colon = line.charCodeAt(2) === COLON ? 2 : 3;
  return (
    line.charCodeAt(colon) === COLON &&
    line.charCodeAt(colon + 1) === BLANK &&
    line.charCodeAt(colon + 4) === BLANK &&
    hexDigit(line.charCodeAt(colon + 2)) >= 0 &&
    hexDigit(line.charCodeAt(0)) >= 0 &&
    line.charCodeAt(line.length - 1) > BLANK
  );
}

/** Does it begin with a row of bytes? */
export function isRow(line: string): boolean {
  return isPlainRow(line) || ROW_AT_START.test(line);
}

/** Is there the address of a function in it? */
export function hasAddress(line: string): boolean {
  return ADDRESS_SOMEWHERE.test(line.length > LOOKED_AT ? line.slice(0, LOOKED_AT) : line);
}

/** Does it begin with an address, a row, or as a line of `lspci -v` does? */
export function startsWithAnchor(line: string): boolean {
  return isPlainRow(line) || ADDRESS_AT_START.test(line) || ROW_AT_START.test(line) || WORDS_AT_START.test(line);
}

/** A line of `lspci -t`, whose columns mean something: ` |           \-00.1`. */
export function isTreeLine(line: string): boolean {
  return TREE_AT_START.test(line);
}
