/** What is said of settings of VFs, and which drivers they take away for a moment. */

import { describe, expect, it } from "vitest";
import type { FunctionInfo, VfSettings } from "../../machine/facts.ts";
import { english, type InEnglish, inEnglish } from "../../words/testing/english.ts";
import { sharedAddresses, sharedText } from "../findings/vf-addresses.ts";
import type { RequestOf, VfSettingsRequest } from "../request/request.ts";
import { at, fn, ids, machineOf, pfWithVfs } from "../testing/facts.ts";
import { vfSettings } from "../testing/vf-settings.ts";
import { NO_MAC } from "../verbs/vf-settings.ts";
import { planOperation } from "./plan.ts";
import type { Plan } from "./types.ts";

const PF = at("01:00.0");
const NET = { kind: "net", name: "eth0", state: "up", address: null } as const;
const VF_NET = { kind: "net", name: "eth4", state: "up", address: null } as const;
const ON_VFIO = { driver: "vfio-pci", driverOverride: "vfio-pci" };

interface Setup {
  readonly vfs?: readonly Partial<FunctionInfo>[];
  readonly pf?: Partial<FunctionInfo>;
  /** Sizes of the VFs' MSI-X tables. */
  readonly msix?: readonly number[];
  readonly chosen?: readonly number[];
  readonly known?: readonly VfSettings[] | null;
}

function plan(
  settings: VfSettingsRequest,
  { vfs = [{}, {}], pf = { children: [NET] }, msix, chosen, known = null }: Setup = {},
): InEnglish<Plan> {
  const functions = pfWithVfs({ pf, sriov: { vfTotalMsix: 64 }, vfs });
  return inEnglish(
    planOperation({
      machine: machineOf(functions),
      request: { kind: "vf.settings", pf: PF, edits: [{ vfs: chosen ?? vfs.map((_, index) => index), settings }] },
      newId: ids(),
      knowledge: {
        vfSettings: () => known,
        msixSize: (bdf) => msix?.[functions.findIndex((each) => each.bdf === bdf) - 2] ?? null,
      },
    }),
  );
}

const idsOf = ({ checks }: InEnglish<Plan>) => checks.map((check) => check.id);
const labels = ({ steps }: InEnglish<Plan>) => steps.map((step) => step.label);

