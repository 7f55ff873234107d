/**
 * One row of a hexadecimal dump, whichever program wrote it: an offset, what separates it, groups of digits, and whatever
 * stands behind them. Pure: what the row means depends on the rows around it (dialects/rows.ts).
 */

/** A byte that the row leaves open: `??`, as debuggers write what cannot be read. */
export const UNKNOWN_BYTE = -1;

/** Bytes of a configuration space. */
const MOST = 4096;
/** What stands behind so many bytes is a column of characters, whatever it looks like. */
const USUAL = 16;

export interface Row {
  /** Its digits alone, without `0x` and what debuggers put between: up to 24, in a radix that the rows around it tell. */
  readonly offset: string;
  readonly hasColon: boolean;
  /** `0x` stands before the groups: they are numbers. */
  readonly isNumbers: boolean;
  /** Bytes in a group. */
  readonly unit: number;
  /** In the order of the text; {@link UNKNOWN_BYTE} for one that is left open. */
  readonly bytes: readonly number[];
  /** What the column of characters tells of groups of several bytes: the lowest byte is written last; null = nothing. */
  readonly isLittle: boolean | null;
  /** The row ends within a group. */
  readonly isCut: boolean;
  /** Something stands behind the bytes that is neither a column of characters nor behind whole words. */
  readonly hasMore: boolean;
}

