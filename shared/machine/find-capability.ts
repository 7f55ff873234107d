/** Registers of a capability that several judgements ask for, by offset in it. Pure. */
import type { ConfigSpace } from "../pci/config-space.ts";
import { walkExtended, walkStandard } from "../pci/walk.ts";

/** One capability in the bytes; each read is null where its bytes are not known. */
export interface CapabilityAt {
  word(offset: number): number | null;
  long(offset: number): number | null;
}

function readerAt(space: ConfigSpace, at: number | undefined): CapabilityAt | null {
  if (at === undefined) return null;
  return {
    word: (offset) => (space.has(at + offset, 2) ? space.u16(at + offset) : null),
    long: (offset) => (space.has(at + offset, 4) ? space.u32(at + offset) : null),
  };
}

/** null = there is none, or the list could not be followed to it. */
export function findStandard(space: ConfigSpace, id: number): CapabilityAt | null {
  if (!space.has(0, 0x40) || space.readsAllOnes) return null;
  const { found } = walkStandard(space, space.u8(0x0e) & 0x7f);
  return readerAt(space, found.find((location) => location.id === id)?.at);
}

/** null = there is none, or the list could not be followed to it. */
export function findExtended(space: ConfigSpace, id: number): CapabilityAt | null {
  if (space.readsAllOnes) return null;
  return readerAt(space, walkExtended(space).found.find((location) => location.id === id)?.at);
}
