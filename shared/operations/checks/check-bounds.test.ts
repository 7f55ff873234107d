/** Where each check begins to speak, and where it keeps quiet: the cases right beside the ones that it is there for. */
import { describe, expect, it } from "vitest";
import type { FunctionInfo, HostFacts, SriovFacts } from "../../machine/facts.ts";
import { block, DEFAULT_ROUTE, holder, iface, session, usageFacts } from "../../machine/testing/usage.ts";
import { type UsageFacts, unreadUsage } from "../../machine/usage-facts.ts";
import type { Bdf } from "../../pci/bdf.ts";
import { ConfigSpace } from "../../pci/config-space.ts";
import type { PlanKnowledge } from "../findings/knowledge.ts";
import { vfLimits } from "../findings/limits.ts";
import { cutsConnection, sameStop } from "../impact/impact.ts";
import type { OperationRequest, VfPurpose } from "../request/request.ts";
import { at, fn, ids, machineOf, pfWithVfs, withoutGroups } from "../testing/facts.ts";
import { planInEnglish } from "../testing/plan-in-english.ts";
import type { CheckLevel } from "./found.ts";

const PF = at("01:00.0");
const VF0 = at("01:00.2");
const VF1 = at("01:00.3");
const ON_VFIO = { driver: "vfio-pci", driverOverride: "vfio-pci" };
const PORT = { classCode: 0x060400, driver: "pcieport" } as const;

interface Around {
  readonly host?: Partial<HostFacts>;
  readonly usage?: UsageFacts;
  readonly knowledge?: PlanKnowledge;
}

function plan(functions: readonly FunctionInfo[], request: OperationRequest, { host, usage, knowledge }: Around = {}) {
  const machine = machineOf(functions, host === undefined ? {} : { host });
  const known = { ...knowledge, ...(usage === undefined ? {} : { usage }) };
  return planInEnglish({ machine, request, newId: ids(), knowledge: known });
}

/** The level of a check among those of a plan; null when it is not there. */
function level(made: ReturnType<typeof plan>, id: string): CheckLevel | null {
  return made.checks.find((check) => check.id === id)?.level ?? null;
}

function set(count: number, purpose: VfPurpose = "host"): OperationRequest {
  return { kind: "vfs.set", pf: PF, count, purpose };
}
const assign = (...bdfs: readonly Bdf[]): OperationRequest => ({ kind: "assign", bdfs });
const giveBack = (...bdfs: readonly Bdf[]): OperationRequest => ({ kind: "giveBack", bdfs });

