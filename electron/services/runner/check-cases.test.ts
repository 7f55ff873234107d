import { describe, expect, it, onTestFinished } from "vitest";
import { nameless } from "../../../shared/machine/blank.ts";
import { unreadUsage } from "../../../shared/machine/usage-facts.ts";
import { english } from "../../../shared/words/testing/english.ts";
import type { HostAccess } from "../../host/access.ts";
import { FileHost } from "../../host/file/file-host.ts";
import { leavingUnread, leftByAddress } from "../../host/left-unread.ts";
import { SimulatedHost } from "../../host/simulated/simulated-host.ts";
import { MemoryJournal } from "../journal/journal.ts";
import { createReport } from "../program/reports.ts";
import { MachineSession } from "../session/machine-session.ts";
import { MachineUsage } from "../session/machine-usage.ts";
import { CHECK_CASES } from "../testing/all-check-cases.ts";
import type { CheckCase } from "../testing/check-cases.ts";
import { MachineOperations } from "./operations.ts";

async function sessionOn(host: HostAccess): Promise<MachineSession> {
  const session = new MachineSession("demo:case", host, nameless);
  await session.start();
  onTestFinished(() => session.close());
  return session;
}

/** The machine in the state that the case speaks of. */
async function hostOf({ machine, privileged = true, blind, prepare = [], waiting }: CheckCase): Promise<HostAccess> {
  const host = new SimulatedHost({ machine: machine(), wait: null, privileged });
  for (const step of prepare) {
    const done = await host.perform(step);
    if (!done.ok) throw new Error(`${step.verb}: ${done.failure.code}`);
  }
  if (waiting !== undefined) {
    const program = host.hold(waiting.bdf);
    void host.perform(waiting.step);
    await expect.poll(() => program.isAwaited()).toBe(true);
    host.disown();
  }
  return blind ? Object.assign(host, { usage: async () => unreadUsage("this connection cannot tell") }) : host;
}

/** The same machine in a file. */
async function reported(session: MachineSession): Promise<HostAccess> {
  const request = { scope: { kind: "machine" }, language: "en", format: "json", hex: false, redact: false } as const;
  const { fileName, text } = await createReport({ session, usage: new MachineUsage(session) }, request, "0.0.0");
  const opened = FileHost.open(fileName, text);
  if (!opened.ok) throw new Error(english(opened.message));
  return opened.machines[0].host;
}

/** Plans as the program does: through the operations of an open machine. */
async function checksOf(item: CheckCase) {
  const live = await sessionOn(leavingUnread(await hostOf(item), leftByAddress(item.left ?? [])));
  const session = item.fromReport ? await sessionOn(await reported(live)) : live;
  const journal = new MemoryJournal({}, item.unkept ?? null);
  if (item.entry !== undefined) await journal.end(item.entry);
  const operations = new MachineOperations(session, () => journal);
  return operations.plan(item.request);
}

describe("checks on the simulated kernel", () => {
  it.each(CHECK_CASES.map((item, index) => [`${item.check} (${index + 1})`, item] as const))("%s", async (_, item) => {
    const { checks } = await checksOf(item);
    const found = checks.find(({ id }) => id === item.check);
    expect(found, checks.map(({ id, title }) => `${id}: ${title}`).join("\n")).toBeDefined();
    expect([found?.title, found?.evidence, found?.remedy].map(english).join(" ")).not.toMatch(/undefined|NaN|\[object/);
    expect(checks.map(({ id, level }) => `${level}: ${id}`)).toEqual(item.says);
  });
});
