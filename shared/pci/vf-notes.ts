/**
 * What the registers of a VF do not say themselves (PCIe 6.2 §9.3.4 and §9.3.5): some read ffff, many read 0 because
 * its PF has them for it. Each note says where the fact is, so that the raw bytes are not taken for the truth.
 */

import type { Message } from "../words/message.ts";
import { PCI_VF_WORDS } from "../words/texts/pci-vf.ts";
import type { BaseAddress } from "./header/base-addresses.ts";
import { hexDigits } from "./hex-digits.ts";
import type { CapabilityContext, FieldDef, FieldNote } from "./layout.ts";

/** BDF of the PF when this is a VF, as the kernel says; the bytes alone do not tell. */
function pfOf(c: CapabilityContext): string | null {
  return c.fn.kernel?.pf ?? null;
}

type Note = NonNullable<FieldDef["note"]>;

/** Vendor ID and Device ID (§9.3.4.1.1–2). @param origin the register of the PF that holds it for the VF */
export function idNote(which: "vendor" | "device", name: string, origin: string): Note {
  return (raw, c) => {
    const pf = pfOf(c);
    if (pf === null || raw !== 0xffff) return null;
    const known = c.fn.kernel?.identity?.[which];
    const text = PCI_VF_WORDS.idOfPf({ name, origin, pf });
    return known === undefined ? { text } : { text, shown: hexDigits(known, 4) };
  };
}

/** A bit or number that reads 0 in a VF. @param why whose setting counts instead, by the PF */
export function zeroNote(why: (values: { readonly pf: string }) => Message): Note {
  return (raw, c) => {
    const pf = pfOf(c);
    return pf === null || raw !== 0 ? null : { text: why({ pf }) };
  };
}

/** What a BAR says where it belongs to a VF. @param base where the kernel has put it */
export function barNote(c: CapabilityContext, base: BaseAddress | undefined): FieldNote | null {
  const pf = pfOf(c);
  if (pf === null) return null;
  const address = base ? base.address & ~0xfn : 0n;
  if (address === 0n) return { text: PCI_VF_WORDS.bars({ pf }) };
  return { text: PCI_VF_WORDS.barPlaced({ pf }), shown: `${address.toString(16)}h` };
}
