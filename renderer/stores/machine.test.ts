import { beforeEach, expect, test } from "vitest";
import type { MachineSnapshot } from "../../shared/machine/facts.ts";
import { snapshotParts } from "../../shared/machine/parts.ts";
import { labMachine } from "../testing/machines.ts";
import { bridge } from "../testing/window.ts";
import { useConnection } from "./connection.ts";
import { useMachine } from "./machine.ts";
import { focusFunction, useView } from "./view.ts";

const { open, refresh, setPaused } = useMachine.getState();
const state = () => useMachine.getState();
const opens = () => bridge.calls.filter((call) => call.method === "host.open").length;

beforeEach(async () => {
  bridge.answer("host.open", ({ host }) => {
    if (host === "demo:gone") throw new Error("The machine does not answer.");
    const snapshot = labMachine({ name: host, kind: "demo" });
    return { snapshot, live: { host, state: "live", reason: null } };
  });
  await open("demo:lab");
});

test("switching machines forgets what was selected and searched, and lets go of the last one", async () => {
  const first = state().machine?.functions[0];
  focusFunction(first?.bdf ?? null);
  useView.setState({ query: "vfio" });
  await open("demo:other");
  expect(state().machine?.snapshot.identity.name).toBe("demo:other");
  expect(useView.getState()).toMatchObject({ focused: null, query: "" });
  expect(bridge.calls.at(-1)).toMatchObject({ method: "host.close", input: { host: "demo:lab" } });
});

test("a machine that cannot be opened says why", async () => {
  await open("demo:gone");
  expect(state()).toMatchObject({ machine: null, opening: false, error: "The machine does not answer." });
});

test("a slow answer for a machine that nobody wants any more is dropped", async () => {
  let answer: (() => void) | null = null;
  const waiting = new Promise<void>((resolve) => {
    answer = resolve;
  });
  bridge.answer("host.open", async ({ host }) => {
    if (host === "demo:slow") await waiting;
    const live = { host, state: "live", reason: null } as const;
    return { snapshot: labMachine({ name: host, kind: "demo" }), live };
  });
  const slow = open("demo:slow");
  await open("demo:lab");
  (answer as (() => void) | null)?.();
  await slow;
  expect(state()).toMatchObject({ host: "demo:lab", machine: { snapshot: { identity: { name: "demo:lab" } } } });
});

test("with other rights every function is worth another look", async () => {
  const before = state().machine;
  if (!before) throw new Error("not open");
  const { identity } = before.snapshot;
  const patch = { from: 1, to: 2, upsert: [], removed: [], host: null, problems: null };
  const privileged = identity.privileged !== true;
  bridge.send("machine.changed", { host: "demo:lab", patch: { ...patch, identity: { ...identity, privileged } } });
  const [first] = before.functions;
  if (!first) throw new Error("no functions");
  const again = state().machine?.byBdf.get(first.bdf);
  expect(again).toEqual(first);
  expect(again).not.toBe(first);
});

test("a patch changes only what it names; one that skips a revision asks for the whole machine", async () => {
  const before = state().machine;
  const gpu = before?.functions.find((fn) => fn.bdf === "0000:02:00.0");
  const disk = before?.functions.find((fn) => fn.bdf === "0000:00:1f.2");
  if (!before || !gpu || !disk) throw new Error("not open");
  const patch = { upsert: [{ ...gpu, driver: "vfio-pci" }], removed: [], host: null, identity: null, problems: null };
  bridge.send("machine.changed", { host: "demo:lab", patch: { ...patch, from: 1, to: 2 } });
  expect(state().machine?.byBdf.get(gpu.bdf)?.driver).toBe("vfio-pci");
  expect(state().machine?.byBdf.get(disk.bdf)).toBe(disk);
  const opened = opens();
  bridge.send("machine.changed", { host: "demo:lab", patch: { ...patch, from: 7, to: 8 } });
  expect(opens()).toBe(opened + 1);
  bridge.send("machine.changed", { host: "demo:other", patch: { ...patch, from: 2, to: 3 } });
  expect(opens()).toBe(opened + 1);
});

test("after a lost connection the machine is joined again", () => {
  const opened = opens();
  useConnection.setState({ socket: "lost" });
  useConnection.setState({ socket: "open" });
  expect(opens()).toBe(opened + 1);
});

