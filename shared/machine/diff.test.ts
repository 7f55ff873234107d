import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { applyPatch, diffSnapshots, isEmptyPatch, patchFit } from "./diff.ts";
import { randomSnapshot } from "./testing/random-machine.ts";
import { functionInfo, HOST, IDENTITY, labServer, snapshot } from "./testing/sample-machine.ts";

describe("patches between two looks at a machine", () => {
  test("applying the difference gives the later machine, for any two machines", () => {
    fc.assert(
      fc.property(randomSnapshot, randomSnapshot, (before, later) => {
        const after = { ...later, revision: 2 };
        expect(applyPatch(before, diffSnapshots(before, after))).toEqual(after);
      }),
    );
  });

  test("a patch survives its trip as JSON", () => {
    fc.assert(
      fc.property(randomSnapshot, randomSnapshot, (before, later) => {
        const after = { ...later, revision: 2 };
        const patch = JSON.parse(JSON.stringify(diffSnapshots(before, after)));
        expect(applyPatch(before, patch)).toEqual(after);
      }),
    );
  });

  test("functions that did not change stay the same objects, and the order by BDF is kept", () => {
    const before = labServer();
    const changed = before.functions.map((fn) =>
      fn.bdf === "0000:41:00.0" ? { ...fn, driver: "vfio-pci" } : { ...fn },
    );
    const added = functionInfo("00:03.0");
    const after = { ...before, functions: [...changed, added], revision: 2 };
    const patch = diffSnapshots(before, after);
    expect(patch.upsert.map((fn) => fn.bdf)).toEqual(["0000:41:00.0", "0000:00:03.0"]);
    const result = applyPatch(before, patch);
    expect(result.functions.map((fn) => fn.bdf)).toEqual(
      [...before.functions.map((fn) => fn.bdf), added.bdf].toSorted(),
    );
    for (const fn of before.functions) {
      if (fn.bdf !== "0000:41:00.0") expect(result.functions).toContain(fn);
    }
  });

  test("a patch without function changes keeps even the list", () => {
    const before = labServer();
    const after = { ...before, host: { ...HOST, vfioPci: "available" as const }, revision: 5 };
    const patch = diffSnapshots(before, after);
    expect(patch).toMatchObject({ from: 1, to: 5, upsert: [], removed: [], identity: null });
    const result = applyPatch(before, patch);
    expect(result.functions).toBe(before.functions);
    expect(result.identity).toBe(before.identity);
    expect(result.host.vfioPci).toBe("available");
    expect(isEmptyPatch(patch)).toBe(false);
    expect(isEmptyPatch(diffSnapshots(before, { ...before, revision: 2 }))).toBe(true);
  });

  test("a patch that is already in is ignored; one that comes too early is refused", () => {
    const one = snapshot([], { revision: 1 });
    const three = snapshot([], { revision: 3, identity: { ...IDENTITY, privileged: true } });
    const patch = diffSnapshots(one, three);
    const caughtUp = applyPatch(one, patch);
    expect(applyPatch(caughtUp, patch)).toBe(caughtUp);
    const early = diffSnapshots(three, snapshot([], { revision: 4 }));
    expect(patchFit(one, early)).toBe("gap");
    expect(() => applyPatch(one, early)).toThrow(/revision 3 .* revision 1/);
    // Between the two revisions that a patch spans: what was removed in between cannot be told.
    expect(patchFit(snapshot([], { revision: 2 }), patch)).toBe("gap");
  });
});
