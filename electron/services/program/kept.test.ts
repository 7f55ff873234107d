/** What the program says when it cannot keep what it should: as a page hears it. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { buildTree } from "../../host/local/testing/build-tree.ts";
import { tempFolder } from "../../host/local/testing/temp-folder.ts";
import { Log } from "../log/log.ts";
import { parseLaunch } from "./launch-options.ts";
import { openProgram, type Program } from "./program.ts";

const ASSETS = join(import.meta.dirname, "../../../assets");
const PF = "0000:01:00.0";

async function programOn(args: readonly string[], place: string): Promise<Program> {
  const parsed = parseLaunch(args, "0.0.0", ["p22-048-018"]);
  if (parsed.kind !== "run") throw new Error(parsed.text);
  const program = await openProgram({
    launch: parsed.options,
    version: "0.0.0",
    assets: ASSETS,
    settingsDirectory: join(place, "config"),
    journalDirectory: join(place, "state"),
    log: new Log({ directory: null }),
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
  expect(await ask("app.info")).toMatchObject({
    output: {
      notices: [
        expect.stringMatching(/^Settings cannot be kept: .*\/config .* XDG_CONFIG_HOME to another folder\.$/),
        expect.stringMatching(/^The journal cannot be kept, .*\/state .* XDG_STATE_HOME to another folder\.$/),
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
  expect(await ask("app.info")).toMatchObject({ output: { notices: [expect.stringContaining("Settings")] } });
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
  expect(await ask("app.info")).toMatchObject({ output: { notices: [] } });
});
