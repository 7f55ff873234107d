import { mkdirSync } from "node:fs";
import { basename, join } from "node:path";
import { expect, it, vi } from "vitest";
import { NO_NAMES } from "../../../shared/machine/blank.ts";
import type { ScanResult } from "../../../shared/machine/facts.ts";
import { kernelViewOf } from "../../../shared/machine/kernel-view.ts";
import { buildMachine } from "../../../shared/machine/machine.ts";
import { treeText } from "../../../shared/report/tree.ts";
import { buildTree } from "../local/testing/build-tree.ts";
import { buildOddTree } from "../local/testing/odd-tree.ts";
import { tempFolder } from "../local/testing/temp-folder.ts";
import { EVERYTHING, type Wanted } from "./function-facts.ts";
import { SysfsReader } from "./sysfs-reader.ts";

const FOR_TREE: Wanted = { tree: true, lspci: false, rest: false };
const FOR_LSPCI: Wanted = { tree: false, lspci: true, rest: false };

async function scanned(root: string, wanted: Wanted): Promise<ScanResult> {
  const reader = new SysfsReader({ root, modulesDir: null, wanted });
  try {
    return await reader.scan();
  } finally {
    await reader.close();
  }
}

/** A tree as a kernel makes it, with a VF that its own driver hands out, and one that is odd in every way that we know of. */
function roots(): string[] {
  const folder = tempFolder();
  const { root, vfs } = buildTree(join(folder, "plain"), { ports: 2, pfs: 2, vfs: 6, vfDriver: "mlx5_core" });
  mkdirSync(join(root, "bus/pci/devices", vfs[0] ?? "", "vfio-dev/vfio7"), { recursive: true });
  return [root, buildOddTree(join(folder, "odd"), join(folder, "outside")).root];
}

it("a tree is drawn of what is read for a tree as it is of everything", async () => {
  const drawn = async (root: string, wanted: Wanted) => {
    const { host, functions } = await scanned(root, wanted);
    const named = functions.map((fn) => ({ ...fn, names: NO_NAMES }));
    const identity = {
      name: "tree",
      kernel: null,
      bootId: null,
      privileged: null,
      connection: "",
      kind: "local",
    } as const;
    return treeText(buildMachine({ identity, host, functions: named, problems: [], revision: 1 }), "en");
  };
  const texts: string[] = [];
  for (const root of roots()) {
    const text = await drawn(root, FOR_TREE);
    expect(text).toBe(await drawn(root, EVERYTHING));
    texts.push(text);
  }
  expect(texts[0]).toContain("shared with guests by mlx5_core");
});

it("lspci is told of what is read for lspci as it is of everything", async () => {
  const views = async (root: string, wanted: Wanted) =>
    (await scanned(root, wanted)).functions.map((fn) => [fn.bdf, fn.powerState, { ...kernelViewOf(fn), pf: null }]);
  for (const root of roots()) expect(await views(root, FOR_LSPCI)).toEqual(await views(root, EVERYTHING));
});

it("reads nothing that is not wanted, and asks for no lock", async () => {
  const { root, pfs } = buildTree(join(tempFolder(), "sys"), { ports: 1, pfs: 1, vfs: 1 });
  const reader = new SysfsReader({ root, modulesDir: null, wanted: FOR_LSPCI });
  const texts = vi.spyOn(reader.reader, "text");
  const locks = vi.spyOn(reader.locked, "read");
  await reader.scan(pfs);
  await reader.close();
  const asked = texts.mock.calls.map(([path]) => basename(path));
  expect(asked).toContain("resource");
  for (const name of ["reset_method", "sriov_totalvfs", "ari_enabled", "operstate"]) expect(asked).not.toContain(name);
  expect(locks.mock.calls.flat(2)).toEqual([]);
});
