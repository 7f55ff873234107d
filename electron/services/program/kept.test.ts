/** What the program says when it cannot keep what it should: as a page hears it. */

import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { inEnglish } from "../../../shared/words/testing/english.ts";
import { buildTree } from "../../host/local/testing/build-tree.ts";
import { tempFolder } from "../../host/local/testing/temp-folder.ts";
import { Log } from "../log/log.ts";
import { parseLaunch } from "./launch-options.ts";
import { openProgram, type Program } from "./program.ts";

const ASSETS = join(import.meta.dirname, "../../../assets");
const PF = "0000:01:00.0";

async function programOn(args: readonly string[], place: string, logs: string | null = null): Promise<Program> {
  const parsed = parseLaunch(args, "0.0.0", ["p22-048-018"]);
  if (parsed.kind !== "run") throw new Error(parsed.text);
  const program = await openProgram({
    launch: parsed.options,
    version: "0.0.0",
    assets: ASSETS,
    settingsDirectory: join(place, "config"),
    journalDirectory: join(place, "state"),
    log: new Log({ directory: logs }),
  });
  onTestFinished(() => program.close());
  return program;
}

/** Asks as a page does that may change machines. */
function pageOf(program: Program) {
  const page = program.connect({
    shell: "electron",
    changes: { allowed: true },
    send: () => undefined,
    save: null,
    show: null,
  });
  let id = 0;
  return async (method: string, input: object = {}) => {
    id += 1;
    return await page.request({ v: 1, id, method, input });
  };
}

/** A file stands where the folders of both should be. */
function noPlace(): string {
  const place = join(tempFolder(), "file");
  writeFileSync(place, "");
  return place;
}

test("a real machine: both are told, and a plan wants an address", async () => {
  const place = noPlace();
  const tree = buildTree(join(tempFolder(), "sys"), { ports: 1, pfs: 1, vfs: 2 });
  const ask = pageOf(await programOn(["--sysfs-root", tree.root], place));
  expect(inEnglish(await ask("app.info"))).toMatchObject({
    output: {
      notices: [
        expect.stringMatching(/^Settings can’t be saved: .*\/config .* XDG_CONFIG_HOME to another directory\.$/),
        expect.stringMatching(/^The journal can’t be saved, .*\/state .* XDG_STATE_HOME to another directory\.$/),
      ],
    },
  });
  await ask("host.open", { host: "local" });
  const request = { kind: "vfs.set", pf: tree.pfs[0] ?? PF, count: 0, purpose: "host" };
  const planned = await ask("operation.plan", { host: "local", request });
  expect(JSON.stringify(planned)).toContain('"id":"journal-not-kept","level":"guard"');
});

test("a demo machine needs no journal: only what it needs is told, and its plans are as ever", async () => {
  const ask = pageOf(await programOn(["--demo", "p22-048-018"], noPlace()));
  expect(inEnglish(await ask("app.info"))).toMatchObject({
    output: { notices: [expect.stringContaining("Settings")] },
  });
  const host = "demo:p22-048-018";
  await ask("host.open", { host });
  const request = { kind: "vfs.set", pf: PF, count: 0, purpose: "host" };
  expect(JSON.stringify(await ask("operation.plan", { host, request }))).not.toContain("journal-not-kept");
});

test("where both have a place nothing is told", async () => {
  const place = join(tempFolder(), "new");
  mkdirSync(place);
  const tree = buildTree(join(tempFolder(), "sys"), { ports: 1, pfs: 1, vfs: 2 });
  const ask = pageOf(await programOn(["--sysfs-root", tree.root], place));
  expect(inEnglish(await ask("app.info"))).toMatchObject({ output: { notices: [] } });
});

/** A program on a tree of files, with settings and a journal that another version has left. */
async function keptBefore(settings: string, journal: string) {
  const place = join(tempFolder(), "new");
  const files = { settings: join(place, "config", "settings.json"), journal: "", log: join(place, "inspector.log") };
  mkdirSync(dirname(files.settings), { recursive: true, mode: 0o700 });
  writeFileSync(files.settings, settings);
  const tree = buildTree(join(tempFolder(), "sys"), { ports: 1, pfs: 1, vfs: 2 });
  const ask = pageOf(await programOn(["--sysfs-root", tree.root], place, place));
  await ask("host.open", { host: "local" });
  const trees = join(place, "state", "trees");
  files.journal = join(trees, readdirSync(trees)[0] ?? "", "journal.jsonl");
  writeFileSync(files.journal, journal, { mode: 0o600 });
  return { ask, files };
}

test("files of a later version are told to page and log, with what can be done, and stay as they are", async () => {
  const [settings, journal] = ['{"version":2,"leftUnread":{"a":1}}', '{"v":99,"kind":"entry","entry":{"id":"x"}}\n'];
  const { ask, files } = await keptBefore(settings, journal);
  const notices = [
    expect.stringMatching(/^The list of functions to leave unread could not be read.* name them with --skip/),
    `Settings can’t be saved: ${files.settings} was written by a later version of this program and is left as it is. Start that version, or set XDG_CONFIG_HOME to another directory.`,
  ];
  expect(inEnglish(await ask("app.info"))).toMatchObject({ output: { notices } });
  const text = {
    say: "journal.notAllRead",
    values: { lines: files.journal, reasons: [{ say: "journal.later", values: { count: 1 } }] },
  };
  expect(await ask("journal.list", { host: "local" })).toMatchObject({ output: { entries: [], unread: { text } } });
  await ask("settings.set", { theme: "dark" });
  expect(await ask("settings.get")).toMatchObject({ output: { theme: "dark" } });
  expect([files.settings, files.journal].map((file) => readFileSync(file, "utf8"))).toEqual([settings, journal]);
  const log = readFileSync(files.log, "utf8");
  for (const words of ["name them with --skip", "Settings can’t be saved"]) expect(log).toContain(words);
});

test("an upgrade keeps settings and journal of the first versions", async () => {
  const [settings, journal] = ["fixtures/settings-v0.json", "../journal/fixtures/journal-v1.jsonl"].map((name) =>
    readFileSync(join(import.meta.dirname, name), "utf8"),
  );
  const { ask, files } = await keptBefore(settings ?? "", journal ?? "");
  expect(inEnglish(await ask("app.info"))).toMatchObject({ output: { notices: [] } });
  expect(await ask("settings.get")).toMatchObject({ output: { theme: "dark", panes: { main: [58, 42] } } });
  expect(await ask("journal.list", { host: "local" })).toMatchObject({ output: { unread: { text: null } } });
  writeFileSync(files.journal, "none of ours\n");
  expect(await ask("journal.list", { host: "local" })).toMatchObject({
    output: { unread: { text: { values: { reasons: [{ say: "journal.damaged", values: { count: 1 } }] } } } },
  });
});
