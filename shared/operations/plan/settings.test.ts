/** What is said of settings of VFs, and which drivers they take away for a moment. */

import { describe, expect, it } from "vitest";
import type { FunctionInfo, VfSettings } from "../../machine/facts.ts";
import { english, type InEnglish, inEnglish } from "../../words/testing/english.ts";
import type { VfSettingsRequest } from "../request/request.ts";
import { at, ids, machineOf, pfWithVfs } from "../testing/facts.ts";
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

  it("warn where those of now cannot be brought back, and only there", () => {
    const level = (known: readonly VfSettings[] | null) =>
      plan({ vlan: 7 }, { known }).checks.find((check) => check.id === "vf-settings-unknown")?.level;
    expect([level(null), level([])]).toEqual(["warning", undefined]);
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
