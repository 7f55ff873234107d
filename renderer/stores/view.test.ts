import "../testing/window.ts";
import { expect, test } from "vitest";
import { resolveTheme } from "./theme.ts";
import { readRemembered } from "./view.ts";

test("what was stored is taken only as far as it makes sense", () => {
  const read = readRemembered({
    grouping: "colour",
    columns: ["bdf", 3],
    columnWidths: { name: 200, link: "wide" },
    theme: "dark",
    panes: { across: [60, 40], down: "half" },
    recent: ["export"],
  });
  expect(read).toMatchObject({ grouping: "topology", columns: null, theme: "dark", recent: ["export"] });
  expect(read.columnWidths).toEqual({ name: 200 });
  expect(read.panes).toEqual({ across: [60, 40] });
});

test("the system decides the theme until somebody chooses", () => {
  expect(resolveTheme("system", true)).toBe("dark");
  expect(resolveTheme("system", false)).toBe("light");
  expect(resolveTheme("light", true)).toBe("light");
});
