import { expect, it } from "vitest";
import { contract } from "../../../shared/contract/contract.ts";
import { nameless } from "../../../shared/machine/blank.ts";
import type { UsageFacts } from "../../../shared/machine/usage-facts.ts";
import { createReport } from "../../../shared/report/create-report.ts";
import { english } from "../../../shared/words/testing/english.ts";
import { FileHost } from "../../host/file/file-host.ts";
import { at } from "../../host/simulated/machines/parts/function.ts";
import { vmhost } from "../../host/simulated/machines/vmhost-07.ts";
import { SimulatedHost } from "../../host/simulated/simulated-host.ts";
import { MachineSession } from "./machine-session.ts";
import { MachineUsage } from "./machine-usage.ts";

async function open() {
  const host = new SimulatedHost({ machine: vmhost(), wait: null });
  let asked = 0;
  const counted = Object.assign(host, {
    usage: (): Promise<UsageFacts> => {
      asked++;
      return SimulatedHost.prototype.usage.call(host);
    },
  });
  const session = new MachineSession("demo:usage", counted, nameless);
  await session.start();
  let now = 0;
  const usage = new MachineUsage(session, () => now);
  return { usage, host, session, pass: (ms: number) => (now += ms), asked: () => asked };
}

it("tells the guests of a PF's VFs and what the machine stands on, before anything is planned", async () => {
  const { usage } = await open();
  const answer = contract["machine.usage"].output.parse(await usage.now());
  const of = (bdf: string) => answer.functions.find((fn) => fn.bdf === at(bdf))?.reasons ?? [];
  expect(of("41:00.2")).toMatchObject([{ kind: "guest", level: "protected" }]);
  expect(of("09:00.1").map(({ kind }) => kind)).toContain("session");
  expect(of("28:00.0").map(({ kind }) => kind)).toContain("mount");
  expect(answer).toMatchObject({ unread: [], wayBack: true });
});

it("asks the machine again only when some seconds have passed", async () => {
  const { usage, pass, asked } = await open();
  await Promise.all([usage.now(), usage.now()]);
  pass(3_000);
  await usage.now();
  expect(asked()).toBe(1);
  pass(2_000);
  await usage.now();
  expect(asked()).toBe(2);
});

it("does not ask a machine again that has not answered yet", async () => {
  const { usage, host, pass } = await open();
  let answer: (facts: UsageFacts) => void = () => {};
  const promise = new Promise<UsageFacts>((resolve) => {
    answer = resolve;
  });
  let asked = 0;
  Object.assign(host, {
    usage: () => {
      asked++;
      return promise;
    },
  });
  const first = usage.now();
  pass(60_000);
  const second = usage.now();
  answer(await SimulatedHost.prototype.usage.call(host));
  await Promise.all([first, second]);
  pass(3_000);
  await usage.now();
  expect(asked).toBe(1);
});

it("keeps the answer of a slow machine for as long as it took", async () => {
  const { usage, host, pass } = await open();
  let asked = 0;
  Object.assign(host, {
    usage: () => {
      asked++;
      pass(20_000);
      return SimulatedHost.prototype.usage.call(host);
    },
  });
  await usage.now();
  pass(19_000);
  await usage.now();
  expect(asked).toBe(1);
  pass(2_000);
  await usage.now();
  expect(asked).toBe(2);
});

it("tells nothing of a function that has left meanwhile", async () => {
  const { usage, host, session } = await open();
  const guest = at("41:00.2");
  expect((await usage.now()).functions.some(({ bdf }) => bdf === guest)).toBe(true);
  expect(host.unplug(at("41:00.0"))).toBe(true);
  await session.refresh();
  expect((await usage.now()).functions.some(({ bdf }) => bdf === guest)).toBe(false);
});

it("answers for a report what it tells of its time, and asks nobody", async () => {
  const { usage: live, session } = await open();
  const request = { scope: { kind: "machine" }, format: "json", language: "en", hex: false, redact: false } as const;
  const input = {
    ...request,
    machine: session.machine,
    configs: new Map(),
    createdAt: "2026-11-22T12:00:00Z",
    version: "0",
  };
  const { text } = createReport({ ...input, usage: await live.read() });
  const opened = FileHost.open("a.sriov.json", text);
  if (!opened.ok) throw new Error(english(opened.message));
  const file = new MachineSession("file:1", opened.machines[0].host, nameless);
  await file.start();
  const { wayBack: _, revision: _1, ...answer } = await new MachineUsage(file).now();
  const { wayBack: _2, revision: _3, ...before } = await live.now();
  expect(answer).toEqual(before);
  // A report of that report tells the same.
  expect((await new MachineUsage(file).read()).functions).toEqual(before.functions);
});

it("asks again at once when a step was done", async () => {
  const { usage, asked } = await open();
  await usage.now();
  usage.forget();
  await usage.now();
  expect(asked()).toBe(2);
});

it("does not ask while steps are carried out, and asks again afterwards", async () => {
  const { usage, pass, asked } = await open();
  await usage.now();
  usage.follow(true);
  usage.forget();
  pass(60_000);
  await usage.now();
  expect(asked()).toBe(1);
  usage.follow(false);
  await usage.now();
  expect(asked()).toBe(2);
});

it("says of which machine it is: of the one now where nothing that tells of uses is another, else of the one that was asked", async () => {
  const { usage, host, session } = await open();
  const { revision } = session.machine.snapshot;
  expect((await usage.now()).revision).toBe(revision);
  usage.follow(true);
  await host.perform({ verb: "sriov.numvfs", bdf: at("41:00.1"), value: 2 });
  await session.refresh();
  expect(session.machine.snapshot.revision).toBeGreaterThan(revision);
  expect((await usage.now()).revision).toBe(revision);
  usage.follow(false);
  expect((await usage.now()).revision).toBe(session.machine.snapshot.revision);
});

it("tells nothing of an interface that has gone with its driver", async () => {
  const { usage, host, session } = await open();
  const card = at("09:00.1");
  const told = async () => (await usage.now()).functions.find(({ bdf }) => bdf === card)?.reasons[0]?.text;
  expect(english(await told())).toMatch(/^is a member of bond0, which carries the ssh session .*eno2 is down\)$/);
  await host.perform({ verb: "driver.override", bdf: card, driver: "vfio-pci" });
  await host.perform({ verb: "driver.unbind", bdf: card, from: "igb" });
  await host.perform({ verb: "driver.probe", bdf: card });
  await session.refresh();
  expect(await told()).toBeUndefined();
});

it("gives no answer that was on its way before a step was done", async () => {
  const { usage, host } = await open();
  const facts = await SimulatedHost.prototype.usage.call(host);
  const open_: ((facts: UsageFacts) => void)[] = [];
  Object.assign(host, { usage: () => new Promise<UsageFacts>((resolve) => open_.push(resolve)) });
  const before = usage.now();
  usage.forget();
  const after = usage.now();
  expect(open_).toHaveLength(1);
  open_[0]?.({ ...facts, unread: [{ source: "holders", code: "ETIME", reason: "it took too long" }] });
  await before;
  await expect.poll(() => open_.length).toBe(2);
  open_[1]?.(facts);
  expect((await after).unread).toEqual([]);
});
