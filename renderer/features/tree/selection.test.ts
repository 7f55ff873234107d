import { describe, expect, test } from "vitest";
import { buildMachine } from "../../../shared/machine/machine.ts";
import { buildRows } from "../../../shared/machine/rows.ts";
import type { Bdf } from "../../../shared/pci/bdf.ts";
import { bdf, labMachine } from "../../testing/machines.ts";
import { allListed, lastBelow, movedTo } from "./selection.ts";

const machine = buildMachine(labMachine());
const rows = buildRows(machine, { grouping: "topology", collapsed: new Set(), filters: new Set(), query: "" });
const none: ReadonlyMap<Bdf, unknown> = new Map();
const place = (address: string) => rows.findIndex((row) => row.bdf === address);
const nothing = { cursor: null, anchor: null, focused: null, selected: new Set<Bdf>() };

describe("moving through the rows", () => {
  test("picking a function shows it and selects it alone", () => {
    const next = movedTo(rows, place("0000:01:00.2"), "pick", nothing, none);
    expect(next.focused).toBe("0000:01:00.2");
    expect([...next.selected]).toEqual(["0000:01:00.2"]);
  });

  test("on a heading nothing is selected, and the details stay as they were", () => {
    const before = { ...nothing, focused: bdf("0000:01:00.2"), selected: new Set([bdf("0000:01:00.2")]) };
    const next = movedTo(rows, 0, "pick", before, none);
    expect(next.cursor).toBe("hb:pci0000:00");
    expect(next.focused).toBe("0000:01:00.2");
    expect(next.selected.size).toBe(0);
  });

  test("extending selects from the anchor in either direction, without headings", () => {
    const from = movedTo(rows, place("0000:01:00.4"), "pick", nothing, none);
    const up = movedTo(rows, place("0000:01:00.2"), "extend", from, none);
    expect([...up.selected]).toEqual(["0000:01:00.2", "0000:01:00.3", "0000:01:00.4"]);
    const down = movedTo(rows, place("0000:01:00.5"), "extend", up, none);
    expect([...down.selected]).toEqual(["0000:01:00.4", "0000:01:00.5"]);
    expect(movedTo(rows, 0, "extend", from, none).selected.has(bdf("0000:00:01.0"))).toBe(true);
  });

  test("walking moves only the keyboard", () => {
    const from = movedTo(rows, place("0000:01:00.4"), "pick", nothing, none);
    const next = movedTo(rows, place("0000:01:00.5"), "walk", from, none);
    expect(next).toEqual({ ...from, cursor: "fn:0000:01:00.5" });
  });

  test("toggling takes one in and out; on a heading, all that is listed below it", () => {
    const one = movedTo(rows, place("0000:01:00.4"), "toggle", nothing, none);
    const two = movedTo(rows, place("0000:02:00.0"), "toggle", one, none);
    expect([...two.selected]).toEqual(["0000:01:00.4", "0000:02:00.0"]);
    expect([...movedTo(rows, place("0000:01:00.4"), "toggle", two, none).selected]).toEqual(["0000:02:00.0"]);
    const all = movedTo(rows, 0, "toggle", nothing, none);
    expect(all.selected.size).toBe(machine.functions.length);
    expect(movedTo(rows, 0, "toggle", all, none).selected.size).toBe(0);
  });

  test("a function that left can be looked at but not picked for an action", () => {
    const left = new Map([[bdf("0000:02:00.0"), null]]);
    const next = movedTo(rows, place("0000:02:00.0"), "pick", nothing, left);
    expect(next.focused).toBe("0000:02:00.0");
    expect(next.selected.size).toBe(0);
    expect(allListed(rows, left).has(bdf("0000:02:00.0"))).toBe(false);
  });
});

test("many at once leaves out what a search lists only as context", () => {
  const found = buildRows(machine, { grouping: "topology", collapsed: new Set(), filters: new Set(), query: "vfio" });
  expect([...allListed(found, none)]).toEqual(["0000:01:00.5"]);
  expect([...movedTo(found, 0, "toggle", nothing, none).selected]).toEqual(["0000:01:00.5"]);
});

test("the rows below a row end where its depth is reached again", () => {
  expect(rows[lastBelow(rows, place("0000:01:00.0"))]?.bdf).toBe("0000:01:00.5");
  expect(lastBelow(rows, place("0000:01:00.1"))).toBe(place("0000:01:00.1"));
});
