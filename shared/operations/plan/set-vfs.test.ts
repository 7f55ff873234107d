import { describe, expect, it } from "vitest";
import type { FunctionInfo } from "../../machine/facts.ts";
import { english, type InEnglish, inEnglish } from "../../words/testing/english.ts";
import type { VfPurpose } from "../request/request.ts";
import { at, ids, machineOf, pfWithVfs } from "../testing/facts.ts";
import { GUESTS_WITHOUT } from "../words.ts";
import { planOperation } from "./plan.ts";
import type { Plan } from "./types.ts";

const PF = at("01:00.0");
const ON_VFIO = { driver: "vfio-pci", driverOverride: "vfio-pci" };

function plan(
  functions: readonly FunctionInfo[],
  count: number,
  purpose: VfPurpose = "host",
  surroundings: Parameters<typeof machineOf>[1] = {},
): InEnglish<Plan> {
  const request = { kind: "vfs.set", pf: PF, count, purpose } as const;
  return inEnglish(planOperation({ machine: machineOf(functions, surroundings), request, newId: ids() }));
}

const labels = ({ steps }: InEnglish<Plan>) => steps.map((step) => step.label);
const blockers = ({ checks }: InEnglish<Plan>) =>
  checks.filter((check) => check.level === "blocker").map((check) => check.id);