describe("settings of VFs", () => {
  it("are named by the VF, or counted", () => {
    expect(plan({ trust: true }, { chosen: [1] }).title).toBe("Set trust of VF 1 of 0000:01:00.0");
    expect(plan({ trust: true, vlan: 7 }).title).toBe("Change settings of 2 VFs of 0000:01:00.0");
    expect(plan({ trust: true }).summary).toMatch(/^2 steps on 2 VFs of 0000:01:00\.0\. /);
  });

  it("warn where those of now cannot be brought back, of each VF and setting, and say what is written as 0 for that", () => {
    const said = (settings: VfSettingsRequest, known: readonly VfSettings[] | null) => {
      const made = plan(settings, { known });
      expect(made.verdict).toBe("ready");
      return made.checks.flatMap(({ id, level, title, evidence }) =>
        id === "vf-settings-unknown" ? [`${level}: ${title} (${evidence})`] : [],
      );
    };
    const both = (facts: Partial<VfSettings> = {}) => [vfSettings(0, facts), vfSettings(1, facts)];
    const one = "warning: Current settings of 1 VF are unknown and can’t be restored.";
    const two = "warning: Current settings of 2 VFs are unknown and can’t be restored.";
    for (const known of [null, []]) {
      expect(said({ vlan: 7, qos: 0, trust: true }, known)).toEqual([
        `${two} (trust and VLAN of VFs 0–1 of 0000:01:00.0 could not be read)`,
      ]);
    }
    expect(said({ trust: true }, [vfSettings(0)])).toEqual([
      `${one} (trust of VF 1 of 0000:01:00.0 could not be read)`,
    ]);
    expect(said({ trust: true, vlan: 7 }, both({ trust: null }))).toEqual([
      `${two} (trust of VFs 0–1 of 0000:01:00.0 could not be read)`,
    ]);
    expect(said({ maxRate: 100 }, [vfSettings(0)])).toEqual([
      `${one} (minimum rate and maximum rate of VF 1 of 0000:01:00.0 could not be read and minimum rate of VF 1 will be set to 0)`,
    ]);
    expect(said({ maxRate: 100 }, both({ minRate: null }))).toEqual([
      `${two} (minimum rate of VFs 0–1 of 0000:01:00.0 could not be read and minimum rate of VFs 0–1 will be set to 0)`,
    ]);
    expect(said({ vlan: 7 }, [vfSettings(0)])).toEqual([
      `${one} (VLAN of VF 1 of 0000:01:00.0 could not be read and VLAN priority of VF 1 will be set to 0)`,
    ]);
    // What is not written needs no way back.
    expect(said({ trust: true }, both({ mac: null, vlan: null }))).toEqual([]);
  });

  it("promise to bring back what is known", () => {
    expect(plan({ vlan: 7 }, { known: [vfSettings(0), vfSettings(1)] }).undo).toEqual([
      "Restores the current settings of each VF.",
    ]);
    expect(plan({ vlan: 7 }, { known: [vfSettings(0)] }).undo).toEqual([
      "Restores the current settings of each VF, except those that could not be read.",
    ]);
  });

  it("need a VF to be made on", () => {
    expect(idsOf(plan({ trust: true }, { chosen: [] }))).toContain("vf-exists");
  });

  it("are not made on a VF that only its PF's link tells of, and that is no VF with these settings either", () => {
    const lost = pfWithVfs({ pf: { children: [NET] }, vfs: [{}] }).slice(0, -1);
    const request = { kind: "vf.settings", pf: PF, edits: [{ vfs: [0], settings: { vlan: 7 } }] } as const;
    const made = planOperation({ machine: machineOf(lost), request, newId: ids() });
    expect(made).toMatchObject({ verdict: "blocked", steps: [], checks: [{ id: "vf-exists" }] });
  });

  it("say that a new MAC address is seen later only where a driver has a VF", () => {
    const made = plan({ mac: "02:00:00:00:00:01" }, { vfs: [{ driver: null }, {}] });
    expect(english(made.checks.find((check) => check.id === "vf-mac-rebind")?.evidence)).toBe(
      "driver of 0000:01:00.3 is mlx5_core",
    );
    expect(idsOf(plan({ mac: "02:00:00:00:00:01" }, { vfs: [{ driver: null }] }))).not.toContain("vf-mac-rebind");
    expect(idsOf(plan({ vlan: 7 }))).not.toContain("vf-mac-rebind");
  });

  it("take no driver away, and say so to guests", () => {
    const made = plan({ vlan: 7 }, { vfs: [ON_VFIO, { children: [VF_NET] }] });
    expect(inEnglish(made.checks).find((check) => check.id === "vf-setting-guest")).toMatchObject({
      level: "warning",
      evidence: "driver of 0000:01:00.2 is vfio-pci",
    });
    expect(idsOf(plan({ vlan: 7 }))).not.toContain("vf-setting-guest");
    expect(idsOf(made)).not.toContain("guest-in-use");
    expect(idsOf(made)).not.toContain("net-up");
  });
});

