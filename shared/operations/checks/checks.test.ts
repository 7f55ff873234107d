import { describe, expect, it } from "vitest";
import type { FunctionInfo, ResourceFacts, VfSettings } from "../../machine/facts.ts";
import type { Bdf } from "../../pci/bdf.ts";
import { inEnglish } from "../../words/testing/english.ts";
import type { PlanKnowledge } from "../findings/knowledge.ts";
import { mostVfs, vfLimits } from "../findings/limits.ts";
import type { VfPurpose } from "../request/request.ts";
import { at, fn, ids, machineOf, pfWithVfs, withoutGroups } from "../testing/facts.ts";
import { planInEnglish } from "../testing/plan-in-english.ts";
import { vfSettings } from "../testing/vf-settings.ts";

type Surroundings = Parameters<typeof machineOf>[1];

const PF = at("01:00.0");
const VF0 = at("01:00.2");
const ON_VFIO = { driver: "vfio-pci", driverOverride: "vfio-pci" };
const NET_UP = { kind: "net", name: "eth0", state: "up", address: "02:00:00:00:00:01" } as const;

interface VfsCase {
  readonly count?: number;
  readonly purpose?: VfPurpose;
  readonly around?: Surroundings;
  readonly knowledge?: PlanKnowledge;
}

function setChecks(
  functions: readonly FunctionInfo[],
  { count = 2, purpose = "host", around, knowledge }: VfsCase = {},
) {
  const request = { kind: "vfs.set", pf: PF, count, purpose } as const;
  return inEnglish(planInEnglish({ machine: machineOf(functions, around), request, newId: ids(), knowledge }).checks);
}

function moveChecks(
  kind: "assign" | "giveBack",
  bdfs: readonly Bdf[],
  functions: readonly FunctionInfo[],
  around?: Surroundings,
) {
  const { checks } = planInEnglish({ machine: machineOf(functions, around), request: { kind, bdfs }, newId: ids() });
  return inEnglish(checks);
}

type Told = ReturnType<typeof setChecks>[number];

function only(checks: readonly Told[], id: string): Told {
  const found = checks.filter((check) => check.id === id);
  expect(found, `${id} among ${checks.map((check) => check.id).join(", ")}`).toHaveLength(1);
  return found[0] as Told;
}

const idsOf = (checks: readonly Told[]) => checks.map((check) => check.id);

/** A `resource` file whose VF BAR windows are these; `null` = a line of zeros. */
function resources(windows: readonly ({ start: number; size: number } | null)[]): ResourceFacts[] {
  const zero = { start: "0x0", end: "0x0", flags: "0x0" };
  const hex = (value: number) => `0x${value.toString(16)}`;
  const lines = Array.from({ length: 6 }, (_, bar) => {
    const window = windows[bar] ?? null;
    if (window === null) return zero;
    return { start: hex(window.start), end: hex(window.start + window.size - 1), flags: "0x14220c" };
  });
  return [...Array.from({ length: 7 }, () => zero), ...lines];
}