/** Offset, perhaps with a segment or in brackets, `<symbol+16>` of gdb, and what separates it from the groups. */
const HEAD =
  /^\s*(?:offset\s+|[+[(])?(?:0x)?(?:[0-9a-f]{4}:(?=[0-9a-f]{4}\s))?([0-9a-f]{1,16}(?:[`'_][0-9a-f]{8})?)h?[\])]?(?:\s*<[^<>]*>)?(\s*[:|│=])?(?=\s)/i;
/** The next group, and what separates it from the one before. */
const GROUP = /(?:,?\s+(?:[-|│]\s+)?|-)(0x)?([0-9a-f]{2,64}|\?{2,16})(?=[\s,|│-]|$)/iy;

/** How a group of so many digits is read: od and hexdump -b write octal numbers unless they are told otherwise. */
const FORMS: Partial<Record<number, Form>> = {
  2: { unit: 1, digits: /^(?:[0-9a-f]{2}|\?\?)$/i, radix: 16 },
  3: { unit: 1, digits: /^[0-3][0-7]{2}$/, radix: 8 },
  4: { unit: 2, digits: /^(?:[0-9a-f]{4}|\?{4})$/i, radix: 16 },
  6: { unit: 2, digits: /^[01][0-7]{5}$/, radix: 8 },
  8: { unit: 4, digits: /^(?:[0-9a-f]{8}|\?{8})$/i, radix: 16 },
  16: { unit: 8, digits: /^(?:[0-9a-f]{16}|\?{16})$/i, radix: 16 },
};

/** All bytes of a row in one group lie as they are written. */
const WHOLE_ROWS: readonly number[] = [16, 32];

/** Bits, as xxd -b writes them: nothing but its column of characters tells them from numbers. */
const BITS: Form = { unit: 1, digits: /^[01]{8}$/, radix: 2 };

interface Form {
  /** Bytes in a group. */
  readonly unit: number;
  readonly digits: RegExp;
  readonly radix: number;
}
const CUT = /^\s+(?:0x)?[0-9a-f]+$/i;
/** What is no byte, and bytes behind it up to the end. */
const BROKEN = /^\s{1,4}\S{1,4}(?:\s+[0-9a-f]{2}){1,15}$/i;

export function readRow(text: string): Row | null {
  const head = HEAD.exec(text);
  if (head === null) return null;
  const [start, digits = "", separator = ""] = head;
  const found = groupsFrom(text, start.length);
  const [first = ""] = found.groups;
  const form = FORMS[first.length] ?? wholeRow(first.length / 2);
  if (form === null || (form.radix === 8 && separator !== "") || (form.unit > 8 && separator === "")) return null;
  const offset = digits.replace(/[`'_]/, "");
  const row = { offset, hasColon: separator !== "", isNumbers: found.isNumbers };
  const bits = readingOf(text, found, BITS);
  if (bits?.column) return { ...row, ...bits.row };
  const reading = readingOf(text, found, form);
  if (reading === null || (separator === "" && isHeading(offset, reading.all))) return null;
  return { ...row, ...reading.row };
}

function wholeRow(unit: number): Form | null {
  return WHOLE_ROWS.includes(unit) ? { unit, digits: /^[0-9a-f]+$/i, radix: 16 } : null;
}

interface Reading {
  /** Of all groups, also those of a column that looks like groups. */
  readonly all: readonly number[];
  readonly column: Column | null;
  readonly row: Omit<Row, "offset" | "hasColon" | "isNumbers">;
}

/** The groups by one form; null where they are not of it. */
function readingOf(text: string, { groups, ends }: Groups, { unit, digits, radix }: Form): Reading | null {
  if (!groups.every((group) => digits.test(group))) return null;
  const all = groups.flatMap((group) => bytesOf(group, unit, radix));
  const column = columnBehind(text, ends, all, unit);
  const count = column?.groups ?? (isFull(text, ends, unit) ? Math.max(1, USUAL / unit) : groups.length);
  const bytes = all.slice(0, count * unit);
  const rest = column === null ? text.slice(ends[count - 1]).trimEnd() : "";
  const isCut = CUT.test(rest) && bytes.length < USUAL;
  const isBroken = unit === 1 && bytes.length < USUAL && BROKEN.test(rest);
  const hasMore = rest !== "" && !isCut && (bytes.length % 4 !== 0 || isBroken);
  return { all, column, row: { unit: unit > 8 ? 1 : unit, bytes, isLittle: column?.isLittle ?? null, isCut, hasMore } };
}

interface Groups {
  readonly groups: readonly string[];
  /** Where the text goes on behind each. */
  readonly ends: readonly number[];
  readonly isNumbers: boolean;
}

/** All groups of as many digits as the first. */
function groupsFrom(text: string, from: number): Groups {
  const groups: string[] = [];
  const ends: number[] = [];
  let isNumbers = false;
  GROUP.lastIndex = from;
  // One more than fit: it is told that they do not.
  for (let length = 0; groups.length * length <= 2 * MOST; ) {
    const match = GROUP.exec(text);
    const group = match?.[2] ?? "";
    if (match === null || (length > 0 && group.length !== length)) break;
    length = group.length;
    isNumbers ||= match[1] !== undefined;
    groups.push(group);
    ends.push(GROUP.lastIndex);
  }
  return { groups, ends, isNumbers };
}

/** Pairs, also as elements of an array (`xxd -i`), words, or digits without blanks. */
const BARE =
  /^\s*(?:(?:0x)?[0-9a-f]{2}(?:(?:,\s*|\s+)(?:0x)?[0-9a-f]{2})*,?|[0-9a-f]{8}(?:\s+[0-9a-f]{8})*|[0-9a-f]+)\s*$/i;

export type BareRow = Pick<Row, "unit" | "bytes" | "isLittle" | "isNumbers">;

/**
 * What a row without an offset holds (`xxd -p`, `od -An`, `pciconf -r`); null = it is none, or has an offset.
 * @param goesOn the line before was one: then this one may be shorter
 */
export function readBareRow(text: string, goesOn: boolean): BareRow | null {
  if (text.length > 3 * MOST || !BARE.test(text)) return null;
  const groups = text
    .trim()
    .replaceAll(/0x/gi, "")
    .split(/[\s,]+/)
    .filter((group) => group !== "");
  const [first = ""] = groups;
  const isLong = groups.length === 1 && first.length !== 8;
  // With an offset before them, there would be one group more.
  const isBare =
    goesOn || text.includes(",") || (isLong ? first.length >= 16 : groups.length % (first.length === 2 ? 8 : 4) === 0);
  const unit = first.length === 8 && groups.length > 1 ? 4 : 1;
  if (
    isHeading(
      "0",
      groups.slice(1).map((group) => Number.parseInt(group, 16)),
    )
  )
    return null;
  if (!isBare || (isLong && first.length % 2 !== 0)) return null;
  return {
    unit,
    bytes: groups.flatMap((group) => bytesOf(group, unit === 4 ? 4 : group.length / 2, 16)),
    isLittle: null,
    isNumbers: true,
  };
}

/** Of a number, its highest byte first. */
function bytesOf(group: string, count: number, radix: number): number[] {
  if (group.startsWith("?")) return new Array(count).fill(UNKNOWN_BYTE);
  if (radix !== 16) {
    const value = Number.parseInt(group, radix);
    return count === 1 ? [value] : [value >> 8, value & 0xff];
  }
  return (group.match(/../g) ?? []).map((pair) => Number.parseInt(pair, 16));
}

/** `00 01 02 … 0f` above the rows. */
function isHeading(offset: string, bytes: readonly number[]): boolean {
  if (bytes.length < 7) return false;
  const first = Number.parseInt(offset, 16);
  return bytes.every((byte, index) => byte === first + index + 1);
}

/** More than the usual bytes, and then something that is none: a column that begins with pairs of digits. */
function isFull(text: string, ends: readonly number[], unit: number): boolean {
  const count = ends.length * unit;
  return count > USUAL && count <= MOST && text.slice(ends.at(-1)).trim() !== "";
}

interface Column {
  /** How many groups stand before it. */
  readonly groups: number;
  readonly isLittle: boolean | null;
}

/** The column of characters, if there is one: it repeats the bytes, so that pairs in it are not taken for more of them. */
function columnBehind(text: string, ends: readonly number[], all: readonly number[], unit: number): Column | null {
  for (let groups = ends.length; groups > 0; groups--) {
    const column = text.slice(ends[groups - 1]);
    const count = groups * unit;
    // Longer by more than delimiters and the gap of a short last row: not this one, and none with fewer groups.
    if (column.length > count + 4 * USUAL) return null;
    if (column.trim() === "" && all.slice(0, count).some((byte) => byte !== 0x20)) continue;
    const bytes = all.slice(0, count);
    // What is pairs to the end is bytes, unless it is as long as a column would be.
    if (groups < ends.length && column.trim().length < count && text.slice(ends.at(-1)).trim() === "") continue;
    const isText = shows(column, bytes);
    const isLittle = unit > 1 && shows(column, reversed(bytes, unit));
    if (isText || isLittle) return { groups, isLittle: isText === isLittle || unit === 1 ? null : isLittle };
  }
  return null;
}

/** Bytes of groups whose lowest byte is written last, in the order of their addresses. */
export function reversed(bytes: readonly number[], unit: number): number[] {
  return bytes.map((_, index) => bytes[index - (index % unit) + unit - 1 - (index % unit)] ?? UNKNOWN_BYTE);
}

const DELIMITERS = "|*>'\"│";

/** Is it a column of characters of these bytes, with what separates it from them? */
export function shows(column: string, bytes: readonly number[]): boolean {
  const gap = column.length - column.trimStart().length;
  const bare = column.trim();
  const isDelimited = bare.length > 1 && DELIMITERS.includes(bare[0] ?? "");
  if (isDelimited && isPrint(bare.slice(1, -1), bytes)) return true;
  for (let cut = Math.max(1, gap - 2); cut <= gap; cut++) {
    if (isPrint(column.slice(cut), bytes) || isPrint(column.slice(cut).trimEnd(), bytes)) return true;
  }
  return false;
}

function isPrint(characters: string, bytes: readonly number[]): boolean {
  if (characters === "" || characters.length > bytes.length) return false;
  // Blanks at the end may have been cut off.
  return bytes.every((byte, index) => isPrintOf(characters[index] ?? " ", byte));
}

function isPrintOf(character: string, byte: number): boolean {
  if (byte > 0x20 && byte < 0x7f) return character === String.fromCharCode(byte);
  if (byte === 0x20) return " ._·".includes(character);
  return !/[0-9a-z]/i.test(character);
}
