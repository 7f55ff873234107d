import { describe, expect, it } from "vitest";
import { inEnglish } from "../../../shared/words/testing/english.ts";
import { DEFAULT_ROUTE, holder, iface, session, usageFacts } from "../../machine/testing/usage.ts";
import { noUsage, type UsageFacts, unreadUsage } from "../../machine/usage-facts.ts";
import type { OperationRequest, VfSettingsRequest } from "../request/request.ts";
import { at, fn, ids, machineOf, pfWithVfs } from "../testing/facts.ts";
import { planInEnglish } from "../testing/plan-in-english.ts";
import type { StepTemplate } from "../verbs/list.ts";
import { cutsConnection, hitsOfPlan } from "./impact.ts";

const PF = at("01:00.0");
const VF1 = at("01:00.3");
const ON_VFIO = { driver: "vfio-pci", driverOverride: "vfio-pci" };
const NIC = at("02:00.0");
const FUNCTIONS = [
  ...pfWithVfs({ vfs: [{ children: [{ kind: "net", name: "v0", state: "down", address: null }] }, ON_VFIO] }),
  fn("02:00.0", { driver: "igb", iommuGroup: "9", parent: at("00:02.0"), resetMethods: ["bus"], classCode: 0x020000 }),
  fn("02:00.1", { driver: "igb", iommuGroup: "9", parent: at("00:02.0") }),
  fn("00:02.0", { classCode: 0x060400, bridge: { secondary: 2, subordinate: 2 } }),
];

function plan(request: OperationRequest, usage?: UsageFacts) {
  return planInEnglish({ machine: machineOf(FUNCTIONS), request, newId: ids(), knowledge: usage ? { usage } : {} });
}

const SET_0 = { kind: "vfs.set", pf: PF, count: 0, purpose: "host" } as const;
const ROUTE = usageFacts({ interfaces: [iface("eth0", { bdf: "02:00.0" })], routes: [DEFAULT_ROUTE("eth0")] });

describe("a hard stop", () => {
  it("stands before VFs that a guest has are removed, names it, and asks for the PF's address", () => {
    const made = plan(SET_0, usageFacts({ holders: [holder("01:00.3")] }));
    expect(made.verdict).toBe("guarded");
    expect(made.stop).toEqual({ bdf: PF, protects: [VF1] });
    expect(inEnglish(made.checks.find(({ level }) => level === "guard"))).toMatchObject({
      id: "protected",
      title: "0000:01:00.3 is held by guest build-7 (qemu-system-x86, pid 4711), and it would be removed.",
      evidence: "process 4711 (qemu-system-x86) has /dev/vfio/41 open",
      remedy: expect.stringMatching(/^Shut the guest down/),
    });
    // Who holds what is known, so nobody is only suspected.
    expect(made.checks.map(({ id }) => id)).not.toContain("vfs-in-use");
  });

  it("stands before the interface of the default route is taken, or its PF set up anew", () => {
    expect(plan({ kind: "assign", bdfs: [at("02:00.1"), NIC] }, ROUTE)).toMatchObject({
      verdict: "guarded",
      stop: { bdf: NIC, protects: [NIC] },
    });
    const onPf = usageFacts({ interfaces: [iface("eth0", { bdf: "01:00.0" })], routes: [DEFAULT_ROUTE("eth0")] });
    expect(plan({ ...SET_0, count: 4 }, onPf)).toMatchObject({ verdict: "guarded", stop: { bdf: PF } });
  });

  it("stands before a reset that reaches a protected neighbour on the bus", () => {
    const request = { kind: "device.reset", bdfs: [NIC], method: null } as const;
    const beside = usageFacts({ interfaces: [iface("eth0", { bdf: "02:00.1" })], routes: [DEFAULT_ROUTE("eth0")] });
    const { impact, stop } = plan(request, beside);
    expect(impact.map(({ bdf, how, cause }) => [bdf, how, cause])).toEqual([[at("02:00.1"), "reset", NIC]]);
    expect(stop).toEqual({ bdf: NIC, protects: [at("02:00.1")] });
  });

  it("does not lift a blocker", () => {
    const made = plan({ kind: "assign", bdfs: [PF] }, usageFacts({ holders: [holder("01:00.0")] }));
    expect(made.verdict).toBe("blocked");
  });

  it("is not there where nobody is hurt: what is in use is a warning when it goes, and a line when it stays", () => {
    const up = usageFacts({ interfaces: [iface("eth1", { bdf: "02:00.0", addresses: ["192.0.2.9"] })] });
    const taken = plan({ kind: "assign", bdfs: [NIC] }, up);
    expect([taken.verdict, taken.stop]).toEqual(["ready", null]);
    expect(taken.checks.find(({ id }) => id === "in-use")).toMatchObject({ level: "warning" });
    const kept = plan(
      { ...SET_0, count: 4 },
      usageFacts({ interfaces: [iface("eth1", { bdf: "01:00.0", addresses: ["192.0.2.9"] })] }),
    );
    expect(kept.checks.map(({ id }) => id)).not.toContain("in-use");
    expect(kept.impact).toMatchObject([{ bdf: PF, how: "reconfigured" }]);
  });
});

it("who uses it is guarded where a connection cannot tell, and nothing is said where nobody asked", () => {
  const found = (usage?: UsageFacts) => plan(SET_0, usage).checks.find(({ id }) => id === "usage-unread");
  expect(found(unreadUsage("not over this connection"))).toMatchObject({
    level: "guard",
    title: expect.stringContaining("not over this connection"),
  });
  const holders = {
    source: "holders",
    code: "EPERM",
    reason: "this program may not look into other programs",
  } as const;
  expect(found(noUsage([holders]))?.evidence).toBe("devices opened by programs: EPERM");
  expect(found()).toBeUndefined();
  expect(found(usageFacts())).toBeUndefined();
});

