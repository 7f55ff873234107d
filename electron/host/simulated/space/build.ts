/** Puts a configuration space together: header words and two chained lists of capabilities. */
import type { CapabilityDef } from "../../../../shared/pci/layout.ts";
import { type FieldValues, setFields, setWord } from "./write.ts";

/** A capability at its place, to be linked to the one after it. */
export interface CapabilityPart {
  readonly space: "standard" | "extended";
  readonly id: number;
  readonly version: number;
  readonly at: number;
  readonly fill: (bytes: Uint8Array) => void;
}

/** A capability that a table describes. */
export function capability(def: CapabilityDef, at: number, values: FieldValues, version = 1): CapabilityPart {
  if (def.space === "header") throw new Error(`${def.key} is a header, not a capability`);
  return { space: def.space, id: def.id, version, at, fill: (bytes) => setFields(bytes, def, at, values) };
}

/** A standard capability that no table describes, a vendor's own: its bytes by their offset. */
export function standardBytes(id: number, at: number, bytes: Readonly<Record<number, number>>): CapabilityPart {
  return {
    space: "standard",
    id,
    version: 0,
    at,
    fill: (target) => {
      for (const [offset, value] of Object.entries(bytes)) setWord(target, at + Number(offset), 1, value);
    },
  };
}

const STATUS = 0x06;
const STATUS_CAPABILITIES = 0x10;
const POINTER = 0x34;

function link(bytes: Uint8Array, parts: readonly CapabilityPart[]): void {
  parts.forEach((part, index) => {
    const next = parts[index + 1]?.at ?? 0;
    if (part.space === "standard") {
      setWord(bytes, part.at, 1, part.id);
      setWord(bytes, part.at + 1, 1, next);
    } else {
      setWord(bytes, part.at, 4, (next << 20) | (part.version << 16) | part.id);
    }
  });
}

/**
 * @param size 256 or 4096
 * @param header writes the header's words
 * @param parts in the order of the chain, standard and extended ones mixed as is convenient
 * @throws Error when the extended list does not start at 100h or has no room
 */
export function buildSpace(
  size: 256 | 4096,
  header: (bytes: Uint8Array) => void,
  parts: readonly CapabilityPart[],
): Uint8Array {
  const bytes = new Uint8Array(size);
  header(bytes);
  const standard = parts.filter((part) => part.space === "standard");
  const extended = parts.filter((part) => part.space === "extended");
  const first = standard[0];
  if (first) {
    bytes[STATUS] = (bytes[STATUS] ?? 0) | STATUS_CAPABILITIES;
    bytes[POINTER] = first.at;
  }
  if (extended[0] && extended[0].at !== 0x100) throw new Error("the extended list starts at 100h");
  // Contents first: a table's variable layout may look at its own header, never at the links.
  link(bytes, standard);
  link(bytes, extended);
  for (const part of parts) part.fill(bytes);
  return bytes;
}
