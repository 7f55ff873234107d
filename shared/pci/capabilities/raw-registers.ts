/** Registers of which only the place is known: double words up to where the next capability starts. */
import { hexDigits } from "../hex-digits.ts";
import { type CapabilityContext, type CapabilityDef, type CapabilitySpace, type GroupDef, whole } from "../layout.ts";
import { walkExtended, walkStandard } from "../walk.ts";

/** Behind the last capability of a list nothing says where it ends. */
const MOST = 16;

/** Where the capability ends at the latest. */
function nextStart(c: CapabilityContext, space: CapabilitySpace): number {
  const isExtended = space === "extended";
  const { found } = isExtended ? walkExtended(c.space) : walkStandard(c.space, c.fn.headerType);
  let end = Math.min(isExtended ? 0x1000 : 0x100, c.space.length);
  for (const { at } of found) if (at > c.at && at < end) end = at;
  return end;
}

function rawCount(c: CapabilityContext, space: CapabilitySpace, from: number): number {
  return Math.max(0, Math.min(MOST, Math.floor((nextStart(c, space) - c.at - from) / 4)));
}

function rawGroup(space: CapabilitySpace, from: number): GroupDef {
  return {
    id: "dword",
    name: (index) => `Offset ${hexDigits(from + 4 * index, 2)}h`,
    count: (c) => rawCount(c, space, from),
    limit: MOST,
    offset: (index) => from + 4 * index,
    registers: [
      whole("raw", 0, 4, "(no published layout)", {
        help: "The specification of this register is not public or is unknown here. Its bits are shown as they are.",
      }),
    ],
  };
}

type Outline = Omit<CapabilityDef, "length" | "groups" | "isUnpublished">;

/** @param from offset of the first register that has no table */
export function withRawRegisters(def: Outline, from: number): CapabilityDef {
  const length = (c: CapabilityContext): number => from + 4 * rawCount(c, def.space, from);
  return { ...def, length, groups: [rawGroup(def.space, from)], isUnpublished: true };
}
