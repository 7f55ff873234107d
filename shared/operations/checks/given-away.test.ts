/** Functions that are kept for a guest or a program by other drivers than vfio's, and by their vendor's own. */

import { describe, expect, it } from "vitest";
import { english } from "../../../shared/words/testing/english.ts";
import { holder, usageFacts } from "../../machine/testing/usage.ts";
import type { UsageFacts } from "../../machine/usage-facts.ts";
import { PF_DRIVER_WORDS } from "../../words/texts/pf-drivers.ts";
import { SRIOV_CHECK_WORDS } from "../../words/texts/sriov-check.ts";
import type { OperationRequest } from "../request/request.ts";
import { at, fn, ids, machineOf, pfWithVfs } from "../testing/facts.ts";
import { planInEnglish } from "../testing/plan-in-english.ts";
import { handOff } from "../texts/handoff.ts";

type Functions = Parameters<typeof machineOf>[0];

function plan(functions: Functions, request: OperationRequest, usage: UsageFacts = usageFacts()) {
  return planInEnglish({ machine: machineOf(functions), request, newId: ids(), knowledge: { usage } });
}
const UNREAD = usageFacts({ unread: [{ source: "holders", code: "EACCES", reason: "only root sees them" }] });

describe.each(["igb_uio", "uio_pci_generic", "pci-stub"])("on %s", (driver) => {
  it("is given back to the host's driver", () => {
    const made = plan([fn("01:00.0", { driver, modules: ["ixgbe"] })], { kind: "giveBack", bdfs: [at("01:00.0")] });
    expect(made.steps.map(({ template }) => template.verb)).toEqual(["driver.unbind", "driver.probe"]);
    expect(made.effects.rebinds).toEqual([{ bdf: at("01:00.0"), from: driver, to: "ixgbe" }]);
    expect(made.checks.map(({ id }) => id)).not.toContain("already-so");
  });

  it("has no VFs switched through sysfs, and a PF with VFs leads in no circle", () => {
    const pf = at("01:00.0");
    const set = (count: number, vfs: readonly object[]) =>
      plan(pfWithVfs({ pf: { driver }, vfs }), { kind: "vfs.set", pf, count, purpose: "host" });
    expect(set(2, [])).toMatchObject({ verdict: "blocked" });
    const back = plan(pfWithVfs({ pf: { driver }, vfs: [{}] }), { kind: "giveBack", bdfs: [pf] });
    expect(back.verdict).toBe("blocked");
    for (const made of [set(0, [{}]), back]) {
      expect(made.checks.filter(({ follow }) => follow !== undefined)).toEqual([]);
      expect(made.checks.map(({ remedy }) => remedy)).not.toContain(english(PF_DRIVER_WORDS.returnFirst));
    }
  });

  it("a VF may be in a guest when its PF goes to 0 VFs", () => {
    const functions = pfWithVfs({ vfs: [{ driver }] });
    const made = plan(functions, { kind: "vfs.set", pf: at("01:00.0"), count: 0, purpose: "host" }, UNREAD);
    expect(made.checks.find(({ id }) => id === "vfs-in-use")?.title).toEqual(
      english(SRIOV_CHECK_WORDS.maybeInGuests({ count: 1, pf: at("01:00.0"), drivers: [driver] })),
    );
  });
});

describe.each(["pciback", "xen-pciback", "jailhouse-pci-stub"])(
  "on %s, whose users are no programs of this kernel",
  (driver) => {
    it("is given back to the host's driver", () => {
      const made = plan([fn("01:00.0", { driver, modules: ["ixgbe"] })], { kind: "giveBack", bdfs: [at("01:00.0")] });
      expect(made.effects.rebinds).toEqual([{ bdf: at("01:00.0"), from: driver, to: "ixgbe" }]);
    });

    const BDF = at("01:00.0");
    const VF = at("01:00.2");

    it.each<[string, OperationRequest]>([
      ["removing it", { kind: "device.remove", bdfs: [BDF] }],
      ["a reset", { kind: "device.reset", bdfs: [BDF], method: null }],
      ["giving it back", { kind: "giveBack", bdfs: [BDF] }],
      ["assigning it", { kind: "assign", bdfs: [BDF] }],
    ])("%s is guarded, although all programs were looked at", (_, request) => {
      const made = plan([fn("01:00.0", { driver, iommuGroup: "5", resetMethods: ["flr"] })], request);
      expect(made.checks.filter(({ level }) => level === "guard").map(({ title }) => title)).toEqual([
        expect.stringContaining(
          `${BDF} may be inside a guest: users of functions bound to ${driver} are not visible here`,
        ),
      ]);
    });

    it("0 VFs are guarded by the VFs there, which are told once", () => {
      for (const usage of [usageFacts(), UNREAD]) {
        const functions = pfWithVfs({ vfs: [{ driver }] });
        const made = plan(functions, { kind: "vfs.set", pf: BDF, count: 0, purpose: "host" }, usage);
        const told = made.checks.filter(
          ({ title }) => english(title).includes(VF) || english(title).includes("inside"),
        );
        expect(told.map(({ level, id }) => [level, id])).toEqual([["guard", "protected"]]);
      }
    });
  },
);

