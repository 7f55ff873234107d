/** Cases for what the plans themselves look at: resets, removal, settings of VFs, and the journal's entries. */

import type { JournalEntry } from "../../../shared/operations/record/record.ts";
import type { OperationRequest, VfSettingsRequest } from "../../../shared/operations/request/request.ts";
import type { Bdf } from "../../../shared/pci/bdf.ts";
import { p22 } from "../../host/simulated/machines/p22-048-018.ts";
import { at } from "../../host/simulated/machines/parts/function.ts";
import { vmhost } from "../../host/simulated/machines/vmhost-07.ts";
import { BENCH, testbench } from "../../host/simulated/testing/testbench.ts";
import type { CheckCase } from "./check-cases.ts";
import { IDLE_PF, PF, VF0 } from "./requests.ts";

const GUEST_PF = at("41:00.0");

function reset(bdf: Bdf, method: string | null = null): OperationRequest {
  return { kind: "device.reset", bdfs: [bdf], method };
}
function remove(bdf: Bdf): OperationRequest {
  return { kind: "device.remove", bdfs: [bdf] };
}
function settings(pf: Bdf, wanted: VfSettingsRequest, vfs: readonly number[] = [0]): OperationRequest {
  return { kind: "vf.settings", pf, edits: [{ vfs, settings: wanted }] };
}

const UNDO: OperationRequest = { kind: "undo", entryId: "entry-1" };

/** One VF made on the idle PF, as the journal has it. */
function entry(facts: Partial<JournalEntry> = {}): JournalEntry {
  const { name, bootId } = p22();
  return {
    id: "entry-1",
    startedAt: "2026-01-01T00:00:00.000Z",
    endedAt: "2026-01-01T00:00:01.000Z",
    machine: name,
    machineKind: "demo",
    bootId,
    title: "Set a PF to 1 VF",
    request: { kind: "vfs.set", pf: IDLE_PF, count: 0, purpose: "host" },
    state: "done",
    steps: [],
    nowTrue: [],
    explanation: null,
    before: { functions: [], vfs: { pf: IDLE_PF, count: 1, autoprobe: true } },
    undoOf: null,
    undoneBy: null,
    ...facts,
  };
}

