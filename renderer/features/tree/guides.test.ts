import { expect, test } from "vitest";
import { buildMachine } from "../../../shared/machine/machine.ts";
import { buildRows } from "../../../shared/machine/rows.ts";
import { labMachine } from "../../testing/machines.ts";
import { guidesOf } from "./guides.ts";

function guidesById(query = ""): ReadonlyMap<string | undefined, string> {
  const input = { grouping: "topology", collapsed: new Set<string>(), filters: new Set<never>(), query } as const;
  const rows = buildRows(buildMachine(labMachine()), input);
  return new Map(guidesOf(rows).map((guides, at) => [rows[at]?.id, guides]));
}
const drawn = guidesById();

test("a row hangs on its parent's line, and lines of ancestors with more to come pass by", () => {
  expect(drawn.get("hb:pci0000:00")).toBe("");
  expect(drawn.get("fn:0000:00:01.0")).toBe("+");
  expect(drawn.get("fn:0000:01:00.0")).toBe("|+");
  expect(drawn.get("fn:0000:01:00.1")).toBe("|L");
  expect(drawn.get("fn:0000:02:00.0")).toBe("|L");
  expect(drawn.get("fn:0000:00:1f.2")).toBe("L");
});

test("a PF and its VFs are joined as a family", () => {
  expect(drawn.get("fn:0000:01:00.2")).toBe("||t");
  expect(drawn.get("fn:0000:01:00.5")).toBe("||l");
});

test("below the last of several no line goes on", () => {
  const found = guidesById("vfio");
  expect(found.get("fn:0000:00:01.0")).toBe("L");
  expect(found.get("fn:0000:01:00.0")).toBe(" L");
  expect(found.get("fn:0000:01:00.5")).toBe("  l");
});
