import { describe, expect, it } from "vitest";
import type { FieldAnswerData, FieldGroup } from "../../../shared/contract/fields.ts";
import { english } from "../../../shared/words/testing/english.ts";
import { bdf, labMachine } from "../../testing/machines.ts";
import { openStores } from "../../testing/stores.ts";
import { fieldRows, leftText, nextRow, valuesText } from "./field-rows.ts";

await openStores({ local: labMachine() });
const { explainedPlace, fieldEntries, valueText } = await import("./field-entries.ts");

const ADDRESSES = ["0000:01:00.0", "0000:01:00.1", "0000:02:00.0"].map((text) => bdf(text));

function group(id: string, shown: readonly string[], functions = shown.length): FieldGroup {
  const hits = shown.map((text, index) => ({
    bdf: ADDRESSES[index] ?? bdf("0000:01:00.0"),
    path: id,
    raw: `0x${index}`,
    shown: text,
    problem: false,
  }));
  const values = hits.map(({ raw, shown: text }) => ({ raw, shown: text, functions: 1 }));
  return {
    id,
    capability: "PCI Express",
    register: "Link Status",
    name: id,
    bits: [3, 0],
    help: null,
    functions,
    hits,
    values,
  };
}
function answer(...groups: FieldGroup[]): FieldAnswerData {
  const left = { asleep: 0, gone: 0, unreadable: 0, cut: 0 };
  return { state: "done", groups, found: { groups: groups.length, hits: 9 }, searched: 3, left };
}

describe("rows of the search through all registers", () => {
  it("are a field and its functions, and say how many more there are", () => {
    const rows = fieldRows(answer(group("speed", ["a", "b"], 62)), new Set());
    expect(rows.map(({ kind }) => kind)).toEqual(["field", "hit", "hit", "more"]);
    expect(rows.at(-1)).toMatchObject({ count: 60 });
  });

  it("say the Chinese explanation that a Chinese term was found in, and leave it out otherwise", () => {
    const found = { ...group("speed", ["a"]), help: "Maximum speed of the link." };
    const explain = (help: string | null) => (help === found.help ? "链路支持的最高速率。" : null);
    expect(explainedPlace(found, ["速率"], explain)).toBe("PCI Express · Link Status · 链路支持的最高速率。");
    expect(explainedPlace(found, ["速率"], () => null)).toBe("PCI Express · Link Status");
    expect(explainedPlace(found, ["speed"], explain)).toBe("PCI Express · Link Status");
  });

  it("keep a field with many functions closed where others follow, until it is opened", () => {
    const both = answer(group("speed", ["a", "b"], 62), group("width", ["c"]));
    expect(fieldRows(both, new Set()).map(({ kind }) => kind)).toEqual(["field", "field", "hit"]);
    expect(fieldRows(both, new Set(["speed"]))).toHaveLength(6);
  });

  it("are gone through by key, without those that only count", () => {
    const rows = fieldRows(answer(group("speed", ["a", "b"], 62)), new Set());
    expect(nextRow(rows, 0, 1)).toBe(1);
    expect(nextRow(rows, 2, 1)).toBe(2);
    expect(nextRow(rows, 2, -10)).toBe(0);
  });

  it("say which values there are, and what was left out", () => {
    expect(valuesText(group("speed", ["16GT/s", "32GT/s"]), ({ shown }) => shown)).toBe("16GT/s ×1, 32GT/s ×1");
    expect(valuesText(group("speed", ["16GT/s"]), ({ shown }) => shown)).toBe("16GT/s");
    expect(english(leftText({ asleep: 2, gone: 0, unreadable: 0, cut: 3 }))).toBe(
      "2 asleep in D3cold, not read, 3 with only the first 64 bytes known",
    );
  });
});

describe("fields in the palette", () => {
  it("are a line for each value, the shown function's own first", () => {
    const entries = fieldEntries(answer(group("speed", ["16GT/s", "32GT/s"])), bdf("0000:01:00.1"));
    expect(entries.map(({ address, title }) => `${address} ${english(title)}`)).toEqual([
      "01:00.1 speed: 32GT/s (0x1)",
      "01:00.0 speed: 16GT/s (0x0)",
    ]);
    expect(fieldEntries(null, null)).toEqual([]);
  });

  it("show a number that has no meaning beyond itself once", () => {
    expect(valueText({ raw: "0x15b3", shown: "15b3" })).toBe("0x15b3");
    expect(valueText({ raw: "0x1", shown: "yes" })).toBe("yes (0x1)");
    expect(valueText({ raw: null, shown: "4 GiB" })).toBe("4 GiB");
  });
});
