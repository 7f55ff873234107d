import { execFileSync } from "node:child_process";
import {
  appendFileSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it, onTestFinished, vi } from "vitest";
import type { JournalEntry, StepOutcome } from "../../../shared/operations/record/record.ts";
import { english, inEnglish } from "../../../shared/words/testing/english.ts";
import { PLAN_TITLE_WORDS } from "../../../shared/words/texts/plan.ts";
import type { Claim } from "../../host/places/own-folder.ts";
import { processStart } from "../../host/places/processes.ts";
import { cannotRun, NOT_ROOT } from "../../host/places/testing/cannot-run.ts";
import { at } from "../../host/simulated/machines/parts/function.ts";
import { FileJournal } from "./file-journal.ts";
import { claimJournal, type Journal, journalOf, MemoryJournal, openJournal } from "./journal.ts";
import { INTERRUPTED, RECORD_VERSION } from "./journal-record.ts";

const root = mkdtempSync(join(tmpdir(), "journal-test-"));
afterAll(() => rmSync(root, { recursive: true }));

let folders = 0;
function folder(): string {
  const path = join(root, String(++folders));
  mkdirSync(path);
  return path;
}
const fileIn = (directory: string) => join(directory, "journal.jsonl");

/** Which machine it is is known by its boot alone. */
const LAB_7 = { name: "lab-7", bootId: "boot-1" };
const WAITING: StepOutcome = { id: "step-1", label: "Create 2 VFs", state: "waiting", failure: null, tookMs: null };

function entry(id: string, facts: Partial<JournalEntry> = {}): JournalEntry {
  return {
    id,
    startedAt: `2026-01-01T00:00:0${id.length}.000Z`,
    endedAt: null,
    machine: "lab-7",
    machineKind: "local",
    bootId: "boot-1",
    title: PLAN_TITLE_WORDS.setVfs({ pf: at("01:00.0"), count: 2 }),
    request: { kind: "vfs.set", pf: at("01:00.0"), count: 2, purpose: "host" },
    state: "running",
    steps: [WAITING],
    nowTrue: [],
    explanation: null,
    before: { functions: [], vfs: { pf: at("01:00.0"), count: 0, autoprobe: true } },
    undoOf: null,
    undoneBy: null,
    ...facts,
  };
}

const ended = (id: string, facts: Partial<JournalEntry> = {}) =>
  entry(id, { state: "done", endedAt: "2026-01-01T00:01:00.000Z", nowTrue: ["0000:01:00.0 has 2 VFs."], ...facts });

describe.each<[string, () => Journal]>([
  ["on disk", () => openJournal(folder())],
  ["in memory", () => new MemoryJournal()],
])("the journal %s", (_, open) => {
  it("folds what is told of an entry: the last word wins", async () => {
    const journal = open();
    await journal.begin(entry("a"));
    await journal.step("a", 0, { ...WAITING, state: "running" });
    expect((await journal.find("a"))?.steps[0]?.state).toBe("running");
    await journal.step("a", 0, { ...WAITING, state: "done", tookMs: 12 });
    expect((await journal.find("a"))?.steps[0]).toMatchObject({ state: "done", tookMs: 12 });
    await journal.end(ended("a"));
    expect(await journal.find("a")).toEqual(ended("a"));
  });

  it("lists the newest first, of one machine or of all", async () => {
    const journal = open();
    await journal.begin(entry("a"));
    await journal.begin(entry("bb", { machine: "other", bootId: "boot-2" }));
    await journal.end(ended("a"));
    await journal.begin(entry("ccc"));
    expect((await journal.list()).map((each) => each.id)).toEqual(["ccc", "bb", "a"]);
    expect((await journal.list(LAB_7)).map((each) => each.id)).toEqual(["ccc", "a"]);
    expect(await journal.find("d")).toBeNull();
  });

  it("keeps the links between an entry and the one that took it back", async () => {
    const journal = open();
    await journal.end(ended("a"));
    await journal.end(ended("bb", { undoOf: "a" }));
    await journal.link("a", "bb");
    expect(await journal.find("a")).toMatchObject({ undoneBy: "bb" });
    await journal.link("a", null);
    expect(await journal.find("a")).toMatchObject({ undoneBy: null });
    await journal.link("nobody", "bb");
    expect(await journal.list()).toHaveLength(2);
  });
});

