/** Vital Product Data: a list of tagged resources (PCI 2.2 Appendix I, PCIe 6.2 §6.27). */
import { hexDigits } from "../../hex-digits.ts";
import { visibleLine } from "../../visible-text.ts";

type ItemFormat = "text" | "binary" | "checksum" | "free";

/** Keywords of the read-only and read-write sections; a keyword of one letter stands for all that start with it. */
const ITEMS: readonly (readonly [keyword: string, format: ItemFormat, name: string])[] = [
  ["CP", "binary", "Extended capability"],
  ["EC", "text", "Engineering changes"],
  ["MN", "text", "Manufacture ID"],
  ["PN", "text", "Part number"],
  ["RV", "checksum", "Reserved"],
  ["RW", "free", "Read-write area"],
  ["SN", "text", "Serial number"],
  ["YA", "text", "Asset tag"],
  ["V", "text", "Vendor specific"],
  ["Y", "text", "System specific"],
  ["CC", "text", "CCIN"],
  ["FC", "text", "Feature code"],
  ["FN", "text", "FRU"],
  ["NA", "text", "Network address"],
  ["RM", "text", "Firmware version"],
  ["Z", "text", "Product specific"],
];

export type VpdRecord =
  | { readonly kind: "product"; readonly name: string }
  | { readonly kind: "section"; readonly title: string }
  | {
      readonly kind: "item";
      readonly keyword: string;
      readonly name: string;
      readonly value: string;
      /** A checksum that is wrong. */
      readonly isBad: boolean;
    }
  | { readonly kind: "end"; readonly text: string; readonly isProper: boolean };

/** Addresses have 15 bits. */
const LAST_ADDRESS = 0x7fff;
const TAG_END = 0x0f;
const TAG_NAME = 0x82;
const TAG_READ_ONLY = 0x90;
const TAG_READ_WRITE = 0x91;

function hex2(value: number): string {
  return hexDigits(value, 2);
}

/** Text with its unprintable bytes escaped, as lspci does below 80h; a zero at the very end is left out. */
function printable(bytes: Uint8Array): string {
  let out = "";
  for (const [index, byte] of bytes.entries()) {
    if (byte === 0x5c) out += "\\\\";
    else if (byte === 0 && index === bytes.length - 1) continue;
    else out += visibleLine(String.fromCharCode(byte));
  }
  return out;
}

/** Reads in order and keeps the sum of what was read, which the RV keyword checks. */
class Reader {
  sum = 0;
  private readonly bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  /** null when they are not all there. */
  take(at: number, length: number): Uint8Array | null {
    if (at + length > this.bytes.length) return null;
    const part = this.bytes.subarray(at, at + length);
    for (const byte of part) this.sum = (this.sum + byte) & 0xff;
    return part;
  }
}

function formatOf(first: number, second: number): { format: ItemFormat; name: string } {
  for (const [keyword, format, name] of ITEMS) {
    if (keyword.charCodeAt(0) !== first) continue;
    if (keyword.length === 1 || keyword.charCodeAt(1) === second) return { format, name };
  }
  return { format: "binary", name: "Unknown" };
}

function itemValue(format: ItemFormat, bytes: Uint8Array, length: number, sum: number): string {
  switch (format) {
    case "text":
      return printable(bytes);
    case "binary":
      return Array.from(bytes, hex2).join(" ");
    case "checksum":
      return `checksum ${sum === 0 ? "good" : "bad"}, ${length - 1} byte(s) reserved`;
    case "free":
      return `${length} byte(s) free`;
  }
}

function sectionRecords(reader: Reader, start: number, length: number): VpdRecord[] {
  const records: VpdRecord[] = [];
  let at = 0;
  while (at + 3 <= length) {
    const head = reader.take(start + at, 3);
    if (!head) break;
    at += 3;
    const [first = 0, second = 0, size = 0] = head;
    if (size > length - at) break;
    const { format, name } = formatOf(first, second);
    // Behind its first byte the RV field is filler that the sum does not cover.
    const bytes = reader.take(start + at, format === "checksum" ? 1 : size);
    if (!bytes) break;
    const keyword = printable(head.subarray(0, 2));
    const value = itemValue(format, bytes, size, reader.sum);
    records.push({ kind: "item", keyword, name, value, isBad: format === "checksum" && reader.sum !== 0 });
    at += size;
  }
  return records;
}

function nameText(reader: Reader, start: number, length: number): string {
  let out = "";
  // In pieces of 256 bytes: what is there of a name that is cut short is shown, as lspci does.
  for (let at = 0; at < length; at += 256) {
    const part = reader.take(start + at, Math.min(256, length - at));
    if (!part) break;
    out += printable(part);
  }
  return out;
}

interface Resource {
  readonly tag: number;
  /** Its tag and length take three bytes, else both are in one. */
  readonly large: boolean;
  /** Of what follows. */
  readonly length: number;
}

/** The beginning of a resource; null where it could not be read, or reaches beyond the end. */
function resourceAt(reader: Reader, at: number): Resource | null {
  const first = reader.take(at, 1)?.[0];
  if (first === undefined) return null;
  if ((first & 0x80) === 0) return { tag: first >> 3, large: false, length: first & 7 };
  const size = at > LAST_ADDRESS + 1 - 3 ? null : reader.take(at + 1, 2);
  return size ? { tag: first, large: true, length: (size[0] ?? 0) + (size[1] ?? 0) * 256 } : null;
}

/**
 * What the product data says, in its order; the last record is how it ended.
 * @param content the `vpd` file of sysfs as far as it could be read; empty when it could not
 */
export function vpdRecords(content: Uint8Array): VpdRecord[] {
  const reader = new Reader(content);
  const records: VpdRecord[] = [];
  let at = 0;
  while (at <= LAST_ADDRESS) {
    const resource = resourceAt(reader, at);
    if (resource === null) break;
    const { tag, large, length } = resource;
    at += large ? 3 : 1;
    if (length > LAST_ADDRESS + 1 - at) break;
    if (tag === TAG_END) return [...records, { kind: "end", text: "End", isProper: true }];
    if (tag === TAG_NAME) {
      records.push({ kind: "product", name: nameText(reader, at, length) });
    } else if (tag === TAG_READ_ONLY || tag === TAG_READ_WRITE) {
      records.push({ kind: "section", title: `${tag === TAG_READ_ONLY ? "Read-only" : "Read/write"} fields` });
      for (const record of sectionRecords(reader, at, length)) records.push(record);
    } else {
      const kind = large ? "large" : "small";
      const text = `Unknown ${kind} resource type ${hex2(tag & 0x7f)}, will not decode more.`;
      return [...records, { kind: "end", text, isProper: false }];
    }
    at += length;
  }
  return [...records, { kind: "end", text: at === 0 ? "Not readable" : "No end tag found", isProper: false }];
}

/** What lspci prints below `Vital Product Data`; for `content` see {@link vpdRecords}. */
export function vpdLines(content: Uint8Array): string {
  let out = "";
  for (const record of vpdRecords(content)) {
    switch (record.kind) {
      case "product":
        out += `\t\tProduct Name: ${record.name}\n`;
        break;
      case "section":
        out += `\t\t${record.title}:\n`;
        break;
      case "item":
        out += `\t\t\t[${record.keyword}] ${record.name}: ${record.value}\n`;
        break;
      case "end":
        out += `\t\t${record.text}\n`;
    }
  }
  return out;
}