describe("settings of a VF", () => {
  const VF0 = at("01:00.2");
  const OWN = usageFacts({
    interfaces: [iface("v0", { bdf: "01:00.2", addresses: ["192.0.2.7"] })],
    routes: [DEFAULT_ROUTE("v0")],
    sessions: [session("192.0.2.7")],
    holders: [holder("01:00.3")],
  });
  const eth0 = { kind: "net", name: "eth0", state: "up", address: null } as const;
  const functions = pfWithVfs({ pf: { children: [eth0] }, vfs: [{}, ON_VFIO] });
  const NOW = {
    mac: "02:00:00:00:00:01",
    vlan: 0,
    qos: 0,
    spoofCheck: false,
    trust: false,
    linkState: "auto",
  } as const;
  const set = (vfs: readonly number[], settings: VfSettingsRequest, usage: UsageFacts = OWN) =>
    planInEnglish({
      machine: machineOf(functions),
      request: { kind: "vf.settings", pf: PF, edits: [{ vfs, settings }] },
      newId: ids(),
      knowledge: { usage, vfSettings: () => [0, 1].map((vf) => ({ vf, ...NOW, minRate: 0, maxRate: 0 })) },
    });

  it.each<VfSettingsRequest>([
    { vlan: 7 },
    { qos: 3, vlan: 7 },
    { mac: "02:00:00:00:00:99" },
    { linkState: "disable" },
    { trust: true },
    { spoofCheck: true },
  ])("that may cut it are guarded where a session, the default route or a guest stands on it: %o", (settings) => {
    const own = set([0], settings);
    expect(own).toMatchObject({ verdict: "guarded", stop: { bdf: PF, protects: [VF0] } });
    expect(own.impact).toMatchObject([{ bdf: VF0, how: "cut", cause: PF }]);
    expect(cutsConnection(own.impact)).toBe(true);
    const guests = set([1], settings);
    expect(guests.verdict).toBe("guarded");
    expect(guests.checks.find(({ id }) => id === "protected")?.title).toBe(
      "0000:01:00.3 is held by guest build-7 (qemu-system-x86, pid 4711), and its network may be interrupted.",
    );
    expect(set([0], settings, usageFacts()).verdict).toBe("ready");
    expect(set([0], settings, unreadUsage("not over this connection")).verdict).toBe("guarded");
  });

  it.each<VfSettingsRequest>([{ maxRate: 100 }, { linkState: "enable" }])(
    "that cut nothing name who has it, and stop for nobody: %o",
    (settings) => {
      const made = set([0, 1], settings);
      expect([made.verdict, made.stop, cutsConnection(made.impact)]).toEqual(["ready", null, false]);
      expect(made.impact.map(({ bdf, how }) => [bdf, how])).toEqual([
        [VF0, "adjusted"],
        [VF1, "adjusted"],
      ]);
      expect(made.checks.filter(({ id }) => id === "in-use").map(({ level, title }) => [level, title])).toContainEqual([
        "warning",
        "0000:01:00.3 is held by guest build-7 (qemu-system-x86, pid 4711), and its settings would change.",
      ]);
    },
  );
});

describe("what a plan reaches", () => {
  const hits = (steps: readonly StepTemplate[], functions = FUNCTIONS) =>
    hitsOfPlan(
      machineOf(functions),
      steps.map((template) => ({ template })),
    ).map(({ bdf, how }) => [bdf, how]);
  const unbind: StepTemplate = { verb: "driver.unbind", target: { bdf: VF1 }, from: "any" };
  const remove: StepTemplate = { verb: "sriov.numvfs", bdf: PF, value: 0 };
  const VF0 = at("01:00.2");

  it("counts by the worst that happens to it, whatever comes first", () => {
    const worst = [
      [VF1, "removed"],
      [PF, "reconfigured"],
      [VF0, "removed"],
    ];
    expect(hits([unbind, remove])).toEqual(worst);
    expect(hits([remove, unbind]).sort()).toEqual(worst.toSorted());
  });

  it("is a VF that is named by its PF, too", () => {
    const target = { pf: PF, vf: 1, expected: null };
    expect(hits([{ verb: "driver.unbind", target, from: "any" }])).toEqual([[VF1, "unbound"]]);
    expect(hits([{ verb: "driver.probe", target }])).toEqual([[VF1, "bound"]]);
    expect(hits([{ verb: "vf.msix", target, count: 4 }])).toEqual([[VF1, "adjusted"]]);
  });

  it("is nothing that is not there", () => {
    expect(hits([{ verb: "driver.unbind", target: { bdf: at("7f:00.0") }, from: "any" }])).toEqual([]);
    expect(hits([{ verb: "driver.unbind", target: { pf: PF, vf: 9, expected: null }, from: "any" }])).toEqual([]);
  });

  it("by a bus reset below no bridge is its bus, and no other of that number", () => {
    const functions = ["05:00.0", "05:00.1", "06:00.0", "0001:05:00.0"].map((address) =>
      fn(address, { hostBridge: "pci0000:05", resetMethods: ["bus"] }),
    );
    const reset: StepTemplate = { verb: "device.reset", bdf: at("05:00.0") };
    expect(hits([reset], functions)).toEqual([
      [at("05:00.0"), "reset"],
      [at("05:00.1"), "reset"],
    ]);
  });
});
