/** A link as the PCI Express capability has it, for functions of which a kernel tells nothing or was not asked. Pure. */
import { LINK_RATES } from "../pci/capabilities/standard/express/words.ts";
import type { ConfigSpace } from "../pci/config-space.ts";
import { capabilityChains, functionContext } from "../pci/decode.ts";
import type { FunctionContext } from "../pci/layout.ts";
import type { FunctionInfo, LinkFacts } from "./facts.ts";
import { isLinkUnknown } from "./known.ts";

/** Port types without a link: integrated endpoint and root complex event collector. */
const INTEGRATED: readonly number[] = [0x9, 0xa];
const EXPRESS = 0x10;

/** @param at of the PCI Express capability; null = there is none, or it could not be read */
export function linkAt(fn: FunctionContext, at: number | null): LinkFacts | null {
  const { space } = fn;
  if (at === null || INTEGRATED.includes(fn.portType) || !space.has(at + 0x0c, 8)) return null;
  const capable = space.u32(at + 0x0c);
  const status = space.u16(at + 0x12);
  const link = {
    speed: LINK_RATES[status & 0xf] ?? null,
    // None while the link is down.
    width: (status >> 4) & 0x3f,
    maxSpeed: LINK_RATES[capable & 0xf] ?? null,
    maxWidth: (capable >> 4) & 0x3f || null,
  };
  // A VF's link registers read zero (PCIe 6.2 §9.3.5): it has no link of its own.
  return link.maxSpeed === null && link.maxWidth === null ? null : link;
}

/** What the bytes tell: a link, that there is `none`, or nothing (null). */
function linkIn(space: ConfigSpace): LinkFacts | "none" | null {
  if (!space.has(0, 0x40) || space.readsAllOnes) return null;
  const fn = functionContext(space);
  const { standard } = capabilityChains(fn);
  const at = standard.found.find(({ id }) => id === EXPRESS)?.at ?? null;
  if (at === null) return standard.end === null ? "none" : null;
  return space.has(at, 0x14) ? (linkAt(fn, at) ?? "none") : null;
}

/** A function whose link is known as far as anybody can tell. */
export interface LinkKnown {
  /** With the link out of its registers where the kernel told none. */
  readonly fn: FunctionInfo;
  /** Whether it has a link: that it has none is known only where somebody read that. */
  readonly isKnown: boolean;
}

/** @param space its registers; null = not read. Those of a VF tell nothing: its link is the PF's. */
export function withRegisterLink(fn: FunctionInfo, space: ConfigSpace | null): LinkKnown {
  if (fn.link !== null) return { fn, isKnown: true };
  const told = fn.physfn === null && space !== null ? linkIn(space) : null;
  if (told === null) return { fn, isKnown: !isLinkUnknown(fn) };
  return { fn: told === "none" ? fn : { ...fn, link: told }, isKnown: true };
}
