import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { tempFolder } from "../local/testing/temp-folder.ts";
import { LockedReads } from "./locked-reads.ts";

/** A file that answers nobody until somebody writes to it: how an attribute behaves whose device is locked. */
function lockedFile(path: string): string {
  execFileSync("mkfifo", [path]);
  return path;
}

function reads(timeoutMs: number): LockedReads {
  const locked = new LockedReads(timeoutMs);
  onTestFinished(() => locked.close());
  return locked;
}

describe("LockedReads", () => {
  it("reads values, empty ones and lines, and says why others cannot be read", async () => {
    const dir = tempFolder();
    const path = (name: string) => join(dir, name);
    writeFileSync(path("value"), "vfio-pci\n");
    writeFileSync(path("empty"), "");
    writeFileSync(path("with: colon"), "a: b\nc\n");
    mkdirSync(path("folder"));
    const names = ["value", "empty", "with: colon", "missing", "folder"];
    const answers = await reads(10_000).read(names.map((name) => ({ owner: name, path: path(name) })));
    expect(names.map((name) => answers.get(path(name)))).toEqual([
      { text: "vfio-pci" },
      { text: "" },
      { text: "a: b\nc" },
      { code: "ENOENT" },
      { code: "EISDIR" },
    ]);
  });

  it("leaves one that hangs behind, reads the others, and asks again only after it has answered", async () => {
    const dir = tempFolder();
    const stuck = lockedFile(join(dir, "stuck"));
    const requests = ["a", "stuck", "b"].map((name) => ({ owner: name, path: join(dir, name) }));
    for (const name of ["a", "b"]) writeFileSync(join(dir, name), `${name}\n`);
    const locked = reads(50);

    const first = await locked.read(requests);
    expect(requests.map(({ path }) => first.get(path))).toEqual([{ text: "a" }, { code: "ETIMEDOUT" }, { text: "b" }]);
    expect(locked.stuckOwners).toEqual(["stuck"]);

    // Of a stuck owner nothing is asked at all, not even another attribute.
    writeFileSync(join(dir, "other"), "x\n");
    const other = { owner: "stuck", path: join(dir, "other") };
    expect((await locked.read([other])).get(other.path)).toEqual({ code: "ETIMEDOUT" });

    await writeFile(stuck, "16\n");
    await expect.poll(() => locked.stuckOwners).toEqual([]);
    expect((await locked.read([other])).get(other.path)).toEqual({ text: "x" });
  });

  it("waits for a reader that is kept from reading by a busy machine only", async () => {
    const dir = tempFolder();
    const request = { owner: "a", path: join(dir, "a") };
    writeFileSync(request.path, "1\n");
    const slow = join(dir, "grep");
    // Works for longer than the limit before it reads.
    writeFileSync(slow, '#!/bin/sh\nn=0\nwhile [ $n -lt 200000 ]; do n=$((n + 1)); done\nexec grep "$@"\n', {
      mode: 0o755,
    });
    const locked = new LockedReads(60, slow);
    onTestFinished(() => locked.close());
    expect((await locked.read([request])).get(request.path)).toEqual({ text: "1" });
  });

  it("does not touch what an operation of our own holds", async () => {
    const dir = tempFolder();
    const request = { owner: "pf", path: join(dir, "sriov_numvfs") };
    writeFileSync(request.path, "4\n");
    const locked = reads(10_000);
    const held = await locked.during("pf", async () => {
      await locked.during("pf", async () => undefined);
      return await locked.read([request]);
    });
    expect(held.get(request.path)).toEqual({ code: "ETIMEDOUT" });
    expect((await locked.read([request])).get(request.path)).toEqual({ text: "4" });
  });

  it("answers what was read before, where that lasts, while an operation of our own holds the owner", async () => {
    const dir = tempFolder();
    const override = { owner: "pf", path: join(dir, "driver_override"), lasting: true };
    const numVfs = { owner: "pf", path: join(dir, "sriov_numvfs") };
    for (const { path } of [override, numVfs]) writeFileSync(path, "before\n");
    const locked = reads(10_000);
    await locked.read([override, numVfs]);
    const held = await locked.during("pf", () => locked.read([override, numVfs]));
    expect([held.get(override.path), held.get(numVfs.path)]).toEqual([{ text: "before" }, { code: "ETIMEDOUT" }]);
    writeFileSync(override.path, "after\n");
    expect((await locked.read([override])).get(override.path)).toEqual({ text: "after" });
  });

  it("gives up on the rest when too much hangs", async () => {
    const dir = tempFolder();
    const names = ["0", "1", "2", "3", "4", "5"];
    for (const name of names) lockedFile(join(dir, name));
    const requests = names.map((name) => ({ owner: name, path: join(dir, name) }));
    const locked = reads(20);
    const answers = await locked.read(requests);
    expect([...answers.values()]).toEqual(names.map(() => ({ code: "ETIMEDOUT" })));
    expect(locked.stuckOwners).toEqual(["0", "1", "2", "3"]);
  });

  it("says so where there is nothing to read with", async () => {
    const request = { owner: "a", path: join(tempFolder(), "a") };
    writeFileSync(request.path, "1\n");
    expect((await new LockedReads(10_000, "/nowhere/grep").read([request])).get(request.path)).toEqual({
      code: "ENOSYS",
    });
  });
});