it("what waits on pci-stub or vfio-pci is free where all programs were looked at and none has it", () => {
  for (const driver of ["pci-stub", "vfio-pci", "igb_uio"]) {
    const functions = [fn("01:00.0", { driver, iommuGroup: "5", resetMethods: ["flr"] })];
    const made = plan(functions, { kind: "device.remove", bdfs: [at("01:00.0")] });
    expect(made.checks.filter(({ level }) => level === "guard")).toEqual([]);
  }
});

it("VFs of a PF on igb_uio are made by its own file, and not foretold on it", () => {
  const functions = pfWithVfs({ pf: { driver: "igb_uio" }, vfs: [] });
  const made = plan(functions, { kind: "vfs.set", pf: at("01:00.0"), count: 2, purpose: "host" });
  expect(english(made.checks.find(({ id }) => id === "driver-supports")?.remedy)).toContain("max_vfs");
  expect(made.effects.creates.map(({ driver }) => driver)).toEqual([null, null]);
});

describe("VFs that their vendor's driver hands out (vGPU)", () => {
  const VF = at("01:00.2");
  const child = { kind: "vfio", name: "vfio4", state: null, address: null } as const;
  const functions = pfWithVfs({
    pf: { driver: "nvidia", resetMethods: ["flr"] },
    vfs: [{ driver: "nvidia", iommuGroup: "31", resetMethods: ["flr"], children: [child] }],
  });
  const held = usageFacts({
    holders: [holder("01:00.2", { bdf: null, group: "31", node: "/dev/vfio/31", vm: "vg1", pid: 900 })],
  });
  const setVfs = (count: number, purpose: "host" | "vfio-pci"): OperationRequest => ({
    kind: "vfs.set",
    pf: at("01:00.0"),
    count,
    purpose,
  });

  it.each<[string, OperationRequest]>([
    ["0 VFs", setVfs(0, "host")],
    ["a reset", { kind: "device.reset", bdfs: [VF], method: null }],
    ["assigning it", { kind: "assign", bdfs: [VF] }],
  ])("are guarded by the guest that has the group: %s", (_, request) => {
    const made = plan(functions, request, held);
    expect(made.verdict).toBe("guarded");
    const title = made.checks.find(({ id }) => id === "protected")?.title;
    expect(title).toContain("0000:01:00.2 is held by guest vg1 (qemu-system-x86, pid 900)");
  });

  it("are warned of before they go to vfio-pci", () => {
    for (const request of [{ kind: "assign", bdfs: [VF] } as const, setVfs(1, "vfio-pci"), setVfs(2, "vfio-pci")]) {
      expect(plan(functions, request).checks.find(({ id }) => id === "vendor-vfio")?.title).toMatch(/^nvidia passes /);
    }
  });

  it("hold their group while they are in a guest, as what is on vfio-pci does", () => {
    const mate = fn("01:00.5", { driver: "vfio-pci", modules: ["igb"], iommuGroup: "31" });
    const made = plan([...functions, mate], { kind: "giveBack", bdfs: [mate.bdf] }, UNREAD);
    expect(made.checks.find(({ id }) => id === "group-held")?.title).toContain(`If a guest or program has ${VF} open`);
  });

  it("are said to stay, where they are to be given back", () => {
    const made = plan(functions, { kind: "giveBack", bdfs: [VF] });
    expect(english(made.summary)).toBe("Nothing will be changed.");
    const said = made.checks.map(({ id, title, evidence }) => [id, title, evidence]);
    const title = `${VF} stays bound to nvidia, which passes it to guests directly.`;
    expect(said).toContainEqual(["vendor-vfio", title, `vfio-dev vfio4 is below ${VF}`]);
  });

  it("may be in a guest, where nobody knows who has what open", () => {
    const made = plan(functions, setVfs(0, "host"), UNREAD);
    expect(english(made.checks.find(({ id }) => id === "vfs-in-use")?.evidence)).toBe(`vfio-dev vfio4 is below ${VF}`);
    const assigned = plan(functions, { kind: "assign", bdfs: [VF] }, UNREAD);
    expect(assigned.checks.map(({ id }) => id)).toContain("guest-in-use");
  });

  it("are handed over as they are", () => {
    const { items, notReady } = handOff(machineOf(functions), [VF]);
    expect([items.length > 0, notReady]).toEqual([true, []]);
  });
});

