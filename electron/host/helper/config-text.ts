/**
 * Configuration spaces out of the helper's answer to `config`: what each function is, how large its file is, and the
 * bytes of all files in one row, packed where there is a gzip. How many bytes each file gave follows from its size and
 * from who reads.
 */
import { gunzipSync } from "node:zlib";
import type { ConfigReading } from "../../../shared/machine/facts.ts";
import { type Bdf, isBdf } from "../../../shared/pci/bdf.ts";
import { errorCode, readProblem } from "../errors.ts";
import { complaint, sections } from "../usage/sections.ts";
import type { Hello } from "./hello.ts";

/** What a person without privilege is given (drivers/pci/pci-sysfs.c, pci_read_config). */
const HEADER = 64;
const CARDBUS_HEADER = 128;
const HEADER_TYPE = 0x0e;
const CARDBUS = 2;
const MAX_BYTES = 4096;
const SIZES: readonly number[] = [256, MAX_BYTES];
/** `-rw-r--r-- 1 0 0 4096 Jan 1 00:00 /sys/devices/…/0000:01:00.0/config`: of ls with numbers for users and groups. */
const LS_LINE = /^\S+ +\S+ +\S+ +\S+ +([0-9]{1,5}) .*\/([^/]+)\/config$/;

interface ConfigAnswer {
  readonly readings: ReadonlyMap<Bdf, ConfigReading>;
  /** Functions whose bytes could not be told apart from those of others: to be asked for one by one. */
  readonly unclear: readonly Bdf[];
}

export function unreadable(code: string): ConfigReading {
  return { state: "unreadable", problem: readProblem("config", code) };
}

/** @param asked in the order in which the files were read */
export function parseConfigs(text: string, asked: readonly Bdf[], hello: Hello): ConfigAnswer {
  const parts = sections(text);
  const readings = new Map<Bdf, ConfigReading>();
  const toRead: Bdf[] = [];
  const states = new Map((parts.get("") ?? []).map((line) => wordPair(line)));
  for (const bdf of asked) {
    const state = states.get(bdf);
    if (state === "read") toRead.push(bdf);
    else readings.set(bdf, withoutBytes(state));
  }
  if (toRead.length === 0) return { readings, unclear: [] };
  const files = filesOf(toRead, parts.get("sizes") ?? []);
  const packed = parts.get("packed");
  const { hex, said } = packed
    ? unpackedRow(packed, toRead.length * MAX_BYTES)
    : rowOf(parts.get("bytes") ?? [], hello.lastByteFirst);
  const cut = parts.has("late") ? null : cutRow(files, hex, hello);
  if (cut) for (const [bdf, reading] of cut) readings.set(bdf, reading);
  else if (toRead.length === 1 && toRead[0] !== undefined) {
    readings.set(toRead[0], lonely(files[0], hex, parts.has("late"), said));
  }
  return { readings, unclear: toRead.filter((bdf) => !readings.has(bdf)) };
}

function wordPair(line: string): readonly [string, string] {
  const space = line.indexOf(" ");
  return [line.slice(0, space), line.slice(space + 1)];
}

function withoutBytes(state: string | undefined): ConfigReading {
  if (state === "asleep") return { state: "asleep" };
  if (state === "ENODEV") return { state: "gone" };
  return unreadable(state !== undefined && /^E[A-Z]{2,15}$/.test(state) ? state : "EIO");
}

interface File {
  readonly bdf: Bdf;
  readonly size: number;
}

/** The files in the order in which they were read. */
function filesOf(order: readonly Bdf[], lines: readonly string[]): File[] {
  const sizes = new Map<string, number>();
  for (const line of lines) {
    const [, size = "", bdf = ""] = LS_LINE.exec(line) ?? [];
    if (isBdf(bdf)) sizes.set(bdf, Number(size));
  }
  return order.map((bdf) => ({ bdf, size: sizes.get(bdf) ?? 0 }));
}

interface Row {
  /** Two digits a byte, in the order of the bytes. */
  readonly hex: string;
  /** Why there may be fewer than asked for, as an errno name: what was complained of in between. */
  readonly said: string | null;
}

function rowOf(lines: readonly string[], lastByteFirst: boolean): Row {
  const words: string[] = [];
  let said: string | null = null;
  for (const line of lines) {
    if (/^(?: [0-9a-f]{16}){1,2}$/.test(line)) {
      words.push(line.slice(1, 17));
      if (line.length > 17) words.push(line.slice(18));
    } else said = complaint(line)?.code ?? "EIO";
  }
  const row = words.join("");
  return { hex: lastByteFirst ? Buffer.from(row, "hex").swap64().toString("hex") : row, said };
}

/** Bytes packed by gzip, as base64. @param most bytes: what unpacks to more is no answer to what was asked */
function unpackedRow(lines: readonly string[], most: number): Row {
  const said = lines.map((line) => complaint(line)?.code).findLast((code) => code !== undefined) ?? null;
  // A complaint has blanks.
  const packed = lines.filter((line) => /^[A-Za-z0-9+/]+={0,2}$/.test(line)).join("");
  try {
    return { hex: gunzipSync(Buffer.from(packed, "base64"), { maxOutputLength: most }).toString("hex"), said };
  } catch (error) {
    return { hex: "", said: errorCode(error) === "ERR_BUFFER_TOO_LARGE" ? "EFBIG" : (said ?? "EBADMSG") };
  }
}

/** Deals the row out to the files; null when it has not exactly the bytes that they should have given. */
function cutRow(files: readonly File[], hex: string, hello: Hello): Map<Bdf, ConfigReading> | null {
  const readings = new Map<Bdf, ConfigReading>();
  let at = 0;
  for (const file of files) {
    const length = hello.isRoot ? file.size : headerLength(hex, at, file.size);
    const bytes = hex.slice(2 * at, 2 * (at + length));
    if (length === 0 || bytes.length < 2 * length) return null;
    readings.set(file.bdf, readingOf(bytes, file.size));
    at += length;
  }
  return 2 * at === hex.length ? readings : null;
}

function headerLength(hex: string, at: number, size: number): number {
  const type = Number.parseInt(hex.slice(2 * (at + HEADER_TYPE), 2 * (at + HEADER_TYPE) + 2), 16) & 0x7f;
  return Math.min(size, type === CARDBUS ? CARDBUS_HEADER : HEADER);
}

/** The bytes of one file alone belong to it, however many they are. */
function lonely(file: File | undefined, hex: string, late: boolean, said: string | null): ConfigReading {
  if (late) return unreadable("ETIMEDOUT");
  if (hex.length === 0 || hex.length > 2 * MAX_BYTES) return unreadable(said ?? "ENODATA");
  return readingOf(hex, file?.size ?? 0);
}

function readingOf(hex: string, size: number): ConfigReading {
  const length = hex.length / 2;
  const whole = SIZES.includes(length) ? length : size;
  return { state: "read", hex, known: [[0, length]], size: SIZES.includes(whole) ? whole : null };
}
