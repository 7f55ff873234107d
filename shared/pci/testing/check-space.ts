/** What must hold for the text and the tree of any bytes whatsoever. */
import { parseBdf } from "../bdf.ts";
import type { ConfigSpace } from "../config-space.ts";
import { type DecodedSpace, decodeSpace } from "../decode.ts";
import type { KernelView } from "../layout.ts";
import { lspciFunctionText } from "../lspci/function-text.ts";
import { NUMERIC } from "../lspci/naming.ts";

/** 4096 bytes hold less than 1100 capabilities of 4 bytes; each may show all bytes that follow it. */
const MAX_TEXT = 4_000_000;
/** Three lists of at most sixteen each, and what the walks have to say. */
const MAX_DIAGNOSTICS = 2100;
const BDF = parseBdf("00:00.0");

function isRange({ start, end }: { readonly start: number; readonly end: number }): boolean {
  return start >= 0 && end > start && end <= 4096;
}

function pathsOf(decoded: DecodedSpace): string[] {
  return decoded.capabilities.flatMap((capability) =>
    capability.registers.flatMap(({ path, fields }) => [path, ...fields.map((field) => field.path)]),
  );
}

/**
 * @param thorough also compare all paths, which takes longer than the decoding itself
 * @returns what is wrong, or null. Throws what the decoder throws, which is nothing
 */
export function faultOf(space: ConfigSpace, kernel: KernelView | null, thorough: boolean): string | null {
  if (BDF === null) return "no address";
  const text = lspciFunctionText({ bdf: BDF, space, kernel, naming: NUMERIC }, true);
  if (text.length > MAX_TEXT) return `${text.length} characters of text`;
  if (!text.startsWith("0000:00:00.0 ")) return "the text starts without the address";
  const decoded = decodeSpace(space, kernel);
  if (decoded.diagnostics.length > MAX_DIAGNOSTICS) return `${decoded.diagnostics.length} diagnostics`;
  for (const { range, message } of decoded.diagnostics) {
    if (!isRange(range)) return `${message.say} has the bytes ${range.start} to ${range.end}`;
  }
  for (const { path, range } of decoded.capabilities) {
    if (!isRange(range)) return `${path} has the bytes ${range.start} to ${range.end}`;
  }
  if (!thorough) return null;
  const paths = pathsOf(decoded);
  return new Set(paths).size === paths.length ? null : "two registers or fields have the same path";
}
