/**
 * Journals of before: `fixtures/journal-vN.jsonl` is what the program wrote when its journal had version N, with
 * operations of every kind on two simulated machines. It is never written again.
 */

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import type { JournalEntry } from "../../../shared/operations/record/record.ts";
import { settingsAt } from "../../../shared/operations/verbs/vf-settings.ts";
import { english } from "../../../shared/words/testing/english.ts";
import { p22 } from "../../host/simulated/machines/p22-048-018.ts";
import { testbench } from "../../host/simulated/testing/testbench.ts";
import { msixOf, settingsOf } from "../runner/look.ts";
import { resolveStep } from "../runner/step.ts";
import { type Lab, openLab, stateOf } from "../testing/runner-lab.ts";
import { FileJournal } from "./file-journal.ts";
import type { Journal } from "./journal.ts";

const linesOf = (version: number) =>
  readFileSync(join(import.meta.dirname, `fixtures/journal-v${version}.jsonl`), "utf8")
    .trimEnd()
    .split("\n");

/** A journal of these lines, with nobody running any more who wrote them. */
function journalOf(lines: readonly string[]): Journal {
  const folder = mkdtempSync(join(tmpdir(), "journal-version-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, "journal.jsonl"), `${lines.join("\n")}\n`, { mode: 0o600 });
  return new FileJournal(folder, { startOf: (pid) => (pid === process.pid ? "now" : null) });
}
const VERSIONS = [1, 2, 3, 4, 5];

/** What the fixture of each version holds, oldest first. */
const ENTRIES = [
  "01 device.remove done",
  "02 bus.rescan done",
  "03 device.reset done",
  "04 vfs.set failed",
  "05 vfs.set failed",
  "06 vfs.set failed",
  "07 device.reset interrupted, settled by person",
  "08 vf.settings done",
  "09 vf.settings done",
  "10 vfs.set done, undone by 11",
  "11 undo done, undo of 10",
  "12 assign done",
  "13 giveBack done",
  "14 autoprobe.set done",
  "15 device.reset done",
  "16 vfs.set failed",
  "17 vfs.set failed",
  "18 vfs.set done, way back kept",
  "19 vfs.set cancelled, way back fired",
  "20 vfs.set cancelled",
  "21 vfs.set interrupted, settled by 22",
  "22 finish done",
  "23 undo done, undo of 22, undone by 24",
  "24 undo done, undo of 23",
  "25 vfs.set interrupted, way back armed, undone by 26",
  "26 undo done, undo of 25",
  "27 giveBack interrupted",
  "98 giveBack cancelled",
];
/** Entries that left something to take back; a rescan and a reset leave nothing, and what failed was taken back. */
const UNDONE = {
  testbench: ["01", "07"],
  p22: ["08", "09", "10", "11", "12", "13", "14", "18", "21", "22", "23", "24", "25", "26", "27"],
};

/** All that an operation can change and an undo brings back: VFs that are made again have their driver's own vectors. */
async function stateFor({ request }: JournalEntry, { host, session }: Lab): Promise<unknown> {
  await session.refresh();
  const { functions } = session.machine;
  const pfs = functions.filter((fn) => fn.virtfns.length > 0).map((fn) => fn.bdf);
  const vfs = request.kind === "vf.settings" ? functions.filter((fn) => fn.physfn !== null).map((fn) => fn.bdf) : [];
  return [stateOf(session.machine), [...(await settingsOf(host, pfs))], [...(await msixOf(host, vfs))]];
}

/** `11 undo done, undo of 10` */
function lineOf({ id, request, state, undoOf, undoneBy, settledBy, wayBack }: JournalEntry): string {
  const way = wayBack === undefined ? [] : [`way back ${wayBack.state}`];
  const links = { "undo of": undoOf, "undone by": undoneBy, "settled by": settledBy };
  const told = Object.entries(links).flatMap(([name, other]) =>
    other ? [`${name} ${other.replace(/^v\d-/, "")}`] : [],
  );
  return [`${id.slice(3)} ${request.kind} ${state}`, ...way, ...told].join(", ");
}

async function carriedOut(lab: Lab, request: JournalEntry["request"]): Promise<void> {
  const plan = await lab.plan(request);
  const result = await lab.runner.run(plan, { confirm: plan.stop?.bdf ?? null });
  expect(result, english(plan.title)).toMatchObject({ ok: true, status: { state: "done" } });
}

/** The operation of the entry once more, as far as it came then. */
async function again(entry: JournalEntry, lab: Lab): Promise<void> {
  if (entry.state === "done") return carriedOut(lab, entry.request);
  if (entry.state !== "interrupted") return;
  const { steps } = await lab.plan(entry.request);
  for (const [index, { template }] of steps.entries()) {
    if (entry.steps[index]?.state === "waiting") break;
    const { step } = await resolveStep(lab.host, template);
    expect(await lab.host.perform(step)).toMatchObject({ ok: true });
  }
  await lab.session.refresh();
}

it.each(VERSIONS)("version %i: each entry is read with its end, its links and what could be done", async (version) => {
  const entries = (await journalOf(linesOf(version)).list()).toReversed();
  expect(entries.map(lineOf)).toEqual(ENTRIES);
  expect(entries.flatMap(({ explanation }) => explanation?.action ?? [])).toMatchObject([
    { kind: "retry" },
    { kind: "command" },
    { kind: "plan", request: { kind: "vfs.set", pf: "0000:01:00.1", count: 5, purpose: "host" } },
  ]);
});

it("entries of the first days of version 1, which lack what was added to it, are read all the same", async () => {
  const ADDED = new Set(["rule", "command", "machineKey", "leftMs"]);
  const isAction = (holder: object) => "kind" in holder;
  const older = linesOf(1).map((line) =>
    JSON.stringify(
      JSON.parse(line, function (this: object, key, value) {
        return ADDED.has(key) && !isAction(this) ? undefined : value;
      }),
    ),
  );
  const entries = (await journalOf(older).list()).toReversed();
  expect(entries.map(lineOf)).toEqual(ENTRIES);
  expect(entries.some(({ machineKey }) => machineKey !== undefined)).toBe(false);
});

it("programs of each version write into one file: all that they write is read", async () => {
  const files = VERSIONS.map(linesOf);
  const most = Math.max(...files.map((lines) => lines.length));
  const turns = Array.from({ length: most }, (_, at) => files.map((lines) => lines[at] ?? ""));
  const journal = journalOf(turns.flat());
  const ids = (await journal.list()).map(({ id }) => id).sort();
  expect(ids).toEqual(VERSIONS.flatMap((version) => ENTRIES.map((line) => `v${version}-${line.slice(0, 2)}`)));
  expect(journal.unread({ name: "any", bootId: null }).text).toBeNull();
});

it.each(
  VERSIONS.flatMap((version) => [
    [version, "testbench", testbench, UNDONE.testbench] as const,
    [version, "p22-048-018", p22, UNDONE.p22] as const,
  ]),
)("version %i, %s: each entry is taken back on the machine as it left it", async (version, name, machine, undone) => {
  const lab = await openLab({ machine: machine(), journal: journalOf(linesOf(version)) });
  const entries = (await lab.journal.list()).toReversed().filter((entry) => entry.machine === name);
  const before = new Map<string, unknown>();
  const taken: string[] = [];
  for (const entry of entries) {
    const { id, request } = entry;
    before.set(id, await stateFor(entry, lab));
    await again(entry, lab);
    const left = await stateFor(entry, lab);
    const undo = { kind: "undo", entryId: id } as const;
    if ((await lab.plan(undo)).verdict === "nothing") continue;
    taken.push(id.slice(3));
    await carriedOut(lab, undo);
    // What finished another one is taken back together with that.
    const finished = request.kind === "finish" ? entries.find((other) => other.id === request.entryId) : undefined;
    expect(await stateFor(entry, lab), english(entry.title)).toEqual(before.get(finished?.id ?? id));
    if (finished !== undefined) await again(finished, lab);
    await again(entry, lab);
    expect(await stateFor(entry, lab), english(entry.title)).toEqual(left);
  }
  expect(taken).toEqual(undone);
});

it.each(VERSIONS)("version %i: settings that the entry did not write stay as others left them", async (version) => {
  const lab = await openLab({ machine: p22(), journal: journalOf(linesOf(version)) });
  const entry = (await lab.journal.list()).find(({ id }) => id.endsWith("-08"));
  if (entry?.request.kind !== "vf.settings") throw new Error("the fixture has settings of VFs as its 08");
  const { pf, edits } = entry.request;
  await carriedOut(lab, entry.request);
  const own = edits[0]?.vfs[0] ?? 0;
  const other = Math.max(...edits.flatMap(({ vfs }) => vfs)) + 1;
  const later = [{ vfs: [other], settings: { vlan: 77, mac: "02:00:00:00:77:00" } }];
  await carriedOut(lab, { kind: "vf.settings", pf, edits: later });
  await carriedOut(lab, { kind: "undo", entryId: entry.id });
  const told = (await settingsOf(lab.host, [pf])).get(pf);
  expect(settingsAt(told, own)).toMatchObject({ vlan: 0, trust: false });
  expect(settingsAt(told, other)).toMatchObject({ vlan: 77, mac: "02:00:00:00:77:00" });
});
