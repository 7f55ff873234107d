/** Plans on functions themselves: settings of VFs, resets, removal, the autoprobe switch, what is left of one cut off. */

import { describe, expect, it } from "vitest";
import type { ChildFacts, FunctionInfo, VfSettings } from "../../machine/facts.ts";
import { english, type InEnglish, inEnglish } from "../../words/testing/english.ts";
import { VF_SETTINGS_CHECK_WORDS } from "../../words/texts/vf-settings-check.ts";
import type { JournalEntry } from "../record/record.ts";
import type { OperationRequest } from "../request/request.ts";
import { at, ids, machineOf, pfWithVfs, fn as someFunction } from "../testing/facts.ts";
import { cutOffEntry } from "../testing/journal-entry.ts";
import { vfSettings } from "../testing/vf-settings.ts";
import { NO_MAC } from "../verbs/vf-settings.ts";
import { planOperation } from "./plan.ts";
import type { Plan } from "./types.ts";

const PF = at("01:00.0");
const VF0 = at("01:00.2");
const NET = { kind: "net", name: "eth0", state: "up", address: null } as const;

interface Setup {
  readonly functions?: readonly FunctionInfo[];
  readonly known?: readonly VfSettings[] | null;
  readonly msix?: number;
  readonly entry?: JournalEntry;
  /** `uname -r` */
  readonly kernel?: string;
}

const ON_VFIO = { driver: "vfio-pci", driverOverride: "vfio-pci" };
const TWO_VFS = () => pfWithVfs({ pf: { children: [NET] }, sriov: { vfTotalMsix: 64 }, vfs: [{}, { driver: null }] });

function plan(
  request: OperationRequest,
  { functions = TWO_VFS(), known = [vfSettings(0), vfSettings(1)], msix, entry, kernel }: Setup = {},
): InEnglish<Plan> {
  return inEnglish(
    planOperation({
      machine: machineOf(functions, kernel === undefined ? {} : { identity: { kernel } }),
      request,
      undoOf: entry,
      newId: ids(),
      knowledge: { vfSettings: () => known, msixSize: () => msix ?? null, entry: () => null },
    }),
  );
}

const templates = (made: InEnglish<Plan>) => made.steps.map(({ template }) => template);
const verbs = (made: InEnglish<Plan>) => made.steps.map(({ template }) => template.verb);
const remarks = (made: InEnglish<Plan>) => made.checks.map(({ id }) => id);

