/** Where the variable parts of the IDE capability are (PCIe 6.2 §7.9.26). */
import type { CapabilityContext } from "../../layout.ts";

const CAPABILITY = 4;
const FIRST_LINK = 0x0c;
export const LINK_SIZE = 8;
/** Registers of a Selective IDE stream before its Address Association blocks. */
export const SELECTIVE_SIZE = 20;
export const ADDRESS_SIZE = 12;

/** Link IDE streams: one for each traffic class, or none. */
export function linkCount(c: CapabilityContext): number {
  const capability = c.space.u32(c.at + CAPABILITY);
  return capability & 1 ? ((capability >>> 13) & 7) + 1 : 0;
}

export function selectiveCount(c: CapabilityContext): number {
  const capability = c.space.u32(c.at + CAPABILITY);
  return capability & 2 ? ((capability >>> 16) & 0xff) + 1 : 0;
}

export const linkOffset = (index: number): number => FIRST_LINK + LINK_SIZE * index;

/** Address Association blocks of the Selective IDE stream at this offset from the capability's start. */
function addressCount(c: CapabilityContext, stream: number): number {
  return c.space.u8(c.at + stream) & 0xf;
}

/** Offset from the capability's start to Selective IDE stream `index`: those before it differ in length. */
export function selectiveOffset(index: number, c: CapabilityContext): number {
  let offset = linkOffset(linkCount(c));
  for (let i = 0; i < index; i++) offset += SELECTIVE_SIZE + ADDRESS_SIZE * addressCount(c, offset);
  return offset;
}

interface AddressBlock {
  readonly stream: number;
  /** Within its stream. */
  readonly block: number;
  /** Bytes from the capability's start. */
  readonly offset: number;
}

/** All Address Association blocks of all streams, as far as configuration space reaches. */
export function addressBlocks(c: CapabilityContext): AddressBlock[] {
  const blocks: AddressBlock[] = [];
  const streams = selectiveCount(c);
  let offset = selectiveOffset(0, c);
  for (let stream = 0; stream < streams && c.at + offset < 4096; stream++) {
    const count = addressCount(c, offset);
    offset += SELECTIVE_SIZE;
    for (let block = 0; block < count; block++) {
      blocks.push({ stream, block, offset });
      offset += ADDRESS_SIZE;
    }
  }
  return blocks;
}