describe("the IOMMU's function", () => {
  const IOMMU = at("00:03.0");
  const functions = [
    fn("00:03.0", { vendor: 0x1af4, device: 0x1057, driver: "virtio-pci" }),
    fn("00:00.2", { classCode: 0x080600 }),
  ];

  it("is neither removed nor given away, with a driver or without", () => {
    for (const bdf of [IOMMU, at("00:00.2")]) {
      for (const kind of ["device.remove", "assign"] as const) {
        const made = plan(functions, { kind, bdfs: [bdf] });
        expect(made.checks.find(({ id }) => id === "iommu-function")?.level, `${kind} ${bdf}`).toBe("blocker");
      }
    }
  });

  it("is not reset, nor is a bus that it is on", () => {
    const virtual = fn("00:03.0", { ...functions[0], resetMethods: ["flr"] });
    const made = plan([virtual], { kind: "device.reset", bdfs: [IOMMU], method: null });
    expect(made.checks.find(({ id }) => id === "iommu-function")?.title).toContain(
      "A reset would stop its translation",
    );
    expect(made.verdict).toBe("blocked");
  });

  it("as the kernel names it, whatever it looks like", () => {
    const usage = usageFacts({ fixtures: [{ kind: "iommu", name: "iommu9", bdf: at("02:00.0") }] });
    const made = plan([fn("02:00.0", { driver: "odd" })], { kind: "device.remove", bdfs: [at("02:00.0")] }, usage);
    expect(made.checks.find(({ id }) => id === "iommu-function")?.evidence).toContain("iommu9");
  });
});

it("a host bridge is removed and given away only by a typed address, although it has no driver", () => {
  const functions = [fn("00:00.0", { classCode: 0x060000, iommuGroup: "0" })];
  for (const kind of ["device.remove", "assign"] as const) {
    expect(plan(functions, { kind, bdfs: [at("00:00.0")] }).verdict, kind).toBe("guarded");
  }
});

describe("a reset", () => {
  const BDF = at("01:00.0");
  const reset: OperationRequest = { kind: "device.reset", bdfs: [BDF], method: null };
  const told = (of: Functions, usage?: UsageFacts) =>
    plan(of, reset, usage).checks.find(({ id }) => id === "reset-driver");

  it("of what its driver hands out in parts stops that driver too", () => {
    const children = [
      { kind: "mdev", name: "5e0d2f34-0000-4000-8000-000000000001", state: null, address: null },
    ] as const;
    const gpu = fn("01:00.0", { driver: "i915", resetMethods: ["flr"], children });
    expect(told([gpu])?.title).toMatch(/^0000:01:00\.0 is bound to i915: its traffic stops/);
  });

  it("under a program of user space is no matter of a guest", () => {
    const nic = fn("01:00.0", { driver: "uio_pci_generic", resetMethods: ["flr"] });
    const holders = [holder("01:00.0", { kind: "uio", node: "/dev/uio0", group: null, vm: null, process: "dpdk" })];
    expect(told([nic], usageFacts({ holders }))?.remedy).toBe("Stop that program first.");
  });
});

it("settings of VFs are named as their PF has them", () => {
  const texts = (classCode: number) => {
    const of = pfWithVfs({ pf: { classCode }, vfs: [{}] });
    const made = plan(of, { kind: "vfs.set", pf: at("01:00.0"), count: 2, purpose: "host" });
    return [...made.undo, ...made.checks.map(({ remedy }) => remedy)].map((words) => english(words)).join(" ");
  };
  expect(texts(0x020000)).toContain("MAC address");
  expect(texts(0x020700)).toContain("(GUIDs, link state) will be lost");
  for (const classCode of [0x020700, 0x030000, 0x010802]) expect(texts(classCode)).not.toMatch(/MAC address|VLAN/);
});