describe("settings of VFs", () => {
  it("are one write each, with the way back to what the VF has now", () => {
    const made = plan({
      kind: "vf.settings",
      pf: PF,
      edits: [{ vfs: [0, 1], settings: { mac: "02:00:00:00:00:10", vlan: 7 } }],
    });
    expect(made.verdict).toBe("ready");
    expect(made.steps.map(({ command }) => command)).toEqual([
      "ip link set dev eth0 vf 0 mac 02:00:00:00:00:10",
      "ip link set dev eth0 vf 0 vlan 7 qos 0",
      "ip link set dev eth0 vf 1 mac 02:00:00:00:00:11",
      "ip link set dev eth0 vf 1 vlan 7 qos 0",
    ]);
    const back = { verb: "vf.network", bdf: PF, vf: 0, by: "eth0" };
    expect(made.steps.slice(0, 2).map(({ undo }) => undo)).toEqual([
      [{ ...back, settings: [{ set: "mac", mac: NO_MAC }] }],
      [{ ...back, settings: [{ set: "vlan", vlan: 0, qos: 0 }] }],
    ]);
  });

  it("of several edits are one plan, and addresses count up within each of them", () => {
    const made = plan({
      kind: "vf.settings",
      pf: PF,
      edits: [
        { vfs: [1], settings: { mac: "02:00:00:00:00:20", trust: true } },
        { vfs: [0], settings: { mac: "02:00:00:00:00:10" } },
      ],
    });
    expect(made.steps.map(({ command }) => command)).toEqual([
      "ip link set dev eth0 vf 1 trust on",
      "ip link set dev eth0 vf 1 mac 02:00:00:00:00:20",
      "ip link set dev eth0 vf 0 mac 02:00:00:00:00:10",
    ]);
  });

  it("that are so already are left out", () => {
    const known = [vfSettings(0, { vlan: 7 }), vfSettings(1)];
    const made = plan({ kind: "vf.settings", pf: PF, edits: [{ vfs: [0, 1], settings: { vlan: 7 } }] }, { known });
    expect(templates(made)).toMatchObject([{ verb: "vf.network", vf: 1 }]);
    expect(plan({ kind: "vf.settings", pf: PF, edits: [{ vfs: [0], settings: { vlan: 7 } }] }, { known }).verdict).toBe(
      "nothing",
    );
  });

  it("that cannot be read are made all the same, and the plan says that they cannot be brought back", () => {
    const made = plan(
      { kind: "vf.settings", pf: PF, edits: [{ vfs: [0], settings: { trust: true } }] },
      { known: null },
    );
    expect(made.verdict).toBe("ready");
    expect(remarks(made)).toContain("vf-settings-unknown");
    expect(made.steps[0]?.undo).toEqual([]);
  });

  it("take the driver off the VF for its MSI-X vectors, and give it back", () => {
    const made = plan({ kind: "vf.settings", pf: PF, edits: [{ vfs: [0], settings: { msix: 4 } }] }, { msix: 12 });
    expect(verbs(made)).toEqual(["driver.unbind", "vf.msix", "driver.override", "driver.probe", "driver.override"]);
    expect(made.steps[1]?.undo).toEqual([{ verb: "vf.msix", target: { bdf: VF0 }, count: 12 }]);
    const free = plan({ kind: "vf.settings", pf: PF, edits: [{ vfs: [1], settings: { msix: 4 } }] }, { msix: 12 });
    expect(verbs(free)).toEqual(["vf.msix"]);
  });

  it.each<[string, OperationRequest, Setup, string]>([
    [
      "a VF that is not there",
      { kind: "vf.settings", pf: PF, edits: [{ vfs: [5], settings: { vlan: 1 } }] },
      {},
      "vf-exists",
    ],
    ["a VF twice", { kind: "vf.settings", pf: PF, edits: [{ vfs: [0, 0], settings: { vlan: 1 } }] }, {}, "vf-exists"],
    [
      "a VF in two edits",
      {
        kind: "vf.settings",
        pf: PF,
        edits: [
          { vfs: [0, 1], settings: { vlan: 1 } },
          { vfs: [1], settings: { trust: true } },
        ],
      },
      {},
      "vf-exists",
    ],
    ["what is no PF", { kind: "vf.settings", pf: VF0, edits: [{ vfs: [0], settings: { vlan: 1 } }] }, {}, "is-pf"],
    [
      "a value that is none",
      { kind: "vf.settings", pf: PF, edits: [{ vfs: [0], settings: { vlan: 5000 } }] },
      {},
      "vf-setting-value",
    ],
    [
      "a PF without an interface",
      { kind: "vf.settings", pf: PF, edits: [{ vfs: [0], settings: { vlan: 1 } }] },
      { functions: pfWithVfs({ vfs: [{}] }) },
      "vf-setting-interface",
    ],
    [
      "vectors that nobody shares out",
      { kind: "vf.settings", pf: PF, edits: [{ vfs: [0], settings: { msix: 1 } }] },
      { functions: pfWithVfs({ sriov: { vfTotalMsix: 0 }, vfs: [{}] }) },
      "vf-msix-pool",
    ],
  ])("are refused for %s", (_, request, setup, id) => {
    const made = plan(request, setup);
    expect(made.verdict).toBe("blocked");
    expect(remarks(made)).toContain(id);
  });

  it("a kernel that has no MSI-X setting for VFs is not taken for a driver that shares none out", () => {
    const functions = pfWithVfs({ sriov: { vfTotalMsix: null }, vfs: [{}] });
    const request = { kind: "vf.settings", pf: PF, edits: [{ vfs: [0], settings: { msix: 1 } }] } as const;
    const said = (kernel: string) =>
      plan(request, { functions, kernel }).checks.find(({ id }) => id === "vf-msix-pool");
    expect(said("5.10.0-46-amd64")?.title).toBe(
      english(VF_SETTINGS_CHECK_WORDS.kernelWithoutMsix({ kernel: "5.10.0-46-amd64" })),
    );
    expect(said("6.1.0")?.title).toBe(english(VF_SETTINGS_CHECK_WORDS.driverWithoutMsix({ driver: "mlx5_core" })));
  });

  it("are made again when the number of VFs changes, for those that there will be", () => {
    const known = [vfSettings(0, { mac: "02:00:00:00:00:01", trust: true }), vfSettings(1, { vlan: 9 })];
    const made = plan({ kind: "vfs.set", pf: PF, count: 1, purpose: "host" }, { known });
    const again = { verb: "vf.network", bdf: PF, vf: 0, by: "eth0" };
    expect(templates(made).slice(-2)).toEqual([
      { ...again, settings: [{ set: "trust", on: true }] },
      { ...again, settings: [{ set: "mac", mac: "02:00:00:00:00:01" }] },
    ]);
    expect(made.steps[0]?.undo.filter(({ verb }) => verb === "vf.network")).toHaveLength(3);
    expect(remarks(made)).toContain("vf-settings-again");
  });
});