describe("the journal on disk", () => {
  it("tells its listener of entries that begin, end and are linked", async () => {
    const told: string[] = [];
    const journal = openJournal(folder(), {
      onChange: (each) => told.push(`${each.id} ${each.state} ${each.undoneBy}`),
    });
    await journal.begin(entry("a"));
    await journal.step("a", 0, WAITING);
    await journal.end(ended("a"));
    await journal.link("a", "bb");
    expect(told).toEqual(["a running null", "a done null", "a done bb"]);
  });

  it("is there for the next start, and for nobody else on the machine", async () => {
    const directory = folder();
    await openJournal(directory).end(ended("a"));
    expect(await openJournal(directory).list()).toEqual([ended("a")]);
    expect(statSync(fileIn(directory)).mode & 0o777).toBe(0o600);
  });

  it("is empty where there is no file yet, and rejects where none can be written", async () => {
    expect(await openJournal(folder()).list()).toEqual([]);
    const nowhere = openJournal(join(root, "nowhere"));
    expect(await nowhere.list()).toEqual([]);
    await expect(nowhere.begin(entry("a"))).rejects.toThrow("ENOENT");
  });

  it("survives a crash at every byte: nothing whole is lost, and what follows is found", async () => {
    const directory = folder();
    const journal = openJournal(directory);
    await journal.end(ended("a", { nowTrue: ["Größe: 2 VFs – ✓"] }));
    await journal.begin(entry("bb"));
    await journal.step("bb", 0, { ...WAITING, state: "done" });
    await journal.end(ended("bb", { undoOf: "a" }));
    await journal.link("a", "bb");
    const whole = readFileSync(fileIn(directory));
    // What is known after each whole line; a line counts as soon as only its newline is missing.
    const marks: { readonly bytes: number; readonly state: unknown }[] = [{ bytes: 0, state: [] }];
    for (let cut = 0; cut <= whole.length; cut++) {
      const each = folder();
      writeFileSync(fileIn(each), whole.subarray(0, cut));
      const survivor = new FileJournal(each, { startOf: () => "now" });
      const lineEnds = whole[cut] === 0x0a;
      const state = summary(await survivor.list());
      if (lineEnds) marks.push({ bytes: cut, state });
      else expect(state, `cut at ${cut}`).toEqual(marks.at(-1)?.state);
      if (cut % 97 !== 0 && !lineEnds) continue;
      await survivor.end(ended("after"));
      expect((await new FileJournal(each).list()).some((one) => one.id === "after")).toBe(true);
      expect(summary(await survivor.list()).length).toBe(summary(await new FileJournal(each).list()).length);
    }
    expect(marks.map(({ state }) => state)).toEqual([
      [],
      [["a", "done", null]],
      [
        ["bb", "interrupted", null],
        ["a", "done", null],
      ],
      [
        ["bb", "interrupted", null],
        ["a", "done", null],
      ],
      [
        ["bb", "done", null],
        ["a", "done", null],
      ],
      [
        ["bb", "done", null],
        ["a", "done", "bb"],
      ],
    ]);
  });

  it("tells of lines that are not its own, of a later version, or damaged, and reads all others", async () => {
    const directory = folder();
    await openJournal(directory).end(ended("a"));
    const { request: _request, before: _before, ...known } = ended("bb");
    const later = JSON.stringify({
      v: RECORD_VERSION + 1,
      kind: "entry",
      entry: { ...known, asked: "?" },
      owner: null,
    });
    const elsewhere = JSON.stringify({
      v: RECORD_VERSION + 1,
      kind: "entry",
      entry: { id: "x", machine: "other", bootId: "boot-2" },
    });
    const strange = JSON.stringify({
      v: RECORD_VERSION,
      kind: "entry",
      entry: { ...ended("dddd"), request: { kind: "never" } },
    });
    const lines = [later, elsewhere, strange, '{"v":3,"kind":"step"}', '{"v":3,"kind":"st', "not JSON", "", "\0\0"];
    appendFileSync(fileIn(directory), `${lines.join("\n")}\n`);
    const before = readFileSync(fileIn(directory), "utf8");
    const journal = openJournal(directory);
    await journal.end(ended("ccc"));
    // A later program finds all that it wrote.
    expect(readFileSync(fileIn(directory), "utf8").startsWith(before)).toBe(true);
    expect((await journal.list()).map((each) => each.id)).toEqual(["ccc", "a"]);
    const unread = journal.unread(LAB_7);
    expect(english(unread.text)).toBe(
      `7 lines of ${fileIn(directory)} could not be read: 1 line is incomplete, 4 lines are damaged and 2 lines were written by a later version of this program, which can show them.`,
    );
    expect(unread).toMatchObject({
      entries: ["bb", "dddd"].map((id) => ({ id, startedAt: ended(id).startedAt, title: ended(id).title })),
    });
  });

  it("tells of the end that a crash tore off once, however often it is read and whatever follows", async () => {
    const directory = folder();
    await openJournal(directory).end(ended("a"));
    appendFileSync(fileIn(directory), '{"v":3,"kind":"entry","en');
    const journal = openJournal(directory);
    const told = `1 line of ${fileIn(directory)} could not be read: 1 line is incomplete.`;
    for (const id of ["bb", "ccc"]) {
      await journal.list();
      expect(english(journal.unread(LAB_7).text)).toBe(told);
      await journal.end(ended(id));
      await journal.list();
      expect(english(journal.unread(LAB_7).text)).toBe(told);
    }
    const { size } = statSync(fileIn(directory));
    appendFileSync(fileIn(directory), "{");
    await journal.list();
    truncateSync(fileIn(directory), size);
    await journal.list();
    expect(english(journal.unread(LAB_7).text)).toBe(told);
    truncateSync(fileIn(directory), 0);
    await journal.list();
    expect(journal.unread(LAB_7)).toEqual({ text: null, entries: [] });
  });

  it("ends its own line where a crash left a torn one, so that nothing is glued to it", async () => {
    const directory = folder();
    await openJournal(directory).end(ended("a"));
    const { size } = statSync(fileIn(directory));
    await openJournal(directory).end(ended("bb"));
    truncateSync(fileIn(directory), size + 40);
    const journal = openJournal(directory);
    await journal.end(ended("ccc"));
    expect((await journal.list()).map((each) => each.id)).toEqual(["ccc", "a"]);
    expect(readFileSync(fileIn(directory), "utf8").endsWith("\n")).toBe(true);
  });

  it("calls an entry interrupted whose process is gone, and only that", async () => {
    const directory = folder();
    await new FileJournal(directory).begin(entry("a"));
    const running = new FileJournal(directory);
    expect(await running.find("a")).toMatchObject({ state: "running" });
    const gone = new FileJournal(directory, { startOf: () => null });
    expect(await gone.find("a")).toMatchObject({ state: "interrupted", nowTrue: [INTERRUPTED] });
    // The same number, given to a later process.
    const reused = new FileJournal(directory, { startOf: () => "later" });
    expect(await reused.find("a")).toMatchObject({ state: "interrupted" });
    await running.end(ended("a"));
    expect(await reused.find("a")).toMatchObject({ state: "done" });
  });

  it.each(["darwin", "win32"])(
    "keeps what this program runs running on %s, where there is no /proc",
    async (system) => {
      const { platform } = process;
      onTestFinished(() => void Object.defineProperty(process, "platform", { value: platform }));
      Object.defineProperty(process, "platform", { value: system });
      const directory = folder();
      const running = new FileJournal(directory);
      await running.begin(entry("a"));
      expect(await running.find("a")).toMatchObject({ state: "running" });
      expect(await new FileJournal(directory).find("a")).toMatchObject({ state: "running", begunBy: { lives: true } });
      await running.end(ended("a"));
      expect(await running.find("a")).toMatchObject({ state: "done" });
    },
  );

  it("calls an entry running while its writer lives, and until its way back has run", async () => {
    const directory = folder();
    const writer = { pid: 77, started: "5" };
    const until = "2026-01-01T00:01:00.000Z";
    const program = new FileJournal(directory, { startOf: () => "1" });
    await program.begin(entry("a"));
    await program.step("a", 0, { ...WAITING, state: "running", writer });
    await program.begin(
      entry("bb", { machine: "other", bootId: "boot-2", wayBack: { seconds: 60, until, state: "armed" } }),
    );
    const later = (alive: readonly number[], now: number) =>
      new FileJournal(directory, { startOf: (pid) => (alive.includes(pid) ? "5" : null), now: () => now });
    const states = async (journal: FileJournal) => (await journal.list()).map(({ state }) => state);
    const deadline = Date.parse(until);
    expect(await states(later([77], deadline - 1))).toEqual(["running", "running"]);
    expect(await states(later([77], deadline))).toEqual(["interrupted", "running"]);
    expect(await states(later([], deadline))).toEqual(["interrupted", "interrupted"]);
  });

  it("remembers that nobody has to look after an interrupted entry any more", async () => {
    const directory = folder();
    await new FileJournal(directory, { startOf: () => "1" }).begin(entry("a"));
    const later = new FileJournal(directory, { startOf: () => null });
    await later.list();
    await later.settle("a", "person");
    expect(await openJournal(directory).find("a")).toMatchObject({ settledBy: "person" });
    expect(await later.find("a")).toMatchObject({ state: "interrupted", settledBy: "person" });
  });

  it("shows what another window of the program writes", async () => {
    const directory = folder();
    const [one, other] = [openJournal(directory), openJournal(directory)];
    await one.end(ended("a"));
    await other.end(ended("bb"));
    await one.end(ended("ccc"));
    expect((await one.list()).map((each) => each.id)).toEqual(["ccc", "bb", "a"]);
    expect(await other.list()).toEqual(await one.list());
  });

  it("keeps the order of calls that are not waited for", async () => {
    const journal = openJournal(folder());
    await Promise.all([
      journal.begin(entry("a")),
      journal.step("a", 0, { ...WAITING, state: "running" }),
      journal.step("a", 0, { ...WAITING, state: "done" }),
    ]);
    expect((await journal.find("a"))?.steps[0]?.state).toBe("done");
  });

  it("is read in slices, however long it is: each step of an operation costs the same, and others get their turn", async () => {
    const directory = folder();
    const steps = Array.from({ length: 30_000 }, (_, index) => ({ ...WAITING, id: `step-${index}` }));
    const done = steps.map((step, index) => ({ ...step, state: "done" as const, tookMs: index }));
    const records = [
      { v: RECORD_VERSION, kind: "entry", entry: entry("a", { steps }), owner: null },
      ...done.map((outcome, index) => ({ v: RECORD_VERSION, kind: "step", id: "a", index, outcome })),
    ];
    writeFileSync(fileIn(directory), `${records.map((record) => JSON.stringify(record)).join("\n")}\n`, {
      mode: 0o600,
    });
    const journal = openJournal(directory);
    const reading = journal.list();
    let turns = 0;
    let read = false;
    void reading.finally(() => {
      read = true;
    });
    while (!read) {
      await new Promise(setImmediate);
      turns++;
    }
    const [found] = await reading;
    expect(found?.steps).toEqual(done);
    // Far more than the file's opening and reading take.
    expect(turns).toBeGreaterThan(10);
    // What was handed out is not changed by what is read later.
    await journal.step("a", 0, { ...WAITING, id: "step-0", state: "undone" });
    expect(found?.steps[0]?.state).toBe("done");
    expect((await journal.find("a"))?.steps[0]?.state).toBe("undone");
  });

  it("reads entries that are longer than what is read at a time, and takes none apart that is far too long", async () => {
    const directory = folder();
    const sentence = "ß".repeat(700_000);
    const lineOf = (id: string, said = sentence) =>
      JSON.stringify({ v: RECORD_VERSION, kind: "entry", entry: ended(id, { nowTrue: [said] }), owner: null });
    const lines = [lineOf("a"), lineOf("long", "x".repeat(17 * 1024 * 1024)), lineOf("bb"), lineOf("ccc")];
    writeFileSync(fileIn(directory), `${lines.join("\n")}\n`, { mode: 0o600 });
    const journal = openJournal(directory);
    const entries = await journal.list();
    expect(entries.map((each) => [each.id, each.nowTrue[0] === sentence])).toEqual([
      ["ccc", true],
      ["bb", true],
      ["a", true],
    ]);
    expect(english(journal.unread(LAB_7).text)).toContain("1 line of");
    await journal.end(ended("dddd"));
    expect((await journal.list()).map((each) => each.id)).toEqual(["dddd", "ccc", "bb", "a"]);
  });

  it("starts anew where the file was emptied", async () => {
    const directory = folder();
    const journal = openJournal(directory);
    await journal.end(ended("a"));
    truncateSync(fileIn(directory), 0);
    expect(await journal.list()).toEqual([]);
  });
});