describe("a PF", () => {
  it.each([
    ["sriov_vf_total_msix", "ETIMEDOUT", "blocker"],
    ["driver_override", "ETIMEDOUT", null],
    ["sriov_vf_total_msix", "EACCES", null],
  ])("whose %s answers %s: pf-stuck is %s", (attribute, code, expected) => {
    const problems = [{ attribute, code, message: "It could not be read." }];
    expect(level(plan(pfWithVfs({ pf: { problems } }), set(1)), "pf-stuck")).toBe(expected);
  });

  it.each<[to: number, Partial<SriovFacts>, CheckLevel | null]>([
    [0, { offset: null, stride: null }, null],
    [1, { offset: null, stride: 1 }, "warning"],
    [1, { offset: 0, stride: 1 }, "warning"],
    [1, { offset: 2, stride: null }, null],
    [1, { offset: 2, stride: 0 }, null],
    [2, { offset: 2, stride: null }, "warning"],
    [2, { offset: 2, stride: 0 }, "warning"],
    [2, { offset: 2, stride: 1 }, null],
  ])("that goes to %i VFs with %o: vf-layout is %s", (to, sriov, expected) => {
    // With VFs on, a request for none is one.
    const vfs = to === 0 ? [{}] : [];
    expect(level(plan(pfWithVfs({ sriov, vfs }), set(to)), "vf-layout")).toBe(expected);
  });

  it.each<[offset: number | null, stride: number | null, subordinate: number | null, most: number | null]>([
    [null, 1, 1, null],
    [2, null, 1, null],
    [0, 1, 1, null],
    [2, 1, 1, 254],
    [255, 1, 1, 1],
    [256, 1, 1, 0],
    [256, 0, 1, 0],
    // Before VFs are on, a stride may read 0: where the second VF would be is not known.
    [2, 0, 1, null],
    // Without a bridge, or with one that contradicts itself, the last bus is not known; a domain ends at bus ff.
    [2, 1, null, null],
    [2, 1, 0, null],
    [0xfdff, 0x80, null, 3],
    [0xff00, 1, null, 0],
  ])("with offset %s and stride %s below bus %s has numbers for %s VFs", (offset, stride, subordinate, most) => {
    const [, pf] = pfWithVfs({ sriov: { offset, stride } });
    if (!pf) throw new Error("no PF");
    const port = fn("00:01.0", { ...PORT, bridge: subordinate === null ? null : { secondary: 1, subordinate } });
    const limits = vfLimits(machineOf([port, pf]), pf);
    expect(limits.find(({ kind }) => kind === "bus-numbers")?.most ?? null).toBe(most);
  });

  it("is said to allow less than its device only where both are known and differ", () => {
    const told = (capability: number | null, totalVfs: number | null) =>
      level(
        plan(pfWithVfs({ sriov: { totalVfs } }), set(1), { knowledge: { capabilityTotalVfs: () => capability } }),
        "capability-total",
      );
    expect([told(16, 8), told(8, 8), told(null, 8), told(16, null)]).toEqual(["fact", null, null, null]);
  });

  it("keeps drivers off for a moment only where the switch cannot be told, and VFs are made for others", () => {
    const told = (to: number, purpose: VfPurpose, driversAutoprobe: boolean | null, host: boolean | null = true) =>
      level(
        plan(pfWithVfs({ sriov: { driversAutoprobe }, vfs: to === 0 ? [{}] : [] }), set(to, purpose), {
          host: { driversAutoprobe: host },
        }),
        "autoprobe",
      );
    expect([told(2, "none", null), told(2, "none", true), told(2, "host", null), told(0, "none", null)]).toEqual([
      "warning",
      null,
      null,
      null,
    ]);
    expect([told(2, "host", true, false), told(0, "host", true, false), told(2, "none", true, false)]).toEqual([
      "fact",
      null,
      null,
    ]);
  });

  it("on vfio-pci captures its VFs: none may go elsewhere, and a token is asked for; without VFs nothing is", () => {
    const told = (to: number, purpose: VfPurpose) =>
      level(plan(pfWithVfs({ pf: ON_VFIO, vfs: to === 0 ? [{}] : [] }), set(to, purpose)), "vfs-captured");
    expect([told(2, "host"), told(2, "none"), told(2, "vfio-pci"), told(0, "host")]).toEqual([
      "blocker",
      "blocker",
      "warning",
      null,
    ]);
  });

  it("of bnxt_en wants its interface up for VFs, by the switch where that is known", () => {
    const children = (state: string) => [{ kind: "net", name: "eth0", state, address: null }] as const;
    const told = (to: number, state: string, up?: boolean | null) =>
      level(
        plan(
          pfWithVfs({ pf: { driver: "bnxt_en", children: children(state) }, vfs: to === 0 ? [{}] : [] }),
          set(to),
          up === undefined ? {} : { usage: usageFacts({ interfaces: [iface("eth0", { bdf: "01:00.0", up })] }) },
        ),
        "driver-wants-net-up",
      );
    expect([told(2, "down"), told(2, "up"), told(0, "down")]).toEqual(["warning", null, null]);
    expect([told(2, "down", true), told(2, "up", false), told(2, "up", null), told(2, "down", null)]).toEqual([
      null,
      "warning",
      null,
      "warning",
    ]);
  });

  it("of nvme has VFs to set up only where somebody is to use them", () => {
    const told = (to: number, purpose: VfPurpose) =>
      level(plan(pfWithVfs({ pf: { driver: "nvme" }, vfs: to === 0 ? [{}] : [] }), set(to, purpose)), "nvme-virt-mgmt");
    expect([told(2, "host"), told(2, "none"), told(0, "host")]).toEqual(["warning", null, null]);
  });
});

it.each<[string, OperationRequest, Partial<FunctionInfo>]>([
  ["for VFs of it", set(1), {}],
  ["for a guest", assign(PF), {}],
  ["for the host", giveBack(PF), ON_VFIO],
])("a PF that sleeps is woken knowingly only: %s", (_, request, pf) => {
  const told = (powerState: "D3cold" | "D0") =>
    level(plan(pfWithVfs({ pf: { ...pf, powerState } }), request), "asleep");
  expect([told("D3cold"), told("D0")]).toEqual(["warning", null]);
});

