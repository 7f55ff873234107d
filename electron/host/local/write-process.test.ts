import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeEach, describe, expect, it, onTestFinished } from "vitest";
import type { ProcessMark } from "../../../shared/operations/types.ts";
import { programPath } from "../places/programs.ts";
import { LocalHost } from "./local-host.ts";
import { isAlive } from "./process-facts.ts";
import { errnoIn } from "./strerror.ts";
import { buildTree } from "./testing/build-tree.ts";
import { tempFolder } from "./testing/temp-folder.ts";
import { writeBy, writeInProcess } from "./write-process.ts";

/** A pipe that nobody reads takes a writer and does not let it go, as a stuck device does. */
function stuckFile(path: string): string {
  execFileSync("rm", ["-f", path]);
  execFileSync("mkfifo", [path]);
  return path;
}

function end({ pid }: ProcessMark): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It has ended already.
  }
}

/** This program, by the name by which it knows that it is dd. */
function asDd(program: string): string {
  const path = join(tempFolder(), "dd");
  symlinkSync(program, path);
  return path;
}

const BUSYBOX = ["/usr/bin/busybox", "/bin/busybox"].find((path) => existsSync(path));
/** Without a busybox here, a dd that knows as little: it refuses the options, and creates and follows. */
const SMALL_DD = `#!/bin/sh
for each; do case $each in of=*) of=\${each#of=} ;; bs=*) ;; *) echo "dd: invalid argument '$each'" >&2; exit 1 ;; esac; done
exec /bin/cat >"$of"
`;

function smallDd(): string {
  if (BUSYBOX !== undefined) return BUSYBOX;
  const path = join(tempFolder(), "dd");
  writeFileSync(path, SMALL_DD, { mode: 0o755 });
  return path;
}

describe.each([
  ["the system's dd", () => programPath("dd")],
  ["busybox's dd", () => asDd(smallDd())],
] as const)("a write in a process of its own, by %s", (_, findDd) => {
  let dd = "";
  beforeEach(() => {
    dd = findDd();
  });

  it("writes the value as it is, over what was there", async () => {
    const path = join(tempFolder(), "attribute");
    for (const text of ["16", "0", "\n", "0000:01:00.0"]) {
      writeFileSync(path, "something longer than that");
      await writeBy(dd, path, text);
      expect(readFileSync(path, "latin1")).toBe(text);
    }
  });

  it("answers with the kernel's errno", async () => {
    const folder = tempFolder();
    mkdirSync(join(folder, "directory"));
    writeFileSync(join(folder, "file"), "");
    symlinkSync(join(folder, "file"), join(folder, "link"));
    const code = (path: string) =>
      writeBy(dd, path, "1").then(
        () => null,
        (error) => error.code,
      );
    expect(await code(join(folder, "missing"))).toBe("ENOENT");
    expect(await code(join(folder, "directory"))).toBe("EISDIR");
    expect(await code(join(folder, "link"))).toBe("ELOOP");
    expect(await code("/dev/full")).toBe("ENOSPC");
    expect(readFileSync(join(folder, "file"), "utf8")).toBe("");
    expect(existsSync(join(folder, "missing"))).toBe(false);
  });
});

describe("a process that writes", () => {
  it("does not take a missing dd for a missing attribute", async () => {
    const path = join(tempFolder(), "attribute");
    writeFileSync(path, "");
    await expect(writeBy("/nowhere/dd", path, "1")).rejects.toMatchObject({ code: "ENOSYS" });
  });

  it("tells which process writes, and that it was ended from outside", async () => {
    const path = stuckFile(join(tempFolder(), "attribute"));
    const marks: ProcessMark[] = [];
    const written = writeInProcess(path, "8", (mark) => marks.push(mark));
    const [mark] = marks;
    if (!mark) throw new Error("no writer");
    expect(isAlive(mark)).toBe(true);
    end(mark);
    await expect(written).rejects.toMatchObject({ code: "EKILLED" });
    expect(isAlive(mark)).toBe(false);
  });
});

it("nothing is written before the writer is known, and nothing at all when the program dies until then", async () => {
  const path = join(tempFolder(), "attribute");
  writeFileSync(path, "before");
  let seen = "";
  await writeInProcess(path, "after", async () => {
    seen = readFileSync(path, "utf8");
  });
  expect(seen).not.toBe("after");
  expect(readFileSync(path, "utf8")).toBe("after");
});

describe("writes that do not come back", () => {
  /** As many as would take every thread that Node reads files with, twice over. */
  const PFS = 8;

  it("leave the machine readable, and the program able to read anything else", async () => {
    const { root, pfs } = buildTree(join(tempFolder(), "sys"), { ports: 1, pfs: PFS, vfs: 1 });
    const host = new LocalHost({ root, modulesDir: null, lockTimeoutMs: 200 });
    const writers: ProcessMark[] = [];
    onTestFinished(async () => {
      writers.forEach(end);
      await host.close();
    });
    const writes = pfs.map((bdf) => {
      stuckFile(`${root}/bus/pci/devices/${bdf}/sriov_numvfs`);
      return host.perform({ verb: "sriov.numvfs", bdf, value: 0 }, { onWriter: (writer) => writers.push(writer) });
    });
    await expect.poll(() => writers).toHaveLength(PFS);
    expect(await readFile(`${root}/bus/pci/drivers_autoprobe`, "utf8")).toBe("1\n");
    const { functions } = await host.scan();
    expect(functions.filter((fn) => fn.sriov !== null)).toHaveLength(PFS);
    const [first] = pfs;
    if (!first) throw new Error("nothing was built");
    const detail = await host.detail(first);
    expect(detail.problems).toMatchObject([{ attribute: "sriov_numvfs", code: "ETIMEDOUT" }]);

    writers.forEach(end);
    for (const result of await Promise.all(writes))
      expect(result).toMatchObject({ ok: false, failure: { code: "EKILLED" } });
  });
});

it.each([
  ["dd: error writing '/sys/x': Device or resource busy", "EBUSY"],
  ["dd: error writing '/sys/x': Numerical result out of range", "ERANGE"],
  ["dd: failed to open '/sys/x': Permission denied", "EACCES"],
  ["dd: error writing '/sys/x': Cannot allocate memory\n", "ENOMEM"],
  ["RTNETLINK answers: Operation not supported", "EOPNOTSUPP"],
  ["dd: error writing '/sys/x': Unknown error 524", "EOPNOTSUPP"],
  ["dd: error writing '/sys/x': Resource busy", "EBUSY"],
  ["something else", null],
])("%j says %s", (complaint, code) => {
  expect(errnoIn(complaint)).toBe(code);
});
