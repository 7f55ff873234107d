import { beforeEach, expect, it } from "vitest";
import { BLANK_VF_SETTINGS, blankDetail } from "../../shared/machine/blank.ts";
import type { FunctionDetail, FunctionInfo } from "../../shared/machine/facts.ts";
import { bdf } from "../testing/machines.ts";
import { sampleEntry, sampleStatus } from "../testing/operations.ts";
import { bridge } from "../testing/window.ts";
import { detailReadings } from "./function-detail.ts";
import { useMachine } from "./machine.ts";
import { isFresh } from "./readings.ts";
import { writtenOn } from "./written.ts";

const HOST = "demo:lab";
const PF = bdf("0000:01:00.0");

function current(): FunctionInfo {
  const fn = useMachine.getState().machine?.byBdf.get(PF);
  if (fn === undefined) throw new Error("the machine has lost its PF");
  return fn;
}
const reading = () => detailReadings.store.getState().entries.get(`${HOST} ${PF}`);
const fresh = () => isFresh(reading(), current(), writtenOn(HOST));

function detail(vlan: number): FunctionDetail {
  return { ...blankDetail(PF), numVfs: 1, vfSettings: [{ ...BLANK_VF_SETTINGS, vf: 0, vlan }] };
}
function answer(vlan: number): void {
  bridge.answer("function.detail", () => detail(vlan) as never);
}

beforeEach(async () => {
  await useMachine.getState().open(HOST);
  answer(0);
  await detailReadings.ask(HOST, current());
});

it("stays fresh while nothing ends on the machine", () => {
  const status = sampleStatus([], { operationId: "op-0", entryId: "op-0" });
  bridge.send("operation.progress", { host: HOST, status });
  bridge.send("operation.progress", { host: "demo:other", status: { ...status, state: "done" } });
  expect(fresh()).toBe(true);
});

it.each(["done", "failed", "cancelled"] as const)("is old when an operation has ended there as %s", async (state) => {
  const fn = current();
  const status = sampleStatus([], { operationId: state, entryId: state, state });
  bridge.send("operation.progress", { host: HOST, status });
  // A VLAN is no fact of a scan: the function itself has not changed.
  expect(current()).toBe(fn);
  expect(fresh()).toBe(false);
  answer(100);
  await detailReadings.ask(HOST, current());
  expect(fresh()).toBe(true);
  expect(reading()?.answer?.value.vfSettings?.[0]?.vlan).toBe(100);
});

it("is old when somebody asks for a look at the machine", async () => {
  bridge.answer("machine.refresh", () => ({}));
  await useMachine.getState().refresh();
  expect(fresh()).toBe(false);
});

it("is old when only the journal tells of the end, and once for both", () => {
  const before = writtenOn(HOST);
  bridge.send("journal.changed", { host: HOST, entry: sampleEntry("op-7", { state: "running" }) });
  expect(fresh()).toBe(true);
  bridge.send("journal.changed", { host: HOST, entry: sampleEntry("op-7") });
  expect(fresh()).toBe(false);
  const status = sampleStatus([], { operationId: "op-7", entryId: "op-7", state: "done" });
  bridge.send("operation.progress", { host: HOST, status });
  expect(writtenOn(HOST)).toBe(before + 1);
});

it("is old as soon as all is done and waits to be kept, and again when that ends", async () => {
  const before = writtenOn(HOST);
  const waits = { wayBack: { seconds: 60, until: "2026-11-22T15:01:00.000Z", state: "asking" } } as const;
  const status = sampleStatus([], { operationId: "op-9", entryId: "op-9", ...waits });
  bridge.send("operation.progress", {
    host: HOST,
    status: { ...status, wayBack: { ...waits.wayBack, state: "armed" } },
  });
  expect(fresh()).toBe(true);
  bridge.send("operation.progress", { host: HOST, status });
  bridge.send("journal.changed", { host: HOST, entry: sampleEntry("op-9", { state: "running", ...waits }) });
  expect(writtenOn(HOST)).toBe(before + 1);
  expect(fresh()).toBe(false);
  bridge.send("operation.progress", { host: HOST, status: { ...status, state: "cancelled" } });
  expect(writtenOn(HOST)).toBe(before + 2);
});

it("is old when it was asked before the end and answered after it", async () => {
  let reply: (detail: FunctionDetail) => void = () => undefined;
  bridge.answer(
    "function.detail",
    () =>
      new Promise((resolve) => {
        reply = resolve as never;
      }) as never,
  );
  const asking = detailReadings.ask(HOST, current());
  await expect.poll(() => reply.length).toBe(1);
  bridge.send("journal.changed", { host: HOST, entry: sampleEntry("op-8") });
  reply(detail(0));
  await asking;
  expect(fresh()).toBe(false);
});
