import "../../testing/window.ts";
import { expect, test } from "vitest";
import { buildMachine } from "../../../shared/machine/machine.ts";
import { buildRows } from "../../../shared/machine/rows.ts";
import { labMachine } from "../../testing/machines.ts";
import { keyAction } from "./keys.ts";

const rows = buildRows(buildMachine(labMachine()), {
  grouping: "topology",
  collapsed: new Set(["fn:0000:00:02.0"]),
  filters: new Set(),
  query: "",
});
const at = (id: string) => rows.findIndex((row) => row.id === id);

function press(keys: string, from: number) {
  const parts = keys.split("+");
  const key = parts.pop() ?? "";
  const has = (name: string) => parts.includes(name);
  const input = { key: key === "Space" ? " " : key, ctrl: has("Ctrl"), shift: has("Shift"), alt: has("Alt") };
  return keyAction(input, { rows, at: from, page: 4 });
}

test("arrows, Home, End and pages move and stop at the ends", () => {
  expect(press("ArrowDown", 0)).toEqual({ do: "move", to: 1, mode: "pick" });
  expect(press("ArrowDown", rows.length - 1)).toMatchObject({ to: rows.length - 1 });
  expect(press("ArrowUp", 0)).toMatchObject({ to: 0 });
  expect(press("End", 2)).toMatchObject({ to: rows.length - 1 });
  expect(press("PageDown", 1)).toMatchObject({ to: 5 });
  expect(press("PageUp", 2)).toMatchObject({ to: 0 });
  expect(press("ArrowDown", -1)).toMatchObject({ to: 0 });
});

test("Shift extends, Ctrl only walks, Space toggles", () => {
  expect(press("Shift+ArrowDown", 2)).toEqual({ do: "move", to: 3, mode: "extend" });
  expect(press("Ctrl+ArrowDown", 2)).toEqual({ do: "move", to: 3, mode: "walk" });
  expect(press("Space", 2)).toEqual({ do: "move", to: 2, mode: "toggle" });
});

test("right opens, then goes to the first child; left closes, then goes to the parent", () => {
  const port = at("fn:0000:00:02.0");
  expect(press("ArrowRight", port)).toMatchObject({ do: "open", row: { id: "fn:0000:00:02.0" } });
  expect(press("ArrowRight", at("fn:0000:01:00.0"))).toEqual({ do: "move", to: at("fn:0000:01:00.2"), mode: "pick" });
  expect(press("ArrowLeft", at("fn:0000:01:00.0"))).toMatchObject({ do: "close" });
  expect(press("ArrowLeft", at("fn:0000:01:00.4"))).toMatchObject({ do: "move", to: at("fn:0000:01:00.0") });
  expect(press("ArrowLeft", port)).toMatchObject({ do: "move", to: 0 });
  expect(press("ArrowRight", at("fn:0000:01:00.2"))).toBeNull();
});

test("Enter goes into the details of a function and opens or closes a heading", () => {
  expect(press("Enter", at("fn:0000:01:00.0"))).toEqual({ do: "details" });
  expect(press("Enter", 0)).toMatchObject({ do: "close" });
});

test("digits group, * opens all, the menu has two keys", () => {
  expect(press("3", 0)).toEqual({ do: "group", by: "iommu-group" });
  expect(press("*", 0)).toEqual({ do: "open-all" });
  expect(press("Shift+F10", 0)).toEqual({ do: "menu" });
  expect(press("ContextMenu", 0)).toEqual({ do: "menu" });
  expect(press("Ctrl+a", 0)).toEqual({ do: "select-all" });
  expect(press("Ctrl+c", 0)).toEqual({ do: "copy" });
});

test("keys of others are left alone", () => {
  for (const keys of ["/", "?", "Ctrl+k", "Tab", "F5", "Alt+ArrowLeft", "a"]) expect(press(keys, 1)).toBeNull();
});