describe("checks before VFs are set", () => {
  it("say nothing about a PF that is fine", () => {
    expect(setChecks(pfWithVfs())).toEqual([]);
  });

  it("want a driver, and name the one to load", () => {
    const check = only(setChecks(pfWithVfs({ pf: { driver: null } })), "has-driver");
    expect(check).toMatchObject({ level: "blocker", evidence: expect.stringContaining("ENOENT") });
    expect(check.remedy).toContain("mlx5_core");
  });

  it("know that vfio-pci switches VFs only when told to, and which drivers cannot", () => {
    const vfio = pfWithVfs({ pf: ON_VFIO });
    const purpose = "vfio-pci";
    const told = (vfioEnableSriov: boolean | null) =>
      setChecks(vfio, { purpose, around: { host: { vfioEnableSriov } } }).find(
        (check) => check.id === "driver-supports",
      );
    expect(told(false)?.level).toBe("blocker");
    expect(told(null)?.level).toBe("warning");
    expect(told(true)).toBeUndefined();
    expect(only(setChecks(pfWithVfs({ pf: { driver: "i915" } })), "driver-supports").level).toBe("warning");
  });

  it("hold the number against sriov_totalvfs, and against the capability where it is known", () => {
    const functions = pfWithVfs({ sriov: { totalVfs: 7 } });
    expect(only(setChecks(functions, { count: 8 }), "total-vfs")).toMatchObject({
      level: "blocker",
      title: "0000:01:00.0 supports at most 7 VFs.",
      evidence: "sriov_totalvfs of 0000:01:00.0 is 7; 8 requested; the kernel would return ERANGE",
      remedy: expect.stringMatching(/^Choose 7 or fewer/),
    });
    expect(setChecks(functions, { count: 7 })).toEqual([]);
    const knowledge = { capabilityTotalVfs: () => 8 };
    expect(only(setChecks(functions, { knowledge }), "capability-total").level).toBe("fact");
  });

  it("say who lowered the number where the capability has more, and blame the firmware for no driver", () => {
    const functions = pfWithVfs({ pf: { driver: "xe" }, sriov: { totalVfs: 0 } });
    const remedy = (capability: number) =>
      only(setChecks(functions, { count: 4, knowledge: { capabilityTotalVfs: () => capability } }), "total-vfs").remedy;
    expect(remedy(7)).toMatch(/^The device supports 7 VFs; xe lowered that to 0\. .*max_vfs/);
    expect(remedy(7)).not.toContain("firmware");
    expect(remedy(0)).toContain("set in the card’s firmware");
  });

  it("know drivers that make all VFs or none, and those that make them when they are loaded", () => {
    const qat = pfWithVfs({ pf: { driver: "c6xx" }, sriov: { totalVfs: 16 } });
    expect(only(setChecks(qat, { count: 8 }), "driver-all-or-none")).toMatchObject({
      level: "warning",
      remedy: "Choose 16.",
    });
    expect(setChecks(qat, { count: 16 }).map(({ id }) => id)).not.toContain("driver-all-or-none");
    expect(setChecks(qat, { count: 0 }).map(({ id }) => id)).not.toContain("driver-all-or-none");
    const gim = only(setChecks(pfWithVfs({ pf: { driver: "gim" } }), { count: 8 }), "driver-supports");
    expect(gim.title).toMatch(/^gim can’t enable VFs through sysfs/);
    expect(gim.remedy).toContain("vf_num");
  });

  it("count the bus numbers that are left below the bridge", () => {
    // VF n is at routing id 0x0100 + 0xf0 + 8 n: VFs 0 and 1 are on bus 1, VF 2 on bus 2.
    const functions = pfWithVfs({ sriov: { offset: 0xf0, stride: 8 } });
    expect(setChecks(functions, { count: 2 })).toEqual([]);
    const check = only(setChecks(functions, { count: 3 }), "bus-numbers");
    expect(check).toMatchObject({
      level: "blocker",
      evidence: expect.stringContaining("subordinate_bus_number of 0000:00:01.0 is 01"),
    });
    expect(check.remedy).toMatch(/^Choose 2 or fewer/);
  });

  it("want an address for every VF BAR window", () => {
    const one = { start: 0x90000000, size: 0x80000 };
    const given = (windows: Parameters<typeof resources>[0]) =>
      setChecks(pfWithVfs({ pf: { resources: resources(windows) } }));
    expect(given([one])).toEqual([]);
    expect(only(given([one, null, { start: 0, size: 0x8000 }]), "mmio-windows")).toMatchObject({
      level: "blocker",
      evidence: expect.stringContaining("line 9 of resource of 0000:01:00.0 (VF BAR 2) has no address"),
    });
    expect(only(given([]), "mmio-windows").evidence).toContain("lines 7–12");
  });

  it("hold the size of a window against what one VF takes", () => {
    const pf = { resources: resources([{ start: 0x90000000, size: 0x3000 }]) };
    expect(only(setChecks(pfWithVfs({ pf }), { count: 4 }), "mmio-windows").remedy).toMatch(/^Choose 3 or fewer/);
    const vf = { resources: [{ start: "0x90000000", end: "0x90001fff", flags: "0x40200" }] };
    const machine = machineOf(pfWithVfs({ pf, vfs: [vf] }));
    const known = machine.byBdf.get(PF);
    expect(known && mostVfs(machine, known)).toMatchObject({ kind: "mmio-windows", most: 1 });
    expect(known && vfLimits(machine, known).map((limit) => [limit.kind, limit.most])).toEqual([
      ["driver", 8],
      ["bus-numbers", 254],
      ["mmio-windows", 1],
    ]);
  });

  it("say that a change goes through 0, and who is on the VFs that go", () => {
    const checks = setChecks(
      pfWithVfs({
        vfs: [ON_VFIO, { children: [NET_UP] }, { children: [{ ...NET_UP, kind: "block", name: "nvme1n1" }] }],
      }),
    );
    expect(only(checks, "through-zero").evidence).toContain("EBUSY");
    expect(only(checks, "vfs-in-use")).toMatchObject({
      level: "warning",
      evidence: "driver of 0000:01:00.2 is vfio-pci",
    });
    expect(only(checks, "vf-net-up").title).toContain("eth0 is up (02:00:00:00:00:01)");
    expect(only(checks, "vf-disk").title).toContain("nvme1n1");
    expect(idsOf(setChecks(pfWithVfs({ vfs: [{}] }), { count: 0 }))).not.toContain("through-zero");
  });

  it("say which settings are lost on the way through 0, and warn of those that nobody could read", () => {
    const remedy = (told: readonly VfSettings[] | null, classCode = 0x020000) => {
      const knowledge = { vfSettings: () => told };
      const functions = pfWithVfs({ pf: { classCode }, vfs: [{}, {}, {}] });
      return only(setChecks(functions, { count: 2, knowledge }), "through-zero").remedy;
    };
    expect(remedy(null)).toContain("could not be read. Note them first.");
    expect(remedy(null, 0x010802)).toBeNull();
    expect(remedy([vfSettings(0)])).toBeNull();
    // Those of VFs that are created again are restored, which the plan says elsewhere.
    expect(remedy([vfSettings(0, { vlan: 7 })])).toBeNull();
    expect(remedy([vfSettings(2, { vlan: 7 })])).toContain("Settings of 1 VF will be lost. Undo restores them.");
  });

  it("know the habits of some drivers", () => {
    const pf = (driver: string, state: string) => pfWithVfs({ pf: { driver, children: [{ ...NET_UP, state }] } });
    expect(only(setChecks(pf("bnxt_en", "down")), "driver-wants-net-up").remedy).toContain("ip link set eth0 up");
    expect(setChecks(pf("bnxt_en", "up"))).toEqual([]);
    expect(only(setChecks(pf("i40e", "up")), "driver-resets-port").title).toContain("eth0");
    expect(idsOf(setChecks(pf("nvme", "down")))).toEqual(["nvme-virt-mgmt"]);
  });

  it("refuse to start behind a change that never came back", () => {
    const problems = [{ attribute: "sriov_vf_total_msix", code: "ETIMEDOUT", message: "it did not answer" }];
    expect(only(setChecks(pfWithVfs({ pf: { problems } })), "pf-stuck").level).toBe("blocker");
  });

  it("tell where VFs of a PF on vfio-pci go", () => {
    const around = { host: { vfioEnableSriov: true } };
    expect(only(setChecks(pfWithVfs({ pf: ON_VFIO }), { around }), "vfs-captured").level).toBe("blocker");
    expect(
      only(setChecks(pfWithVfs({ pf: ON_VFIO }), { around, purpose: "vfio-pci" }), "vfs-captured").title,
    ).toContain("VF token");
  });

  it("warn where the VFs' addresses cannot be foretold", () => {
    expect(only(setChecks(pfWithVfs({ sriov: { offset: 0 } })), "vf-layout").remedy).toContain("EIO");
    expect(only(setChecks(pfWithVfs({ sriov: { offset: null, stride: null } })), "vf-layout").level).toBe("warning");
  });
});

