/** Holds what codes of fields mean against a list that was made from public headers and programs. */
import { describe, expect, test } from "vitest";
import type { FieldDef } from "../layout.ts";
import { MEANINGS_NOT_TAKEN, SAME_MEANING, SPECIFICATION_CODES } from "../testing/independent/code-exceptions.ts";
import { CODES, INTEL_FEATURES, RAS_DES_EVENTS } from "../testing/independent/code-rows.ts";
import { type Codes, says, wordsOf } from "../testing/independent/codes.ts";
import { contextOf, nameOf, PLACES, PLACES_OF, type Place } from "../testing/independent/places.ts";
import { derivedOf } from "./extended/testing/fixture.ts";

/** What the tree says for a code; null = nothing, or a number. */
function meaningOf({ def, field: { view } }: Place, code: number): string | null {
  if (view.as === "enum") return view.values[code] ?? view.other ?? null;
  return view.as === "text" ? view.show(code, contextOf(def)) : null;
}

const placesOf = ({ table, low, high }: Codes): readonly Place[] =>
  (PLACES_OF.get(table) ?? []).filter((place) => place.low === low && place.high === high);

const hex = (code: number): string => code.toString(16);
const codesOf = ({ view }: FieldDef): number[] => (view.as === "enum" ? Object.keys(view.values).map(Number) : []);

/** By name of a field: its codes that a row has. */
const CONFIRMED = new Map<string, Set<number>>();
for (const row of CODES)
  for (const name of placesOf(row).map(nameOf))
    CONFIRMED.set(name, new Set([...(CONFIRMED.get(name) ?? []), ...row.meanings.keys()]));

describe("values that more than one field makes", () => {
  test.each([
    [
      "event",
      RAS_DES_EVENTS,
      (code: number) => ({ id: 0x0b, vendor: 0x17cb, dwords: { 4: 0x1004_0002, 8: code << 16 } }),
    ],
    ["feature", INTEL_FEATURES, (code: number) => ({ id: 0x23, dwords: { 4: 0x0100_8086, 8: code } })],
    ["feature", INTEL_FEATURES, (code: number) => ({ id: 0x0b, vendor: 0x8086, dwords: { 4: 0x0100_0000 | code } })],
  ] as const)("%s (%#) is what the list says", (derived, meanings, of) => {
    const wrong = [...meanings].filter(([code, meaning]) => !says(derivedOf(of(code), derived) ?? "", meaning));
    expect(wrong).toEqual([]);
  });
});

describe("the list of codes", () => {
  test("speaks of fields that there are", () => {
    const lost = CODES.filter((row) => placesOf(row).length === 0);
    expect(lost.map(({ table, offset, name }) => `${table} ${hex(offset)} ${name}`)).toEqual([]);
  });
});

describe("the tables", () => {
  test("say for every code of the list what it says, or there is a reason", () => {
    const wrong = CODES.flatMap((row) =>
      placesOf(row).flatMap((place) =>
        [...row.meanings]
          .filter(([code, meaning]) => !says(meaningOf(place, code) ?? "", meaning))
          .map(([code, meaning]) => `${nameOf(place)} ${hex(code)}: ${meaning}, not ${meaningOf(place, code)}`),
      ),
    );
    expect([...new Set(wrong)]).toEqual(Object.keys(MEANINGS_NOT_TAKEN));
  });

  test("have no code that neither the list nor a specification alone is named for", () => {
    const alone: Record<string, string> = {};
    for (const place of PLACES) {
      const codes = codesOf(place.field).filter((code) => CONFIRMED.get(nameOf(place))?.has(code) !== true);
      if (codes.length > 0)
        alone[nameOf(place)] = codes.map((code) => `${hex(code)}: ${meaningOf(place, code)}`).join("; ");
    }
    expect(alone).toEqual(SPECIFICATION_CODES);
  });

  test("have two words for two codes, but those of the list", () => {
    const same = PLACES.filter((place) => {
      const words = codesOf(place.field).map((code) => wordsOf(meaningOf(place, code) ?? "").join(" "));
      return new Set(words).size < words.length;
    });
    expect([...new Set(same.map(nameOf))]).toEqual(SAME_MEANING);
  });
});
