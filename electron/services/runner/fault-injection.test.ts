/**
 * Every step of every operation fails in turn, in every way: each errno, a yes that does nothing, a lost answer, a lost
 * connection, the end of the program before and after the write. Whatever happens, the machine is as before, as requested,
 * or told exactly; and what the journal kept leads back, and on.
 * SRIOV_FAULTS=all tries every errno at every step, and lets a second fault strike while the first one is taken back.
 */

import { afterAll, describe, expect, it } from "vitest";
import { withTruth } from "../../../shared/operations/outcome/interrupted.ts";
import { nowTrue, restoredText } from "../../../shared/operations/outcome/outcome-text.ts";
import { expectationsOf } from "../../../shared/operations/plan/state-before.ts";
import type { Plan } from "../../../shared/operations/plan/types.ts";
import type { OperationStatus } from "../../../shared/operations/record/record.ts";
import { lookOf } from "../../../shared/operations/verbs/expectation.ts";
import type { Step } from "../../../shared/operations/verbs/list.ts";
import type { PerformResult } from "../../../shared/operations/verbs/performed.ts";
import { WordsError } from "../../../shared/words/errors.ts";
import { english } from "../../../shared/words/testing/english.ts";
import type { HostAccess } from "../../host/access.ts";
import type { SimulatedHost, StepFault } from "../../host/simulated/simulated-host.ts";
import { ALL_OPERATIONS, type FaultCase } from "../testing/fault-cases.ts";
import { type Lab, openLab, stateOf } from "../testing/runner-lab.ts";
import { SurvivingJournal } from "../testing/surviving-journal.ts";
import { lookAt, msixOf, nvmeOf, settingsOf } from "./look.ts";

const WIDE = process.env.SRIOV_FAULTS === "all";
/** Every errno that sriov_numvfs, binding, resets and ip are known to answer with. */
const ERRNOS = [
  "EPERM",
  "ENOENT",
  "EIO",
  "ENXIO",
  "EAGAIN",
  "ENOMEM",
  "EACCES",
  "EBUSY",
  "EEXIST",
  "ENODEV",
  "EINVAL",
  "ENOTTY",
  "ENOSPC",
  "ERANGE",
  "ENOSYS",
  "EOPNOTSUPP",
  "ETIMEDOUT",
  "EINTR",
  "EROFS",
] as const;

/** What the runner itself treats in ways of their own; the others take turns from step to step. */
const ALWAYS = ["EBUSY", "EIO", "ETIMEDOUT"] as const;
const IN_TURN = 3;

let turn = 0;
function errnosForStep(): readonly string[] {
  if (WIDE) return ERRNOS;
  const rest = ERRNOS.filter((code) => !ALWAYS.some((always) => always === code));
  const from = IN_TURN * turn++;
  return [...ALWAYS, ...Array.from({ length: IN_TURN }, (_, n) => rest[(from + n) % rest.length] ?? "EIO")];
}

let runs = 0;
afterAll(() => {
  process.stdout.write(`fault injection: ${runs} runs\n`);
});

/** All that an operation can change. */
async function fullState({ host, session }: Pick<Lab, "host" | "session">): Promise<unknown> {
  await session.refresh();
  const { functions } = session.machine;
  const pfs = functions.filter((fn) => fn.virtfns.length > 0).map((fn) => fn.bdf);
  const vfs = functions.filter((fn) => fn.physfn !== null).map((fn) => fn.bdf);
  const closer = [await settingsOf(host, pfs), await msixOf(host, vfs), await nvmeOf(host, pfs)];
  return [stateOf(session.machine), ...closer.map((known) => [...known])];
}

interface Reference {
  readonly before: unknown;
  readonly after: unknown;
  readonly plan: Plan;
  /** How many writes it takes. */
  readonly writes: number;
}

async function ready(
  it: FaultCase,
  options: Partial<Parameters<typeof openLab>[0]> = {},
): Promise<{ lab: Lab; plan: Plan }> {
  const lab = await openLab({ machine: it.machine(), ...options });
  for (const step of it.prepare ?? []) {
    const done = await lab.host.perform(step);
    if (!done.ok) throw new Error(`${step.verb}: ${done.failure.code}`);
  }
  await lab.session.refresh();
  const request = it.refers === undefined ? it.request : await it.refers(lab);
  return { lab, plan: await lab.plan(request) };
}