test("pausing, resuming and losing show; a look that fails leaves what was there", async () => {
  await setPaused(true);
  expect(state().live).toBe("paused");
  bridge.send("live.changed", { host: "demo:lab", state: "lost", reason: "The file system went away." });
  expect(state()).toMatchObject({ live: "lost", lostBecause: "The file system went away." });
  bridge.answer("machine.refresh", () => {
    throw new Error("Cannot look.");
  });
  await refresh();
  expect(state()).toMatchObject({ error: "Cannot look.", refreshing: false });
  expect(state().machine).not.toBeNull();
});

/** The program answers with the first functions; what is sent later is in the patches. */
async function openInParts(host: string, size: number, snapshot: MachineSnapshot = labMachine({ name: host })) {
  const { first, rest } = snapshotParts(snapshot, size);
  bridge.answer("host.open", () => ({ snapshot: first, live: { host, state: "live", reason: null } }));
  await open(host);
  const send = () => {
    for (const patch of rest) bridge.send("machine.changed", { host, patch });
  };
  return { snapshot, rest, send };
}

const listed = () => state().machine?.functions.map((fn) => fn.bdf) ?? [];

test("many functions arrive in parts: said not to be all until they are, in their order", async () => {
  const { snapshot, rest } = await openInParts("demo:many", 2);
  const all = snapshot.functions.map((fn) => fn.bdf);
  expect(listed()).toEqual(all.slice(0, 2));
  expect(state()).toMatchObject({ opening: false, arriving: { done: 2, of: all.length } });
  expect(state().machine?.snapshot.partOf).toBe(all.length);
  for (const patch of rest) {
    // A list that grows is drawn when it is twice as long; how far it is shows at once.
    const { arriving, machine } = state();
    expect(machine?.snapshot.partOf).toBe(all.length);
    expect(machine?.functions.length).toBeLessThanOrEqual(arriving?.done ?? 0);
    expect(listed()).toEqual(all.slice(0, listed().length));
    bridge.send("machine.changed", { host: "demo:many", patch });
  }
  expect(state().arriving).toBeNull();
  expect(state().machine?.snapshot).toEqual(snapshot);
});

test("what was selected, opened and narrowed stays while functions arrive", async () => {
  const { send } = await openInParts("demo:many", 2);
  focusFunction(state().machine?.functions[1]?.bdf ?? null);
  useView.setState({ expanded: new Set(["fn:0000:01:00.0"]), query: "intel" });
  const view = useView.getState();
  send();
  expect(useView.getState()).toBe(view);
});

test("a machine that is joined again stays on screen until all of it has arrived", async () => {
  const all = labMachine({ name: "demo:few" });
  await openInParts("demo:few", 2, { ...all, functions: all.functions.slice(0, 2) });
  const whole = state().machine;
  const later = { ...all, revision: 9 };
  const { send } = await openInParts("demo:few", 4, later);
  expect(state().machine).toBe(whole);
  send();
  expect(state().machine?.snapshot).toEqual(later);
  expect(state().departed.size).toBe(0);
});

test("functions that still arrive for a machine that nobody looks at any more are dropped", async () => {
  const { send } = await openInParts("demo:many", 2);
  bridge.answer("host.open", ({ host }) => {
    return { snapshot: labMachine({ name: host }), live: { host, state: "live", reason: null } };
  });
  await open("demo:other");
  send();
  expect(state()).toMatchObject({ arriving: null, machine: { snapshot: { identity: { name: "demo:other" } } } });
});

test("the rows of departed functions stay until somebody looks again", async () => {
  const gone = state().machine?.functions.at(-1)?.bdf;
  if (gone === undefined) throw new Error("not open");
  const patch = { from: 1, to: 2, upsert: [], removed: [gone], host: null, identity: null, problems: null };
  bridge.send("machine.changed", { host: "demo:lab", patch });
  expect(listed()).not.toContain(gone);
  expect(state().drawn?.byBdf.has(gone)).toBe(true);
  bridge.answer("machine.refresh", () => ({}));
  await refresh();
  expect(state().drawn).toBe(state().machine);
  expect(state().departed.size).toBe(0);
});
