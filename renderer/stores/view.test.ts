import "../testing/window.ts";
import { expect, test } from "vitest";
import { resolveTheme } from "../actions/theme.ts";
import { readRemembered } from "./view.ts";

test("what was stored is taken only as far as it makes sense", () => {
  const read = readRemembered({
    grouping: "colour",
    columns: ["bdf", 3],
    columnWidths: { name: 200, link: "wide", driver: -1, vfs: Number.POSITIVE_INFINITY, bdf: 1e9 },
    theme: "dark",
    panes: { across: [60, 40], down: "half", up: [-1, 101] },
    recent: ["export"],
  });
  expect(read).toMatchObject({ grouping: "topology", columns: null, theme: "dark", recent: ["export"] });
  expect(read.columnWidths).toEqual({ name: 200 });
  expect(read.panes).toEqual({ across: [60, 40] });
});

test("what a program before this one stored is in force", () => {
  const stored = {
    grouping: "iommu-group",
    columns: ["bdf", "driver"],
    columnWidths: { name: 200 },
    theme: "dark",
    tab: "iommu",
    panes: { across: [60, 40] },
    activityOpen: true,
    recent: ["export"],
    remotes: ["ssh:root@lab1"],
  };
  expect(readRemembered(stored)).toMatchObject(stored);
});

test("what is stored under a name of every object is one more name", () => {
  const stored: unknown = JSON.parse('{"columnWidths": {"__proto__": 7, "name": 200}, "panes": {"__proto__": [1, 2]}}');
  const read = readRemembered(stored as Record<string, unknown>);
  expect(Object.getPrototypeOf(read.columnWidths)).toBe(Object.prototype);
  expect(Object.keys(read.panes)).toEqual(["__proto__"]);
});

test("the system decides the theme until somebody chooses", () => {
  expect(resolveTheme("system", true)).toBe("dark");
  expect(resolveTheme("system", false)).toBe("light");
  expect(resolveTheme("light", true)).toBe("light");
});
