/** The part of the contract that a machine keeps which nobody changes: a tree answers no write as a kernel would. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, it } from "vitest";
import { READING } from "../../../e2e/contract/cases-reading.ts";
import { Bench, type World } from "../../../e2e/contract/world.ts";
import { type Bdf, isBdf } from "../../../shared/pci/bdf.ts";
import { english } from "../../../shared/words/testing/english.ts";
import { FileHost } from "../file/file-host.ts";
import { LocalHost } from "./local-host.ts";
import { buildTree } from "./testing/build-tree.ts";

const folder = mkdtempSync(join(tmpdir(), "contract-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function nowhere(): Bdf {
  const text = "0000:fe:1f.7";
  if (!isBdf(text)) throw new Error("no address");
  return text;
}

const tree = buildTree(join(folder, "sys"), { ports: 2, pfs: 2, vfs: 3 });
const asleep = tree.pfs[3] ?? nowhere();
const attribute = (bdf: Bdf, name: string) => join(tree.root, "bus/pci/devices", bdf, name);
writeFileSync(attribute(asleep, "power_state"), "D3cold\n");

/** `lspci -xxxx` of the tree. */
function dumpText(): string {
  const rows = (bytes: Buffer) =>
    Array.from({ length: bytes.length / 16 }, (_, row) => {
      const line = bytes.subarray(row * 16, row * 16 + 16);
      return `${(row * 16).toString(16).padStart(2, "0")}: ${line.toString("hex").replace(/..(?=.)/g, "$& ")}`;
    });
  const all = [...tree.ports, ...tree.pfs, ...tree.vfs];
  return all
    .map((bdf) => [`${bdf} a title`, ...rows(readFileSync(attribute(bdf, "config"))), ""].join("\n"))
    .join("\n");
}

async function openDump() {
  const opening = FileHost.open("dump.txt", dumpText());
  if (!opening.ok) throw new Error(english(opening.message));
  return opening.machines[0].host;
}

const REAL = "/sys/bus/pci/devices";
const offers = { iommu: true, vfio: true, nowhere: nowhere() };
const worlds: [name: string, world: World][] = [
  ["a sysfs tree", { ...offers, asleep, open: async () => new LocalHost({ root: tree.root, modulesDir: null }) }],
  ["a dump", { ...offers, open: openDump }],
];
if (existsSync(REAL) && readdirSync(REAL).length > 0) {
  worlds.push(["this machine", { ...offers, open: async () => new LocalHost() }]);
}

describe.each(worlds)("HostAccess, reading: %s", (_name, world) => {
  for (const item of READING) {
    if (!item.needs(world)) continue;
    it(item.title, async () => {
      const bench = new Bench(world, await world.open());
      try {
        await item.run(bench);
      } finally {
        await bench.host.close();
      }
    });
  }
});
