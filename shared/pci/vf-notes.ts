/**
 * What the registers of a VF do not say themselves (PCIe 6.2 §9.3.4 and §9.3.5): some read ffff, many read 0 because
 * its PF has them for it. Each note says who knows, so that nobody takes the raw bytes for the truth.
 */
import type { BaseAddress } from "./header/base-addresses.ts";
import { hexDigits } from "./hex-digits.ts";
import type { CapabilityContext, FieldDef, FieldNote } from "./layout.ts";

/** BDF of the PF when this is a VF, as the kernel says; the bytes alone do not tell. */
function pfOf(c: CapabilityContext): string | null {
  return c.fn.kernel?.pf ?? null;
}

type Note = NonNullable<FieldDef["note"]>;

/** Vendor ID and Device ID (§9.3.4.1.1–2). */
export function idNote(which: "vendor" | "device", name: string, origin: string): Note {
  return (raw, c) => {
    const pf = pfOf(c);
    if (pf === null || raw !== 0xffff) return null;
    const known = c.fn.kernel?.identity?.[which];
    const text = `${name} of a VF reads ffff; the kernel takes it from ${origin} of its PF, ${pf}.`;
    return known === undefined ? { text } : { text, shown: hexDigits(known, 4) };
  };
}

/** A bit or number that reads 0 in a VF. @param why who decides instead: "The PF's bit counts for its VFs." */
export function zeroNote(why: string): Note {
  return (raw, c) => {
    const pf = pfOf(c);
    return pf === null || raw !== 0 ? null : { text: `Reads 0 in a VF. ${why} (PF: ${pf})` };
  };
}

/** What a BAR says where it belongs to a VF. @param base where the kernel has put it */
export function barNote(c: CapabilityContext, base: BaseAddress | undefined): FieldNote | null {
  const pf = pfOf(c);
  if (pf === null) return null;
  const text = `The BARs of a VF read 0: its memory is a slice of the VF BARs in SR-IOV of its PF, ${pf}.`;
  const address = base ? base.address & ~0xfn : 0n;
  return address === 0n ? { text } : { text, shown: `${address.toString(16)}h by the kernel` };
}
