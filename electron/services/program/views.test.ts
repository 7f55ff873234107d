import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { contract } from "../../../shared/contract/contract.ts";
import { Entry, PlanShown } from "../../../shared/contract/operation-schemas.ts";
import type { EventMessage } from "../../../shared/contract/wire.ts";
import type { Plan } from "../../../shared/operations/plan/types.ts";
import type { PlanStep } from "../../../shared/operations/verbs/table.ts";
import { WordsError } from "../../../shared/words/errors.ts";
import { inEnglish } from "../../../shared/words/testing/english.ts";
import { at } from "../../host/simulated/machines/parts/function.ts";
import { Log } from "../log/log.ts";
import { ALL_OPERATIONS } from "../testing/fault-cases.ts";
import { entryOf, PF } from "../testing/requests.ts";
import { openLab } from "../testing/runner-lab.ts";
import { parseLaunch } from "./launch-options.ts";
import { openProgram } from "./program.ts";
import { entryView, planView } from "./views.ts";

const PROJECT = join(import.meta.dirname, "../../..");
const DEMO = "p22-048-018";

/** Names of a plan, or of an entry, that are of no use to a window. */
const KEPT_BACK = ["template", "expect", "expectSoft", "fingerprint", "before", "machineKey"];

function namesIn(value: unknown): string[] {
  if (typeof value !== "object" || value === null) return [];
  const inner = Object.values(value).flatMap(namesIn);
  return Array.isArray(value) ? inner : [...Object.keys(value), ...inner];
}

it.each(ALL_OPERATIONS)(
  "%s: a window gets of its plan and its entry what the contract says, and no more",
  async (_, it) => {
    const lab = await openLab({ machine: it.machine() });
    for (const step of it.prepare ?? []) await lab.host.perform(step);
    await lab.session.refresh();
    const plan = await lab.plan(it.refers === undefined ? it.request : await it.refers(lab));
    const shown = planView(plan);
    expect(PlanShown.parse(structuredClone(shown))).toEqual(shown);
    const result = await lab.runner.run(plan, { confirm: plan.stop?.bdf ?? null });
    if (!result.ok) throw new WordsError(result.message);
    const entry = entryView(await entryOf(lab, result.status));
    expect(Entry.parse(structuredClone(entry))).toEqual(entry);
    const names = new Set(namesIn([shown, entry]));
    expect(KEPT_BACK.filter((name) => names.has(name))).toEqual([]);
  },
);

it("events of an operation are of the contract: a page passes over what is not", async () => {
  const launch = parseLaunch(["--demo", DEMO], "0.0.0", [DEMO]);
  if (launch.kind !== "run") throw new Error(launch.text);
  const places = {
    assets: join(PROJECT, "assets"),
    settingsDirectory: null,
    journalDirectory: null,
    log: new Log({ directory: null }),
  };
  const program = await openProgram({ launch: launch.options, version: "0.0.0", ...places });
  onTestFinished(() => program.close());
  const heard: EventMessage[] = [];
  const send = (message: EventMessage) => heard.push(message);
  const page = program.connect({ shell: "electron", changes: { allowed: true }, send, save: null, show: null });
  const host = `demo:${DEMO}`;
  const ask = async (method: string, input: object) => {
    const reply = await page.request({ v: 1, id: 1, method, input });
    if (!reply.ok) throw new WordsError(reply.error.message);
    return reply.output;
  };
  await ask("host.open", { host });
  const plan = await ask("operation.plan", { host, request: { kind: "autoprobe.set", pf: PF, value: false } });
  await ask("operation.run", { host, planId: Reflect.get(Object(plan), "id") });
  const ended = () =>
    heard.filter(({ topic, payload }) => /journal/.test(topic) && /"done"/.test(JSON.stringify(payload)));
  await expect.poll(ended).not.toEqual([]);
  const topics = {
    "operation.progress": contract["operation.progress"],
    "journal.changed": contract["journal.changed"],
  };
  for (const [name, { payload }] of Object.entries(topics)) {
    const told = heard.filter(({ topic }) => topic === name);
    expect(told).not.toEqual([]);
    for (const event of told) expect(payload.parse(structuredClone(event.payload))).toEqual(event.payload);
  }
});

function planOf(steps: readonly PlanStep[], creates: Plan["effects"]["creates"] = []): Plan {
  return {
    id: "plan-1",
    machine: "lab",
    request: { kind: "vfs.set", pf: PF, count: 2, purpose: "host" },
    title: "",
    summary: "",
    checks: [],
    steps,
    effects: { creates, destroys: [], rebinds: [] },
    undo: [],
    impact: [],
    stop: null,
    undoable: true,
    commands: [],
    verdict: "ready",
    fingerprint: "f",
  };
}

it("tells the settings of VFs with what they have now", () => {
  const vlan = (vf: number, was: number | null): PlanStep => ({
    id: `vlan-${vf}`,
    template: {
      verb: "vf.network",
      bdf: PF,
      vf,
      settings: [
        { set: "vlan", vlan: 200, qos: 0 },
        { set: "trust", on: true },
      ],
    },
    label: "",
    command: "",
    expect: [],
    undo: was === null ? [] : [{ verb: "vf.network", bdf: PF, vf, settings: [{ set: "vlan", vlan: was, qos: 0 }] }],
  });
  expect(inEnglish(planView(planOf([vlan(0, 0), vlan(2, null)])).settings)).toEqual([
    { pf: PF, vf: 0, change: "no VLAN → VLAN 200, trust on" },
    { pf: PF, vf: 2, change: "VLAN 200, trust on" },
  ]);
  // Of a VF that the plan creates they are no change.
  const creates = [{ pf: PF, index: 0, bdf: null, driver: null }];
  expect(planView(planOf([vlan(0, null)], creates)).settings).toEqual([]);
});

it("tells other MSI-X vectors with the driver that lets go of the VF for them", () => {
  const target = { bdf: at("01:00.2") };
  const blank = { label: "", command: "", expect: [] };
  const sized = (was: number): PlanStep => ({
    ...blank,
    id: "2",
    template: { verb: "vf.msix", target, count: 8 },
    undo: [{ verb: "vf.msix", target, count: was }],
  });
  const unbind: PlanStep = { ...blank, id: "1", template: { verb: "driver.unbind", target, from: "iavf" }, undo: [] };
  expect(planView(planOf([unbind, sized(4)])).vectors).toEqual([
    { name: "0000:01:00.2", from: 4, to: 8, driver: "iavf" },
  ]);
  // How many it has now is not known.
  expect(planView(planOf([sized(0)])).vectors).toEqual([{ name: "0000:01:00.2", from: 0, to: 8, driver: null }]);
});