function summary(entries: readonly JournalEntry[]): unknown[] {
  return entries.map(({ id, state, undoneBy }) => [id, state, undoneBy]);
}

it("knows when a process started, and which do not exist", () => {
  expect(processStart(process.pid)).toMatch(/^\d+$/);
  expect(processStart(2 ** 22 + 1)).toBeNull();
});

describe("who began what is still running", () => {
  it("is told with it: this program, another one, or one that has ended", async () => {
    const directory = folder();
    const starts = new Map([
      [process.pid, "1"],
      [7, "2"],
    ]);
    const startOf = (pid: number) => starts.get(pid) ?? null;
    const journal = new FileJournal(directory, { startOf });
    await journal.begin(entry("a"));
    const other = { v: RECORD_VERSION, kind: "entry", entry: entry("bb"), owner: { pid: 7, started: "2" } };
    appendFileSync(fileIn(directory), `${JSON.stringify(other)}\n`);
    const begun = async () => (await journal.list()).map(({ begunBy }) => begunBy);
    expect(await begun()).toEqual([
      { pid: 7, here: false, lives: true },
      { pid: process.pid, here: true, lives: true },
    ]);
    await journal.end(ended("a"));
    expect((await journal.find("a"))?.begunBy).toBeUndefined();
  });
});