describe("a reset", () => {
  const functions = (methods: readonly string[], facts: Partial<FunctionInfo> = {}) => [
    ...pfWithVfs({ pf: { resetMethods: methods, ...facts } }),
    someFunction("01:00.1", { hostBridge: "pci0000:00", parent: at("00:01.0"), driver: "mlx5_core" }),
  ];

  it("by the kernel's first choice is one write, and cannot be taken back", () => {
    const made = plan({ kind: "device.reset", bdfs: [PF], method: null }, { functions: functions(["flr", "bus"]) });
    expect(verbs(made)).toEqual(["device.reset"]);
    expect(made.undoable).toBe(false);
    expect(made.undo).toEqual([expect.stringMatching(/^A reset can’t be undone/)]);
    expect(remarks(made)).toContain("reset-driver");
    expect(remarks(made)).not.toContain("reset-siblings");
  });

  it("by another method narrows the methods for its time", () => {
    const alone = pfWithVfs({ pf: { resetMethods: ["flr", "bus"] } });
    const made = plan({ kind: "device.reset", bdfs: [PF], method: "bus" }, { functions: alone });
    expect(templates(made)).toEqual([
      { verb: "reset.method", bdf: PF, methods: ["bus"] },
      { verb: "device.reset", bdf: PF },
      { verb: "reset.method", bdf: PF, methods: ["flr", "bus"] },
    ]);
  });

  it("of a bus is refused for one of several on it, its own VFs apart", () => {
    const made = (method: string | null, list: readonly FunctionInfo[]) => {
      const { verdict, checks } = plan({ kind: "device.reset", bdfs: [PF], method }, { functions: list });
      const check = checks.find(({ id }) => id === "reset-siblings");
      return [verdict, check?.evidence, check?.remedy];
    };
    const other = "on its bus: 0000:01:00.1 (mlx5_core)";
    expect(made("bus", functions(["flr", "bus"]))).toEqual([
      "blocked",
      other,
      "Use FLR, which leaves the rest of the bus alone.",
    ]);
    expect(made(null, functions(["bus"])).slice(0, 2)).toEqual(["blocked", other]);
    const withVf = pfWithVfs({ pf: { resetMethods: ["bus"] }, vfs: [{}] });
    expect(made(null, withVf)).toEqual(["ready", undefined, undefined]);
  });

  it("is refused while the driver would wait in it for an interface that is down", () => {
    const verdict = (driver: string, state: string | null) => {
      const children = state === null ? [] : [{ kind: "net", name: "eth0", state, address: null } as const];
      const made = plan(
        { kind: "device.reset", bdfs: [PF], method: null },
        { functions: functions(["flr"], { driver, children }) },
      );
      return [made.verdict, made.checks.some(({ id }) => id === "reset-hangs")];
    };
    expect(verdict("igbvf", "down")).toEqual(["blocked", true]);
    expect(verdict("igbvf", null)).toEqual(["blocked", true]);
    expect(verdict("igbvf", "up")).toEqual(["ready", false]);
    expect(verdict("igb", "down")).toEqual(["ready", false]);
  });

  it("is refused while an interface, up or down, or a disk would hang after it", () => {
    const title = (kind: ChildFacts["kind"] | null, state: string | null) => {
      const children = kind === null ? [] : [{ kind, name: "child", state, address: null }];
      const made = plan(
        { kind: "device.reset", bdfs: [PF], method: null },
        { functions: functions(["flr"], { driver: "virtio-pci", children }) },
      );
      return made.checks.find(({ id }) => id === "reset-hangs")?.title;
    };
    const hangs = `virtio-pci does not notice a reset of ${PF}. The next use of child hangs permanently`;
    expect(title("net", "down")).toBe(`${hangs}, and all networking with it.`);
    expect(title("net", "up")).toBe(title("net", "down"));
    expect(title("block", null)).toBe(`${hangs}.`);
    expect([title("drm", null), title(null, null)]).toEqual([undefined, undefined]);
  });

  it("is refused where there is no way, or not this one", () => {
    expect(plan({ kind: "device.reset", bdfs: [PF], method: null }, { functions: functions([]) }).verdict).toBe(
      "blocked",
    );
    const request: OperationRequest = { kind: "device.reset", bdfs: [PF], method: "acpi" };
    expect(plan(request, { functions: functions(["flr"]) }).verdict).toBe("blocked");
    expect(plan({ kind: "device.reset", bdfs: [at("00:01.0")], method: null }).verdict).toBe("blocked");
  });

  it("of a PF says that its VFs lose their state", () => {
    const made = plan(
      { kind: "device.reset", bdfs: [PF], method: null },
      { functions: pfWithVfs({ pf: { resetMethods: ["flr"] }, vfs: [{}] }) },
    );
    expect(remarks(made)).toContain("reset-vfs");
  });
});

