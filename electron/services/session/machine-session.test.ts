import { describe, expect, test } from "vitest";
import { nameless } from "../../../shared/machine/blank.ts";
import { applyPatch } from "../../../shared/machine/diff.ts";
import type { FunctionFacts, MachinePatch, ScanResult } from "../../../shared/machine/facts.ts";
import { type Bdf, parseBdf } from "../../../shared/pci/bdf.ts";
import { inEnglish } from "../../../shared/words/testing/english.ts";
import type { HostAccess, HostEvent } from "../../host/access.ts";
import { createDemoHost, DEMO_MACHINES } from "../../host/simulated/machines/catalogue.ts";
import { type LiveStatus, MachineSession } from "./machine-session.ts";

const VF = parseBdf("01:00.2") as Bdf;
const NVME = parseBdf("04:00.0") as Bdf;

/** A demo machine whose events a test sends, and whose answers it can change. */
async function world() {
  const [demo] = DEMO_MACHINES;
  if (!demo) throw new Error("no demo machine");
  const inner = createDemoHost(demo);
  let send: (event: HostEvent) => void = () => undefined;
  let change: (facts: FunctionFacts) => FunctionFacts | null = (facts) => facts;
  const scans: (readonly Bdf[] | undefined)[] = [];
  let broken: Error | null = null;
  const host: HostAccess = {
    identity: () => inner.identity(),
    async scan(only): Promise<ScanResult> {
      scans.push(only);
      if (broken) throw broken;
      const result = await inner.scan(only);
      return { ...result, functions: result.functions.map(change).filter((facts) => facts !== null) };
    },
    config: (bdf, options) => inner.config(bdf, options),
    detail: (bdf) => inner.detail(bdf),
    vpd: (bdf, options) => inner.vpd(bdf, options),
    perform: (step) => inner.perform(step),
    usage: () => inner.usage(),
    events(listener) {
      send = listener;
      return () => {
        send = () => undefined;
      };
    },
    close: () => inner.close(),
  };
  const session = new MachineSession("demo:test", host, nameless);
  await session.start();
  const patches: MachinePatch[] = [];
  const states: LiveStatus[] = [];
  session.listen({ changed: (patch) => patches.push(patch), live: (status) => states.push(status) });
  return {
    session,
    patches,
    states,
    scans,
    send: (event: HostEvent) => send(event),
    changing(next: typeof change) {
      change = next;
    },
    breaking(error: Error | null) {
      broken = error;
    },
    /** Everything that was asked for has been scanned and told. */
    async settled() {
      await session.refreshOnly([]);
    },
  };
}

const withDriver = (bdf: Bdf, driver: string | null) => (facts: FunctionFacts) =>
  facts.bdf === bdf ? { ...facts, driver } : facts;