async function reference(it: FaultCase): Promise<Reference> {
  let writes = 0;
  const { lab, plan } = await ready(it);
  lab.fault = () => {
    writes++;
    return null;
  };
  const before = await fullState(lab);
  const result = await lab.runner.run(plan, { confirm: plan.stop?.bdf ?? null });
  expect(result).toMatchObject({ ok: true, status: { state: "done" } });
  const after = await fullState(lab);
  // Else nothing below would show what a fault does to it.
  if (!it.oneWay) expect(after).not.toEqual(before);
  return { before, after, plan, writes };
}

/** What is said is what is so: the same sentences come out of a fresh look at the machine. */
async function expectTold(lab: Lab, plan: Plan, status: OperationStatus, known: Reference): Promise<void> {
  const now = await fullState(lab);
  const same = JSON.stringify(now) === JSON.stringify(known.before);
  const entry = await lab.journal.find(status.entryId);
  if (entry === null) throw new Error("the journal lost the entry");
  expect(entry).toMatchObject({ state: status.state, nowTrue: status.nowTrue, steps: status.steps });
  const pfs = entry.before.vfs === null ? [] : [entry.before.vfs.pf];
  const targets = [...entry.before.functions.map(({ bdf }) => bdf), ...plan.effects.rebinds.map(({ bdf }) => bdf)];
  const rest = targets.map((bdf) => ({ that: "driver", target: { bdf }, driver: null }) as const);
  const look = await lookAt(lab.host, [...rest, ...expectationsOf(entry.before)], pfs);
  const fresh = nowTrue(plan, entry.before, look);
  expect(status.nowTrue.slice(0, fresh.length)).toEqual(fresh);
  if (status.state === "done") {
    expect(now).toEqual(known.after);
    return;
  }
  expect(status.explanation).not.toBeNull();
  const last = status.nowTrue.at(-1);
  expect(last).toEqual(restoredText(entry.before, look));
  expect(last).toMatchObject({
    say: same ? "outcome.restored" : expect.stringMatching(/^outcome\.(?:notRestored|restored)$/),
  });
}

/** The journal leads back to the state before, whatever is left. */
async function expectWayBack(lab: Lab, entryId: string, it: FaultCase, known: Reference): Promise<void> {
  if (it.oneWay) return;
  const undo = await lab.plan({ kind: "undo", entryId });
  if (undo.verdict === "ready" || undo.verdict === "guarded") {
    const result = await lab.runner.run(undo, { confirm: undo.stop?.bdf ?? null });
    expect(result).toMatchObject({ ok: true, status: { state: "done" } });
  }
  expect(await fullState(lab)).toEqual(known.before);
}

async function faultAt(it: FaultCase, known: Reference, faults: ReadonlyMap<number, StepFault>): Promise<void> {
  runs++;
  let n = 0;
  const { lab, plan } = await ready(it);
  lab.fault = () => faults.get(n++) ?? null;
  const result = await lab.runner.run(plan, { confirm: plan.stop?.bdf ?? null });
  if (!result.ok) throw new WordsError(result.message);
  lab.fault = () => null;
  await expectTold(lab, plan, result.status, known);
  await expectWayBack(lab, result.status.entryId, it, known);
}

/**
 * What else is lost with the answer of a write. `answer`: nothing. `helper`: the helper was killed, and no call is
 * answered until another one runs. `connection`: no call is answered until the operation has ended.
 */
type Cut = "answer" | "helper" | "connection";

/** Calls that find nobody while a new helper starts. */
const WITHOUT_HELPER = 2;

/** The answer of the n-th write is lost, and more with it. */
async function connectionCut(it: FaultCase, known: Reference, at: number, written: boolean, kind: Cut): Promise<void> {
  runs++;
  let n = 0;
  let armed = false;
  /** Calls that are not answered. */
  let dead = 0;
  const gone = () => Promise.reject(new Error("the connection was closed"));
  const isCut = () => dead > 0 && dead-- > 0;
  const wrap = (host: SimulatedHost): Partial<HostAccess> => ({
    scan: (only) => (isCut() ? gone() : host.scan(only)),
    async perform(step) {
      if (isCut()) return gone();
      if (!armed || n++ !== at) return host.perform(step);
      if (written) await host.perform(step);
      dead = { answer: 0, helper: WITHOUT_HELPER, connection: Number.POSITIVE_INFINITY }[kind];
      return gone();
    },
  });
  const { lab, plan } = await ready(it, { wrap });
  armed = true;
  const result = await lab.runner.run(plan, { confirm: plan.stop?.bdf ?? null });
  if (!result.ok) throw new WordsError(result.message);
  armed = false;
  dead = 0;
  const unread = /^The machine could not be read back: /;
  if (kind === "connection" || (kind === "helper" && unread.test(english(result.status.nowTrue.at(-1) ?? "")))) {
    expect(result.status.state).toBe("failed");
    expect(english(result.status.nowTrue.at(-1))).toMatch(unread);
  } else await expectTold(lab, plan, result.status, known);
  await expectWayBack(lab, result.status.entryId, it, known);
}

