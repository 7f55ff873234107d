import { execFileSync } from "node:child_process";
import { readlinkSync, renameSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { inEnglish } from "../../../shared/words/testing/english.ts";
import type { HostEvent } from "../access.ts";
import { LocalHost } from "./local-host.ts";
import { type BuiltTree, buildTree } from "./testing/build-tree.ts";
import { tempFolder } from "./testing/temp-folder.ts";
import { eventFunction } from "./udev-monitor.ts";

/** Events in the order they come; `next` waits for one. */
class Inbox {
  private readonly events: HostEvent[] = [];
  private readonly waiting: ((event: HostEvent) => void)[] = [];

  readonly take = (event: HostEvent): void => {
    const next = this.waiting.shift();
    if (next) next(event);
    else this.events.push(event);
  };
  next(): Promise<HostEvent> {
    const first = this.events.shift();
    return first ? Promise.resolve(first) : new Promise((resolve) => this.waiting.push(resolve));
  }
  get pending(): readonly HostEvent[] {
    return this.events;
  }
}

function watched(options: { vfs?: number } = {}): { tree: BuiltTree; inbox: Inbox; host: LocalHost } {
  const tree = buildTree(join(tempFolder(), "sys"), { ports: 1, pfs: 1, vfs: options.vfs ?? 2 });
  const host = new LocalHost({ root: tree.root, modulesDir: null, pollMs: 5, gatherMs: 20 });
  onTestFinished(() => host.close());
  const inbox = new Inbox();
  host.events(inbox.take);
  return { tree, inbox, host };
}

const entry = (tree: BuiltTree, bdf: string | undefined) => join(tree.root, "bus/pci/devices", bdf ?? "");

describe("events of a tree", () => {
  it("tells of a driver that was exchanged, and of nothing else", async () => {
    const { tree, inbox } = watched();
    const [vf] = tree.vfs;
    const driver = join(entry(tree, vf), "driver");
    rmSync(driver);
    symlinkSync(join(tree.root, "bus/pci/drivers/vfio-pci"), driver);
    expect(await inbox.next()).toEqual({ kind: "changed", bdfs: [vf] });
  });

  it("tells of the drivers' folders as well", async () => {
    const { tree, inbox } = watched();
    const [vf] = tree.vfs;
    rmSync(join(tree.root, "bus/pci/drivers/mlx5_core", vf ?? ""));
    expect(await inbox.next()).toEqual({ kind: "changed", bdfs: [vf] });
  });

  it("tells of VFs that go together with their PF, in one event", async () => {
    const { tree, inbox } = watched({ vfs: 3 });
    const [pf] = tree.pfs;
    for (const [index, vf] of tree.vfs.entries()) {
      rmSync(join(entry(tree, pf), `virtfn${index}`));
      rmSync(entry(tree, vf));
    }
    expect(await inbox.next()).toEqual({ kind: "changed", bdfs: [pf, ...tree.vfs] });
  });

  it("tells of VFs that come", async () => {
    const { tree, inbox } = watched({ vfs: 2 });
    const [, second] = tree.vfs;
    const link = entry(tree, second);
    const target = readlinkSync(link);
    rmSync(link);
    expect(await inbox.next()).toEqual({ kind: "changed", bdfs: [tree.pfs[0], second] });
    symlinkSync(target, link);
    expect(await inbox.next()).toEqual({ kind: "changed", bdfs: [tree.pfs[0], second] });
  });

  it("tells when the bus is gone and when it is back", async () => {
    const { tree, inbox } = watched();
    const bus = join(tree.root, "bus");
    renameSync(bus, `${bus}-away`);
    expect(inEnglish(await inbox.next())).toMatchObject({ kind: "lost", reason: expect.stringContaining("ENOENT") });
    renameSync(`${bus}-away`, bus);
    expect(await inbox.next()).toEqual({ kind: "back" });
    expect(inbox.pending).toEqual([]);
  });

  it("tells nothing to a listener that has left, and goes on telling the others", async () => {
    const { tree, inbox, host } = watched();
    const left = new Inbox();
    host.events(left.take)();
    rmSync(join(entry(tree, tree.vfs[0]), "driver"));
    await inbox.next();
    expect(left.pending).toEqual([]);
  });

  it("keeps no process alive once it is closed", () => {
    const tree = buildTree(tempFolder(), { ports: 1, pfs: 1, vfs: 1 });
    const module = new URL("./local-host.ts", import.meta.url).href;
    const script = `
      const { LocalHost } = await import(${JSON.stringify(module)});
      for (const root of ["/sys", ${JSON.stringify(tree.root)}]) {
        const host = new LocalHost({ root });
        host.events(() => {});
        await host.scan();
        await host.close();
      }
      console.log("done");`;
    const out = execFileSync(process.execPath, ["--input-type=module", "-e", script], {
      encoding: "utf8",
      timeout: 30_000,
    });
    expect(out).toBe("done\n");
  });
});

describe("eventFunction", () => {
  it.each([
    ["KERNEL[1234.567] bind     /devices/pci0000:00/0000:00:01.0/0000:01:00.2 (pci)", "0000:01:00.2"],
    ["KERNEL[1.0] remove   /devices/pci10000:e0/10000:e0:06.0 (pci)", "10000:e0:06.0"],
    ["KERNEL[1.0] add      /devices/pci0000:00/0000:00:01.0/pci_bus/0000:01 (pci_bus)", null],
    ["KERNEL[1.0] add      /bus/pci/drivers/vfio-pci (drivers)", null],
    ["monitor will print the received events for:", null],
    ["", null],
  ])("of %j is %s", (line, bdf) => {
    expect(eventFunction(line)).toBe(bdf);
  });
});
