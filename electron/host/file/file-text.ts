/** What comes in, by whichever way, as text: decoded, and unpacked where it is packed. Nothing is written anywhere. */

import { errorText } from "../../../shared/error-text.ts";
import type { ReadProblem } from "../../../shared/machine/facts.ts";
import { unreadProblems } from "../../../shared/machine/text-problems.ts";
import { MOST_OPENED, TOO_LARGE } from "../../../shared/pasted/limits.ts";
import type { NotUnderstood, PastedMachine } from "../../../shared/pasted/record.ts";
import { visibleLine } from "../../../shared/pci/visible-text.ts";
import { WordsError } from "../../../shared/words/errors.ts";
import type { Message } from "../../../shared/words/message.ts";
import { FILE_WORDS as T } from "../../../shared/words/texts/files.ts";
import { Slices } from "../sysfs/slices.ts";
import { HOST_NAME, rankOf } from "./archive-members.ts";
import { ByteReader } from "./byte-reader.ts";
import { packingOf } from "./packing.ts";
import { looksLikeTar, tarMembers } from "./tar.ts";

/** Characters of text that are kept of a file, and bytes that are unpacked on the way. */
const MOST_TEXT = 256 * 1024 * 1024;
const MOST_UNPACKED = 1024 * 1024 * 1024;
/** A log in an archive is packed within something packed. */
const MOST_LAYERS = 4;
/** As much of a file's beginning as tells whether it is an archive. */
const HEAD = 512;
const MOST_HOST_NAME = 256;

export interface FileText {
  readonly text: string;
  /** What the text was put together of; null = it is one file. */
  readonly archive: Archive | null;
}

/** Files that one text was made of: each begins with a line that names it. */
export interface Archive {
  /** The machine that it was made on; null where it does not say so. */
  readonly host: string | null;
  /** In the order of the text. */
  readonly members: readonly Member[];
}

interface Member {
  /** Without the folder that all of them lie in. */
  readonly path: string;
  /** The line of the text that names it, from 1 on. */
  readonly line: number;
}

/** Of an archive, machines with the file and the line that each begins on. */
export function placedIn<M extends PastedMachine>(
  machines: readonly M[],
  archive: Archive | null,
): readonly (M & { readonly where?: { readonly path: string; readonly line: number } })[] {
  return machines.map((machine) => {
    const first = machine.line;
    const member = archive?.members.findLast(({ line }) => line < first);
    return member === undefined ? machine : { ...machine, where: { path: member.path, line: first - member.line } };
  });
}

/** {@link unreadProblems}; of an archive, with the file and the line in it. */
export function unreadOf(notUnderstood: readonly NotUnderstood[], archive: Archive | null): ReadProblem[] {
  if (archive === null) return unreadProblems(notUnderstood);
  return archive.members.flatMap(({ path, line: start }, index) => {
    const end = archive.members[index + 1]?.line ?? Number.POSITIVE_INFINITY;
    const own = notUnderstood.filter(({ line }) => line > start && line < end);
    return unreadProblems(
      own.map(({ line, why }) => ({ line: line - start, why })),
      path,
    );
  });
}

/** Bytes that the kernel gives of a function: all, those of plain PCI, or those that anybody may read. */
const CONFIG_SIZES: readonly number[] = [4096, 256, 64];

/** Is it a copy of the kernel's file called config? */
function isConfigFile(bytes: Uint8Array): boolean {
  return CONFIG_SIZES.includes(bytes.length) && bytes.includes(0) && wideEncoding(bytes) === null;
}

/** @throws WordsError when it is too large, damaged, or packed in a way that is not known */
export async function fileText(input: string | Uint8Array, signal?: AbortSignal): Promise<FileText> {
  if (input.length > MOST_OPENED) throw new WordsError(TOO_LARGE);
  if (typeof input === "string") return { text: input, archive: null };
  const work = new Unpacking(signal);
  const plain = await work.open("", input, 0);
  if (plain !== null) {
    if (isConfigFile(plain)) throw new WordsError(T.bytesAlone({ command: "hexdump -C" }));
    return { text: textOfBytes(plain), archive: null };
  }
  return work.finish();
}

/** Reads UTF-8 and UTF-16; what is neither is taken as one byte a character. */
export function textOfBytes(bytes: Uint8Array): string {
  const wide = wideEncoding(bytes);
  if (wide !== null) return new TextDecoder(wide).decode(bytes);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("latin1").decode(bytes);
  }
}

/** UTF-16 by its mark, or because every other byte at its beginning is 0: what is read here is mostly ASCII. */
function wideEncoding(bytes: Uint8Array): "utf-16le" | "utf-16be" | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16be";
  const head = bytes.subarray(0, 256);
  const zeros = [0, 0] as [number, number];
  for (const [at, byte] of head.entries()) if (byte === 0) zeros[at & 1 ? 1 : 0] += 1;
  const most = head.length / 2;
  // Blanks may be those of web pages, as U+3000.
  if (zeros[1] > 0.6 * most && zeros[0] < 0.35 * most) return "utf-16le";
  return zeros[0] > 0.6 * most && zeros[1] < 0.35 * most ? "utf-16be" : null;
}

/** One file that is being unpacked, and what was found in it. */
class Unpacking {
  private unpacked = 0;
  private kept = 0;
  private host: string | null = null;
  private readonly found: { readonly path: string; readonly text: string }[] = [];
  private readonly signal: AbortSignal | undefined;
  private readonly slices = new Slices();

