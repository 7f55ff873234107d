/**
 * What a person tries on a lab machine: the product plans and runs it, through ssh as root, and the kernel has the last
 * word. What a plan calls ready succeeds; what it says that the kernel refuses, the kernel refuses.
 */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { MemoryJournal } from "../../../electron/services/journal/journal.ts";
import { MachineOperations } from "../../../electron/services/runner/operations.ts";
import { MachineSession } from "../../../electron/services/session/machine-session.ts";
import { stateOf } from "../../../electron/services/testing/runner-lab.ts";
import { nameless } from "../../../shared/machine/blank.ts";
import type { Plan } from "../../../shared/operations/plan/types.ts";
import { Ssh } from "../machine/ssh.ts";
import { labWorld } from "../worlds/catalogue.ts";
import type { Seen, Shown, Tried } from "../worlds/tried.ts";
import { GIVE } from "../worlds/world.ts";
import { bootedLab } from "./booted.ts";
import { expectDone, runPlan } from "./run-plan.ts";
import { rootHost } from "./seen.ts";

const place = bootedLab();
const world = labWorld(place.world);
const ssh = await Ssh.open(place.ssh);
const host = rootHost(place.ssh);
const session = new MachineSession("ssh:lab", host, nameless);
const operations = new MachineOperations(session, (options) => new MemoryJournal(options));

async function byHand(lines: readonly string[] = []): Promise<void> {
  if (lines.length > 0) await ssh.run(["set -e", GIVE, ...lines].join("\n"));
}

async function expectShown({ line, says }: Shown): Promise<void> {
  const { stdout, stderr } = await ssh.execute(line);
  expect(`${stdout}${stderr}`, line).toEqual(
    typeof says === "string" ? expect.stringContaining(says) : expect.stringMatching(says),
  );
}

function expectSeen({ host: facts = {}, functions = {} }: Seen): void {
  expect(session.snapshot.host).toMatchObject(facts);
  for (const [bdf, seen] of Object.entries(functions)) {
    expect(
      session.snapshot.functions.find((fn) => fn.bdf === bdf),
      bdf,
    ).toMatchObject(seen);
  }
}

function expectPlanned(tried: Tried, { verdict, checks }: Plan): void {
  const { says = [], saysNot = [], words = [], wordsNot = [] } = tried;
  const said = checks.map(({ level, id }) => `${level}: ${id}`);
  expect({ verdict, said }, JSON.stringify(checks, null, 2)).toEqual({
    verdict: tried.verdict,
    said: expect.arrayContaining([...says]),
  });
  const ids = checks.map(({ id }) => id);
  expect(ids.filter((id) => saysNot.includes(id))).toEqual([]);
  const text = checks.map(({ title, evidence, remedy }) => `${title} ${evidence} ${remedy ?? ""}`).join("\n");
  for (const word of words) expect(text).toMatch(word);
  for (const word of wordsNot) expect(text).not.toMatch(word);
}

async function tryRun(tried: Tried, planned: Plan): Promise<void> {
  const before = stateOf(session.machine);
  const status = await runPlan(operations, planned);
  const { fails, shows = [], seen = {} } = tried;
  if (fails === undefined) expectDone(status);
  else {
    const codes = status.steps.flatMap(({ failure }) => failure?.code ?? []);
    expect({ state: status.state, codes, rule: status.explanation?.rule }, JSON.stringify(status, null, 2)).toEqual({
      state: "failed",
      codes: [fails.code],
      rule: fails.rule,
    });
  }
  for (const one of shows) await expectShown(one);
  expectSeen(seen);
  if (fails === undefined && planned.undoable) {
    const back = await operations.plan({ kind: "undo", entryId: status.entryId });
    expect(["ready", "guarded"], JSON.stringify(back.checks, null, 2)).toContain(back.verdict);
    expectDone(await runPlan(operations, back));
  }
  expect(stateOf(session.machine)).toEqual(before);
}

beforeAll(() => session.start());
afterAll(async () => {
  await operations.close();
  await session.close();
  ssh.close();
});

describe(`${world.name}, as a person tries it`, () => {
  it("the product sees what is there", () => expectSeen(world.seen ?? {}));

  it.each(world.tried ?? [])("$what", async (tried) => {
    const before = stateOf(session.machine);
    await byHand(tried.prepare);
    // What was done by hand has to be looked for; after its own runs the product has looked.
    if (tried.prepare !== undefined) await session.refresh();
    const planned = await operations.plan(tried.request);
    expectPlanned(tried, planned);
    const isRun = planned.verdict === "ready" || planned.verdict === "guarded";
    if (isRun && tried.unrun === undefined) await tryRun(tried, planned);
    else if (tried.raw !== undefined) await expectShown(tried.raw);
    await byHand(tried.restore);
    await session.refresh();
    expect(stateOf(session.machine)).toEqual(before);
    expect(session.snapshot.host.crashed).toBe(false);
  });
});
