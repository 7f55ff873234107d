import { describe, expect, it } from "vitest";
import { NO_NAMES } from "../../../../shared/machine/blank.ts";
import { type FunctionFacts, FunctionInfoSchema, type ResourceFacts } from "../../../../shared/machine/facts.ts";
import { kernelViewOf } from "../../../../shared/machine/kernel-view.ts";
import { ConfigSpace } from "../../../../shared/pci/config-space.ts";
import { type DecodedSpace, decodeSpace } from "../../../../shared/pci/decode.ts";
import { english } from "../../../../shared/words/testing/english.ts";
import { SimulatedHost, type SimulatedMachine } from "../simulated-host.ts";
import { testbench, testbenchWithoutIommu } from "../testing/testbench.ts";
import { createDemoHost, DEMO_MACHINES, demoNames } from "./catalogue.ts";

const MACHINES: readonly (readonly [name: string, create: () => SimulatedMachine])[] = [
  ...DEMO_MACHINES.map((demo) => [demo.name, () => demo.create().machine] as const),
  ["testbench", testbench],
  ["testbench-without-iommu", testbenchWithoutIommu],
];

interface Look {
  readonly host: SimulatedHost;
  readonly functions: readonly FunctionFacts[];
  readonly decoded: ReadonlyMap<string, DecodedSpace>;
}

async function look(create: () => SimulatedMachine): Promise<Look> {
  const host = new SimulatedHost({ machine: create(), wait: null });
  const { functions } = await host.scan();
  const decoded = new Map<string, DecodedSpace>();
  for (const fn of functions) {
    const reading = await host.config(fn.bdf, { wake: true });
    if (reading.state !== "read") throw new Error(`${fn.bdf}: ${reading.state}`);
    decoded.set(fn.bdf, decodeSpace(ConfigSpace.fromHex(reading.hex), kernelViewOf(fn)));
  }
  return { host, functions, decoded };
}

interface Range {
  readonly bdf: string;
  readonly start: bigint;
  readonly end: bigint;
  readonly isIo: boolean;
}

const UNPLACED = 0n;
const IO = 0x100n;

function ranges(fn: FunctionFacts, lines: readonly ResourceFacts[]): Range[] {
  return lines
    .map(({ start, end, flags }) => ({
      bdf: fn.bdf,
      start: BigInt(start),
      end: BigInt(end),
      isIo: (BigInt(flags) & IO) !== 0n,
    }))
    .filter((range) => range.start !== UNPLACED);
}

describe.each(MACHINES)("%s", (name, create) => {
  it("gives facts in the shape of the wire", async () => {
    const { host, functions } = await look(create);
    expect((await host.identity()).name).toBe(name);
    for (const fn of functions) expect(FunctionInfoSchema.parse({ ...fn, names: NO_NAMES }).problems).toEqual([]);
  });

  it("has configuration spaces without a flaw, every capability decoded and none on top of another", async () => {
    const { decoded } = await look(create);
    for (const [bdf, space] of decoded) {
      expect(space.diagnostics, bdf).toEqual([]);
      expect(space.header, bdf).not.toBeNull();
      const inOrder = [...space.capabilities].sort((a, b) => a.range.start - b.range.start);
      for (const [index, item] of inOrder.entries()) {
        expect(item.state, `${bdf} ${item.path}`).toBe("decoded");
        const next = inOrder[index + 1];
        if (next)
          expect(item.range.end, `${bdf}: ${item.path} runs into ${next.path}`).toBeLessThanOrEqual(next.range.start);
      }
    }
  });

  it("has no two functions at one address of memory or I/O", async () => {
    const { functions } = await look(create);
    const own = functions
      .filter((fn) => fn.physfn === null)
      .flatMap((fn) => ranges(fn, fn.resources.slice(0, 13)))
      .sort((a, b) => (a.start < b.start ? -1 : 1));
    for (const isIo of [false, true]) {
      const sorted = own.filter((range) => range.isIo === isIo);
      for (const [index, range] of sorted.entries()) {
        const next = sorted[index + 1];
        if (next) expect(range.end < next.start, `${range.bdf} and ${next.bdf}`).toBe(true);
      }
    }
  });

  it("has bridge windows that hold everything behind them", async () => {
    const { functions } = await look(create);
    for (const fn of functions) {
      const bridge = functions.find(({ bdf }) => bdf === fn.parent);
      if (!bridge) continue;
      const windows = ranges(bridge, bridge.resources.slice(13));
      for (const range of ranges(fn, fn.resources)) {
        const holder = windows.find(
          (window) => window.isIo === range.isIo && window.start <= range.start && range.end <= window.end,
        );
        expect(holder, `${fn.bdf} ${range.start.toString(16)} below ${bridge.bdf}`).toBeDefined();
      }
    }
  });

  it("is the same every time it is made", async () => {
    const [first, second] = await Promise.all([look(create), look(create)]);
    expect(second.functions).toEqual(first.functions);
  });
});

describe("the catalogue", () => {
  it("names the four machines of the lab, one on which much is in use, one of GPUs and one of networks", () => {
    expect([...demoNames()].sort()).toEqual([
      "gpuhost-03",
      "iv-ye419lfegw7fzxco08cz",
      "iv-ye8tels3y8h9l3bnve4b",
      "nethost-05",
      "p194-162-015",
      "p22-048-018",
      "vmhost-07",
    ]);
  });

  it("says of each in one sentence what it is, and in two what is on it", () => {
    const sentences = (text: string) => text.split(/(?<=\.)\s+/).length;
    for (const { title, about } of DEMO_MACHINES)
      expect([sentences(english(title)), sentences(english(about))]).toEqual([1, 2]);
  });

  it("gives a machine of its own to everybody who opens one", async () => {
    const [demo] = DEMO_MACHINES;
    if (!demo) throw new Error("no demo machine");
    const [one, other] = [createDemoHost(demo), createDemoHost(demo)];
    const [fn] = (await one.scan()).functions;
    if (!fn) throw new Error("no function");
    await one.perform({ verb: "driver.override", bdf: fn.bdf, driver: "vfio-pci" });
    expect((await one.scan([fn.bdf])).functions[0]?.driverOverride).toBe("vfio-pci");
    expect((await other.scan([fn.bdf])).functions[0]?.driverOverride).toBeNull();
  });
});
