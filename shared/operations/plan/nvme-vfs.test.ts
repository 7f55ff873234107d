import { describe, expect, it } from "vitest";
import type { FunctionInfo, NvmeVf, NvmeVfs } from "../../machine/facts.ts";
import { inEnglish } from "../../words/testing/english.ts";
import type { PlanKnowledge } from "../findings/knowledge.ts";
import type { JournalEntry } from "../record/record.ts";
import type { OperationRequest } from "../request/request.ts";
import { at, ids, machineOf, pfWithVfs } from "../testing/facts.ts";
import { journalEntry } from "../testing/journal-entry.ts";
import { planOperation } from "./plan.ts";
import { beforeOf } from "./state-before.ts";
import type { Plan } from "./types.ts";

const PF = at("01:00.0");
const NVM = 0x010802;
const POOL = { total: 16, assigned: 0, toPf: 0, most: 6, step: 1 };

function controller(vf: number, facts: Partial<NvmeVf> = {}): NvmeVf {
  return { vf, controller: 10 + vf, online: false, queues: 0, interrupts: 0, ...facts };
}

const ONLINE = { online: true, queues: 2, interrupts: 1 } as const;

interface Asked {
  readonly vfs?: readonly Partial<FunctionInfo>[];
  readonly controllers: readonly NvmeVf[];
  readonly pools?: Partial<Extract<NvmeVfs, { state: "read" }>>;
  readonly autoprobe?: boolean;
  readonly undoOf?: JournalEntry;
}

function planned(request: OperationRequest, { vfs = [{}, {}], controllers, pools, autoprobe = true, undoOf }: Asked) {
  const machine = machineOf(
    pfWithVfs({
      pf: { driver: "nvme", classCode: NVM },
      sriov: { driversAutoprobe: autoprobe },
      vfs: vfs.map((facts) => ({ driver: null, modules: ["nvme"], classCode: NVM, ...facts })),
    }),
  );
  const told: NvmeVfs = { state: "read", vfs: controllers, queues: POOL, interrupts: { ...POOL, total: 8 }, ...pools };
  const knowledge: PlanKnowledge = { nvmeVfs: () => told };
  return { machine, plan: planOperation({ machine, request, undoOf, newId: ids(), knowledge }) };
}

function set(values: Partial<Extract<OperationRequest, { kind: "nvme.vfs" }>>): OperationRequest {
  return { kind: "nvme.vfs", pf: PF, vfs: [0], online: true, ...values };
}

/** Each step in a few words. */
function words({ steps }: Plan): string[] {
  return steps.map(({ template }) => {
    const { verb } = template;
    if (verb === "nvme.resources") return `VF ${template.vf}: ${template.count} ${template.resource}`;
    if (verb === "nvme.state") return `VF ${template.vf}: ${template.online ? "online" : "offline"}`;
    return verb;
  });
}

const saidBy = ({ checks }: Plan) => checks.map(({ id, level }) => `${level}: ${id}`);