describe("vfs.set", () => {
  it("creates VFs for the host in one write, and expectSoft that drivers bind", () => {
    const made = plan(pfWithVfs(), 4);
    expect(made.verdict).toBe("ready");
    expect(labels(made)).toEqual(["Create 4 VFs on 0000:01:00.0"]);
    const [step] = made.steps;
    expect(step?.expect).toEqual([{ that: "numvfs", bdf: PF, value: 4 }]);
    expect(step?.expectSoft).toHaveLength(4);
    expect(step?.undo).toEqual([{ verb: "sriov.numvfs", bdf: PF, value: 0 }]);
    expect(made.undo).toEqual(["Sets 0000:01:00.0 back to 0 VFs."]);
  });

  it("foretells where the new VFs will be and what they will be on", () => {
    const made = plan(pfWithVfs({ sriov: { offset: 0xfe, stride: 4 } }), 2, "vfio-pci");
    expect(made.effects.creates).toEqual([
      { pf: PF, index: 0, bdf: at("01:1f.6"), driver: "vfio-pci" },
      { pf: PF, index: 1, bdf: at("02:00.2"), driver: "vfio-pci" },
    ]);
    expect(plan(pfWithVfs({ pf: { driver: "i40e" } }), 1).effects.creates[0]?.driver).toBe("iavf");
  });

  it.each([
    ["no offset", { offset: null }],
    ["an offset of 0", { offset: 0 }],
    ["no stride", { stride: null }],
  ])("foretells no address where the device tells %s", (_, layout) => {
    expect(plan(pfWithVfs({ sriov: layout }), 1).effects.creates[0]?.bdf).toBeNull();
  });

  it("goes through 0, and names in the label what is lost", () => {
    const net = { kind: "net", name: "eth4", state: "up", address: null } as const;
    const disk = { kind: "block", name: "nvme1n1", state: null, address: null } as const;
    const down = { ...net, name: "eth5", state: "down" } as const;
    const withDisk = plan(pfWithVfs({ vfs: [{ driver: null, children: [disk, down] }] }), 0);
    expect(labels(withDisk)).toEqual(["Remove the VF of 0000:01:00.0 (with disk nvme1n1)"]);
    expect(withDisk.effects.destroys[0]?.losing).toEqual(["disk nvme1n1"]);
    const made = plan(pfWithVfs({ vfs: [{}, ON_VFIO, { children: [net] }] }), 2);
    expect(labels(made)).toEqual([
      "Remove the 3 VFs of 0000:01:00.0 (with 1 bound to vfio-pci, 1 network interface up)",
      "Create 2 VFs on 0000:01:00.0",
    ]);
    expect(made.effects.destroys.map(({ bdf, losing }) => [bdf, losing])).toEqual([
      [at("01:00.2"), ["driver mlx5_core"]],
      [at("01:00.3"), ["driver vfio-pci", "a guest may be using it"]],
      [at("01:00.4"), ["driver mlx5_core", "network interface eth4 is up"]],
    ]);
    expect(made.undo[0]).toBe("Sets 0000:01:00.0 back to 3 VFs and rebinds each to its current driver.");
    // A guest may have the one on vfio-pci.
    expect(made.undo).toContain(english(GUESTS_WITHOUT));
    expect(withDisk.undo).not.toContain(english(GUESTS_WITHOUT));
  });

  it("keeps drivers off new VFs that are for guests, and switches autoprobe back last", () => {
    const made = plan(pfWithVfs({ vfs: [{}] }), 2, "vfio-pci");
    expect(made.steps.map((step) => step.template.verb)).toEqual([
      "sriov.numvfs",
      "sriov.autoprobe",
      "sriov.numvfs",
      "driver.override",
      "driver.probe",
      "driver.override",
      "driver.probe",
      "sriov.autoprobe",
    ]);
    expect(made.steps[1]).toMatchObject({ template: { value: false }, undo: [{ value: true }] });
    expect(made.steps.at(-1)?.template).toMatchObject({ value: true });
  });

  it("loads vfio-pci before anything is destroyed for it", () => {
    const made = plan(pfWithVfs({ vfs: [{}] }), 2, "vfio-pci", { host: { vfioPci: "available" } });
    expect(made.steps[0]?.template).toEqual({ verb: "module.load", module: "vfio-pci" });
    const host = { vfioPci: "available" } as const;
    expect(labels(plan(pfWithVfs(), 2, "host", { host }))).toEqual(["Create 2 VFs on 0000:01:00.0"]);
    expect(labels(plan(pfWithVfs({ vfs: [{}] }), 0, "vfio-pci", { host }))).toEqual(["Remove the VF of 0000:01:00.0"]);
  });

  it("leaves autoprobe alone where it is as needed", () => {
    expect(labels(plan(pfWithVfs({ sriov: { driversAutoprobe: false } }), 1, "none"))).toEqual([
      "Create 1 VF on 0000:01:00.0",
    ]);
  });

  it("switches autoprobe on for VFs that the host shall have", () => {
    expect(labels(plan(pfWithVfs({ sriov: { driversAutoprobe: false } }), 1, "host"))).toEqual([
      "Enable driver autoprobe for VFs of 0000:01:00.0",
      "Create 1 VF on 0000:01:00.0",
      "Disable driver autoprobe for VFs of 0000:01:00.0",
    ]);
  });

  it("expects VFs without purpose to stay without a driver", () => {
    const create = plan(pfWithVfs(), 2, "none").steps[1];
    expect(create?.expect.slice(1)).toEqual([
      { that: "driver", target: { pf: PF, vf: 0, expected: at("01:00.2") }, driver: null },
      { that: "driver", target: { pf: PF, vf: 1, expected: at("01:00.3") }, driver: null },
    ]);
  });

  it("unbinds what took a VF where autoprobe is unknown", () => {
    const made = plan(pfWithVfs({ sriov: { driversAutoprobe: null } }), 1, "vfio-pci");
    expect(made.steps.map((step) => [step.template.verb, step.optional ?? false])).toEqual([
      ["sriov.numvfs", false],
      ["driver.override", false],
      ["driver.unbind", true],
      ["driver.probe", false],
    ]);
    expect(made.checks.map((check) => check.id)).toContain("autoprobe");
  });

  it("unbinds what took a VF that nobody shall have, where autoprobe is unknown", () => {
    const made = plan(pfWithVfs({ sriov: { driversAutoprobe: null } }), 1, "none");
    expect(made.steps.map((step) => [step.template.verb, step.optional ?? false, step.expect.length])).toEqual([
      ["sriov.numvfs", false, 1],
      ["driver.unbind", true, 1],
    ]);
  });

  it("needs no IOMMU to remove VFs, or to give them to the host", () => {
    const surroundings = { host: { iommus: [] } };
    const pf = { iommuGroup: null };
    expect(plan(pfWithVfs({ pf, vfs: [{}] }), 0, "vfio-pci", surroundings).verdict).toBe("ready");
    expect(plan(pfWithVfs({ vfs: [{ driver: null, iommuGroup: null }] }), 1, "host", surroundings).verdict).toBe(
      "ready",
    );
  });

  it.each<[number, number, VfPurpose, string]>([
    [0, 1, "host", "0000:01:00.0 will have 1 VF, bound to the host driver."],
    [
      1,
      2,
      "none",
      "0000:01:00.0 will have 2 VFs, without a driver. The existing VF is removed first: the kernel changes the number only through 0.",
    ],
    [2, 0, "host", "SR-IOV of 0000:01:00.0 will be disabled and all 2 VFs removed."],
    [1, 1, "none", "0000:01:00.0 keeps its VF, which will be without a driver."],
    [2, 2, "vfio-pci", "0000:01:00.0 keeps its 2 VFs. All of them will be bound to vfio-pci, ready for guests."],
    [0, 0, "host", "0000:01:00.0 already has no VFs. No changes needed."],
    [1, 1, "host", "0000:01:00.0 already has 1 VF, bound to the host driver. No changes needed."],
  ])("says what will be true: from %d to %d VFs, %s", (from, to, purpose, summary) => {
    const made = plan(pfWithVfs({ vfs: Array.from({ length: from }, () => ({})) }), to, purpose);
    expect(made.summary).toBe(summary);
  });

  it("calls no VF ready for guests whose group has the PF on the host's driver", () => {
    const summary = (vfs: number, driver: string) => {
      const [port, pf, ...rest] = pfWithVfs({ pf: { driver }, vfs: Array.from({ length: vfs }, () => ({})) });
      if (!port || !pf) throw new Error("no port or no PF");
      const shared = [port, pf, ...rest].map((each) => ({ ...each, iommuGroup: "1" }));
      return plan(shared, 2, "vfio-pci").summary;
    };
    const once = "bound to vfio-pci, ready for a guest once no member of IOMMU group 1 is used by the host.";
    expect(summary(0, "igb")).toContain(once);
    expect(summary(2, "igb")).toContain(once);
    expect(summary(0, "pci-stub")).toContain("bound to vfio-pci, ready for guests.");
  });

  it("says which part of the VFs changes hands", () => {
    const summary = (vfs: Parameters<typeof pfWithVfs>[0]) => plan(pfWithVfs(vfs), 3, "vfio-pci").summary;
    expect(summary({ vfs: [{}, ON_VFIO, ON_VFIO] })).toContain(
      ". 1 of them will be bound to vfio-pci, ready for a guest.",
    );
    expect(summary({ vfs: [{}, {}, ON_VFIO] })).toContain(". 2 of them will be bound to vfio-pci, ready for guests.");
  });

  it("foretells the driver of VFs that change hands", () => {
    const to = (purpose: VfPurpose, vf: Partial<FunctionInfo>) =>
      plan(pfWithVfs({ pf: { driver: "i40e" }, vfs: [vf] }), 1, purpose).effects.rebinds[0]?.to;
    expect(to("host", ON_VFIO)).toBe("iavf");
    expect(to("vfio-pci", {})).toBe("vfio-pci");
    expect(to("none", ON_VFIO)).toBeNull();
  });

  it("promises a driver of the host only where one that is there gave the VF up", () => {
    const last = (vf: Partial<FunctionInfo>, drivers = ["vfio-pci", "mlx5_core"]) => {
      const step = plan(pfWithVfs({ vfs: [vf] }), 1, "host", { host: { drivers } }).steps.at(-1);
      return [step?.expect.length, step?.expectSoft?.length ?? 0];
    };
    expect(last(ON_VFIO)).toEqual([1, 0]);
    expect(last({ driver: null })).toEqual([0, 1]);
    expect(last(ON_VFIO, ["vfio-pci"])).toEqual([0, 1]);
  });

  it("warns of what each way of changing hands takes away, once", () => {
    const net = { kind: "net", name: "eth4", state: "up", address: null } as const;
    const qat = { pf: { driver: "4xxx" } };
    const warnings = (vf: Partial<FunctionInfo>, purpose: VfPurpose) =>
      plan(pfWithVfs({ ...qat, vfs: [{ modules: [], resetMethods: ["flr"], ...vf }] }), 1, purpose)
        .checks.filter((check) => check.level === "warning")
        .map((check) => check.id);
    expect(warnings({ driver: "igbvf", children: [net] }, "vfio-pci")).toEqual(["net-up"]);
    expect(warnings({ driver: "igbvf", children: [net] }, "none")).toEqual(["net-up"]);
    expect(warnings({ driver: null }, "vfio-pci")).toEqual([]);
    expect(warnings(ON_VFIO, "none")).toEqual(["guest-in-use"]);
    expect(warnings(ON_VFIO, "host")).toEqual(["guest-in-use", "host-driver"]);
    const two = plan(pfWithVfs({ vfs: [ON_VFIO] }), 1, "host").checks.find((check) => check.id === "guest-in-use");
    expect(two?.title).toBe("A running guest may be using 0000:01:00.2.");
  });

  it("moves existing VFs where only the purpose differs, without removing any", () => {
    const vfs = [{}, ON_VFIO, { driver: null }];
    const toGuests = plan(pfWithVfs({ vfs }), 3, "vfio-pci");
    expect(toGuests.effects.destroys).toEqual([]);
    expect(toGuests.effects.rebinds).toEqual([
      { bdf: at("01:00.2"), from: "mlx5_core", to: "vfio-pci" },
      { bdf: at("01:00.4"), from: null, to: "vfio-pci" },
    ]);
    expect(plan(pfWithVfs({ vfs }), 3, "host").effects.rebinds.map((each) => each.bdf)).toEqual([
      at("01:00.3"),
      at("01:00.4"),
    ]);
    expect(labels(plan(pfWithVfs({ vfs: [ON_VFIO] }), 1, "none"))).toEqual([
      "Clear the driver override of 0000:01:00.2",
      "Unbind 0000:01:00.2 from vfio-pci",
    ]);
  });

  it("has nothing to do where all is as requested", () => {
    expect(plan(pfWithVfs(), 0)).toMatchObject({ verdict: "nothing", steps: [], undoable: false });
    expect(plan(pfWithVfs({ vfs: [{}, {}] }), 2, "host").verdict).toBe("nothing");
    expect(plan(pfWithVfs({ vfs: [ON_VFIO] }), 1, "vfio-pci").verdict).toBe("nothing");
  });

  it("restores the VFs of now, drivers and all, when a later step fails", () => {
    const remove = plan(pfWithVfs({ vfs: [{}, ON_VFIO] }), 4).steps[0];
    const first = { pf: PF, vf: 0, expected: at("01:00.2") };
    const second = { pf: PF, vf: 1, expected: at("01:00.3") };
    expect(remove?.undo).toEqual([
      { verb: "sriov.autoprobe", bdf: PF, value: false },
      { verb: "sriov.numvfs", bdf: PF, value: 2 },
      { verb: "driver.override", target: first, driver: "mlx5_core" },
      { verb: "driver.probe", target: first },
      { verb: "driver.override", target: first, driver: null },
      { verb: "driver.override", target: second, driver: "vfio-pci" },
      { verb: "driver.probe", target: second },
      { verb: "sriov.autoprobe", bdf: PF, value: true },
    ]);
    // A switch that is off stays off.
    const off = pfWithVfs({ sriov: { driversAutoprobe: false }, vfs: [{ driver: null }, ON_VFIO] });
    expect(plan(off, 4).steps[0]?.undo.map(({ verb }) => verb)).not.toContain("sriov.autoprobe");
    // VFs without driver stay so, although nobody can say which driver would take them.
    const unknown = plan(pfWithVfs({ pf: { driver: "4xxx" }, vfs: [{ driver: null }] }), 4).steps[0]?.undo;
    expect(unknown?.[0]).toEqual({ verb: "sriov.autoprobe", bdf: PF, value: false });
    // The kernel itself gives VFs back to the host's driver.
    expect(plan(pfWithVfs({ vfs: [{}, {}] }), 4).steps[0]?.undo).toEqual([{ verb: "sriov.numvfs", bdf: PF, value: 2 }]);
  });

  it("restores a VF that only its PF's link tells of as one without a driver", () => {
    const lost = pfWithVfs({ vfs: [{}] }).slice(0, -1);
    expect(plan(lost, 2).steps[0]?.undo.map(({ verb }) => verb)).toEqual([
      "sriov.autoprobe",
      "sriov.numvfs",
      "sriov.autoprobe",
    ]);
  });

  it("probes by name where the bus gives nothing to drivers by itself, on the way there and back", () => {
    const made = plan(pfWithVfs({ vfs: [{}] }), 2, "host", { host: { driversAutoprobe: false } });
    expect(labels(made).slice(1)).toEqual([
      "Create 2 VFs on 0000:01:00.0",
      "Bind VF 0 of 0000:01:00.0 (0000:01:00.2) to mlx5_core",
      "Bind VF 1 of 0000:01:00.0 (0000:01:00.3) to mlx5_core",
    ]);
    expect(made.steps[0]?.undo.map((template) => template.verb)).toContain("driver.probe");
  });

  it.each([
    ["an address that is not there", at("7f:00.0"), "pf-exists", "There is no function 0000:7f:00.0 on this machine."],
    ["a VF", at("01:00.2"), "is-pf", "0000:01:00.2 is a VF. The number of VFs is set on its PF."],
    ["a function without SR-IOV", at("00:01.0"), "is-pf", "0000:00:01.0 has no SR-IOV."],
  ])("refuses %s with a sentence", (_, pf, id, title) => {
    const made = inEnglish(
      planOperation({
        machine: machineOf(pfWithVfs({ vfs: [{}] })),
        request: { kind: "vfs.set", pf, count: 1, purpose: "host" },
        newId: ids(),
      }),
    );
    expect(made).toMatchObject({ verdict: "blocked", steps: [], undoable: false });
    expect(blockers(made)).toEqual([id]);
    expect(english(made.checks[0]?.title)).toBe(title);
  });

  it("stays small for a number that no driver takes", () => {
    const made = plan(pfWithVfs(), 60000, "vfio-pci");
    expect(blockers(made)).toContain("total-vfs");
    expect(made.steps.length).toBeLessThan(5);
    expect(made.effects.creates).toEqual([]);
  });

  it("says what to choose instead, and nothing where no number will do", () => {
    const remedy = (totalVfs: number) =>
      english(plan(pfWithVfs({ sriov: { totalVfs } }), 9).checks.find((check) => check.id === "total-vfs")?.remedy);
    expect(remedy(8)).toMatch(/^Choose 8 or fewer\. /);
    expect(remedy(0)).not.toContain("Choose 0");
  });

  it.each([-1, 1.5, 65536, Number.NaN])("takes %d for no number of VFs", (count) => {
    expect(blockers(plan(pfWithVfs(), count))).toEqual(["vf-count"]);
  });
});
