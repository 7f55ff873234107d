import { describe, expect, it } from "vitest";
import { blankDetail } from "../machine/blank.ts";
import type { FunctionDetail } from "../machine/facts.ts";
import { bdf, labServer } from "../machine/testing/sample-machine.ts";
import { Detail, Patch, Snapshot } from "./machine-schemas.ts";

const BAD = "eth\u202e0\n";
const SEEN = "eth\\u202e0\\x0a";

describe("a machine on its way to a window", () => {
  const known = labServer();
  const snapshot = { ...known, identity: { ...known.identity, machineKey: "id:1 dmi:2" } };

  it("is what was found, but for the key by which the program knows it again", () => {
    expect(Snapshot.parse(snapshot)).toEqual(known);
    const { identity, host, functions, problems } = snapshot;
    const patch = { from: 1, to: 2, upsert: functions, removed: [], host, identity, problems };
    expect(Patch.parse(patch)).toEqual({ ...patch, identity: known.identity });
  });

  it("stays as it is for whoever sends it", () => {
    const named = { ...snapshot, host: { ...snapshot.host, drivers: [BAD] } };
    expect(Snapshot.parse(named).host.drivers).toEqual([SEEN]);
    expect(named.host.drivers).toEqual([BAD]);
  });

  it("has every text of a detail made visible, however deep", () => {
    const detail = (text: string): FunctionDetail => ({
      bdf: bdf("01:00.0"),
      numVfs: 1,
      iommuGroupType: text,
      reservedRegions: [{ start: text, end: text, kind: text }],
      aer: [{ severity: "fatal", name: text, count: 1 }],
      runtimeStatus: text,
      enableCount: 1,
      problems: [{ attribute: text, code: text, message: text }],
    });
    expect(Detail.parse(detail(BAD))).toEqual(detail(SEEN));
  });

  it("keeps the lines of what a GPU's driver says, which lists its types line by line", () => {
    const own = (value: string) => [{ path: "nvidia/creatable_vgpu_types", value }];
    const detail = { ...blankDetail(bdf("01:00.0")), own: own("700 : A\u202e\n701 : B") };
    expect(Detail.parse(detail).own).toEqual(own("700 : A\\u202e\n701 : B"));
  });

  it("is refused with a fact that the contract does not know", () => {
    const [fn] = snapshot.functions;
    expect(Snapshot.safeParse({ ...snapshot, functions: [{ ...fn, colour: "red" }] }).success).toBe(false);
  });
});
