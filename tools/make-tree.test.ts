import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it, onTestFinished } from "vitest";
import { planTree } from "../electron/host/local/testing/build-tree.ts";
import { bdfParts } from "../shared/pci/bdf.ts";
import { buildTree, type TreeOptions } from "./make-tree.ts";

const SCRIPT = fileURLToPath(new URL("./make-tree.ts", import.meta.url));

function folder(): string {
  const dir = mkdtempSync(join(tmpdir(), "tree-"));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}

function build(options: TreeOptions) {
  return buildTree(join(folder(), "sys"), options);
}

/** lspci on the tree; null on a machine without it. Its word on kernel modules is about this machine, not about the tree. */
function lspci(root: string, ...options: string[]): { output: string; complaints: string } | null {
  const run = spawnSync("lspci", ["-O", `sysfs.path=${root}/bus/pci`, ...options], {
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  if (run.error) return null;
  const complaints = run.stderr.split("\n").filter((line) => line !== "" && !line.includes("libkmod"));
  return { output: run.stdout, complaints: complaints.join("\n") };
}

describe("planTree", () => {
  it("has the functions asked for, each at an address of its own", () => {
    const { ports, pfs, vfs } = planTree({ ports: 3, pfs: 2, vfs: 4 });
    expect([ports.length, pfs.length, vfs.length]).toEqual([3, 6, 24]);
    expect(new Set([...ports, ...pfs, ...vfs].map(({ bdf }) => bdf)).size).toBe(33);
  });

  it("has 4,096 functions unless told otherwise", () => {
    const { ports, pfs, vfs } = planTree();
    expect(ports.length + pfs.length + vfs.length).toBe(4096);
  });

  it("lets VFs go on to later buses where one is too small", () => {
    const { ports, vfs } = planTree({ ports: 1, pfs: 2, vfs: 150 });
    expect([...new Set(vfs.map(({ bdf }) => bdfParts(bdf).bus))]).toEqual([1, 2]);
    expect(ports.map(({ secondary, subordinate }) => [secondary, subordinate])).toEqual([[1, 2]]);
  });

  it("goes on in another domain where one has no more buses", () => {
    const { ports, pfs } = planTree({ ports: 260, pfs: 1, vfs: 0 });
    expect(bdfParts(ports[259]?.bdf ?? fail()).domain).toBe(1);
    expect(pfs[259]?.bdf.slice(0, 4)).toBe("0001");
  });
});

describe("buildTree", () => {
  it("is read by lspci without complaint", () => {
    const tree = build({ ports: 2, pfs: 2, vfs: 3 });
    const read = lspci(tree.root, "-vvv", "-n");
    if (read === null) return;
    expect(read.complaints).toBe("");
    expect(read.output.match(/^\S/gm)).toHaveLength(18);
    expect(read.output.match(/Single Root I\/O Virtualization/g)).toHaveLength(4);
    expect(read.output).toContain("VF offset: 2, stride: 1, Device ID: 101e");
    expect(read.output).toContain("Kernel driver in use: vfio-pci");
    expect(read.output).not.toMatch(/!!!|access denied/i);
  });
});

describe("the command", () => {
  const run = (...args: string[]) => spawnSync(process.execPath, [SCRIPT, ...args], { encoding: "utf8" });

  it("writes a tree and says how to look at it", () => {
    const dir = join(folder(), "sys");
    const output = execFileSync(process.execPath, [SCRIPT, dir, "--ports", "1", "--vfs", "2"], { encoding: "utf8" });
    expect(output).toBe(`4 functions: lspci -O sysfs.path=${dir}/bus/pci\n`);
  });

  it("refuses a folder that is not empty, and numbers that make no sense", () => {
    const dir = folder();
    writeFileSync(join(dir, "precious"), "");
    expect(run(dir)).toMatchObject({ status: 2, stderr: `${dir} is not empty.\n` });
    expect(run(join(dir, "new"), "--ports", "many")).toMatchObject({ status: 2 });
    expect(run()).toMatchObject({ status: 2 });
  });
});

function fail(): never {
  throw new Error("nothing was built");
}
