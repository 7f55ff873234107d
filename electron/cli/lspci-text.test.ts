import { mkdirSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { blankFunction } from "../../shared/machine/blank.ts";
import { type Bdf, parseBdf } from "../../shared/pci/bdf.ts";
import { NUMERIC } from "../../shared/pci/lspci/naming.ts";
import { buildTree } from "../host/local/testing/build-tree.ts";
import { tempFolder } from "../host/local/testing/temp-folder.ts";
import { SysfsReader } from "../host/sysfs/sysfs-reader.ts";
import { writeLspci } from "./lspci-text.ts";
import type { ShowOptions } from "./show-options.ts";
import { showText } from "./show-text.ts";
import { PLACE } from "./testing/show-defaults.ts";

const OPTIONS: ShowOptions = {
  host: "local",
  format: "lspci",
  numeric: true,
  hex: false,
  redact: false,
  language: "en",
  wake: false,
};
const bdf = (text: string): Bdf => parseBdf(text) as Bdf;

function smallTree() {
  const { root, ports, pfs, vfs } = buildTree(join(tempFolder(), "sys"), { ports: 1, pfs: 1, vfs: 2 });
  const folderOf = (of: Bdf | undefined) => realpathSync(join(root, "bus/pci/devices", of ?? ""));
  return { root, port: folderOf(ports[0]), pf: folderOf(pfs[0]), vf: folderOf(vfs[0]), folderOf };
}

async function show(sysfsRoot: string, more: Partial<ShowOptions> = {}, onText: (text: string) => void = () => {}) {
  const texts: string[] = [];
  const write = (text: string) => {
    texts.push(text);
    onText(text);
  };
  await showText(write, { ...OPTIONS, sysfsRoot, ...more }, PLACE);
  return texts;
}

/** The block of one function. */
const blockOf = (texts: readonly string[], address: string) => texts.find((text) => text.startsWith(address)) ?? "";

test("a function in D3cold is left alone, unless it may be woken", async () => {
  const { root, pf } = smallTree();
  writeFileSync(join(pf, "power_state"), "D3cold\n");
  const asleep = blockOf(await show(root), "01:00.0");
  expect(asleep).toContain("\tKernel driver in use: mlx5_core\n");
  expect(asleep).not.toContain("Control:");
  expect(blockOf(await show(root, { wake: true }), "01:00.0")).toContain("\tControl: I/O- Mem+");
});

test("what may have to wake up is read away from the program, and in full", async () => {
  const { root, pf } = smallTree();
  const awake = blockOf(await show(root), "01:00.0");
  writeFileSync(join(pf, "power_state"), "D3hot\n");
  expect(blockOf(await show(root), "01:00.0")).toBe(awake);
  const reader = new SysfsReader({ root, modulesDir: null });
  expect(reader.spaceOf({ bdf: bdf("01:00.0"), powerState: "D3hot" }, { wake: false })).toBeInstanceOf(Promise);
  await reader.close();
});

test("a function that leaves meanwhile is left out, and the others are printed", async () => {
  const { root, pf } = smallTree();
  const texts = await show(root, {}, (text) => {
    if (text.startsWith("00:01.0")) rmSync(pf, { recursive: true });
  });
  expect(texts.map((text) => text.slice(0, 7))).toEqual(["00:01.0", "01:00.1", "01:00.2"]);
});

test("a function whose bytes are gone when they are read has left", async () => {
  const { root, vf } = smallTree();
  const reader = new SysfsReader({ root, modulesDir: null });
  const of = { bdf: bdf("01:00.1"), powerState: "D0" } as const;
  rmSync(join(vf, "config"));
  expect(reader.spaceOf(of, { wake: false })).toBeNull();
  rmSync(vf, { recursive: true });
  expect(reader.spaceOf(of, { wake: false })).toBe("gone");
  await reader.close();
});

test("a function that reads ff everywhere is told of", async () => {
  const { root, pf } = smallTree();
  writeFileSync(join(pf, "config"), Buffer.alloc(4096, 0xff));
  const said = vi.spyOn(process.stderr, "write").mockReturnValue(true);
  await show(root);
  expect(said.mock.calls).toEqual([
    ["Every byte of 0000:01:00.0 reads ff: it does not respond, so there is nothing to decode.\n"],
  ]);
  said.mockRestore();
});

test.each([
  [["0000:01:00.0"], "01:00.0 "],
  [["0000:01:00.0", "10000:e0:06.0"], "0000:01:00.0 "],
])("of a machine with %j the first line begins with %j", async (machine, start) => {
  const texts: string[] = [];
  const functions = [blankFunction(bdf("01:00.0"))];
  const request = { functions, spaceOf: () => null, machine: machine.map(bdf), naming: NUMERIC };
  await writeLspci(request, (text) => texts.push(text));
  expect(texts.join("").startsWith(start)).toBe(true);
});

test("where a function stands in the device tree, and the link of a restricted CXL device", async () => {
  const { root, port } = smallTree();
  mkdirSync(join(root, "firmware/devicetree/base/pcie@0"), { recursive: true });
  symlinkSync("../../../firmware/devicetree/base/pcie@0", join(port, "of_node"));
  for (const [name, text] of [
    ["rcd_link_cap", "00400d05"],
    ["rcd_link_ctrl", "42"],
    ["rcd_link_status", "1084"],
  ] as const) {
    writeFileSync(join(port, name), `${text}\n`);
  }
  const reader = new SysfsReader({ root, modulesDir: null });
  const { functions } = await reader.scan([bdf("00:01.0")]);
  await reader.close();
  expect(functions).toMatchObject([
    {
      deviceTreeNode: join(root, "firmware/devicetree/base/pcie@0"),
      rcdLink: { capabilities: 0x00400d05, control: 0x42, status: 0x1084 },
    },
  ]);
  expect(blockOf(await show(root), "00:01.0")).toContain(
    `\tDevice tree node: ${join(root, "firmware/devicetree/base/pcie@0")}\n`,
  );
});
