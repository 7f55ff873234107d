import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import type { Bdf } from "../../shared/pci/bdf.ts";
import { HostCatalogue } from "./host-catalogue.ts";

const PF = "0000:01:00.0" as Bdf;

async function openDemo() {
  const hosts = new HostCatalogue({
    assets: join(import.meta.dirname, "../../assets"),
    sysfsRoot: null,
    sshConfig: null,
    journalDirectory: null,
    asker: () => async () => null,
  });
  onTestFinished(() => hosts.close());
  const machine = await hosts.open("demo:p22-048-018");
  const { host } = machine.session;
  const read: string[] = [];
  const [config, usage] = [host.config.bind(host), host.usage.bind(host)];
  host.config = (bdf, options) => {
    read.push(bdf);
    return config(bdf, options);
  };
  host.usage = (...given) => {
    read.push("usage");
    return usage(...given);
  };
  const search = () =>
    machine.fields.search({ query: "vendor id", groups: 1, each: 1 }, new AbortController().signal, () => undefined);
  return { machine, read, search };
}

it("reads registers and users again when an operation has ended that changed no fact of a scan", async () => {
  const { machine, read, search } = await openDemo();
  await Promise.all([search(), machine.usage.now()]);
  const { functions, revision } = machine.session.snapshot;
  const plan = await machine.operations.plan({ kind: "vf.settings", pf: PF, vfs: [0], settings: { vlan: 100 } });
  const ended = new Promise<void>((resolve) => {
    machine.operations.listen({
      progress: ({ state }) => (state === "running" ? undefined : resolve()),
      journal: () => undefined,
    });
  });
  await machine.operations.run(plan.id, {});
  await ended;
  expect(machine.session.snapshot.revision).toBe(revision);
  read.length = 0;
  await Promise.all([search(), machine.usage.now()]);
  expect(read.filter((each) => each !== "usage")).toHaveLength(functions.length);
  expect(read).toContain("usage");
});

it("keeps what it read while nothing has ended", async () => {
  const { machine, read, search } = await openDemo();
  await search();
  await machine.operations.plan({ kind: "vf.settings", pf: PF, vfs: [0], settings: { vlan: 100 } });
  read.length = 0;
  await search();
  expect(read).toEqual([]);
});
