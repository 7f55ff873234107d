/** What a journal says is said in the language of whoever reads it, whichever version wrote it. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import type { JournalEntry } from "../../../shared/operations/record/record.ts";
import "../../../shared/words/all.ts";
import type { Words } from "../../../shared/words/message.ts";
import { say } from "../../../shared/words/say.ts";
import { p22 } from "../../host/simulated/machines/p22-048-018.ts";
import { IDLE_PF, VF0 } from "../testing/requests.ts";
import { openLab } from "../testing/runner-lab.ts";
import { FileJournal } from "./file-journal.ts";
import type { Journal } from "./journal.ts";

const VERSIONS = [1, 2, 3, 4, 5];
/** Of the first version that keeps messages. */
const MESSAGES = 3;
const HAN = /\p{Script=Han}/u;
/** Ids are shown where a text is missing. */
const ID = /\b[a-z]+(?:[.-][a-z]+)*\.[a-z]+[A-Z]\w*\b/;

const linesOf = (version: number) =>
  readFileSync(join(import.meta.dirname, `fixtures/journal-v${version}.jsonl`), "utf8")
    .trimEnd()
    .split("\n");

function journalOf(lines: readonly string[]): { journal: Journal; folder: string } {
  const folder = mkdtempSync(join(tmpdir(), "journal-language-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  if (lines.length > 0) writeFileSync(join(folder, "journal.jsonl"), `${lines.join("\n")}\n`, { mode: 0o600 });
  return { journal: opened(folder), folder };
}

const opened = (folder: string): Journal =>
  new FileJournal(folder, { startOf: (pid) => (pid === process.pid ? "now" : null) });

const oldestFirst = async (journal: Journal) => (await journal.list()).toReversed();
const titlesOf = (entries: readonly JournalEntry[], language: "en" | "zh") =>
  entries.map(({ title }) => say(language, title));

/** All sentences of the program in an entry, without evidence: that is mostly the kernel's. */
function wordsOf({ title, steps, nowTrue, explanation }: JournalEntry): Words[] {
  const why = explanation === null ? [] : [explanation.cause, explanation.remedy];
  const action = explanation?.action === undefined ? [] : [explanation.action.label];
  return [title, ...steps.map(({ label }) => label), ...nowTrue, ...why, ...action];
}

it.each(VERSIONS)("version %i: every title is said in English and in Chinese", async (version) => {
  const entries = await oldestFirst(journalOf(linesOf(version)).journal);
  expect(entries).toHaveLength(28);
  for (const { id, title } of entries) {
    expect(title, id).toBeTypeOf("object");
    const [en, zh] = [say("en", title), say("zh", title)];
    expect(en, id).not.toMatch(HAN);
    expect(zh, id).toMatch(HAN);
    for (const text of [en, zh]) expect(text, id).not.toMatch(ID);
  }
});

it("titles are the same in every version, and say what was undone and what was finished", async () => {
  const all = await Promise.all(VERSIONS.map(async (version) => oldestFirst(journalOf(linesOf(version)).journal)));
  const [first = [], ...later] = all;
  // Version 3 kept titles, and named no setting in them: that stays as it was written.
  const unnamed = (titles: readonly string[]) =>
    titles.map((title) =>
      title
        .replace(/^Set MSI-X vectors/, "Change settings")
        .replace("的 MSI-X 向量数", "的设置")
        .replace("设置 0000", "更改 0000"),
    );
  for (const entries of later) {
    for (const language of ["en", "zh"] as const)
      expect(unnamed(titlesOf(entries, language))).toEqual(unnamed(titlesOf(first, language)));
  }
  const at = (number: number) => first.find(({ id }) => id === `v1-${number}`)?.title ?? "";
  expect([11, 22, 23, 24].map((number) => say("en", at(number)))).toEqual([
    "Undo: Set 0000:01:00.0 to 2 VFs",
    "Finish: Set 0000:01:00.1 to 4 VFs",
    "Undo: Finish: Set 0000:01:00.1 to 4 VFs",
    "Redo: Finish: Set 0000:01:00.1 to 4 VFs",
  ]);
  expect([11, 22, 23, 24].map((number) => say("zh", at(number)))).toEqual([
    "撤销：将 0000:01:00.0 设为 2 个 VF",
    "继续完成：将 0000:01:00.1 设为 4 个 VF",
    "撤销：继续完成：将 0000:01:00.1 设为 4 个 VF",
    "重做：继续完成：将 0000:01:00.1 设为 4 个 VF",
  ]);
});

it("other sentences of older versions stay as they were written", async () => {
  const lines = linesOf(1);
  const entries = await oldestFirst(journalOf(lines).journal);
  const kept = entries.flatMap(({ nowTrue, state }) => (state === "interrupted" ? [] : nowTrue));
  expect(kept.length).toBeGreaterThan(20);
  const file = lines.join("\n");
  for (const sentence of kept) expect(file).toContain(JSON.stringify(sentence));
});

it("the undo of an entry that is gone keeps the title it was written with", async () => {
  const lines = linesOf(1).filter((line) => !line.includes('"id":"v1-10"'));
  const { journal } = journalOf(lines);
  expect(await journal.find("v1-10")).toBeNull();
  expect((await journal.find("v1-11"))?.title).toBe("Take back: Set 0000:01:00.0 to 2 VFs");
});

it.each(VERSIONS.filter((version) => version >= MESSAGES))(
  "version %i: every sentence of an entry is said in English and in Chinese",
  async (version) => {
    const entries = await oldestFirst(journalOf(linesOf(version)).journal);
    for (const words of entries.flatMap(wordsOf)) {
      expect(say("en", words)).not.toMatch(HAN);
      expect(say("zh", words)).toMatch(HAN);
      for (const language of ["en", "zh"] as const) expect(say(language, words)).not.toMatch(ID);
    }
  },
);

it("an entry that is written now reads in both languages, in a program that opens the journal later", async () => {
  const { journal, folder } = journalOf([]);
  const lab = await openLab({ machine: p22(), journal });
  await lab.run({ kind: "assign", bdfs: [VF0] });
  lab.fault = (_, step) => (step.verb === "sriov.numvfs" ? { kind: "fail", code: "ENOSPC", kernelLog: [] } : null);
  const failed = await lab.run({ kind: "vfs.set", pf: IDLE_PF, count: 3, purpose: "none" });
  expect(failed.state).toBe("failed");
  const entries = await oldestFirst(opened(folder));
  expect(titlesOf(entries, "en")).toEqual(["Bind 0000:01:00.2 to vfio-pci", "Set 0000:01:00.1 to 3 VFs"]);
  expect(titlesOf(entries, "zh")).toEqual(["将 0000:01:00.2 绑定到 vfio-pci", "将 0000:01:00.1 设为 3 个 VF"]);
  expect(entries[1]?.explanation).not.toBeNull();
  for (const words of entries.flatMap(wordsOf)) {
    expect(say("en", words)).not.toMatch(HAN);
    expect(say("zh", words)).toMatch(HAN);
  }
});
