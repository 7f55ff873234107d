import { describe, expect, it } from "vitest";
import type { FunctionInfo, VfSettings } from "../../machine/facts.ts";
import { english } from "../../words/testing/english.ts";
import { at, LAB_HOST, pfWithVfs } from "../testing/facts.ts";
import { ANY_HOST_DRIVER } from "./driver.ts";
import { type Look, lookOf } from "./expectation.ts";
import { anchorsOf, expectationText, foundText, unmetOf } from "./expectations.ts";
import type { Expectation } from "./list.ts";
import { addressOf } from "./target.ts";

const PF = at("01:00.0");
const VF0 = at("01:00.2");
const VF1 = at("01:00.3");
const GONE = at("7f:00.0");
const SECOND = { pf: PF, vf: 1, expected: VF1 };

const TOLD: VfSettings = {
  vf: 0,
  mac: null,
  vlan: 7,
  qos: 0,
  spoofCheck: null,
  trust: true,
  linkState: null,
  minRate: null,
  maxRate: null,
};

const FUNCTIONS = pfWithVfs({
  pf: { resetMethods: ["flr", "bus"] },
  sriov: { driversAutoprobe: false },
  vfs: [{ driver: "vfio-pci", driverOverride: "vfio-pci" }, {}, { driver: null }],
});

function look(also: Partial<Look> = {}, functions: readonly FunctionInfo[] = FUNCTIONS): Look {
  return { ...lookOf({ host: LAB_HOST, functions, problems: [] }), ...also };
}

/** What the machine has instead; null where it is as expected. */
function found(expected: Expectation, at: Look = look()): string | null {
  const [unmet] = unmetOf([expected], at);
  return unmet ? english(foundText(unmet)) : null;
}

describe("what must be true after a step", () => {
  const vfioMissing = look({ host: { ...LAB_HOST, vfioPci: "available" } });
  const target = { bdf: VF0 };
  const third = { bdf: at("01:00.4") };

  it.each<[Expectation, string | null]>([
    [{ that: "numvfs", bdf: PF, value: 3 }, null],
    [{ that: "numvfs", bdf: PF, value: 8 }, "3 VFs"],
    [{ that: "numvfs", bdf: GONE, value: 0 }, "not present"],
    [{ that: "autoprobe", bdf: PF, value: false }, null],
    [{ that: "autoprobe", bdf: PF, value: true }, "0"],
    [{ that: "autoprobe", bdf: VF0, value: true }, "not readable"],
    [{ that: "autoprobe", bdf: GONE, value: true }, "not present"],
    [{ that: "present", bdf: PF, value: true }, null],
    [{ that: "present", bdf: PF, value: false }, "present"],
    [{ that: "present", bdf: GONE, value: false }, null],
    [{ that: "present", bdf: GONE, value: true }, "not present"],
    [{ that: "resetMethods", bdf: PF, methods: ["flr", "bus"] }, null],
    [{ that: "resetMethods", bdf: PF, methods: ["bus"] }, "flr bus"],
    [{ that: "resetMethods", bdf: VF0, methods: ["flr"] }, "empty"],
    [{ that: "resetMethods", bdf: GONE, methods: [] }, "not present"],
    [{ that: "override", target, driver: "vfio-pci" }, null],
    [{ that: "override", target, driver: null }, "vfio-pci"],
    [{ that: "override", target: SECOND, driver: "vfio-pci" }, "empty"],
    [{ that: "driver", target, driver: "vfio-pci" }, null],
    [{ that: "driver", target, driver: null }, "vfio-pci"],
    [{ that: "driver", target: third, driver: "vfio-pci" }, "no driver"],
    // Any driver of the host will do, but it has to be one, and one of the host.
    [{ that: "driver", target: SECOND, driver: ANY_HOST_DRIVER }, null],
    [{ that: "driver", target, driver: ANY_HOST_DRIVER }, "vfio-pci"],
    [{ that: "driver", target: third, driver: ANY_HOST_DRIVER }, "no driver"],
    [{ that: "driver", target: { pf: PF, vf: 9, expected: null }, driver: null }, "not present"],
    [{ that: "driver", target: { bdf: GONE }, driver: null }, "not present"],
    [{ that: "module", module: "vfio-pci" }, null],
  ])("%o is held against the machine", (expected, instead) => {
    expect(found(expected)).toBe(instead);
  });

  it("is told of the module by the drivers that are there", () => {
    expect(found({ that: "module", module: "vfio-pci" }, vfioMissing)).toBe("vfio-pci is not loaded");
  });

  it("is a setting as the PF's driver tells it, and not borne out where it tells none", () => {
    const vlan = (id: number, vf = 0): Expectation => ({
      that: "vfSetting",
      pf: PF,
      vf,
      setting: { set: "vlan", vlan: id, qos: 0 },
    });
    const now = look({ settings: new Map([[PF, [TOLD]]]) });
    expect(found(vlan(7), now)).toBeNull();
    expect(found(vlan(8), now)).toBe("VLAN 7");
    expect(found(vlan(7, 1), now)).toBe("not reported by the driver");
    expect(found({ that: "vfSetting", pf: PF, vf: 0, setting: { set: "spoofCheck", on: true } }, now)).toBe(
      "not reported by the driver",
    );
    expect(found(vlan(7))).toBe("not reported by the driver");
  });

  it("is a number of MSI-X vectors, taken on trust where it is the default or cannot be read", () => {
    const vectors = (
      count: number,
      target: Extract<Expectation, { that: "msix" }>["target"] = SECOND,
    ): Expectation => ({
      that: "msix",
      target,
      count,
    });
    const of = (size: number | null) => look({ msix: new Map([[VF1, size]]) });
    expect(found(vectors(8), of(8))).toBeNull();
    expect(found(vectors(8), of(4))).toBe("4 MSI-X vectors");
    expect(found(vectors(0), of(4))).toBeNull();
    expect(found(vectors(8), of(null))).toBeNull();
    expect(found(vectors(8))).toBeNull();
    expect(found(vectors(8, { bdf: GONE }))).toBe("not present");
    expect(found(vectors(8, { pf: PF, vf: 9, expected: null }))).toBe("not present");
  });
});

