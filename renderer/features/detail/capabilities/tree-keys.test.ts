import { describe, expect, it } from "vitest";
import { decodeSpace } from "../../../../shared/pci/decode.ts";
import { indexRanges } from "../../../../shared/pci/ranges.ts";
import { english } from "../../../../shared/words/testing/english.ts";
import { pfSpace } from "../../../testing/config-bytes.ts";
import { stableKeys } from "./stable-keys.ts";
import { treeKey } from "./tree-keys.ts";
import { buildTreeRows } from "./tree-rows.ts";

const space = pfSpace();
const decoded = decodeSpace(space);
const rows = buildTreeRows({
  config: { space, size: 4096, decoded, ranges: indexRanges(decoded), openEnds: [] },
  keys: stableKeys(decoded),
  toggled: new Set(["sriov"]),
  filter: "",
  reserved: true,
  missing: "",
  say: english,
  explain: () => null,
});
const at = (id: string) => rows.findIndex((row) => row.id === id);
function goes(from: string, key: string): string | undefined {
  const action = treeKey(rows, at(from), key, 10);
  return action?.kind === "go" ? action.row.id : action?.kind;
}

describe("keys of the field tree", () => {
  it("go up and down, and stop at both ends", () => {
    expect(goes("pm@40", "ArrowDown")).toBe("exp@60");
    expect(goes("pm@40", "ArrowUp")).toBe("header0");
    expect(goes("header0", "ArrowUp")).toBe("header0");
    expect(goes("pm@40", "End")).toBe("extfff@200");
    expect(goes("extfff@200", "ArrowDown")).toBe("extfff@200");
    expect(goes("extfff@200", "Home")).toBe("header0");
    expect(goes("header0", "PageDown")).toBe(rows[10]?.id);
  });

  it("open on the right, close on the left, and go to child and parent from there", () => {
    expect(goes("pm@40", "ArrowRight")).toBe("toggle");
    expect(goes("sriov@180", "ArrowRight")).toBe(rows[at("sriov@180") + 1]?.id);
    expect(goes("sriov@180", "ArrowLeft")).toBe("toggle");
    expect(goes("sriov@180.ctl.enable", "ArrowLeft")).toBe("sriov@180.ctl");
    expect(goes("sriov@180.total", "ArrowLeft")).toBe("sriov@180");
    expect(goes("sriov@180.ctl.enable", "ArrowRight")).toBeUndefined();
    expect(goes("pm@40", "ArrowLeft")).toBeUndefined();
  });

  it("begin at the first row when none is chosen", () => {
    expect(treeKey(rows, -1, "ArrowDown", 10)).toMatchObject({ kind: "go", index: 0 });
    expect(treeKey(rows, -1, "ArrowRight", 10)).toBeNull();
    expect(treeKey([], -1, "ArrowDown", 10)).toBeNull();
  });

  it("open and close everything, and leave other keys alone", () => {
    expect(treeKey(rows, 0, "*", 10)).toEqual({ kind: "all", open: true });
    expect(treeKey(rows, 0, "-", 10)).toEqual({ kind: "all", open: false });
    expect(treeKey(rows, 0, "Enter", 10)).toMatchObject({ kind: "toggle" });
    expect(treeKey(rows, 0, "x", 10)).toBeNull();
  });
});