const ELSEWHERE = someFunction("02:00.0", { hostBridge: "pci0000:00" });

describe("removal", () => {
  it("is never planned for a PF with VFs, a VF or a bridge", () => {
    const blocked = (bdf: string) => {
      const made = plan({ kind: "device.remove", bdfs: [at(bdf)] });
      return [made.verdict, ...remarks(made).filter((id) => id.startsWith("remove-"))];
    };
    expect(blocked("01:00.0")).toEqual(["blocked", "remove-pf-with-vfs"]);
    expect(blocked("01:00.2")).toEqual(["blocked", "remove-vf"]);
    expect(blocked("00:01.0")).toEqual(["blocked", "remove-bridge"]);
    const bridge = plan({ kind: "device.remove", bdfs: [at("00:01.0")] }, { functions: [...pfWithVfs(), ELSEWHERE] });
    expect(bridge.checks.find(({ id }) => id === "remove-bridge")?.evidence).toBe("behind it: 0000:01:00.0");
    const missing = plan({ kind: "device.remove", bdfs: [at("7f:00.0")] });
    expect(missing).toMatchObject({ verdict: "blocked", steps: [], summary: "Nothing will be changed." });
  });

  it("wakes a function that sleeps only where a driver has it", () => {
    const asleep = (driver: string | null) => {
      const functions = [someFunction("02:00.0", { powerState: "D3cold", driver })];
      return remarks(plan({ kind: "device.remove", bdfs: [at("02:00.0")] }, { functions })).includes("asleep");
    };
    expect(asleep("igb")).toBe(true);
    expect(asleep(null)).toBe(false);
  });

  it.each<OperationRequest>([
    { kind: "device.remove", bdfs: [PF] },
    { kind: "assign", bdfs: [PF] },
    { kind: "giveBack", bdfs: [PF] },
    { kind: "vfs.set", pf: PF, count: 9, purpose: "host" },
  ])("and $kind say only once that a PF has VFs", (request) => {
    const functions = request.kind === "giveBack" ? pfWithVfs({ pf: ON_VFIO, vfs: [{}] }) : TWO_VFS();
    const blockers = plan(request, { functions }).checks.filter(({ level }) => level === "blocker");
    expect(blockers).toHaveLength(1);
  });

  it.each<[string, Partial<FunctionInfo>]>([
    ["a host bridge", { classCode: 0x060000 }],
    ["the bridge to ISA", { classCode: 0x060100, driver: "lpc_ich" }],
    ["the SMBus", { classCode: 0x0c0500, driver: "i801_smbus" }],
  ])("of %s promises no rescan that brings all of it back", (_, facts) => {
    const ordinary = someFunction("02:00.0", { classCode: 0x020000 });
    const part = someFunction("00:1f.0", facts);
    const said = (...list: FunctionInfo[]) => {
      const { summary, undo, checks } = plan(
        { kind: "device.remove", bdfs: list.map(({ bdf }) => bdf) },
        { functions: list },
      );
      return [summary, ...undo, ...checks.map(({ remedy }) => remedy ?? "")].join(" ");
    };
    expect(said(ordinary)).toMatch(/: a rescan finds it again\. Rescans the bus/);
    expect(said(part)).toContain("only a reboot restores them");
    expect(said(part)).toContain(`Reboot the machine: nothing else restarts what stops with ${part.bdf}.`);
    expect(said(part)).not.toMatch(/rescan/i);
    expect(said(ordinary, part)).not.toMatch(/rescan/i);
  });

  it("is taken back by a rescan", () => {
    const made = plan({ kind: "device.remove", bdfs: [PF] }, { functions: pfWithVfs() });
    expect(made.steps).toMatchObject([
      { template: { verb: "device.remove", bdf: PF }, undo: [{ verb: "bus.rescan" }] },
    ]);
  });

  it("that is undone finds the function and gives it the override that it had", () => {
    const before = {
      functions: [{ bdf: PF, driver: "vfio-pci", driverOverride: "vfio-pci" }],
      vfs: null,
      removed: [PF],
    };
    const entry = { ...cutOff({ kind: "device.remove", bdfs: [PF] }), state: "done", before } as const;
    const [port] = pfWithVfs();
    const made = plan({ kind: "undo", entryId: "e" }, { entry, functions: port ? [port] : [] });
    expect(verbs(made)).toEqual(["bus.rescan", "driver.override", "driver.unbind", "driver.probe"]);
    expect(made.steps[0]?.expect).toEqual([{ that: "present", bdf: PF, value: true }]);
  });
});