describe("a place for the journal", () => {
  const problemOf = (claim: Claim) => ("problem" in claim ? english(claim.problem) : null);

  it("is a folder that is made, and one below it for a machine of its own", () => {
    const directory = folder();
    expect(claimJournal(directory)).toEqual({ path: directory });
    expect(claimJournal(directory, "trees", "one")).toEqual({ path: join(directory, "trees", "one") });
    expect(journalOf(claimJournal(directory)).problem).toBeNull();
  });

  it.each([
    ["a link", (path: string) => symlinkSync(join(root, "victim"), path)],
    ["a second name", (path: string) => linkSync(join(root, "victim"), path)],
    ["a pipe", (path: string) => execFileSync("mkfifo", [path])],
    ["a folder", (path: string) => mkdirSync(path)],
  ])("is none where %s stands in its place: what is done is remembered, and nothing written", async (_, plant) => {
    const victim = join(root, "victim");
    rmSync(victim, { force: true });
    writeFileSync(victim, "precious");
    const directory = folder();
    plant(fileIn(directory));
    const claim = claimJournal(directory);
    expect(problemOf(claim)).toContain(`the journal in ${directory} can’t be opened`);
    const journal = journalOf(claim);
    expect(english(journal.problem)).toBe(problemOf(claim));
    await journal.begin(entry("a"));
    await journal.end(ended("a"));
    expect(await journal.list()).toEqual([ended("a")]);
    expect(readFileSync(victim, "utf8")).toBe("precious");
  });

  it("that was exchanged for a link since refuses what is new, and what the link leads to stays", async () => {
    const victim = join(root, "exchanged");
    writeFileSync(victim, "precious");
    const directory = folder();
    const journal = journalOf(claimJournal(directory));
    symlinkSync(victim, fileIn(directory));
    await expect(journal.begin(entry("a"))).rejects.toThrow("ELOOP");
    expect(readFileSync(victim, "utf8")).toBe("precious");
  });

  it("that can only be read still tells what was done before", async () => {
    const directory = folder();
    await openJournal(directory).end(ended("a"));
    const before = readFileSync(fileIn(directory), "utf8");
    const journal = journalOf({ problem: "it cannot be written (EROFS)", readable: directory });
    await journal.end(ended("bb"));
    expect(await journal.list()).toEqual([ended("bb"), ended("a")]);
    expect(readFileSync(fileIn(directory), "utf8")).toBe(before);
  });

  it.skipIf(cannotRun("a journal on a read-only disk", NOT_ROOT))(
    "on a disk that is mounted read-only can be read",
    () => {
      const directory = folder();
      const module = JSON.stringify(join(import.meta.dirname, "journal.ts"));
      const code = `import { claimJournal } from ${module}; console.log(JSON.stringify(claimJournal(process.argv[1])));`;
      const line = 'mount --bind -o ro "$3" "$3" && exec "$1" --input-type=module -e "$2" "$3"';
      const isolated = ["--mount", "--propagation", "private", "/bin/sh", "-c", line, "sh", process.execPath, code];
      const told = execFileSync("unshare", [...isolated, directory], { encoding: "utf8" });
      expect(inEnglish(JSON.parse(told))).toEqual({
        problem: `${directory} can’t be written (EROFS)`,
        readable: directory,
      });
    },
  );
});

