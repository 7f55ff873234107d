import { describe, expect, it } from "vitest";
import { english, inEnglish } from "../../words/testing/english.ts";
import { planOperation } from "../plan/plan.ts";
import { at, ids, machineOf, pfWithVfs } from "../testing/facts.ts";
import { likelyVfDriver } from "./drivers.ts";
import type { PlanKnowledge } from "./knowledge.ts";
import { noVfsBecause } from "./pf-drivers.ts";

const PF = at("01:00.0");
const plan = (facts: Parameters<typeof pfWithVfs>[0], count: number, knowledge: PlanKnowledge = {}) =>
  inEnglish(
    planOperation({
      machine: machineOf(pfWithVfs(facts)),
      request: { kind: "vfs.set", pf: PF, count, purpose: "host" },
      newId: ids(),
      knowledge,
    }),
  );

describe("a driver that makes all VFs or none", () => {
  const qat = (count: number, sriov = {}) =>
    plan({ pf: { driver: "c6xx" }, sriov: { totalVfs: 16, ...sriov }, vfs: [] }, count);

  it("gets all of them planned, whatever was asked for: that is what the write makes", () => {
    const { request, title, steps, effects, checks, verdict } = qat(8);
    expect([english(title), verdict]).toEqual(["Set 0000:01:00.0 to 16 VFs", "ready"]);
    expect(request).toMatchObject({ count: 16 });
    expect(steps.map(({ template }) => template)).toContainEqual({ verb: "sriov.numvfs", bdf: PF, value: 16 });
    expect(effects.creates).toHaveLength(16);
    expect(checks.find(({ id }) => id === "driver-all-or-none")).toMatchObject({
      title: "c6xx creates all 16 VFs of 0000:01:00.0 or none, so the plan creates 16.",
      evidence: expect.stringContaining("8 requested"),
    });
  });

  it("gets none of them, or its whole number, as asked", () => {
    expect(qat(16).checks.map(({ id }) => id)).not.toContain("driver-all-or-none");
    expect(qat(0).verdict).toBe("nothing");
  });
});

describe("a driver without sriov_configure", () => {
  it.each([
    ["gim", /vf_num/],
    ["mlx4_core", /num_vfs/],
    ["igb_uio", /max_vfs/],
    ["pci-stub", /Return the PF/],
    ["xen-pciback", /Return the PF/],
    ["rvu_af", /when it is loaded/],
    ["thunder-cpt", /num_vfs/],
  ])("blocks the plan, with what makes VFs there: %s", (driver, remedy) => {
    const { verdict, checks } = plan({ pf: { driver } }, 4);
    expect(verdict).toBe("blocked");
    expect(checks.find(({ id }) => id === "driver-supports")).toMatchObject({
      level: "blocker",
      remedy: expect.stringMatching(remedy),
    });
  });

  it("is one that the kernel has named so before, whatever its name", () => {
    const level = (refused: string) =>
      plan({ pf: { driver: "ast" } }, 4, { refusedVfs: (driver) => driver === refused }).checks.find(
        ({ id }) => id === "driver-supports",
      )?.level;
    expect([level("ast"), level("igb")]).toEqual(["blocker", undefined]);
  });
});

it("a driver that takes every number and makes no VF is not said to return ENOENT", () => {
  const { verdict, checks } = plan({ pf: { driver: "sfc_siena" } }, 4);
  expect(verdict).toBe("blocked");
  const told = checks.find(({ id }) => id === "driver-supports");
  expect(told?.evidence).toMatch(/would accept the number and create no VF$/);
  expect(told?.remedy).toContain("max_vfs");
});

it("a driver that makes some numbers only is asked for one of these", () => {
  const nitrox = (count: number, totalVfs = 64) =>
    plan({ pf: { driver: "CNN55XX" }, sriov: { totalVfs }, vfs: [] }, count).checks.find(
      ({ id }) => id === "driver-numbers",
    );
  expect(nitrox(8)).toMatchObject({ level: "blocker", title: expect.stringMatching(/creates 16, 32 or 64\.$/) });
  expect([nitrox(16), nitrox(0)]).toEqual([undefined, undefined]);
  expect(nitrox(4, 8)?.title).toMatch(/too few/);
});

it("VFs that wait for their PF's interface are foretold, where it is down", () => {
  const told = (driver: string, state: string) =>
    plan({ pf: { driver, children: [{ kind: "net", name: "eth0", state, address: null }] } }, 4).checks.find(
      ({ id }) => id === "vfs-want-net-up",
    )?.remedy;
  expect(told("igb", "down")).toBe("Bring the interface up: ip link set eth0 up.");
  expect([told("igb", "up"), told("ice", "down")]).toEqual([undefined, undefined]);
});

it.each([
  ["420xx", null],
  ["6xxx", null],
  ["c6xx", "c6xxvf"],
  ["rvu_cptpf", "rvu_cptvf"],
  ["nicpf", "nicvf"],
  ["LiquidIO", "LiquidIO_VF"],
  ["mlx5_core", "mlx5_core"],
  ["nfp", "nfp_netvf"],
  ["CNN55XX", null],
])("new VFs of %s are expected on %s", (driver, expected) => {
  const machine = machineOf(pfWithVfs({ pf: { driver }, vfs: [] }));
  const pf = machine.byBdf.get(PF);
  expect(pf && likelyVfDriver(machine, pf)).toBe(expected);
});

it("a command for an interface whose name is not known has a place for it", () => {
  const { checks } = plan({ pf: { driver: "bnxt_en", children: [] } }, 4);
  expect(checks.find(({ id }) => id === "driver-wants-net-up")?.remedy).toContain("ip link set NAME up");
});

describe("why no plan can set the number", () => {
  const why = (driver: string | null) => {
    const words = noVfsBecause({ driver, sriov: null });
    return words === null ? null : english(words);
  };

  it("is told of drivers without a way of their own, and how their VFs come about", () => {
    expect(why("gim")).toBe(
      "gim can’t enable VFs through sysfs. gim creates VFs when it is loaded. Set the number with its module parameter vf_num.",
    );
  });

  it("is not told where another build may, or where the PF can be given another driver", () => {
    for (const driver of [null, "mlx5_core", "mpt3sas", "vfio-pci", "pci-stub", "igb_uio"])
      expect(why(driver)).toBeNull();
  });
});