describe("bringing controllers of NVMe VFs online", () => {
  it("gives queues and interrupts first, then the nvme driver takes the VF", () => {
    const { plan } = planned(set({ queues: 3 }), { controllers: [controller(0), controller(1)] });
    expect(words(plan)).toEqual(["VF 0: 3 queues", "VF 0: 4 interrupts", "VF 0: online", "driver.probe"]);
    expect(plan.steps.at(-1)?.expect).toEqual([{ that: "driver", target: { bdf: at("01:00.2") }, driver: "any" }]);
    expect(plan.steps[0]?.command).toBe(
      'nvme virt-mgmt "/dev/$(ls /sys/bus/pci/devices/0000:01:00.0/nvme | head -n 1)" -c 10 -r 0 -a 8 -n 3',
    );
    expect(plan.steps[2]?.undo).toEqual([{ verb: "nvme.state", bdf: PF, vf: 0, controller: 10, online: false }]);
    expect(plan.verdict).toBe("ready");
  });

  it("shares out equally what is there, in whole steps, where no number is asked for", () => {
    const pools = { queues: { ...POOL, total: 11, step: 2 } };
    const { plan } = planned(set({ vfs: [0, 1] }), { controllers: [controller(0), controller(1)], pools });
    expect(words(plan).slice(0, 4).toSorted()).toEqual([
      "VF 0: 4 interrupts",
      "VF 0: 4 queues",
      "VF 1: 4 interrupts",
      "VF 1: 4 queues",
    ]);
  });

  it("leaves a VF without a driver where drivers are kept off the PF's VFs, and one that a guest may have where it is", () => {
    const quiet = planned(set({}), { controllers: [controller(0)], autoprobe: false });
    expect(words(quiet.plan)).not.toContain("driver.probe");
    const given = planned(set({}), { controllers: [controller(0)], vfs: [{ driver: "vfio-pci" }] });
    expect(words(given.plan)).toEqual(["VF 0: 6 queues", "VF 0: 6 interrupts", "VF 0: online"]);
  });

  it("changes what a controller has only while it is offline and its driver is off it", () => {
    const { plan } = planned(set({ queues: 4 }), { controllers: [controller(0, ONLINE)], vfs: [{ driver: "nvme" }] });
    expect(words(plan)).toEqual([
      "driver.unbind",
      "VF 0: offline",
      "VF 0: 1 interrupts",
      "VF 0: 4 queues",
      "VF 0: online",
      "driver.override",
      "driver.probe",
      "driver.override",
    ]);
    // Offline it has lost what it had: the way back gives it again before it is online.
    expect(plan.steps[1]?.undo.map((each) => each.verb)).toEqual(["nvme.resources", "nvme.resources", "nvme.state"]);
  });

  it("does nothing where it is so already", () => {
    const { plan } = planned(set({ queues: 2 }), { controllers: [controller(0, ONLINE)], vfs: [{ driver: "nvme" }] });
    expect([plan.verdict, saidBy(plan)]).toEqual(["nothing", ["fact: already-so"]]);
  });

  it.each<[string, Partial<Asked> & { readonly request?: Parameters<typeof set>[0] }, string]>([
    ["one queue", { request: { queues: 1 } }, "nvme-least"],
    ["no interrupt", { request: { interrupts: 0 } }, "nvme-least"],
    ["more than one VF takes", { request: { queues: 7 } }, "nvme-pool"],
    [
      "more than is left",
      { pools: { queues: { ...POOL, assigned: 12, toPf: 1 } }, request: { queues: 4 } },
      "nvme-pool",
    ],
    ["a VF that is not on", { vfs: [], request: {} }, "nvme-online-needs-vf"],
    ["a VF that is not listed", { request: { vfs: [5] } }, "nvme-vf-known"],
  ])("is blocked for %s", (_, { request = {}, ...asked }, check) => {
    const { plan } = planned(set(request), { controllers: [controller(0)], ...asked });
    expect([plan.verdict, saidBy(plan)]).toEqual(["blocked", [`blocker: ${check}`]]);
  });

  it("asks for no interrupts where none are shared out", () => {
    const pools = { interrupts: { ...POOL, total: 0, most: 0 } };
    const { plan } = planned(set({ queues: 2 }), { controllers: [controller(0)], pools });
    expect(words(plan)).toEqual(["VF 0: 2 queues", "VF 0: online", "driver.probe"]);
  });

  it.each([
    ["nvme", /the controller did not come up/],
    ["vfio-pci", /it is not bound to the nvme driver/],
  ])("says why the PF has no controller to ask: on %s", (driver, title) => {
    const machine = machineOf(pfWithVfs({ pf: { driver }, vfs: [{}] }));
    const plan = planOperation({ machine, request: set({}), newId: ids(), knowledge: { nvmeVfs: () => null } });
    expect(inEnglish(plan.checks)).toMatchObject([{ id: "nvme-known", title: expect.stringMatching(title) }]);
  });

  it.each([
    ["program", /nvme-cli is not installed/],
    ["rights", /only root may query/],
    ["answer", /did not respond/],
  ] as const)("says what is missing where nothing is known: %s", (lacks, title) => {
    const machine = machineOf(pfWithVfs({ pf: { driver: "nvme" }, vfs: [{}] }));
    const knowledge: PlanKnowledge = { nvmeVfs: () => ({ state: "unread", lacks }) };
    const plan = planOperation({ machine, request: set({}), newId: ids(), knowledge });
    expect(inEnglish(plan.checks)).toMatchObject([
      { id: "nvme-known", level: "blocker", title: expect.stringMatching(title) },
    ]);
    expect(plan.checks[0]?.remedy).not.toBeNull();
  });
});

describe("taking controllers of NVMe VFs offline", () => {
  const driven = { controllers: [controller(0, ONLINE), controller(1, ONLINE)], vfs: [{ driver: "nvme" }, {}] };

  it("has the driver let go first", () => {
    const { plan } = planned(set({ online: false, vfs: [0, 1] }), driven);
    expect(words(plan)).toEqual(["driver.unbind", "VF 0: offline", "VF 1: offline"]);
  });

  it("is taken back from the journal: resources, online, and then the driver", () => {
    const request = set({ online: false });
    const { machine, plan } = planned(request, driven);
    const before = beforeOf(machine, plan, { nvme: new Map([[PF, driven.controllers]]) });
    expect(before.nvme).toEqual([{ pf: PF, vfs: [controller(0, ONLINE)] }]);
    const undoOf = journalEntry({ request, before });
    const undo: OperationRequest = { kind: "undo", entryId: undoOf.id };
    const { plan: back } = planned(undo, { controllers: [controller(0), controller(1, ONLINE)], undoOf });
    expect(words(back)).toEqual([
      "VF 0: 1 interrupts",
      "VF 0: 2 queues",
      "VF 0: online",
      "driver.override",
      "driver.probe",
      "driver.override",
    ]);
  });

  it("that were brought online is the way back of that: the driver first", () => {
    const request = set({ queues: 2, interrupts: 1 });
    const { machine, plan } = planned(request, { controllers: [controller(0)] });
    const undoOf = journalEntry({
      request,
      before: beforeOf(machine, plan, { nvme: new Map([[PF, [controller(0)]]]) }),
    });
    const undo: OperationRequest = { kind: "undo", entryId: undoOf.id };
    const now = { controllers: [controller(0, ONLINE)], vfs: [{ driver: "nvme" }], undoOf };
    expect(words(planned(undo, now).plan)).toEqual(["driver.unbind", "VF 0: offline"]);
  });
});