describe("a machine session", () => {
  test("scans only what an event names and tells of it by a patch that fits", async () => {
    const { session, patches, scans, send, changing, settled } = await world();
    const before = session.snapshot;
    changing(withDriver(VF, "vfio-pci"));
    send({ kind: "changed", bdfs: [VF] });
    await settled();
    expect(scans[1]).toEqual([VF]);
    expect(patches).toHaveLength(1);
    expect(patches[0]?.upsert.map((fn) => fn.bdf)).toEqual([VF]);
    expect(applyPatch(before, patches[0] as MachinePatch)).toEqual(session.snapshot);
    expect(session.machine.byBdf.get(VF)?.driver).toBe("vfio-pci");
  });

  test("a function that left is removed, by name and in a whole look", async () => {
    const { session, patches, send, changing, settled } = await world();
    changing((facts) => (facts.bdf === NVME ? null : facts));
    send({ kind: "changed", bdfs: [NVME] });
    await settled();
    expect(patches[0]?.removed).toEqual([NVME]);
    changing((facts) => (facts.bdf === NVME || facts.bdf === VF ? null : facts));
    await session.refresh();
    expect(patches[1]?.removed).toEqual([VF]);
    expect(session.machine.byBdf.has(VF)).toBe(false);
  });

  test("an event that changed nothing tells nothing", async () => {
    const { session, patches, send, settled } = await world();
    send({ kind: "changed", bdfs: null });
    await settled();
    expect(patches).toEqual([]);
    expect(session.snapshot.revision).toBe(1);
  });

  test("paused it holds changes back; resumed it looks at everything", async () => {
    const { session, patches, states, send, changing, settled } = await world();
    await session.setPaused(true);
    changing(withDriver(VF, null));
    send({ kind: "changed", bdfs: [VF] });
    await settled();
    expect(patches).toEqual([]);
    await session.setPaused(false);
    expect(patches).toHaveLength(1);
    expect(states.map(({ state }) => state)).toEqual(["paused", "live"]);
  });

  test("a lost connection is told with its reason, and its return brings a whole look", async () => {
    const { session, patches, states, send, changing, settled } = await world();
    send({ kind: "lost", reason: "the cable is out" });
    expect(session.live).toEqual({ state: "lost", reason: "the cable is out", since: expect.any(Number) });
    changing(withDriver(VF, null));
    send({ kind: "back" });
    await settled();
    expect(states.at(-1)).toEqual({ state: "live", reason: null });
    expect(patches).toHaveLength(1);
  });

  test("a scan that fails is a lost machine, not a crash", async () => {
    const { session, states, send, breaking, settled } = await world();
    breaking(new Error("/sys is gone"));
    send({ kind: "changed", bdfs: null });
    await settled().catch(() => undefined);
    expect(inEnglish(session.live)).toEqual({ state: "lost", reason: "/sys is gone.", since: expect.any(Number) });
    expect(states).toHaveLength(1);
  });

  test("many events at once become one whole look", async () => {
    const { session, scans, send, settled } = await world();
    const many = session.snapshot.functions.map((fn) => fn.bdf);
    send({ kind: "changed", bdfs: many });
    send({ kind: "changed", bdfs: null });
    await settled();
    expect(scans.filter((only) => only === undefined)).toHaveLength(2);
  });
});

/** A demo machine that is read in three parts, each when a test says so. */
function slowWorld() {
  const [demo] = DEMO_MACHINES;
  if (!demo) throw new Error("no demo machine");
  const inner = createDemoHost(demo);
  let isSlow = true;
  let goOn: (error?: Error) => void = () => undefined;
  let send: (event: HostEvent) => void = () => undefined;
  let change: (facts: FunctionFacts) => FunctionFacts = (facts) => facts;
  let isClosed = false;
  const host: HostAccess = {
    identity: () => inner.identity(),
    async scan(only, onPart) {
      const scan = await inner.scan(only);
      const functions: FunctionFacts[] = [];
      const size = Math.ceil(scan.functions.length / 3);
      for (let from = 0; from < scan.functions.length; from += size) {
        if (isSlow && only === undefined) {
          await new Promise<void>((resolve, reject) => {
            goOn = (error) => (error ? reject(error) : resolve());
          });
        }
        const part = scan.functions.slice(from, from + size).map(change);
        functions.push(...part);
        await onPart?.(part, scan.functions.length);
      }
      return { ...scan, functions };
    },
    config: (bdf, options) => inner.config(bdf, options),
    detail: (bdf) => inner.detail(bdf),
    vpd: (bdf, options) => inner.vpd(bdf, options),
    perform: (step) => inner.perform(step),
    usage: () => inner.usage(),
    events(listener) {
      send = listener;
      return () => undefined;
    },
    async close() {
      isClosed = true;
      await inner.close();
    },
  };
  const session = new MachineSession("demo:test", host, nameless);
  const patches: MachinePatch[] = [];
  session.listen({ changed: (patch) => patches.push(patch), live: () => undefined });
  const turns = async () => {
    for (let turn = 0; turn < 10; turn++) await new Promise(setImmediate);
  };
  return {
    session,
    patches,
    inner,
    /** Lets the look come to its next part, or fail there. */
    async goOn(error?: Error) {
      await turns();
      goOn(error);
      await turns();
    },
    send: (event: HostEvent) => send(event),
    changing(next: typeof change) {
      change = next;
    },
    quick() {
      isSlow = false;
    },
    isClosed: () => isClosed,
  };
}

