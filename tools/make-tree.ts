/**
 * Writes a made-up sysfs tree for measurements and tries:
 * `node tools/make-tree.ts DIR [--ports 64] [--pfs 1] [--vfs 62]`, then `lspci -O sysfs.path=DIR/bus/pci -vvv`.
 */
import { existsSync, readdirSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { buildTree } from "../electron/host/local/testing/build-tree.ts";

export { type BuiltTree, buildTree, type TreeOptions } from "../electron/host/local/testing/build-tree.ts";

/** A whole number within bounds, or a sentence on stderr and exit code 2. */
function count(name: string, text: string, low: number, high: number): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= low && value <= high) return value;
  return fail(`--${name} is a number from ${low} to ${high}, not "${text}".`);
}

function fail(message: string): never {
  process.stderr.write(`${message}\n`);
  process.exit(2);
}

function main(): void {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      ports: { type: "string", default: "64" },
      pfs: { type: "string", default: "1" },
      vfs: { type: "string", default: "62" },
    },
  });
  const [folder] = positionals;
  if (folder === undefined || positionals.length > 1) {
    fail("usage: node tools/make-tree.ts DIR [--ports 64] [--pfs 1] [--vfs 62]");
  }
  const dir = resolve(folder);
  if (existsSync(dir) && readdirSync(dir).length > 0) fail(`${dir} is not empty.`);
  const built = buildTree(dir, {
    ports: count("ports", values.ports, 1, 1000),
    pfs: count("pfs", values.pfs, 1, 8),
    vfs: count("vfs", values.vfs, 0, 255),
  });
  const total = built.ports.length + built.pfs.length + built.vfs.length;
  process.stdout.write(`${total} functions: lspci -O sysfs.path=${dir}/bus/pci\n`);
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) main();
