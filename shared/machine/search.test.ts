import { describe, expect, test } from "vitest";
import { USAGE_SHORT_WORDS } from "../words/texts/usage-short.ts";
import { FILTERS, type FilterId, filterCounts } from "./filters.ts";
import { buildMachine } from "./machine.ts";
import { functionMatches, parseQuery } from "./search.ts";
import { bdf, functionInfo, labServer, snapshot } from "./testing/sample-machine.ts";
import type { UsageReason } from "./usage-reason.ts";
import { NOT_ASKED, type UsageTold, usedByIndex } from "./used-by.ts";

describe("search", () => {
  const machine = labServer();
  const built = buildMachine(machine);
  const guest: UsageReason = {
    kind: "guest",
    text: "is held by guest build-07 (qemu-system-x86, pid 4121)",
    short: USAGE_SHORT_WORDS.guest({ vm: "build-07" }),
    evidence: "open",
    level: "protected",
  };
  const usedBy = usedByIndex(built, {
    unread: [],
    functions: [{ bdf: bdf("01:00.3"), reasons: [guest] }],
    seen: built,
  });
  const view = { machine: built, usedBy };
  const found = (query: string) =>
    machine.functions.filter((fn) => functionMatches(view, fn, parseQuery(query))).map((fn) => fn.bdf.slice(5));

  test.each([
    ["41:00.0", ["41:00.0"]],
    ["0000:41:00.0", ["41:00.0"]],
    ["GEFORCE", ["41:00.0"]],
    ["15b3:1021", ["01:00.0", "01:00.1"]],
    ["nvidia_drm", ["41:00.0"]],
    ["enp1s0f0np0", ["01:00.0"]],
    ["b8:3f:d2", ["01:00.0"]],
    ["slot 3", ["01:00.0"]],
    ["group 41", ["01:00.0"]],
    ["iommu group 42", ["01:00.1"]],
    ["numa 1", ["41:00.0"]],
    ["node 1", ["41:00.0"]],
    ["numa node 1", ["41:00.0"]],
    ["vga", ["41:00.0"]],
    ["显卡", ["41:00.0"]],
    ["graphics card", ["41:00.0"]],
    ["d0", ["41:00.0"]],
    ['"no driver"', ["41:00.1"]],
    ["virtual vfio-pci", ["01:00.3", "01:00.5"]],
    ["vfio-pci geforce", []],
    ["pcieport", ["00:01.0", "00:02.0"]],
    ["vf 1", ["01:00.3"]],
    ["VF1", ["01:00.3"]],
    ["guest", ["01:00.3"]],
    ["guest build-07", ["01:00.3"]],
    ["虚拟机", ["01:00.3"]],
    ["虚拟机build-07", ["01:00.3"]],
    ["4121", ["01:00.3"]],
    ["free vfs", ["01:00.2", "01:00.4", "01:00.5"]],
    ["空闲", ["01:00.2", "01:00.4", "01:00.5"]],
  ])("%s", (query, expected) => {
    expect(found(query)).toEqual(expected);
  });

  test("an empty query and an open quote are no obstacle", () => {
    expect(found("   ")).toHaveLength(machine.functions.length);
    expect(found('"')).toHaveLength(machine.functions.length);
    expect(found('"geforce rtx')).toEqual(["41:00.0"]);
  });
});

describe("filter chips", () => {
  test("count what they stand for", () => {
    const machine = buildMachine(labServer());
    const counts = (usage: UsageTold | null) =>
      Object.fromEntries(
        [...filterCounts({ machine, usedBy: usedByIndex(machine, usage) })].map(([id, { count, unknown }]) => [
          id,
          [count, unknown],
        ]),
      );
    expect(counts({ unread: [], functions: [], seen: machine })).toEqual({
      "sriov-capable": [2, 0],
      vfs: [4, 0],
      "given-away": [2, 0],
      "in-use": [1, 0],
      "free-vfs": [4, 0],
      "link-degraded": [1, 0],
      "no-driver": [1, 0],
    });
    // What could not be read is neither in use nor free.
    expect(counts(null)).toMatchObject({ "in-use": [1, 9], "free-vfs": [0, 4] });
  });

  const holds = (id: FilterId, facts: Parameters<typeof functionInfo>[1]) => {
    const fn = functionInfo("05:00.0", facts);
    return FILTERS.find((filter) => filter.id === id)?.holds(
      { machine: buildMachine(snapshot([fn])), usedBy: NOT_ASKED },
      fn,
    );
  };

  test("bridges that need no driver do not lack one; other bridges do", () => {
    expect(holds("no-driver", { classCode: 0x060000 })).toBe(false);
    expect(holds("no-driver", { classCode: 0x060400 })).toBe(false);
    expect(holds("no-driver", { classCode: 0x068000 })).toBe(true);
    expect(holds("no-driver", { classCode: null })).toBe(true);
  });

  test("given away is what any driver keeps for others, or hands out; look-alikes of vfio-pci do not count", () => {
    const giving = ["vfio-pci", "mlx5_vfio_pci", "nvgrace-gpu-vfio-pci", "igb_uio", "pciback", "pci-stub"];
    for (const driver of giving) {
      expect(holds("given-away", { driver })).toBe(true);
    }
    for (const driver of ["nvidia", "vfio-pci-core", "xvfio-pci", null]) {
      expect(holds("given-away", { driver })).toBe(false);
    }
    for (const kind of ["vfio", "mdev", "drm"] as const) {
      const children = [{ kind, name: "one", state: null, address: null }];
      expect(holds("given-away", { driver: "nvidia", children }), kind).toBe(kind !== "drm");
    }
  });
});
