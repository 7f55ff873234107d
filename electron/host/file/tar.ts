/** Files in a tar archive (POSIX ustar and pax, GNU), read as they come by: an archive may be far larger than memory. */
import type { ByteReader } from "./byte-reader.ts";

const BLOCK = 512;
/** A path longer than this is none of a file that is looked for. */
const MOST_NAME = 64 * 1024;

export interface TarMember {
  readonly path: string;
  readonly size: number;
}

/** @param head the first 512 bytes */
export function looksLikeTar(head: Uint8Array): boolean {
  return Buffer.from(head).toString("latin1", 257, 262) === "ustar";
}

function textAt(block: Buffer, at: number, length: number): string {
  const field = block.subarray(at, at + length);
  const end = field.indexOf(0);
  return field.toString("utf8", 0, end < 0 ? length : end);
}

/** A number in octal digits, or in binary where it is marked as such. */
function sizeAt(block: Buffer, at: number): number {
  if (((block[at] ?? 0) & 0x80) !== 0) return Number(block.readBigUInt64BE(at + 4) & 0x1f_ffff_ffff_ffffn);
  return Number.parseInt(textAt(block, at, 12).trim(), 8) || 0;
}

/** The path out of pax records: `27 path=…\n` each. */
function paxPath(records: string): string | null {
  return /^\d+ path=(.*)$/m.exec(records)?.[1] ?? null;
}

/**
 * Gives each file that is wanted to `read`, which takes all of its bytes or none.
 * A cut archive ends with the last file that is whole.
 */
export async function* tarMembers(
  reader: ByteReader,
  isWanted: (member: TarMember) => boolean,
): AsyncGenerator<TarMember & { readonly bytes: Buffer }> {
  let longPath: string | null = null;
  for (;;) {
    const block = await reader.take(BLOCK);
    if (block.length < BLOCK || !looksLikeTar(block)) return;
    const size = sizeAt(block, 124);
    const padding = (BLOCK - (size % BLOCK)) % BLOCK;
    const type = textAt(block, 156, 1);
    if ((type === "L" || type === "x") && size <= MOST_NAME) {
      const extension = await reader.take(size);
      longPath = type === "L" ? textAt(extension, 0, size) : paxPath(extension.toString("utf8"));
      await reader.skip(padding);
      continue;
    }
    // Of GNU's own archives, the place of the prefix holds times.
    const prefix = textAt(block, 257, 8) === "ustar" ? textAt(block, 345, 155) : "";
    const name = textAt(block, 0, 100);
    const member = { path: longPath ?? (prefix === "" ? name : `${prefix}/${name}`), size };
    longPath = null;
    if ((type !== "" && type !== "0") || !isWanted(member)) {
      await reader.skip(size + padding);
      continue;
    }
    const bytes = await reader.take(size);
    if (bytes.length < size) return;
    await reader.skip(padding);
    yield { ...member, bytes };
  }
}
