/** What the command palette lists of registers and fields: a line for each value that a field has on the machine. Pure. */
import type { FieldAnswerData, FieldGroup, FieldHit } from "../../../shared/contract/fields.ts";
import { type Bdf, shortBdf } from "../../../shared/pci/bdf.ts";
import { revealField } from "../../stores/field-reveal.ts";
import type { Explain } from "../../words/explanations.ts";
import { PALETTE_WORDS } from "../../words/palette.ts";
import type { PaletteEntry } from "./results.ts";

const MAX_FIELDS = 6;
const MAX_LINES = 3;

/** `PCI Express · Link Status`: where the field is. */
export function placeText({ capability, register }: FieldGroup): string {
  return register === null ? capability : `${capability} · ${register}`;
}

/** The place with the Chinese explanation behind it, when that is why the field was found. */
export function explainedPlace(group: FieldGroup, terms: readonly string[], explain: Explain): string {
  const place = placeText(group);
  const meaning = terms.some((term) => /\p{Script=Han}/u.test(term)) ? explain(group.help) : null;
  return meaning === null ? place : `${place} · ${meaning}`;
}

/** `0x0040 (yes)`, `L1`: the value as a person reads it. */
export function valueText({ raw, shown }: Pick<FieldHit, "raw" | "shown">): string {
  const plain = raw === null ? "" : raw.slice(2);
  if (shown === "" || shown === plain) return raw ?? "";
  return raw === null || shown === raw ? shown : `${shown} (${raw})`;
}

/** The function that is shown, where it has the value; else the first one. */
function bestHit(hits: readonly FieldHit[], value: FieldGroup["values"][number], shown: Bdf | null): FieldHit | null {
  const same = hits.filter((hit) => hit.raw === value.raw && hit.shown === value.shown);
  return same.find(({ bdf }) => bdf === shown) ?? same[0] ?? null;
}

/** @param focused the function whose details are shown: of several with the same value it is taken */
export function fieldEntries(answer: FieldAnswerData | null, focused: Bdf | null): readonly PaletteEntry[] {
  const entries: PaletteEntry[] = [];
  for (const group of answer?.groups.slice(0, MAX_FIELDS) ?? []) {
    const own = group.hits.find(({ bdf }) => bdf === focused);
    const isOwn = (value: FieldGroup["values"][number]) => value.raw === own?.raw && value.shown === own?.shown;
    // What the shown function has comes first, then what most have.
    const values = group.values.toSorted((a, b) => Number(isOwn(b)) - Number(isOwn(a)));
    for (const value of values.slice(0, MAX_LINES)) {
      const hit = bestHit(group.hits, value, focused);
      if (hit === null) continue;
      const text = valueText(value);
      const place = placeText(group);
      entries.push({
        id: `field:${group.id} ${text}`,
        title: text === "" ? group.name : PALETTE_WORDS.valueOf({ field: group.name, value: text }),
        hint: value.functions === 1 ? place : PALETTE_WORDS.placeOf({ place, count: value.functions }),
        keys: null,
        address: shortBdf(hit.bdf),
        run: () => revealField(hit.bdf, hit.path),
      });
    }
  }
  return entries;
}
