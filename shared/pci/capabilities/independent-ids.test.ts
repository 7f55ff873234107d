/** Holds the ids by which capabilities are known against a list that was made from public headers. */
import { describe, expect, test } from "vitest";
import { ConfigSpace } from "../config-space.ts";
import { functionContext } from "../decode.ts";
import type { CapabilityDef } from "../layout.ts";
import { CXL_DVSECS, EXTENDED_IDS, HYPERTRANSPORT_TYPES, STANDARD_IDS } from "../testing/independent/ids.ts";
import { nodeOf } from "./extended/testing/fixture.ts";
import { DEFINITIONS, findDefinition } from "./registry.ts";

/** `ht` of `ht.pri`. */
const kindOf = ({ key }: CapabilityDef): string => key.split(".")[0] ?? "";

/** The table of a HyperTransport capability of the type. */
function hyperTransport(type: number): string | undefined {
  const bytes = new Uint8Array(256);
  const at = 0x40;
  bytes.set([0x08, 0, 0, type << 3], at);
  const location = { id: 0x08, at, space: "standard", version: 0, next: 0 } as const;
  return findDefinition(location, functionContext(new ConfigSpace(bytes)))?.key;
}

const cxl = (id: number): string => nodeOf({ id: 0x23, dwords: { 4: 0x0401_1e98 + 0x1000_0000, 8: id } }).key;

describe("tables are found by the ids of the list", () => {
  test.each([
    ["standard", STANDARD_IDS],
    ["extended", EXTENDED_IDS],
  ] as const)("%s capabilities, all of them", (space, ids) => {
    const found = DEFINITIONS.filter((def) => def.space === space).map((def) => [kindOf(def), def.id] as const);
    expect([...new Map(found)].toSorted()).toEqual([...ids].toSorted());
    expect(found.filter(([kind, id]) => ids.get(kind) !== id)).toEqual([]);
  });

  test("HyperTransport capabilities by their types, and CXL's DVSECs by theirs", () => {
    for (const [key, type] of HYPERTRANSPORT_TYPES) expect(hyperTransport(type)).toBe(`ht.${key}`);
    for (const [key, id] of CXL_DVSECS) expect(cxl(id)).toBe(`dvsec.cxl.${key}`);
  });
});