  constructor(signal: AbortSignal | undefined) {
    this.signal = signal;
  }

  /** @returns what stands in the innermost layer; null when it was an archive, whose files are gathered */
  async open(path: string, bytes: Uint8Array, layer: number): Promise<Uint8Array | null> {
    const packing = packingOf(bytes);
    if (packing === null && !looksLikeTar(bytes.subarray(0, HEAD))) return bytes;
    if (layer === MOST_LAYERS) throw new WordsError(T.layers({ most: MOST_LAYERS }));
    if (packing === null) {
      await this.gather(new ByteReader(once(bytes)), layer);
      return null;
    }
    const { name, unpack, program } = packing;
    if (unpack === null) {
      const own = { packing: name, program };
      throw new WordsError(path === "" ? T.packing(own) : T.packingIn({ ...own, path }));
    }
    const damaged = path === "" ? T.damaged({ packing: name }) : T.damagedIn({ packing: name, path });
    const reader = new ByteReader(this.counted(unpack(bytes), damaged));
    try {
      if (looksLikeTar(await reader.peek(HEAD))) {
        await this.gather(reader, layer);
        return null;
      }
      const inner = await reader.take(MOST_TEXT + 1);
      if (inner.length > MOST_TEXT) throw new WordsError(T.unpacksTooLarge({ limit: "256 MiB" }));
      return await this.open(path, inner, layer + 1);
    } finally {
      await reader.end();
    }
  }

  finish(): FileText {
    if (this.found.length === 0) {
      throw new WordsError(T.noFunctions);
    }
    const sorted = this.found.toSorted((a, b) => (rankOf(a.path) ?? 0) - (rankOf(b.path) ?? 0));
    const folder = commonFolder(sorted.map(({ path }) => path));
    const members: Member[] = [];
    let line = 1;
    for (const { path, text } of sorted) {
      members.push({ path: path.slice(folder.length), line });
      line += linesIn(text);
    }
    return { text: sorted.map(({ text }) => text).join(""), archive: { host: this.host, members } };
  }

  private async gather(reader: ByteReader, layer: number): Promise<void> {
    const isWanted = ({ path, size }: { path: string; size: number }) => {
      if (HOST_NAME.test(path)) return size <= MOST_HOST_NAME;
      if (rankOf(path) === null) return false;
      if (size > MOST_TEXT) throw new WordsError(T.unpacksTooLarge({ limit: "256 MiB" }));
      return true;
    };
    for await (const { path, bytes } of tarMembers(reader, isWanted)) {
      if (HOST_NAME.test(path)) this.host ??= visibleLine(textOfBytes(bytes).trim()) || null;
      else await this.keep(visibleLine(path), bytes, layer);
    }
  }

  private async keep(path: string, bytes: Uint8Array, layer: number): Promise<void> {
    const plain = await this.open(path, bytes, layer + 1);
    if (plain === null) return;
    const text = `==> ${path} <==\n${memberText(path, plain)}\n`;
    this.kept += text.length;
    if (this.kept > MOST_TEXT) throw new WordsError(T.unpacksTooLarge({ limit: "256 MiB" }));
    this.found.push({ path, text });
  }

  private async *counted(chunks: AsyncIterable<Uint8Array>, damaged: Message): AsyncGenerator<Uint8Array> {
    const iterator = chunks[Symbol.asyncIterator]();
    try {
      for (;;) {
        const next = await iterator.next().catch((error: unknown) => {
          throw new WordsError(damaged, { cause: errorText(error) });
        });
        if (next.done === true) return;
        this.unpacked += next.value.length;
        if (this.unpacked > MOST_UNPACKED) throw new WordsError(T.unpacksTooLarge({ limit: "1 GiB" }));
        if (this.slices.due) await this.slices.rest();
        this.signal?.throwIfAborted();
        yield next.value;
      }
    } finally {
      // Of a stream that has nothing more to give, xz-decompress cannot be told so.
      await iterator.return?.().catch(() => undefined);
    }
  }
}

/** The folder that all of an archive lies in, which is often named after the machine, with its slash; or "". */
function commonFolder(paths: readonly string[]): string {
  const [first = ""] = paths;
  const folder = first.slice(0, first.indexOf("/", first.startsWith("./") ? 2 : 0) + 1);
  return paths.every((path) => path.startsWith(folder)) ? folder : "";
}

function linesIn(text: string): number {
  let lines = 0;
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) lines += 1;
  return lines;
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

/** The kernel's file of a function's bytes, as rows below its address; anything else is text. */
function memberText(path: string, bytes: Uint8Array): string {
  const address = /\/([0-9a-f]{4,8}:[0-9a-f]{2}:[0-9a-f]{2}\.[0-7])\/config$/i.exec(path)?.[1];
  if (address === undefined) return textOfBytes(bytes);
  const rows = Array.from({ length: Math.ceil(bytes.length / 16) }, (_, row) => {
    const at = row * 16;
    const pairs = [...bytes.subarray(at, at + 16)].map((byte) => byte.toString(16).padStart(2, "0"));
    return `${at.toString(16).padStart(2, "0")}: ${pairs.join(" ")}`;
  });
  return [address, ...rows].join("\n");
}