describe("two programs on one journal", () => {
  it("never both begin on one machine, whoever is first, and the other is told by whom", async () => {
    for (let round = 0; round < 20; round++) {
      const directory = folder();
      const journals = [openJournal(directory), openJournal(directory), openJournal(directory)];
      const firsts = await Promise.all(journals.map((journal, index) => journal.begin(entry("x".repeat(index + 1)))));
      expect(firsts.filter((first) => first === null)).toHaveLength(1);
      const [one] = await openJournal(directory).list();
      expect(firsts.filter((first) => first !== null).map((first) => first.id)).toEqual([one?.id, one?.id]);
      expect(await openJournal(directory).list()).toHaveLength(1);
    }
  });

  it("both begin on machines of one name whose keys differ, and not where no key is known", async () => {
    const directory = folder();
    const begin = (id: string, machineKey?: string) =>
      openJournal(directory).begin(
        entry(id, { bootId: `boot-${id}`, ...(machineKey === undefined ? {} : { machineKey }) }),
      );
    expect(await begin("a", "id:1 dmi:1")).toBeNull();
    expect(await begin("bb", "id:2 dmi:2")).toBeNull();
    expect(await begin("ccc")).toMatchObject({ id: "a" });
    const mine = { name: "renamed", bootId: "boot-9", machineKey: "dmi:2" };
    expect((await openJournal(directory).list(mine)).map(({ id }) => id)).toEqual(["bb"]);
  });

  it("an operation that has ended blocks the next one no more", async () => {
    const directory = folder();
    const [one, two] = [openJournal(directory), openJournal(directory)];
    await one.begin(entry("a"));
    expect(await two.begin(entry("bb"))).toMatchObject({ id: "a", begunBy: { here: true, lives: true } });
    await one.end(ended("a"));
    expect(await two.begin(entry("ccc"))).toBeNull();
  });
});

