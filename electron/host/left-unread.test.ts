/** Nothing is opened of a function that is left unread: what would be opened here is a link to itself, which answers ELOOP. */
import { rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import type { Bdf } from "../../shared/pci/bdf.ts";
import type { HostAccess } from "./access.ts";
import { openTree } from "./helper/testing/tree-helper.ts";
import { cardOf, LeftUnread as Left, type LeftUnread, leavingUnread, leftByAddress } from "./left-unread.ts";
import { LocalHost } from "./local/local-host.ts";
import { buildTree } from "./local/testing/build-tree.ts";
import { tempFolder } from "./local/testing/temp-folder.ts";
import { SysfsReader } from "./sysfs/sysfs-reader.ts";

const REGISTERS = [
  "config",
  "vpd",
  "current_link_speed",
  "current_link_width",
  "max_link_speed",
  "max_link_width",
  "secondary_bus_number",
  "subordinate_bus_number",
];

/** A port and a PF below it, whose registers nobody may open; another PF that may be read. */
function tree() {
  const { root, pfs, ports } = buildTree(tempFolder(), { ports: 2, pfs: 1, vfs: 1 });
  const [pf, other] = pfs;
  const [port] = ports;
  if (pf === undefined || other === undefined || port === undefined) throw new Error("no PFs");
  const at = (bdf: Bdf, name: string) => join(root, "bus/pci/devices", bdf, name);
  for (const bdf of [pf, port]) {
    for (const name of REGISTERS) {
      rmSync(at(bdf, name), { force: true });
      symlinkSync(name, at(bdf, name));
    }
  }
  return { root, pf, port, other, at };
}

const KINDS: readonly [name: string, open: (root: string, left: LeftUnread) => Promise<HostAccess>][] = [
  [
    "by this program",
    async (root, left) => {
      const host = new LocalHost({ root, modulesDir: null, left });
      onTestFinished(() => host.close());
      return host;
    },
  ],
  ["by the helper", async (root, left) => await openTree(root, { left })],
];

describe.each(KINDS)("what is left unread is not read %s", (_, open) => {
  it("in a scan, in detail, and when it is asked for", async () => {
    const { root, pf, port, other } = tree();
    const left = leftByAddress([pf, port]);
    const host = leavingUnread(await open(root, left), left);
    const { functions } = await host.scan();
    const found = new Map(functions.map((fn) => [fn.bdf, fn]));
    for (const bdf of [pf, port]) {
      expect(found.get(bdf)).toMatchObject({ leftUnread: true, link: null, problems: [] });
      expect(await host.config(bdf, { wake: true })).toMatchObject({
        state: "unreadable",
        problem: { code: "UNREAD" },
      });
      expect(await host.vpd(bdf)).toMatchObject({ state: "unreadable", problem: { code: "UNREAD" } });
      expect((await host.detail(bdf)).problems).toMatchObject([{ code: "UNREAD" }]);
    }
    // What the kernel remembers is known as ever.
    expect(found.get(pf)).toMatchObject({ driver: "mlx5_core", sriov: { numVfs: 1 } });
    expect(found.get(other)?.leftUnread).toBeUndefined();
    expect(found.get(other)?.link).not.toBeNull();
    expect((await host.scan([pf])).functions).toMatchObject([{ bdf: pf, leftUnread: true, problems: [] }]);
  });

  it("unless another card is at its address now", async () => {
    const { root, other, at } = tree();
    const [fn] = (await new SysfsReader({ root, modulesDir: null }).scan([other])).functions;
    if (fn === undefined) throw new Error("no function");
    const seen = async (card: string) => {
      const left = new Left([{ bdf: other, card }]);
      const [found] = (await leavingUnread(await open(root, left), left).scan([other])).functions;
      return [found?.leftUnread ?? false, found?.link !== null];
    };
    expect(await seen(cardOf(fn))).toEqual([true, false]);
    expect(await seen("8086:ffff none")).toEqual([false, true]);
    writeFileSync(at(other, "subsystem_device"), "0x7777\n");
    expect(await seen(cardOf(fn))).toEqual([false, true]);
  });
});

it("begins and ends while a machine is open", async () => {
  const { root, other } = tree();
  const left = new Left();
  const host = leavingUnread(new LocalHost({ root, modulesDir: null, left }), left);
  onTestFinished(() => host.close());
  const state = async () => [
    (await host.config(other, { wake: false })).state,
    (await host.scan([other])).functions[0]?.leftUnread,
  ];
  expect(await state()).toEqual(["read", undefined]);
  left.add({ bdf: other, card: null });
  expect(await state()).toEqual(["unreadable", true]);
  left.remove(other);
  expect(await state()).toEqual(["read", undefined]);
});

it("lets a person's wish to look again through", () => {
  let asked = 0;
  const local = new LocalHost({ root: tree().root, modulesDir: null });
  const host: HostAccess = Object.assign(local, { askAgain: () => (asked += 1) });
  onTestFinished(() => host.close());
  leavingUnread(host, new Left()).askAgain?.();
  expect(asked).toBe(1);
});

it("lets what a report tells of users through", () => {
  const local = new LocalHost({ root: tree().root, modulesDir: null });
  const told = { functions: [], unread: [] };
  const host: HostAccess = Object.assign(local, { keptUsage: () => told });
  onTestFinished(() => host.close());
  expect(leavingUnread(host, new Left()).keptUsage?.()).toBe(told);
});