describe("what goes to a guest", () => {
  const shared = pfWithVfs({ vfs: [{ iommuGroup: "7" }, { iommuGroup: "7" }] });

  it("is behind no IOMMU by itself, or because none is at work, and each is said", () => {
    const groupless = pfWithVfs({ vfs: [{ iommuGroup: null }] });
    const told = (iommus: readonly string[], functions = groupless) =>
      plan(functions, assign(VF0), { host: { iommus: [...iommus] } }).checks.find(({ id }) => id === "iommu");
    expect(told(["dmar0"])).toMatchObject({ level: "blocker", title: `No IOMMU covers ${VF0}.` });
    expect(told([], withoutGroups(groupless))).toMatchObject({
      level: "blocker",
      title: expect.stringContaining("No active IOMMU"),
    });
  });

  it("has memory that firmware keeps only by its own group", () => {
    const told = (group: string) =>
      level(
        plan(shared, assign(VF0), { usage: usageFacts({ directRegions: [{ group, start: "0x0", end: "0xfff" }] }) }),
        "reserved-direct",
      );
    expect([told("7"), told("8")]).toEqual(["warning", null]);
  });

  it("is told of groups that are pretended only when something goes there", () => {
    const usage = usageFacts();
    const pretended = { ...usage, platform: { ...usage.platform, commandLine: "pcie_acs_override=downstream" } };
    const unsafe = { ...usage, platform: { ...usage.platform, unsafeInterrupts: true, noIommuMode: true } };
    expect(level(plan(shared, assign(VF0), { usage: pretended }), "acs-override")).toBe("warning");
    expect(level(plan(shared, set(1), { usage: pretended }), "acs-override")).toBeNull();
    for (const id of ["interrupt-remapping", "noiommu"]) {
      expect(level(plan(shared, set(1), { usage: unsafe }), id)).toBeNull();
      expect(level(plan(shared, set(1, "vfio-pci"), { usage: unsafe }), id)).toBe("warning");
    }
  });

  it("shares a group inside its device, unless its functions have ACS or the whole group goes", () => {
    // An endpoint with no capability but ACS, if that.
    const endpoint = (acs: boolean) => {
      const bytes = new Uint8Array(4096);
      const view = new DataView(bytes.buffer);
      if (acs) view.setUint32(0x100, 0x0001000d, true);
      if (acs) view.setUint16(0x106, 0x1d, true);
      return new ConfigSpace(bytes);
    };
    const told = (acs: boolean, ...bdfs: readonly Bdf[]) =>
      plan(shared, assign(...bdfs), {
        knowledge: { config: (bdf) => (bdf === VF0 || bdf === VF1 ? endpoint(acs) : null) },
      }).checks.find(({ id }) => id === "group-acs")?.title;
    expect(told(false, VF0)).toContain(`${VF0} is one of several functions of its device`);
    expect([told(true, VF0), told(false, VF0, VF1)]).toEqual([undefined, undefined]);
    const alone = pfWithVfs({ vfs: [{}, {}] });
    const config = (bdf: Bdf) => (bdf === at("00:01.0") ? null : endpoint(false));
    expect(level(plan(alone, assign(VF0), { knowledge: { config } }), "group-acs")).toBeNull();
    // Of one bus and group, but of another device.
    const apart = [...shared.slice(0, 3), fn("01:02.0", { driver: "mlx5_core", iommuGroup: "7" })];
    expect(level(plan(apart, assign(VF0), { knowledge: { config } }), "group-acs")).toBeNull();
  });

  it("has a driver that migrates, which is told of functions that are there and not of VFs to come", () => {
    const usage = usageFacts({ variants: [PF, VF0].map((bdf) => ({ bdf, modules: ["mlx5_vfio_pci"] })) });
    expect(level(plan(shared, assign(VF0), { usage }), "vfio-variant")).toBe("fact");
    expect(level(plan(shared, assign(VF1), { usage }), "vfio-variant")).toBeNull();
    expect(level(plan(shared, set(1, "vfio-pci"), { usage }), "vfio-variant")).toBeNull();
  });

  it("needs a token only of a PF that is on vfio-pci itself", () => {
    const told = (pf: Partial<FunctionInfo>) =>
      level(plan(pfWithVfs({ pf, vfs: [{ driver: null }] }), assign(VF0)), "vf-token");
    expect([told(ON_VFIO), told({}), told({ driver: null })]).toEqual(["warning", null, null]);
  });

  it("is warned of as a whole PF only where it has no VFs, and refused where it has", () => {
    const told = (vfs: readonly Partial<FunctionInfo>[]) => plan(pfWithVfs({ vfs }), assign(PF));
    expect([level(told([]), "whole-pf"), level(told([]), "pf-with-vfs")]).toEqual(["warning", null]);
    expect([level(told([{}]), "whole-pf"), level(told([{}]), "pf-with-vfs")]).toEqual([null, "blocker"]);
  });

  it("will share its PF's group where a VF or the bridge above does already", () => {
    const told = (portGroup: string, ...vfs: readonly Partial<FunctionInfo>[]) => {
      const [port, ...rest] = pfWithVfs({ vfs });
      if (!port) throw new Error("no port");
      return level(plan([{ ...port, iommuGroup: portGroup }, ...rest], set(vfs.length + 1, "vfio-pci")), "vf-groups");
    };
    expect([told("1"), told("20"), told("1", { iommuGroup: "20" }), told("1", {})]).toEqual([
      null,
      "warning",
      "warning",
      null,
    ]);
  });
});