it("a VF is looked for by its PF's link, wherever it was expected", () => {
  expect(addressOf({ pf: PF, vf: 1, expected: GONE }, look())).toBe(VF1);
  expect(addressOf({ pf: GONE, vf: 0, expected: VF0 }, look())).toBeNull();
});

it("the functions to look at are those named, the PFs of VFs, and none for a module", () => {
  const expectations: Expectation[] = [
    { that: "module", module: "vfio-pci" },
    { that: "present", bdf: GONE, value: false },
    { that: "driver", target: { bdf: VF0 }, driver: null },
    { that: "override", target: { bdf: VF0 }, driver: null },
    { that: "driver", target: { pf: PF, vf: 3, expected: VF1 }, driver: null },
    { that: "vfSetting", pf: at("02:00.0"), vf: 0, setting: { set: "trust", on: true } },
  ];
  expect(anchorsOf(expectations)).toEqual([GONE, VF0, PF, at("02:00.0")]);
});

it.each<[Expectation, string]>([
  [{ that: "module", module: "vfio-pci" }, "vfio-pci is loaded"],
  [{ that: "numvfs", bdf: PF, value: 8 }, "0000:01:00.0 has 8 VFs"],
  [{ that: "autoprobe", bdf: PF, value: false }, "sriov_drivers_autoprobe of 0000:01:00.0 is 0"],
  [{ that: "present", bdf: PF, value: false }, "0000:01:00.0 is not present"],
  [{ that: "resetMethods", bdf: PF, methods: ["flr", "bus"] }, "reset_method of 0000:01:00.0 is flr bus"],
  [{ that: "vfSetting", pf: PF, vf: 1, setting: { set: "trust", on: true } }, "VF 1 of 0000:01:00.0 has trust on"],
  [{ that: "msix", target: { bdf: VF0 }, count: 8 }, "0000:01:00.2 has 8 MSI-X vectors"],
  [{ that: "override", target: { bdf: VF0 }, driver: null }, "driver_override of 0000:01:00.2 is empty"],
  [{ that: "driver", target: SECOND, driver: "igbvf" }, "VF 1 of 0000:01:00.0 (0000:01:00.3) is bound to igbvf"],
  [{ that: "driver", target: { bdf: VF0 }, driver: null }, "0000:01:00.2 has no driver"],
  [{ that: "driver", target: { bdf: VF0 }, driver: ANY_HOST_DRIVER }, "0000:01:00.2 is bound to a host driver"],
])("%o is said as: %s", (expected, text) => {
  expect(english(expectationText(expected))).toBe(text);
});
