import { expect, test } from "vitest";
import { movedColumn, nextSort, shownColumns, withColumn } from "./columns.ts";

test("columns of another version are dropped, and the tree's column is always first", () => {
  expect(shownColumns(["link", "colour", "bdf", "link"])).toEqual(["bdf", "link"]);
  expect(shownColumns([])).toEqual(["bdf"]);
  expect(shownColumns(null)).toContain("driver");
});

test("a column that is shown again comes where it usually stands", () => {
  const shown = shownColumns(null);
  expect(withColumn(withColumn(shown, "driver", false), "driver", true)).toEqual(shown);
  expect(withColumn(["bdf", "link", "name"], "driver", true)).toEqual(["bdf", "link", "name", "driver"]);
  expect(withColumn(shown, "bdf", false)).toEqual(shown);
});

test("columns move, but never before the tree", () => {
  expect(movedColumn(["bdf", "name", "driver"], "driver", 0)).toEqual(["bdf", "driver", "name"]);
  expect(movedColumn(["bdf", "name", "driver"], "name", 9)).toEqual(["bdf", "driver", "name"]);
  expect(movedColumn(["bdf", "name"], "bdf", 1)).toEqual(["bdf", "name"]);
});

test("a heading goes up, down and back to the order of BDFs", () => {
  const up = nextSort(null, "driver");
  const down = nextSort(up, "driver");
  expect(up).toEqual({ column: "driver", descending: false });
  expect(down).toEqual({ column: "driver", descending: true });
  expect(nextSort(down, "driver")).toBeNull();
  expect(nextSort(down, "link")).toEqual({ column: "link", descending: false });
});
