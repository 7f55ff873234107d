import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { type Bdf, formatBdf } from "../../../shared/pci/bdf.ts";
import { buildTree } from "../../host/local/testing/build-tree.ts";
import { Log } from "../log/log.ts";
import { HostCatalogue, MAX_FILES } from "./host-catalogue.ts";

const PF = "0000:01:00.0" as Bdf;

function openHosts(sysfsRoot: string | null = null): HostCatalogue {
  const hosts = new HostCatalogue({
    assets: join(import.meta.dirname, "../../../assets"),
    sysfsRoot,
    demoKernel: null,
    sshConfig: null,
    journalDirectory: null,
    log: new Log({ directory: null }),
    asker: () => async () => null,
  });
  onTestFinished(() => hosts.close());
  return hosts;
}

async function openDemo() {
  const hosts = openHosts();
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
  const plan = await machine.operations.plan({
    kind: "vf.settings",
    pf: PF,
    edits: [{ vfs: [0], settings: { vlan: 100 } }],
  });
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

it("has who uses what told from before while steps are carried out, and not while it waits for a word", async () => {
  const { machine } = await openDemo();
  const followed: boolean[] = [];
  const follow = machine.usage.follow.bind(machine.usage);
  machine.usage.follow = (isBusy) => {
    if (followed.at(-1) !== isBusy) followed.push(isBusy);
    follow(isBusy);
  };
  const plan = await machine.operations.plan({
    kind: "vf.settings",
    pf: PF,
    edits: [{ vfs: [0, 1], settings: { vlan: 100 } }],
  });
  const ended = new Promise<void>((resolve) => {
    machine.operations.listen({
      progress: ({ state, wayBack, operationId }) => {
        if (wayBack?.state === "asking") machine.operations.runner.confirm(operationId, true);
        if (state !== "running") resolve();
      },
      journal: () => undefined,
    });
  });
  await machine.operations.run(plan.id, { wayBackSeconds: 60 });
  await ended;
  expect(followed).toEqual([true, false]);
});

it("keeps what it read while nothing has ended", async () => {
  const { machine, read, search } = await openDemo();
  await search();
  await machine.operations.plan({ kind: "vf.settings", pf: PF, edits: [{ vfs: [0], settings: { vlan: 100 } }] });
  read.length = 0;
  await search();
  expect(read).toEqual([]);
});

const LONG = Array.from({ length: 5_000 }, (_, index) => {
  const bdf = formatBdf({ domain: 0, bus: index >> 8, device: (index >> 3) & 0x1f, function: index & 7 });
  return `${bdf}\n00: 86 80 34 12\n`;
}).join("\n");

it("tells how much of a text is read, to its end", async () => {
  const told: number[] = [];
  await openHosts().openText("long", LONG, { onPart: (part) => told.push(part) });
  expect(told.length).toBeGreaterThan(10);
  expect(told).toEqual(told.toSorted((a, b) => a - b));
  expect([told[0], told.at(-1)]).toEqual([expect.closeTo(0.05, 1), expect.closeTo(0.95, 1)]);
});

it("does not open a text whose opening was cancelled in between", async () => {
  const hosts = openHosts();
  const cancelled = new AbortController();
  const told: number[] = [];
  const onPart = (part: number): void => {
    told.push(part);
    if (part > 0.3) cancelled.abort(new Error("cancelled"));
  };
  await expect(hosts.openText("long", LONG, { onPart, signal: cancelled.signal })).rejects.toThrow("cancelled");
  expect(told.at(-1)).toBeLessThan(0.5);
  expect(hosts.files()).toEqual([]);
});

const DUMP = "00:00.0\n00: 86 80 34 12\n";
const names = (hosts: HostCatalogue) => hosts.files().map(({ name }) => name);

it("lets go of what was made of a dump when the last page leaves it, and of the dump when it is closed", async () => {
  const hosts = openHosts();
  const { host: id } = await hosts.openText("a", DUMP);
  const [first, second] = [hosts.watch(id), hosts.watch(id)];
  await hosts.open(id);
  first();
  expect(hosts.opened().map((machine) => machine.id)).toEqual([id]);
  second();
  expect(hosts.opened()).toEqual([]);
  expect(names(hosts)).toEqual(["a"]);
  expect((await hosts.open(id)).session.snapshot.functions).toHaveLength(1);
  await hosts.disconnect(id);
  expect([hosts.opened(), hosts.files()]).toEqual([[], []]);
  await expect(hosts.open(id)).rejects.toThrow("This file is no longer open. Open it again.");
});

it("keeps a few dumps: one more takes the place of the first that no page looks at", async () => {
  const hosts = openHosts();
  const ids: string[] = [];
  for (let at = 1; at <= MAX_FILES; at++) ids.push((await hosts.openText(`${at}`, DUMP)).host);
  hosts.watch(ids[0] ?? "");
  const { host: next } = await hosts.openText("next", DUMP);
  expect(ids).not.toContain(next);
  expect(names(hosts)).toEqual(["1", "3", "4", "5", "6", "7", "8", "next"]);
});

it("the machines of one text are one file: they count as one, go together, and stay as long as a page looks at one", async () => {
  const hosts = openHosts();
  const two = `${DUMP}\n${DUMP.replace("86 80", "87 80")}`;
  const { host: first, others } = await hosts.openText("two", two);
  expect(others).toHaveLength(1);
  const [second = ""] = others;
  expect(hosts.files().map(({ file, first: of }) => [file, of])).toEqual([
    ["two", first],
    ["two", first],
  ]);
  expect(new Set(hosts.files().map(({ part }) => part)).size).toBe(2);
  for (let at = 2; at <= MAX_FILES; at++) await hosts.openText(`${at}`, DUMP);
  expect(hosts.files()).toHaveLength(MAX_FILES + 1);
  const leave = hosts.watch(second);
  await hosts.openText("next", DUMP);
  expect(hosts.files().map(({ file }) => file)).toEqual(["two", "two", "3", "4", "5", "6", "7", "8", "next"]);
  leave();
  await hosts.disconnect(second);
  expect(hosts.files().some(({ file }) => file === "two")).toBe(false);
});

it("a machine of many functions is open with the first ones; what speaks of all of it waits, or says why it cannot", async () => {
  const root = mkdtempSync(join(tmpdir(), "many-"));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  buildTree(root, { ports: 5, pfs: 1, vfs: 62 });
  const hosts = openHosts(root);
  const { session } = await hosts.open("local");
  expect(session.snapshot.partOf).toBe(320);
  expect(session.snapshot.functions).toHaveLength(256);
  const whole = await hosts.whole("local");
  expect(whole.session).toBe(session);
  expect(session.snapshot.functions).toHaveLength(320);
  session.whole = () => Promise.reject(new Error("it failed"));
  await expect(hosts.whole("local")).rejects.toMatchObject({
    code: "IO",
    message: expect.stringMatching(/^Not all functions of .* were read\. Refresh first\.$/),
  });
});