export const PLAN_CASES: readonly CheckCase[] = [
  {
    check: "reset-bridge",
    says: ["blocker: reset-bridge", "guard: protected"],
    machine: testbench,
    request: reset(BENCH.pciBridge),
  },
  {
    check: "reset-method",
    says: ["blocker: reset-method", "warning: in-use"],
    machine: p22,
    request: reset(PF, "acpi"),
  },
  { check: "reset-reach", says: ["warning: reset-driver", "fact: reset-reach"], machine: p22, request: reset(IDLE_PF) },
  {
    check: "reset-driver",
    says: ["warning: reset-driver", "fact: reset-reach"],
    machine: p22,
    request: reset(IDLE_PF),
  },
  {
    check: "reset-vfs",
    says: ["warning: reset-driver", "warning: reset-vfs", "warning: in-use", "fact: reset-reach"],
    machine: p22,
    request: reset(PF),
  },
  {
    check: "reset-siblings",
    says: ["blocker: reset-siblings", "warning: reset-driver", "warning: in-use", "fact: reset-reach"],
    machine: p22,
    request: reset(IDLE_PF, "bus"),
  },
  {
    check: "remove-pf-with-vfs",
    says: ["blocker: remove-pf-with-vfs", "warning: in-use"],
    machine: p22,
    request: remove(PF),
  },
  { check: "remove-vf", says: ["blocker: remove-vf"], machine: p22, request: remove(VF0) },
  {
    check: "remove-bridge",
    says: ["blocker: remove-bridge", "guard: protected"],
    machine: testbench,
    request: remove(BENCH.pciBridge),
  },
  { check: "rescan-finds", says: ["fact: rescan-finds"], machine: p22, request: { kind: "bus.rescan" } },
  {
    check: "autoprobe-later",
    says: ["fact: autoprobe-later"],
    machine: p22,
    request: { kind: "autoprobe.set", pf: PF, value: false },
  },
  {
    check: "vf-settings-again",
    says: ["warning: through-zero", "fact: vf-settings-again"],
    machine: p22,
    prepare: [{ verb: "vf.network", bdf: PF, vf: 0, settings: [{ set: "vlan", vlan: 7, qos: 0 }] }],
    request: { kind: "vfs.set", pf: PF, count: 4, purpose: "host" },
  },
  {
    check: "vf-settings-unknown",
    says: ["warning: vf-settings-unknown"],
    machine: () => ({ ...p22(), withoutIp: true }),
    request: settings(PF, { trust: true }),
  },
  {
    check: "vf-setting-value",
    says: ["blocker: vf-setting-value"],
    machine: p22,
    request: settings(PF, { vlan: 5000 }),
  },
  { check: "vf-exists", says: ["blocker: vf-exists"], machine: p22, request: settings(PF, { trust: true }, [99]) },
  {
    check: "vf-setting-interface",
    says: ["blocker: vf-setting-interface"],
    machine: testbench,
    prepare: [{ verb: "sriov.numvfs", bdf: BENCH.nvme, value: 1 }],
    request: settings(BENCH.nvme, { trust: true }),
  },
  {
    check: "vf-msix-pool",
    says: ["blocker: vf-msix-pool"],
    machine: testbench,
    prepare: [{ verb: "sriov.numvfs", bdf: BENCH.igb, value: 1 }],
    request: settings(BENCH.igb, { msix: 4 }),
  },
  {
    check: "vf-mac-rebind",
    says: ["fact: vf-mac-rebind"],
    machine: p22,
    request: settings(PF, { mac: "02:00:00:00:00:99" }),
  },
  {
    check: "vf-address-taken",
    says: ["warning: vf-address-taken", "fact: vf-mac-rebind"],
    machine: p22,
    prepare: [{ verb: "vf.network", bdf: PF, vf: 3, settings: [{ set: "mac", mac: "02:00:00:00:00:11" }] }],
    request: settings(PF, { mac: "02:00:00:00:00:10" }, [0, 1]),
  },
  {
    check: "vf-setting-guest",
    says: ["guard: protected", "warning: vf-setting-guest"],
    machine: vmhost,
    request: settings(GUEST_PF, { trust: true }),
  },
  { check: "entry-exists", says: ["blocker: entry-exists"], machine: p22, request: UNDO },
  {
    check: "entry-finished",
    says: ["blocker: entry-finished"],
    machine: p22,
    request: UNDO,
    entry: entry({ state: "running" }),
  },
  {
    check: "same-machine",
    says: ["blocker: same-machine"],
    machine: p22,
    request: UNDO,
    entry: entry({ machine: "another", bootId: null }),
  },
  {
    check: "machine-uncertain",
    says: ["guard: machine-uncertain", "fact: undo-limits"],
    machine: p22,
    request: UNDO,
    entry: entry({ bootId: null }),
  },
  {
    check: "undo-after-reboot",
    says: ["warning: undo-after-reboot", "fact: undo-limits"],
    machine: p22,
    request: UNDO,
    entry: entry({ bootId: "an-earlier-one", machineKey: `demo:${p22().name}` }),
  },
  {
    check: "undone-already",
    says: ["warning: undone-already", "fact: undo-limits"],
    machine: p22,
    request: UNDO,
    entry: entry({ undoneBy: "entry-2" }),
  },
  {
    check: "hidden-characters",
    says: ["blocker: hidden-characters", "warning: host-driver"],
    machine: p22,
    request: UNDO,
    entry: entry({
      before: { functions: [{ bdf: IDLE_PF, driver: "mlx5\u001b[2J", driverOverride: null }], vfs: null },
    }),
  },
  { check: "undo-limits", says: ["fact: undo-limits"], machine: p22, request: UNDO, entry: entry() },
];
