import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { buildMachine } from "./machine.ts";
import { randomSnapshot } from "./testing/random-machine.ts";
import { bdf, functionInfo, labServer, pfWithVfs, snapshot, sriov } from "./testing/sample-machine.ts";

describe("relations of a machine", () => {
  test("VFs on a later bus number still belong to their PF, in the order of their index", () => {
    const machine = buildMachine(
      snapshot(pfWithVfs("02:00.0", 8, { sriov: sriov({ numVfs: 8, offset: 0xfc, stride: 1 }) })),
    );
    const vfs = machine.vfsOf(bdf("02:00.0"));
    expect(vfs.map((vf) => vf.bdf)).toEqual(
      ["02:1f.4", "02:1f.5", "02:1f.6", "02:1f.7", "03:00.0", "03:00.1", "03:00.2", "03:00.3"].map(
        (at) => `0000:${at}`,
      ),
    );
    expect(machine.vfIndexOf(bdf("03:00.0"))).toBe(4);
    expect(machine.vfIndexOf(bdf("02:00.0"))).toBeNull();
  });

  test("without device paths the bridges' bus numbers place functions, and VFs beside their PF", () => {
    const functions = [
      functionInfo("00:01.0", { bridge: { secondary: 1, subordinate: 9 }, classCode: 0x060400 }),
      functionInfo("01:00.0", { bridge: { secondary: 2, subordinate: 2 }, classCode: 0x060400 }),
      ...pfWithVfs("02:00.0", 3, { sriov: sriov({ numVfs: 3, offset: 0x100 }) }),
    ];
    const machine = buildMachine(snapshot(functions));
    expect(machine.parentOf(bdf("02:00.0"))).toBe("0000:01:00.0");
    expect(machine.parentOf(bdf("03:00.0"))).toBe("0000:01:00.0");
    expect(machine.hostBridges.map(({ name, roots }) => [name, roots.map((fn) => fn.bdf)])).toEqual([
      ["pci0000:00", ["0000:00:01.0"]],
    ]);
  });

  test("a VF that its PF does not list yet is there, without an index", () => {
    const [pf, ...vfs] = pfWithVfs("01:00.0", 2);
    if (!pf) throw new Error("no PF");
    const machine = buildMachine(snapshot([{ ...pf, virtfns: pf.virtfns.slice(1) }, ...vfs]));
    expect(machine.vfsOf(pf.bdf).map((vf) => vf.bdf)).toEqual(["0000:01:00.3", "0000:01:00.2"]);
    expect(machine.vfIndexOf(bdf("01:00.2"))).toBeNull();
  });

  test("IOMMU groups are ordered by number", () => {
    const machine = buildMachine(labServer());
    expect(machine.groups.map((group) => group.name)).toEqual(["2", "7", "41", "42", "100", "101", "102", "103"]);
    expect(machine.groupOf(bdf("41:00.0"))?.members.map((fn) => fn.bdf)).toEqual(["0000:41:00.0"]);
    expect(machine.groupOf(bdf("41:00.1"))).toBeNull();
  });

  test("bridges that are each other's parents become roots, so that every way up ends", () => {
    const machine = buildMachine(
      snapshot([
        functionInfo("00:01.0", { parent: bdf("00:02.0") }),
        functionInfo("00:02.0", { parent: bdf("00:01.0") }),
        functionInfo("00:03.0", { parent: bdf("00:03.0") }),
      ]),
    );
    const roots = machine.hostBridges.flatMap((bridge) => bridge.roots.map((fn) => fn.bdf));
    expect(roots).toEqual(["0000:00:01.0", "0000:00:03.0"]);
    fc.assert(
      fc.property(randomSnapshot, (any) => {
        const wild = buildMachine(any);
        for (const fn of wild.functions) {
          let steps = 0;
          for (let at = wild.parentOf(fn.bdf); at !== null; at = wild.parentOf(at)) {
            steps++;
            expect(steps).toBeLessThanOrEqual(wild.functions.length);
          }
        }
      }),
    );
  });
});
