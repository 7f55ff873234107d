/** From bytes to the nodes of a decoded space and back: what the highlight between hex and fields is made of. Pure. */
import type { ByteRange } from "./config-space.ts";
import type { CapabilityNode, DecodedSpace, FieldNode, RegisterNode } from "./decode.ts";

/** A register with its structure, found at a byte. */
export interface RegisterAt {
  readonly capability: CapabilityNode;
  readonly register: RegisterNode;
  /** Fields with at least one bit in the byte, highest bits first. */
  readonly fields: readonly FieldNode[];
}

export interface RangeIndex {
  /** The header and the capabilities in the order of their first byte: what a legend lists. */
  readonly structures: readonly CapabilityNode[];
  /** Position in {@link structures} of what owns the byte; -1 = no structure claims it. */
  ownerAt(offset: number): number;
  /** Registers that hold the byte; more than one where structures overlap or a register has variants. */
  registersAt(offset: number): readonly RegisterAt[];
  /** Bytes of a structure, register, field or derived value by its path; empty for a path that is not there. */
  bytesOf(path: string): readonly ByteRange[];
}

const SPACE_SIZE = 4096;
const NOBODY = 0xffff;

/** The bytes that hold at least one bit of the field; registers are little-endian. */
export function fieldBytes(register: RegisterNode, field: FieldNode): ByteRange {
  return { start: register.offset + (field.lsb >> 3), end: register.offset + (field.msb >> 3) + 1 };
}

/** Sorted by start, with ranges that touch or overlap made one. */
export function mergeRanges(ranges: readonly ByteRange[]): ByteRange[] {
  const merged: ByteRange[] = [];
  for (const range of ranges.toSorted((a, b) => a.start - b.start)) {
    const last = merged.at(-1);
    if (last && range.start <= last.end) {
      merged[merged.length - 1] = { start: last.start, end: Math.max(last.end, range.end) };
    } else {
      merged.push(range);
    }
  }
  return merged;
}

export function indexRanges(decoded: DecodedSpace): RangeIndex {
  const all = decoded.header === null ? decoded.capabilities : [decoded.header, ...decoded.capabilities];
  const structures = all.toSorted((a, b) => a.range.start - b.range.start);
  const owners = new Uint16Array(SPACE_SIZE).fill(NOBODY);
  const byPath = new Map<string, readonly ByteRange[]>();
  const registers: { readonly capability: CapabilityNode; readonly register: RegisterNode }[] = [];

  structures.forEach((capability, index) => {
    // Where two overlap the later one wins, so that a capability inside the header is seen at all.
    owners.fill(index, capability.range.start, Math.min(capability.range.end, SPACE_SIZE));
    byPath.set(capability.path, [capability.range]);
    for (const register of capability.registers) {
      registers.push({ capability, register });
      byPath.set(register.path, [{ start: register.offset, end: register.offset + register.width }]);
      for (const field of register.fields) byPath.set(field.path, [fieldBytes(register, field)]);
    }
  });
  for (const { derived } of structures) {
    for (const node of derived) byPath.set(node.path, mergeRanges(node.of.flatMap((path) => byPath.get(path) ?? [])));
  }
  registers.sort((a, b) => a.register.offset - b.register.offset);

  return {
    structures,
    ownerAt(offset) {
      const owner = owners[offset] ?? NOBODY;
      return owner === NOBODY ? -1 : owner;
    },
    registersAt(offset) {
      const found: RegisterAt[] = [];
      for (const { capability, register } of registers) {
        if (register.offset > offset) break;
        if (offset >= register.offset + register.width) continue;
        const fields = register.fields.filter((field) => {
          const { start, end } = fieldBytes(register, field);
          return offset >= start && offset < end;
        });
        found.push({ capability, register, fields });
      }
      return found;
    },
    bytesOf: (path) => byPath.get(path) ?? [],
  };
}