describe("what goes back to the host", () => {
  it("may be with a guest only where nobody knows, and was on vfio-pci", () => {
    const functions = pfWithVfs({
      vfs: [
        { ...ON_VFIO, iommuGroup: "7" },
        { iommuGroup: "7", driver: null },
      ],
    });
    const usage = usageFacts();
    const told = (around: Around) => level(plan(functions, giveBack(VF0), around), "guest-in-use");
    expect([told({}), told({ usage })]).toEqual(["warning", null]);
    expect(level(plan(functions, giveBack(VF0)), "group-held")).toBeNull();
  });

  it("is told which driver it waits for, or that none is known", () => {
    const told = (modules: readonly string[], facts: Partial<FunctionInfo> = {}) =>
      plan([fn("02:00.0", { ...ON_VFIO, modules, ...facts })], giveBack(at("02:00.0"))).checks.find(
        ({ id }) => id === "host-driver",
      )?.title;
    expect(told([], { modulesUnknown: true })).toMatch(/^The host driver for .* is unknown/);
    expect(told([])).toMatch(/^No driver of this kernel is known to match/);
    expect(told(["mpt3sas"])).toMatch(/^mpt3sas is not loaded/);
    expect(told(["igb"])).toBeUndefined();
  });
});

describe("who uses it", () => {
  const net = [{ kind: "net", name: "eth0", state: "up", address: null }] as const;
  const functions = [...pfWithVfs({ vfs: [{ children: net }] }), fn("02:00.0", { driver: "igb", children: net })];
  const holders = { source: "holders", code: "EACCES", reason: "processes of others were not seen" } as const;

  it("is not known, or in part: a guard that names it; and is not asked for where nothing is reached", () => {
    const request = assign(at("02:00.0"));
    const told = (facts: Partial<UsageFacts>, asked: OperationRequest = request) =>
      plan(functions, asked, { usage: usageFacts(facts) }).checks.find(({ id }) => id === "usage-unread");
    expect(told(unreadUsage("a file does not tell it"))).toMatchObject({
      level: "guard",
      title: "What uses this machine is unknown: a file does not tell it.",
    });
    expect(told({ unread: [holders] })).toMatchObject({
      level: "guard",
      title: "Could not fully read devices opened by programs: processes of others were not seen.",
      remedy: expect.stringMatching(/^Unlock this machine in the top bar to see it/),
    });
    const late = { code: "ETIME", reason: "it took too long" };
    const two = [{ source: "routes", ...late } as const, { source: "mounts", ...late } as const];
    expect(told({ unread: two })?.title).toBe("Could not fully read routes and mounts: it took too long.");
    expect(told({})).toBeUndefined();
    expect(told({ unread: [holders] }, { kind: "autoprobe.set", pf: PF, value: false })).toBeUndefined();
  });

  it("is told once: by who it is where that is known, by what is there where it is not", () => {
    const usage = usageFacts({
      interfaces: ["02:00.0", "01:00.2"].map((bdf) => iface(`eth-${bdf}`, { bdf, addresses: ["192.0.2.9"] })),
    });
    const idsOf = (request: OperationRequest, around: Around) =>
      plan(functions, request, around)
        .checks.map(({ id }) => id)
        .filter((id) => ["net-up", "vf-net-up", "in-use"].includes(id));
    expect([idsOf(assign(at("02:00.0")), {}), idsOf(assign(at("02:00.0")), { usage })]).toEqual([
      ["net-up"],
      ["in-use"],
    ]);
    expect([idsOf(set(0), {}), idsOf(set(0), { usage })]).toEqual([["vf-net-up"], ["in-use"]]);
  });

  it("is told once for disks of VFs, too", () => {
    const disks = pfWithVfs({ vfs: [{ children: [{ kind: "block", name: "nvme1n1", state: null, address: null }] }] });
    const mounts = [{ kind: "mount", where: "/srv", type: "ext4", devices: ["nvme1n1"] }] as const;
    const usage = usageFacts({ blocks: [block("nvme1n1", { bdfs: ["01:00.2"] })], mounts });
    const idsOf = (around: Around) => plan(disks, set(0), around).checks.map(({ id }) => id);
    expect(idsOf({})).toContain("vf-disk");
    expect(idsOf({ usage })).not.toContain("vf-disk");
  });
});