describe("half of a setting", () => {
  const faults = (settings: VfSettingsRequest, known: readonly VfSettings[] | null) => {
    const made = plan(settings, { known });
    if (made.verdict !== "blocked") return made.verdict;
    expect(made.steps).toEqual([]);
    return made.checks.map(({ id, level, title }) => `${level} ${id}: ${title}`);
  };
  const both = (facts: Partial<VfSettings>) => [vfSettings(0, facts), vfSettings(1, facts)];

  it("is refused where it crosses what the VF has of the other half", () => {
    expect(faults({ minRate: 500 }, [vfSettings(0, { maxRate: 100 }), vfSettings(1)])).toEqual([
      "blocker vf-setting-value: VF 0 would have a minimum rate of 500 Mbit/s, above its maximum rate of 100 Mbit/s.",
    ]);
    expect(faults({ maxRate: 100 }, both({ minRate: 500 }))).toEqual([
      "blocker vf-setting-value: VFs 0–1 would have a minimum rate of 500 Mbit/s, above their maximum rate of 100 Mbit/s.",
    ]);
    expect(faults({ minRate: 500, maxRate: 600 }, both({ maxRate: 100 }))).toBe("ready");
    // No limit.
    expect(faults({ maxRate: 0 }, both({ minRate: 500, maxRate: 600 }))).toBe("ready");
  });

  it("is refused where it is a priority, and no VLAN is known that has it", () => {
    expect(faults({ qos: 3 }, both({}))).toEqual([
      "blocker vf-setting-value: VFs 0–1 have no VLAN, which a VLAN priority needs.",
    ]);
    expect(faults({ qos: 3 }, [vfSettings(0, { vlan: 7 })])).toEqual([
      "blocker vf-setting-value: The VLAN of VF 1 could not be read: set it together with its priority.",
    ]);
    expect(faults({ qos: 3 }, both({ vlan: 7 }))).toBe("ready");
    expect(faults({ qos: 3, vlan: 7 }, null)).toBe("ready");
  });
});

describe("an address that somebody has", () => {
  const OWN = "02:00:00:00:aa:00";
  const mac = (last: number) => `02:00:00:00:00:${last}`;
  const VF1 = at("01:00.3");
  const card = { children: [{ ...NET, address: OWN }] };
  const lan = fn("03:00.0", { children: [{ ...NET, name: "lan0", address: "02:00:00:00:bb:00" }] });
  const told = (...macs: readonly string[]) => macs.map((each, vf) => vfSettings(vf, { mac: each }));
  const clashes = (edits: RequestOf<"vf.settings">["edits"], known: readonly VfSettings[], vfs = [{}, {}, {}, {}]) => {
    const made = planOperation({
      machine: machineOf([...pfWithVfs({ pf: card, vfs }), lan]),
      request: { kind: "vf.settings", pf: PF, edits },
      newId: ids(),
      knowledge: { vfSettings: () => known },
    });
    expect(made.verdict).toBe("ready");
    return inEnglish(made.checks).flatMap(({ id, level, evidence }) =>
      id === "vf-address-taken" ? [`${level}: ${evidence}`] : [],
    );
  };
  const edit = (vfs: readonly number[], settings: VfSettingsRequest) => ({ vfs: [...vfs], settings });

  it("is named with both: another VF, another edit, the PF itself, an interface of another function", () => {
    expect(clashes([edit([0, 1], { mac: mac(10) })], told(NO_MAC, NO_MAC, NO_MAC, mac(11)))).toEqual([
      "warning: VF 1 and VF 3 would have the same MAC address: 02:00:00:00:00:11",
    ]);
    const twice = [edit([0], { mac: mac(10) }), edit([1], { mac: mac(10) })];
    expect(clashes(twice, told(NO_MAC, NO_MAC))).toEqual([
      "warning: VF 0 and VF 1 would have the same MAC address: 02:00:00:00:00:10",
    ]);
    expect(clashes([edit([0], { mac: OWN })], told(NO_MAC))).toEqual([
      "warning: VF 0 and 0000:01:00.0 (eth0) would have the same MAC address: 02:00:00:00:aa:00",
    ]);
    expect(clashes([edit([0], { mac: "02:00:00:00:bb:00" })], told(NO_MAC))).toEqual([
      "warning: VF 0 and 0000:03:00.0 (lan0) would have the same MAC address: 02:00:00:00:bb:00",
    ]);
  });

  it("may change hands in one plan, and may be a VF's own interface's", () => {
    const vfs = [1, 2].map((last) => ({ children: [{ ...VF_NET, name: `v${last}`, address: mac(10 + last) }] }));
    const swap = [edit([0], { mac: mac(12) }), edit([1], { mac: mac(11) })];
    expect(clashes(swap, told(mac(11), mac(12)), vfs)).toEqual([]);
    expect(clashes([edit([0], { mac: mac(11) })], told(NO_MAC, NO_MAC), vfs)).toEqual([]);
    expect(clashes([edit([0], { mac: mac(12) })], told(NO_MAC, NO_MAC), vfs)).toEqual([
      "warning: VF 0 and VF 1 would have the same MAC address: 02:00:00:00:00:12",
    ]);
  });

  it("is told with who uses it", () => {
    const shared = { kind: "mac", address: mac(10), gets: [0], has: [{ vf: 1, bdf: VF1 }] } as const;
    expect(english(sharedText(shared, (bdf) => (bdf === VF1 ? ["guest build-07"] : [])))).toBe(
      "VF 0 and VF 1 (guest build-07) would have the same MAC address: 02:00:00:00:00:10",
    );
  });

  it("may be a GUID, of the port also where an IPoIB interface has it", () => {
    const guid = "00:02:c9:03:00:21:6e:70";
    const ib = { ...NET, name: "ib0", address: `00:00:00:86:fe:80:00:00:00:00:00:00:${guid}` };
    const machine = machineOf([...pfWithVfs({ pf: { children: [ib] }, vfs: [{}, {}] })]);
    const pf = machine.byBdf.get(PF);
    if (pf === undefined) throw new Error("the machine has the PF");
    const of = (kind: "nodeGuid" | "portGuid", known: readonly VfSettings[]) =>
      sharedAddresses(machine, pf, known, new Map([[0, { [kind]: guid }]])).flatMap(({ has }) => has);
    expect(of("portGuid", [])).toEqual([{ vf: null, bdf: PF, name: "ib0" }]);
    expect(of("nodeGuid", [])).toEqual([]);
    expect(of("nodeGuid", [vfSettings(1, { nodeGuid: guid })])).toEqual([{ vf: 1, bdf: VF1 }]);
  });
});

