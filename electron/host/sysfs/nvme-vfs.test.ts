import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { tempFolder } from "../local/testing/temp-folder.ts";
import { parseNvmeVfs, readNvmeVfs } from "./nvme-vfs.ts";

const BDF = "0000:02:00.0";

function entry(controller: number, vf: number, state: number, queues = 0, interrupts = 0) {
  return {
    "secondary-controller-identifier": controller,
    "primary-controller-identifier": 0,
    "secondary-controller-state": state,
    "virtual-function-number": vf,
    "num-virtual-queues": queues,
    "num-virtual-interrupts": interrupts,
  };
}

const LIST = JSON.stringify({ num: 2, "secondary-controllers": [entry(1, 1, 1, 2, 1), entry(2, 2, 0)] });
const CAPS = JSON.stringify({ crt: 3, vqfrt: 16, vqrfa: 2, vqrfap: 3, vqfrsm: 4, vqgran: 2, vifrt: 8 });
const READ = {
  state: "read",
  vfs: [
    { vf: 0, controller: 1, online: true, queues: 2, interrupts: 1 },
    { vf: 1, controller: 2, online: false, queues: 0, interrupts: 0 },
  ],
  queues: { total: 16, assigned: 2, toPf: 3, most: 4, step: 2 },
  // Not all of it was told.
  interrupts: null,
};

/** A PF that the nvme driver has. */
function tree({ state = "live", power = "D0" } = {}): string {
  const root = tempFolder();
  const folder = join(root, "bus/pci/devices", BDF);
  mkdirSync(join(folder, "nvme/nvme3"), { recursive: true });
  writeFileSync(join(folder, "power_state"), `${power}\n`);
  writeFileSync(join(folder, "nvme/nvme3/state"), `${state}\n`);
  return root;
}

const asked: string[] = [];
const nvme = async (words: readonly string[]) => {
  asked.push(words.join(" "));
  return words[0] === "list-secondary" ? LIST : CAPS;
};

it("asks the PF's own controller, by commands that change nothing", async () => {
  asked.length = 0;
  expect(await readNvmeVfs(tree(), BDF, { nvme, isRoot: true })).toEqual(READ);
  expect(asked).toEqual(["list-secondary /dev/nvme3 -o json", "primary-ctrl-caps /dev/nvme3 -o json"]);
});

it("says what is missing where nothing can be told", async () => {
  asked.length = 0;
  expect(await readNvmeVfs(tree(), BDF, { nvme: null, isRoot: true })).toEqual({ state: "unread", lacks: "program" });
  expect(await readNvmeVfs(tree(), BDF, { nvme, isRoot: false })).toEqual({ state: "unread", lacks: "rights" });
  // Asking would wake it, or wait for a controller that is gone.
  for (const at of [tree({ power: "D3cold" }), tree({ state: "dead" }), tree({ state: "resetting" })]) {
    expect(await readNvmeVfs(at, BDF, { nvme, isRoot: true })).toEqual({ state: "unread", lacks: "answer" });
  }
  expect(asked).toEqual([]);
  expect(await readNvmeVfs(tempFolder(), BDF, { nvme, isRoot: true })).toBeNull();
});

it.each([
  ["nothing", ""],
  ["an error", JSON.stringify({ error: "/dev/nvme3: Permission denied" })],
  ["text", "Identify Secondary Controller List:"],
])("takes %s for no answer", (_, list) => {
  expect(parseNvmeVfs(list, CAPS)).toEqual({ state: "unread", lacks: "answer" });
});

it("leaves out what is no VF, and what makes no sense", () => {
  const entries = [entry(7, 0, 1), { ...entry(1, 1, 0), "num-virtual-queues": -1 }, "VF", entry(2, 2, 0)];
  const told = parseNvmeVfs(JSON.stringify({ "secondary-controllers": entries }), "");
  expect(told).toMatchObject({ state: "read", vfs: [{ vf: 1, controller: 2 }], queues: null, interrupts: null });
});