describe("an end that cannot be written", () => {
  /** The disk is full until the returned function is called. */
  async function fillDisk(directory: string) {
    const file = await open(fileIn(directory));
    const handles: FileHandle = Object.getPrototypeOf(file);
    await file.close();
    const full = vi.spyOn(handles, "appendFile").mockRejectedValue(new Error("ENOSPC: no space left on device"));
    onTestFinished(() => full.mockRestore());
    return () => full.mockRestore();
  }

  it("is known here at once, blocks no later operation, and is written with the next record", async () => {
    const directory = folder();
    const journal = openJournal(directory);
    await journal.begin(entry("a"));
    const free = await fillDisk(directory);
    await expect(journal.end(ended("a"))).rejects.toThrow("ENOSPC");
    await expect(journal.settle("a", "bb")).rejects.toThrow("ENOSPC");
    expect(await journal.list()).toEqual([{ ...ended("a"), settledBy: "bb" }]);
    free();
    expect(await journal.begin(entry("bb"))).toBeNull();
    expect(await openJournal(directory).find("a")).toEqual({ ...ended("a"), settledBy: "bb" });
  });

  it("is written without anybody's help once that works", async () => {
    const directory = folder();
    const journal = new FileJournal(directory, { retryMs: 5 });
    await journal.begin(entry("a"));
    const free = await fillDisk(directory);
    await expect(journal.end(ended("a"))).rejects.toThrow("ENOSPC");
    free();
    await expect.poll(async () => (await openJournal(directory).find("a"))?.state).toBe("done");
  });

  it("is no beginning: one that could not be written is not made up for later", async () => {
    const directory = folder();
    const journal = openJournal(directory);
    await journal.end(ended("a"));
    const free = await fillDisk(directory);
    await expect(journal.begin(entry("bb"))).rejects.toThrow("ENOSPC");
    free();
    await journal.end(ended("ccc"));
    expect((await openJournal(directory).list()).map(({ id }) => id)).toEqual(["ccc", "a"]);
  });

  it.each<[string, "sync" | "appendFile"]>([
    ["is in the file but not surely on the disk", "sync"],
    ["was taken by the disk but for its line feed", "appendFile"],
  ])("is no beginning that %s: it blocks no later one, here or elsewhere", async (_name, call) => {
    const directory = folder();
    const journal = openJournal(directory);
    await journal.end(ended("a"));
    const file = await open(fileIn(directory));
    const handles: FileHandle = Object.getPrototypeOf(file);
    await file.close();
    const fails = vi.spyOn(handles, call).mockImplementationOnce(async (text?: unknown) => {
      if (typeof text === "string") appendFileSync(fileIn(directory), text.slice(0, -1));
      throw new Error("EIO: i/o error");
    });
    onTestFinished(() => fails.mockRestore());
    await expect(journal.begin(entry("bb"))).rejects.toThrow("EIO");
    expect((await journal.list()).map(({ id }) => id)).toEqual(["a"]);
    expect(await journal.begin(entry("ccc"))).toBeNull();
    await journal.end(ended("ccc"));
    expect((await openJournal(directory).list()).map(({ id }) => id)).toEqual(["ccc", "a"]);
  });
});