describe("checks on the connection", () => {
  it("hand over the commands where rights are missing, and only then", () => {
    const request = { kind: "vfs.set", pf: PF, count: 99, purpose: "host" } as const;
    const plan = (privileged: boolean | null, count: number) =>
      planInEnglish({
        machine: machineOf(pfWithVfs(), { identity: { privileged } }),
        request: { ...request, count },
        newId: ids(),
      });
    expect(plan(false, 2)).toMatchObject({ verdict: "blocked", checks: [{ id: "privilege", level: "blocker" }] });
    expect(plan(false, 2).commands).toContain("echo 2 > /sys/bus/pci/devices/0000:01:00.0/sriov_numvfs");
    expect(plan(null, 2)).toMatchObject({ verdict: "ready", checks: [{ id: "privilege", level: "fact" }] });
    expect(plan(false, 99).commands).toEqual([
      "# Set 0000:01:00.0 to 99 VFs",
      "# Not possible: 0000:01:00.0 supports at most 8 VFs.",
    ]);
  });

  it("leave a machine out of a file alone", () => {
    const checks = setChecks(pfWithVfs(), { around: { identity: { kind: "file", privileged: false } } });
    expect(idsOf(checks)).toEqual(["read-only-machine"]);
  });
});

describe("checks before functions go to vfio-pci", () => {
  it("want an IOMMU, and tell a machine without one from a function without one", () => {
    const bare = pfWithVfs({ vfs: [{ iommuGroup: null }] });
    const none = { host: { iommus: [] } };
    expect(only(moveChecks("assign", [VF0], withoutGroups(bare), none), "iommu")).toMatchObject({
      level: "blocker",
      remedy: expect.stringContaining("intel_iommu=on"),
    });
    expect(only(moveChecks("assign", [VF0], bare), "iommu").title).toContain("No IOMMU covers 0000:01:00.2");
    // The groups of the others tell of one that is not in /sys/class/iommu.
    expect(only(moveChecks("assign", [VF0], bare, none), "iommu").title).toBe("No IOMMU covers 0000:01:00.2.");
    const noGroup = pfWithVfs({ pf: { iommuGroup: null } });
    expect(only(setChecks(noGroup, { purpose: "vfio-pci" }), "iommu").level).toBe("blocker");
    expect(setChecks(noGroup, { purpose: "host" })).toEqual([]);
  });

  it("want vfio-pci", () => {
    const check = (vfioPci: "available" | "absent" | null) =>
      only(moveChecks("assign", [VF0], pfWithVfs({ vfs: [{}] }), { host: { vfioPci } }), "vfio-module").level;
    expect([check("available"), check("absent"), check(null)]).toEqual(["fact", "blocker", "fact"]);
  });

  it("judge a group by the kernel's rule: only a member on a driver that does DMA is in the way", () => {
    const inGroup = (driver: string | null) => [
      ...pfWithVfs({ vfs: [{ iommuGroup: "7" }] }),
      fn("00:1f.0", { iommuGroup: "7", driver }),
    ];
    for (const driver of [null, "pcieport", "pci-stub", "vfio-pci", "mlx5_vfio_pci"]) {
      expect(only(moveChecks("assign", [VF0], inGroup(driver)), "group-viability").level).toBe("fact");
    }
    const blocked = only(moveChecks("assign", [VF0], inGroup("i2c_i801")), "group-viability");
    expect(blocked).toMatchObject({ level: "warning", evidence: "driver of 0000:00:1f.0 (group 7) is i2c_i801" });
    // Members that go along are not in the way.
    expect(idsOf(moveChecks("assign", [VF0, at("00:1f.0")], inGroup("i2c_i801")))).not.toContain("group-viability");
  });

  it("foresee that VFs share their PF's group where the way up is not isolated", () => {
    const shared = pfWithVfs({ pf: { iommuGroup: "1" } });
    expect(only(setChecks(shared, { purpose: "vfio-pci" }), "vf-groups").evidence).toContain(
      "0000:00:01.0 is in IOMMU group 1",
    );
    expect(idsOf(setChecks(shared, { purpose: "host" }))).toEqual([]);
  });

  it("say that a shared group keeps guests from new VFs only where somebody does DMA for the host in it", () => {
    const groups = (driver: string, other: string | null) => {
      const neighbour = fn("00:1f.0", { driver: other, iommuGroup: "1" });
      const machine = [...pfWithVfs({ pf: { driver, iommuGroup: "1" } }), neighbour];
      return setChecks(machine, { purpose: "vfio-pci" }).find(({ id }) => id === "vf-groups")?.title ?? null;
    };
    expect(groups("igb", null)).toContain("while the host uses 0000:01:00.0.");
    expect(groups("vfio-pci", "i2c_i801")).toContain("while the host uses 0000:00:1f.0.");
    expect(groups("vfio-pci", "vfio-pci")).toBeNull();
  });

  it("warn of interfaces that are up, disks and displays on it, with name and address", () => {
    const card = fn("03:00.0", {
      driver: "nvme",
      iommuGroup: "9",
      resetMethods: ["flr"],
      children: [
        NET_UP,
        { kind: "block", name: "sda", state: null, address: null },
        { kind: "drm", name: "card0", state: null, address: null },
        { ...NET_UP, name: "eth1", state: "down" },
      ],
    });
    const warnings = moveChecks("assign", [card.bdf], [card]).filter((check) => check.level === "warning");
    expect(warnings.map((check) => [check.id, check.title])).toEqual([
      ["net-up", "The host uses 0000:03:00.0: network interface eth0 is up (02:00:00:00:00:01)."],
      ["disk", "The host uses 0000:03:00.0: disk sda."],
      ["display", "The host uses 0000:03:00.0: display card0."],
    ]);
  });

  it("tell of the VF token where the PF is on vfio-pci", () => {
    const checks = moveChecks("assign", [VF0], pfWithVfs({ pf: ON_VFIO, vfs: [{ driver: null }] }));
    expect(only(checks, "vf-token").evidence).toBe("driver of 0000:01:00.0 is vfio-pci");
  });
});

describe("checks before functions go back", () => {
  it("warn of guests", () => {
    const checks = moveChecks("giveBack", [VF0], pfWithVfs({ vfs: [ON_VFIO] }));
    expect(only(checks, "guest-in-use").level).toBe("warning");
  });
});

it("sorts blockers before warnings before facts", () => {
  const functions = pfWithVfs({ sriov: { totalVfs: 1 }, vfs: [ON_VFIO] });
  const levels = setChecks(functions, {
    count: 2,
    purpose: "vfio-pci",
    around: { host: { vfioPci: "available" } },
  }).map((check) => check.level);
  expect(levels).toEqual(["blocker", "warning", "warning", "fact"]);
});
