/** Kernels that crash under a write, and older ones, as they look through the helper. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it, onTestFinished } from "vitest";
import type { Step } from "../../../shared/operations/verbs/list.ts";
import type { HostAccess } from "../access.ts";
import { LocalHost } from "../local/local-host.ts";
import { buildTree } from "../local/testing/build-tree.ts";
import { tempFolder } from "../local/testing/temp-folder.ts";
import { linkBusybox, openTree, userlands } from "./testing/tree-helper.ts";

const tools = mkdtempSync(join(tmpdir(), "tools-"));
afterAll(() => rmSync(tools, { recursive: true }));

const BUG = "BUG: kernel NULL pointer dereference, address: 0000000000000010";

function smallTree() {
  const root = join(tempFolder(), "sys");
  const { pfs } = buildTree(root, { ports: 1, pfs: 1, vfs: 1 });
  const [bdf] = pfs;
  if (bdf === undefined) throw new Error("the tree is too small");
  return { root, step: { verb: "sriov.numvfs", bdf, value: 1 } satisfies Step };
}

describe.each(userlands(linkBusybox(tools)))("under $name", (userland) => {
  it("a tool that a signal ended is told as that, with the log since the write, of which no line of a crash is cut", async () => {
    const { root, step } = smallTree();
    const log = join(root, "log");
    writeFileSync(log, `[    1.000000] BUG: an older one\n[    2.000000] pci: just before\n`);
    const flood = `i=0; while [ $i -lt 900 ]; do echo "[    4.000000] igb: line $i"; i=$((i + 1)); done >>${log}`;
    const programs = `dmesg() { command cat ${log}; }
dd() { echo "[    3.000000] ${BUG}" >>${log}; ${flood}; sh -c 'kill -9 $$'; }`;
    const result = await (await openTree(root, { userland, programs })).perform(step);
    expect(result).toMatchObject({ ok: false, failure: { code: "EKILLED" } });
    const { kernelLog } = result.ok ? { kernelLog: [] } : result.failure;
    expect(kernelLog[0]).toBe(BUG);
    expect(kernelLog.at(-1)).toBe("igb: line 899");
    expect(kernelLog).not.toContain("BUG: an older one");
  });
});

it("a log that was empty, or has lost the line that it ended with, is read as a whole", async () => {
  for (const before of ["", "[    2.000000] pci: just before\n"]) {
    const { root, step } = smallTree();
    const log = join(root, "log");
    writeFileSync(log, before);
    const programs = `dmesg() { command cat ${log}; }
dd() { echo "[    3.000000] ${BUG}" >${log}; echo 'dd: Invalid argument' >&2; return 1; }`;
    const result = await (await openTree(root, { programs })).perform(step);
    expect(result).toMatchObject({ failure: { code: "EINVAL", kernelLog: [BUG] } });
  }
});

it("a tool that failed with a high status of its own was not killed", async () => {
  const { root, step } = smallTree();
  const programs = `dd() { echo 'dd: Invalid argument' >&2; return 255; }`;
  const result = await (await openTree(root, { programs })).perform(step);
  expect(result).toMatchObject({ failure: { code: "EINVAL" } });
});

it("a function that can be reset without telling how is told as that, and one that cannot as that", async () => {
  const { root, step } = smallTree();
  const path = (name: string) => join(root, "bus/pci/devices", step.bdf, name);
  const host = await openTree(root);
  const local = new LocalHost({ root, modulesDir: null });
  onTestFinished(() => local.close());
  const methods = async (from: HostAccess) => (await from.scan([step.bdf])).functions[0]?.resetMethods;
  const both = async () => [await methods(host), await methods(local)];
  writeFileSync(path("reset"), "", { mode: 0o200 });
  expect(await both()).toEqual([
    ["flr", "bus"],
    ["flr", "bus"],
  ]);
  rmSync(path("reset_method"));
  expect(await both()).toEqual([null, null]);
  rmSync(path("reset"));
  expect(await both()).toEqual([[], []]);
});

it("a scan tells whether the kernel has died, and does not know where it cannot be read", async () => {
  const { root } = smallTree();
  const host = await openTree(root);
  onTestFinished(() => host.close());
  const tainted = join(root, "../proc/sys/kernel/tainted");
  const told = async () => (await host.scan([])).host.crashed;
  const cases = [
    ["0", false],
    ["4609", false],
    ["128", true],
    ["4737", true],
    ["18446744073709551615", true],
    ["nonsense", null],
  ] as const;
  for (const [text, crashed] of cases) {
    writeFileSync(tainted, `${text}\n`);
    expect(await told(), text).toBe(crashed);
  }
  rmSync(tainted);
  expect(await told()).toBeNull();
});
