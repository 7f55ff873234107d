/** All kinds of expectations, held against a fresh look at the machine. Pure. */
import { z } from "zod";
import type { Bdf } from "../../pci/bdf.ts";
import type { Words } from "../../words/message.ts";
import { COMMON } from "../../words/texts/common.ts";
import { EXPECTATION_WORDS } from "../../words/texts/expectations.ts";
import type { Instead, Kind, Look } from "./expectation.ts";
import { type Expectation, KINDS, type Plain } from "./list.ts";
import { targetName, writtenTo } from "./target.ts";
import type { Draft } from "./verb.ts";

export const ExpectationSchema = z.union(Object.values(KINDS).map(({ schema }) => schema));

function kindOf({ that }: Expectation): Kind<Expectation, Plain> {
  return KINDS[that];
}

/** The functions to look at first: those with an address, and the PFs that know the addresses of the others. */
export function anchorsOf(expectations: readonly Expectation[]): Bdf[] {
  return [...new Set(expectations.flatMap((each) => ("pf" in each ? each.pf : (writtenTo(each) ?? []))))];
}

export interface Unmet {
  readonly expected: Expectation;
  readonly found: Instead<Expectation>;
}

/** The expectations that the look does not bear out. */
export function unmetOf(expectations: readonly Expectation[], look: Look): Unmet[] {
  return expectations.flatMap((expected) => {
    const found = kindOf(expected).instead(expected, look);
    return found === null ? [] : [{ expected, found }];
  });
}

/** How an undo brings it back; null where the kind leaves that to what knows more, and where nothing tells what is so now. */
export function wayBackOf({
  expected,
  found,
}: Unmet): { readonly step: Draft<Plain, Expectation>; readonly says: Words } | null {
  const { back } = kindOf(expected);
  return back === undefined || typeof found === "string" ? null : { step: back.step(expected, found), says: back.says };
}

/** `0000:01:00.0 has 8 VFs`, `0000:01:00.2 is bound to vfio-pci`. */
export function expectationText(expected: Expectation): Words {
  return kindOf(expected).text(expected);
}

/** What was found instead: `8 VFs`, `no driver`, `not present`. */
export function foundText({ expected, found }: Unmet): Words {
  if (found === "gone") return EXPECTATION_WORDS.notPresent;
  return found === "untold" ? (kindOf(expected).untold ?? COMMON.unknown) : kindOf(expected).value(found);
}

/** `0000:01:00.2 was bound to mlx5_core and now has no driver`, for what could not be brought back. */
export function wasText({ expected, found }: Unmet): Words {
  if (found === "gone") return EXPECTATION_WORDS.noLongerPresent({ name: subjectOf(expected) });
  return kindOf(expected).was(expected, found);
}

function subjectOf(expected: Expectation): Words {
  if (expected.that === "module") return expected.module;
  if ("target" in expected) return targetName(expected.target);
  return "pf" in expected ? expected.pf : expected.bdf;
}
