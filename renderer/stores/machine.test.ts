import { beforeEach, expect, test } from "vitest";
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