describe("what a reset reaches", () => {
  const NIC = at("02:00.0");
  const SIBLING = at("02:00.1");
  const STRANGER = at("02:01.0");
  const IN_DOMAIN_1 = at("0001:02:00.0");
  const used = usageFacts({
    holders: [NIC, SIBLING, STRANGER, IN_DOMAIN_1].map((bdf) => holder(bdf, { vm: `of ${bdf}` })),
  });
  const card = (parent: Bdf | null) => [
    fn("00:02.0", { ...PORT, bridge: { secondary: 2, subordinate: 2 } }),
    fn("02:00.0", { ...ON_VFIO, parent, resetMethods: ["flr", "bus"] }),
    fn("02:00.1", { ...ON_VFIO, parent, resetMethods: ["bus"] }),
    fn("02:01.0", { ...ON_VFIO, resetMethods: ["flr"], parent }),
    fn("0001:02:00.0", { ...ON_VFIO, resetMethods: ["flr"] }),
  ];
  const reached = (bdf: Bdf, method: string | null, parent: Bdf | null = at("00:02.0")) =>
    plan(card(parent), { kind: "device.reset", bdfs: [bdf], method }, { usage: used })
      .impact.map((entry) => entry.bdf)
      .sort();

  it("is the function by its first method, and the bus by one that was chosen or is the only one", () => {
    expect(reached(NIC, null)).toEqual([NIC]);
    expect(reached(NIC, "flr")).toEqual([NIC]);
    expect(reached(NIC, "bus")).toEqual([NIC, SIBLING, STRANGER]);
    expect(reached(SIBLING, null)).toEqual([NIC, SIBLING, STRANGER]);
  });

  it("is the same bus of the same domain where no bridge is above", () => {
    expect(reached(NIC, "bus", null)).toEqual([NIC, SIBLING, STRANGER]);
  });
});

describe("two looks at who would be hurt", () => {
  const NIC = at("02:00.0");
  const functions = [fn("02:00.0", { driver: "igb" })];
  const impact = (facts: Partial<UsageFacts>) => plan(functions, assign(NIC), { usage: usageFacts(facts) }).impact;
  const up = (...addresses: readonly string[]) => [iface("eth0", { bdf: "02:00.0", addresses })];

  it("agree where only what is no reason to stop has changed", () => {
    expect(sameStop(impact({}), impact({ interfaces: up("192.0.2.9") }))).toBe(true);
    expect(sameStop(impact({}), impact({ interfaces: up(), routes: [DEFAULT_ROUTE("eth0")] }))).toBe(false);
  });

  it("know the person's own way to the machine", () => {
    expect(cutsConnection(impact({ interfaces: up("192.0.2.9"), sessions: [session("192.0.2.9")] }))).toBe(true);
    const interfaces = [...up("192.0.2.9"), iface("eth1", { bdf: "03:00.0", addresses: ["192.0.2.8"] })];
    expect(cutsConnection(impact({ interfaces, sessions: [session("192.0.2.8")] }))).toBe(false);
    const other = session("192.0.2.9", { isOwn: false });
    expect(cutsConnection(impact({ interfaces, sessions: [other, session("192.0.2.8")] }))).toBe(false);
  });
});