/** The program ends while the n-th write is under way, or in one of the journal's records around it; another one starts. */
async function programKilled(
  it: FaultCase,
  known: Reference,
  at: number,
  moment: "before" | "written",
  next: "finish" | "back",
): Promise<void> {
  runs++;
  let n = 0;
  let armed = false;
  let died = () => {};
  const dead = new Promise<void>((resolve) => {
    died = resolve;
  });
  const never = new Promise<never>(() => {});
  let leave = (): Promise<void> => Promise.resolve();
  const wrap = (host: SimulatedHost) => ({
    async take(purpose: string) {
      const answer = await host.take(purpose);
      if (answer.ok) leave = () => answer.hold.release();
      return answer;
    },
    async perform(step: Step): Promise<PerformResult> {
      if (!armed || n++ !== at) return host.perform(step);
      if (moment === "written") await host.perform(step);
      died();
      return never;
    },
  });
  const first = new SurvivingJournal();
  const { lab, plan } = await ready(it, { wrap, journal: first });
  armed = true;
  const started = await lab.runner.start(plan, { confirm: plan.stop?.bdf ?? null });
  if (!started.ok) throw new WordsError(started.message);
  await dead;
  // What a program has taken is free again when it has ended.
  await leave();
  const later = await openLab({
    machine: it.machine(),
    host: lab.host,
    journal: new SurvivingJournal(first.lines),
  });
  const entry = await later.journal.find(started.status.entryId);
  if (entry === null) throw new Error("the journal lost the entry");
  expect(entry.state).toBe("interrupted");
  const { host, functions } = later.session.snapshot;
  const told = withTruth(entry, lookOf({ host, functions, problems: [] })).nowTrue;
  expect(told.length).toBeGreaterThan(0);
  if (next === "back") return expectWayBack(later, entry.id, it, known);
  const rest = await later.plan({ kind: "finish", entryId: entry.id });
  let last = entry.id;
  if (rest.verdict === "ready" || rest.verdict === "guarded") {
    const result = await later.runner.run(rest, { confirm: rest.stop?.bdf ?? null });
    expect(result).toMatchObject({ ok: true, status: { state: "done" } });
    last = result.ok ? result.status.entryId : "";
    expect((await later.journal.find(entry.id))?.settledBy).toBe(last);
  } else expect(rest.verdict).toBe("nothing");
  expect(await fullState(later)).toEqual(known.after);
  // Back from there goes all the way, not to the half of it that was finished.
  await expectWayBack(later, last, it, known);
}

describe.each(ALL_OPERATIONS)("%s", (_, each) => {
  it("ends old, new, or told exactly, whichever step is refused", async () => {
    const known = await reference(each);
    for (let at = 0; at < known.writes; at++) {
      for (const code of errnosForStep())
        await faultAt(each, known, new Map([[at, { kind: "fail", code, kernelLog: [] }]]));
      if (!each.blind) await faultAt(each, known, new Map([[at, { kind: "ignore" }]]));
      if (!WIDE) continue;
      for (let later = at + 1; later < at + known.writes + 3; later++) {
        for (const code of ["EBUSY", "EIO"]) {
          const both = new Map<number, StepFault>([
            [at, { kind: "fail", code: "EIO", kernelLog: [] }],
            [later, { kind: "fail", code, kernelLog: [] }],
          ]);
          await faultAt(each, known, both);
        }
      }
    }
  });

  it("ends old, new, or told exactly, whichever answer is lost, alone, with the helper or with the connection", async () => {
    const known = await reference(each);
    for (let at = 0; at < known.writes; at++) {
      for (const written of [true, false]) {
        for (const kind of ["answer", "helper", "connection"] as const)
          await connectionCut(each, known, at, written, kind);
      }
    }
  });

  it("can be finished or taken back, wherever the program is killed", async () => {
    const known = await reference(each);
    for (let at = 0; at < known.writes; at++) {
      for (const moment of ["before", "written"] as const) {
        for (const next of ["finish", "back"] as const) await programKilled(each, known, at, moment, next);
      }
    }
  });
});