describe("numbers of MSI-X vectors", () => {
  it("need no network interface of the PF", () => {
    expect(inEnglish(plan({ msix: 8 }, { pf: {}, vfs: [{ driver: null }] }))).toMatchObject({
      verdict: "ready",
      steps: [{ label: "Set 0000:01:00.2 to 8 MSI-X vectors" }],
    });
    expect(labels(plan({ msix: 0 }, { pf: {}, vfs: [{ driver: null }] }))).toEqual([
      "Set 0000:01:00.2 to the driver’s default number of MSI-X vectors",
    ]);
  });

  it("leave a VF reserved for whoever it is reserved for, while its driver lets go", () => {
    expect(labels(plan({ msix: 8 }, { vfs: [ON_VFIO] }))).toEqual([
      "Unbind 0000:01:00.2 from vfio-pci",
      "Set 0000:01:00.2 to 8 MSI-X vectors",
      "Bind 0000:01:00.2 to vfio-pci",
    ]);
  });

  it("that are so already are left alone", () => {
    expect(plan({ msix: 8 }, { vfs: [{}], msix: [8] })).toMatchObject({
      verdict: "nothing",
      summary: "No changes needed.",
      checks: [{ id: "already-so", evidence: "settings of VF 0 were read" }],
    });
  });

  it("warn of what uses a VF that its driver lets go of, and of no other", () => {
    const vfs = [{ children: [VF_NET] }, ON_VFIO];
    expect(idsOf(plan({ msix: 8 }, { vfs }))).toEqual(expect.arrayContaining(["net-up", "guest-in-use"]));
    const second = idsOf(plan({ msix: 8 }, { vfs, msix: [8, 4] }));
    expect(second).toContain("guest-in-use");
    expect(second).not.toContain("net-up");
    // No driver has it, so none lets go of it, and nothing is woken.
    expect(idsOf(plan({ msix: 8 }, { vfs: [{ driver: null, powerState: "D3cold" }] }))).not.toContain("asleep");
  });
});
