import { expect, test } from "vitest";
import { buildMachine } from "../../../shared/machine/machine.ts";
import { buildRows } from "../../../shared/machine/rows.ts";
import { labMachine } from "../../testing/machines.ts";
import { RowPlaces } from "./places.ts";

const rows = buildRows(buildMachine(labMachine()), {
  grouping: "topology",
  collapsed: new Set(),
  filters: new Set(),
  query: "",
});

test("a row is found where it stands, whether one is asked for or all", () => {
  const places = new RowPlaces(rows);
  const found = rows.map(({ id }) => places.get(id));
  expect(found).toEqual(rows.map((_, place) => place));
  expect(places.get("fn:nowhere")).toBeUndefined();
  expect(places.has("fn:nowhere")).toBe(false);
  expect(rows.map(({ id }) => places.ofAll().get(id))).toEqual(found);
  expect(places.get("fn:nowhere")).toBeUndefined();
});