it("the autoprobe switch is planned with its way back, and not where it is so already", () => {
  const made = plan({ kind: "autoprobe.set", pf: PF, value: false });
  expect(made.steps).toMatchObject([{ undo: [{ verb: "sriov.autoprobe", bdf: PF, value: true }] }]);
  expect(plan({ kind: "autoprobe.set", pf: PF, value: true }).verdict).toBe("nothing");
  expect(plan({ kind: "autoprobe.set", pf: at("00:01.0"), value: true }).verdict).toBe("blocked");
  expect(plan({ kind: "autoprobe.set", pf: at("7f:00.0"), value: true })).toMatchObject({
    verdict: "blocked",
    checks: [{ id: "function-exists" }],
  });
});

function cutOff(request: OperationRequest): JournalEntry {
  return cutOffEntry({ id: "e", request, before: { functions: [], vfs: { pf: PF, count: 0, autoprobe: true } } });
}

describe("what is left of an operation that was cut off", () => {
  const finish: OperationRequest = { kind: "finish", entryId: "e" };

  it("is the request anew, and the switch that was only borrowed", () => {
    const functions = pfWithVfs({
      sriov: { driversAutoprobe: false },
      vfs: [{ driver: null }, { driver: "vfio-pci", driverOverride: "vfio-pci" }],
    });
    const entry = cutOff({ kind: "vfs.set", pf: PF, count: 2, purpose: "vfio-pci" });
    const made = plan(finish, { functions, entry });
    expect(made.title).toBe("Finish: Set 0000:01:00.0 to 2 VFs");
    expect(made.summary).toMatch(
      / 1 of them will be bound to vfio-pci, .* sriov_drivers_autoprobe of .* will be 1 again\.$/,
    );
    const switchOnly = pfWithVfs({ sriov: { driversAutoprobe: false }, vfs: [ON_VFIO, ON_VFIO] });
    expect(plan(finish, { functions: switchOnly, entry }).summary).toBe(
      "sriov_drivers_autoprobe of 0000:01:00.0 will be 1 again.",
    );
    expect(templates(made)).toEqual([
      { verb: "driver.override", target: { bdf: VF0 }, driver: "vfio-pci" },
      { verb: "driver.probe", target: { bdf: VF0 } },
      { verb: "sriov.autoprobe", bdf: PF, value: true },
    ]);
  });

  it("is nothing where all was done, and is refused while it runs or on another machine", () => {
    const entry = cutOff({ kind: "assign", bdfs: [VF0] });
    const functions = pfWithVfs({ vfs: [{ driver: "vfio-pci", driverOverride: "vfio-pci" }] });
    expect(plan(finish, { functions, entry }).verdict).toBe("nothing");
    expect(plan(finish, { functions, entry: { ...entry, state: "running" } }).verdict).toBe("blocked");
    expect(plan(finish, { functions, entry: { ...entry, machine: "another", bootId: null } }).verdict).toBe("blocked");
    expect(plan(finish, { functions }).verdict).toBe("blocked");
  });
});
