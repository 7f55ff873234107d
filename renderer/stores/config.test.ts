import { describe, expect, it } from "vitest";
import type { ConfigReading, FunctionInfo } from "../../shared/machine/facts.ts";
import { pfReading } from "../testing/config-bytes.ts";
import { bdf, labMachine } from "../testing/machines.ts";
import { openStores } from "../testing/stores.ts";

const HOST = "local";
const PF = bdf("0000:01:00.0");
const bridge = await openStores({ [HOST]: labMachine() });
const { configReadings, configViewOf } = await import("./config.ts");
const { useMachine } = await import("./machine.ts");

function current(): FunctionInfo {
  const fn = useMachine.getState().machine?.byBdf.get(PF);
  if (fn === undefined) throw new Error("the machine has lost its PF");
  return fn;
}
function answer(reading: ConfigReading): void {
  bridge.answer("config.read", () => reading as never);
}
function viewNow() {
  return configViewOf(configReadings.store.getState().entries.get(`${HOST} ${PF}`) ?? null);
}
async function read(reading: ConfigReading, wake = false): Promise<void> {
  answer(reading);
  await configReadings.ask(HOST, current(), { wake });
}

const ASLEEP: ConfigReading = { state: "asleep" };

describe("configuration readings", () => {
  it("is loading until the first answer, then decoded", async () => {
    expect(viewNow()).toEqual({ state: "loading" });
    await read(pfReading({ num: 4, enabled: true }));
    const view = viewNow();
    if (view.state !== "decoded") throw new Error(view.state);
    expect(view.stale).toBeNull();
    expect(view.config.size).toBe(4096);
    expect(view.config.openEnds).toEqual([]);
    expect(view.config.decoded.capabilities.map(({ key }) => key)).toContain("sriov");
  });

  it("never wakes a function unless it is asked to", async () => {
    await read(ASLEEP);
    await read(pfReading(), true);
    const wakes = bridge.calls.filter(({ method }) => method === "config.read").map(({ input }) => input);
    expect(wakes.at(-2)).toMatchObject({ bdf: PF, wake: false });
    expect(wakes.at(-1)).toMatchObject({ bdf: PF, wake: true });
  });

  it("keeps the last bytes on screen, marked as old, when the function sleeps, leaves or cannot be asked", async () => {
    await read(pfReading());
    await read(ASLEEP);
    expect(viewNow()).toMatchObject({ state: "decoded", stale: "asleep" });
    await read({ state: "gone" });
    expect(viewNow()).toMatchObject({ state: "decoded", stale: "gone" });
    bridge.answer("config.read", () => {
      throw new Error("The connection was lost.");
    });
    await configReadings.ask(HOST, current());
    expect(viewNow()).toMatchObject({ state: "decoded", stale: "failed" });
    await read(pfReading());
    expect(viewNow()).toMatchObject({ state: "decoded", stale: null });
  });

  it("says that bytes are missing when an unprivileged read stops at 64", async () => {
    await read(pfReading({ known: 64 }));
    const view = viewNow();
    if (view.state !== "decoded") throw new Error(view.state);
    expect(view.config.openEnds).toEqual([{ space: "standard", reason: "unreadable", at: 0x40 }]);
    expect(view.config.size).toBe(4096);
    expect(view.config.space.has(64, 1)).toBe(false);
  });

  it("does not take the end of a 256-byte space for a list that was cut", async () => {
    await read({ ...pfReading({ known: 256 }), size: 256 });
    expect(viewNow()).toMatchObject({ state: "decoded", config: { size: 256, openEnds: [] } });
  });

  it("decodes nothing out of a function that answers all ones", async () => {
    await read({ state: "read", hex: "ff".repeat(256), known: [[0, 256]], size: 256 });
    expect(viewNow()).toEqual({ state: "all-ones" });
  });

  it("passes on why the space could not be read, and an empty read is no success", async () => {
    await read({ state: "unreadable", problem: { attribute: "config", code: "EACCES", message: "Not allowed." } });
    expect(viewNow()).toEqual({ state: "unreadable", code: "EACCES", message: "Not allowed." });
    await read({ state: "read", hex: "", known: [], size: null });
    expect(viewNow()).toMatchObject({ state: "unreadable", code: "EIO" });
  });

  it("takes the answer to the last question, in whatever order answers arrive", async () => {
    let late: (reading: ConfigReading) => void = () => undefined;
    bridge.answer("config.read", () => new Promise((resolve) => (late = resolve as never)));
    const first = configReadings.ask(HOST, current());
    await Promise.resolve();
    const second = read(pfReading({ num: 8 }));
    await second;
    late({ state: "gone" });
    await first;
    expect(viewNow()).toMatchObject({ state: "decoded", stale: null });
  });

  it("is out of date once the function has changed, and still shows what it has", async () => {
    await read(pfReading());
    const before = configReadings.store.getState().entries.get(`${HOST} ${PF}`);
    expect(before?.fn).toBe(current());
    const machine = labMachine();
    bridge.change(HOST, {
      ...machine,
      functions: machine.functions.map((fn) => (fn.bdf === PF ? { ...fn, driver: null } : fn)),
    });
    expect(current().driver).toBeNull();
    expect(before?.fn).not.toBe(current());
    expect(viewNow()).toMatchObject({ state: "decoded", stale: null });
  });

  it("forgets the functions that were looked at longest ago", async () => {
    answer(pfReading());
    const fn = current();
    for (let index = 0; index < 80; index++) {
      const address = bdf(`0000:02:${(index >> 3).toString(16).padStart(2, "0")}.${index & 7}`);
      await configReadings.ask(HOST, { ...fn, bdf: address });
    }
    const { entries } = configReadings.store.getState();
    expect(entries.size).toBe(64);
    expect(entries.has(`${HOST} 0000:02:00.0`)).toBe(false);
    expect(entries.has(`${HOST} 0000:02:09.7`)).toBe(true);
  });
});