describe("the first look at a machine of many functions", () => {
  test("shows the first ones while the others are read, and says of how many they are a part", async () => {
    const { session, patches, inner, goOn } = slowWorld();
    const starting = session.start();
    await goOn();
    await starting;
    const { functions } = await inner.scan();
    const { snapshot: first } = session;
    const third = Math.ceil(functions.length / 3);
    expect([first.functions.length, first.partOf]).toEqual([third, functions.length]);
    expect(first.host).toEqual((await inner.scan([])).host);
    let isWhole = false;
    const whole = session.whole().then(() => {
      isWhole = true;
    });
    await goOn();
    expect([session.snapshot.functions.length, session.snapshot.partOf]).toEqual([2 * third, functions.length]);
    expect(isWhole).toBe(false);
    await goOn();
    await whole;
    expect(session.snapshot.partOf).toBeUndefined();
    expect(session.machine.functions.map(({ bdf }) => bdf)).toEqual(functions.map(({ bdf }) => bdf));
    expect(patches.reduce(applyPatch, first)).toEqual(session.snapshot);
    // Nothing travels twice.
    const told = patches.flatMap(({ upsert }) => upsert.map(({ bdf }) => bdf));
    expect(new Set(told).size).toBe(told.length);
    expect(told).toHaveLength(functions.length - third);
  });

  test("what changes meanwhile is looked at again when it is over", async () => {
    const { session, goOn, send, changing, quick } = slowWorld();
    const starting = session.start();
    await goOn();
    await starting;
    const [first] = session.snapshot.functions;
    if (first === undefined) throw new Error("no functions");
    changing((facts) => ({ ...facts, driver: facts.bdf === first.bdf ? "changed" : facts.driver }));
    send({ kind: "changed", bdfs: [first.bdf] });
    quick();
    await goOn();
    await session.whole();
    await session.refreshOnly([]);
    expect(session.machine.byBdf.get(first.bdf)?.driver).toBe("changed");
  });

  test("that fails in the middle is lost, never taken for all, and made good by the next look", async () => {
    const { session, goOn, quick } = slowWorld();
    const starting = session.start();
    await goOn();
    await starting;
    const of = session.snapshot.partOf;
    await goOn(new Error("/sys is gone"));
    expect(inEnglish(session.live)).toEqual({ state: "lost", reason: "/sys is gone.", since: expect.any(Number) });
    expect(session.snapshot.partOf).toBe(of);
    await expect(session.whole()).rejects.toThrow("not all functions were read");
    quick();
    await session.refresh();
    expect(session.live.state).toBe("live");
    await session.whole();
    expect(session.snapshot.functions).toHaveLength(of ?? 0);
  });

  test("that fails in the middle is taken again as a whole when one function changes", async () => {
    const { session, goOn, quick, send } = slowWorld();
    const starting = session.start();
    await goOn();
    await starting;
    await goOn(new Error("/sys is gone"));
    quick();
    send({ kind: "changed", bdfs: [VF] });
    await session.refreshOnly([]);
    await session.whole();
    expect(session.live.state).toBe("live");
  });

  test("that fails before anything is there is no machine", async () => {
    const { session, goOn } = slowWorld();
    const starting = session.start();
    starting.catch(() => undefined);
    await goOn(new Error("/sys is gone"));
    await expect(starting).rejects.toThrow("/sys is gone");
  });

  test("ends at its next part when the machine is closed, which waits for that alone", async () => {
    const { session, patches, goOn, isClosed } = slowWorld();
    const starting = session.start();
    await goOn();
    await starting;
    const closing = session.close();
    await goOn();
    await closing;
    expect(isClosed()).toBe(true);
    expect(patches).toEqual([]);
  });
});
