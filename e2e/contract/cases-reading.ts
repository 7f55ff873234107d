/** What a host says of a machine that nobody changes. */
import { expect } from "vitest";
import { NO_NAMES } from "../../shared/machine/blank.ts";
import {
  ConfigReadingSchema,
  FunctionDetailSchema,
  FunctionInfoSchema,
  HostFactsSchema,
  HostIdentitySchema,
} from "../../shared/machine/facts.ts";
import { capabilityTotalVfs } from "../../shared/machine/vf-slices.ts";
import { BDF_PATTERN } from "../../shared/pci/bdf.ts";
import { ConfigSpace } from "../../shared/pci/config-space.ts";
import { foretold } from "./foretold.ts";
import { always, type ContractCase, given, pfOf } from "./world.ts";

function word(hex: string, offset: number): number {
  return Number.parseInt(hex.slice(2 * offset + 2, 2 * offset + 4) + hex.slice(2 * offset, 2 * offset + 2), 16);
}

export const READING: readonly ContractCase[] = [
  {
    title: "identity says which machine it is, in the shape of the wire",
    needs: always,
    run: async ({ host }) => {
      const identity = HostIdentitySchema.parse(await host.identity());
      expect(identity.name).not.toBe("");
      expect(identity.connection).not.toBe("");
    },
  },
  {
    title: "scan gives every function once, in the shape of the wire",
    needs: always,
    run: async ({ host }) => {
      const { host: facts, functions } = await host.scan();
      HostFactsSchema.parse(facts);
      expect(functions.length).toBeGreaterThan(0);
      for (const fn of functions) FunctionInfoSchema.parse({ ...fn, names: NO_NAMES });
      expect(functions.every(({ bdf }) => BDF_PATTERN.test(bdf))).toBe(true);
      expect(new Set(functions.map(({ bdf }) => bdf)).size).toBe(functions.length);
    },
  },
  {
    title: "scan of some functions gives these alone, and leaves out what is not there",
    needs: always,
    run: async ({ host, world }) => {
      const [first] = (await host.scan()).functions;
      const only = await host.scan([given(first).bdf, world.nowhere]);
      expect(only.functions.map(({ bdf }) => bdf)).toEqual([given(first).bdf]);
    },
  },
  {
    title: "every bridge above is a function of the scan, and its bus numbers hold what is below",
    needs: always,
    run: async ({ host }) => {
      const { functions } = await host.scan();
      const byBdf = new Map(functions.map((fn) => [fn.bdf, fn]));
      for (const fn of functions) {
        if (fn.parent === null) continue;
        const above = byBdf.get(fn.parent);
        const range = above?.bridge;
        // Asking a bridge that sleeps for its bus numbers would wake it.
        if (above?.powerState === "D3cold" && range === null) continue;
        const bus = Number.parseInt(fn.bdf.slice(-7, -5), 16);
        expect(range, `${fn.parent} above ${fn.bdf}`).toBeTruthy();
        expect(bus).toBeGreaterThanOrEqual(range?.secondary ?? 256);
        expect(bus).toBeLessThanOrEqual(range?.subordinate ?? -1);
      }
    },
  },
  {
    title: "links between PFs and VFs agree in both directions, and only a PF has SR-IOV facts",
    needs: always,
    run: async ({ host }) => {
      const { functions } = await host.scan();
      for (const fn of functions) {
        if (fn.physfn !== null) expect(fn.sriov).toBeNull();
        for (const { bdf } of fn.virtfns) expect(functions.find((vf) => vf.bdf === bdf)?.physfn).toBe(fn.bdf);
        if (fn.sriov !== null) expect(fn.sriov.numVfs).toBe(fn.virtfns.length);
      }
    },
  },
  {
    title: "addresses are written without zeros before them",
    needs: always,
    run: async ({ host }) => {
      const { functions } = await host.scan();
      const { bdf } = given(functions.find((fn) => fn.iommuGroup !== null) ?? functions[0]);
      const { reservedRegions } = await host.detail(bdf);
      const texts = [
        ...functions.flatMap(({ resources }) => resources.flatMap(({ start, end, flags }) => [start, end, flags])),
        ...reservedRegions.flatMap(({ start, end }) => [start, end]),
      ];
      expect(texts.length).toBeGreaterThan(0);
      expect(texts.filter((text) => !/^0x(?:0|[1-9a-f][0-9a-f]*)$/.test(text))).toEqual([]);
    },
  },
  {
    title: "a PF shows what its driver allows",
    needs: (world) => world.pf !== undefined,
    run: async (bench) => {
      const { bdf, driver, limit } = pfOf(bench);
      const fn = await bench.get(bdf);
      expect(fn.driver).toBe(driver);
      expect(fn.sriov).toMatchObject({ totalVfs: limit, numVfs: 0, driversAutoprobe: true });
      const reading = await bench.host.config(bdf, { wake: false });
      const total = reading.state === "read" ? capabilityTotalVfs(ConfigSpace.fromHex(reading.hex)) : null;
      const said = await foretold(bench, { kind: "vfs.set", pf: bdf, count: 1, purpose: "host" });
      // Who may read 64 bytes alone is not shown the capability, and nothing is said of it then.
      if (bench.world.privileged === false) expect(total).toBeNull();
      else expect(total).not.toBeNull();
      expect(said.includes("fact: capability-total")).toBe((total ?? 0) > limit);
    },
  },
  {
    title: "config gives the bytes with the ranges that are known",
    needs: always,
    run: async ({ host }) => {
      const { functions } = await host.scan();
      for (const fn of functions.filter(({ powerState }) => powerState !== "D3cold").slice(0, 12)) {
        const reading = ConfigReadingSchema.parse(await host.config(fn.bdf, { wake: false }));
        if (reading.state !== "read") throw new Error(`${fn.bdf}: ${reading.state}`);
        const length = reading.hex.length / 2;
        expect(length).toBeGreaterThanOrEqual(64);
        expect(reading.known[0]?.[0]).toBe(0);
        for (const [start, end] of reading.known) {
          expect(start).toBeLessThan(end);
          expect(end).toBeLessThanOrEqual(length);
        }
        if (reading.size !== null) expect([256, 4096]).toContain(reading.size);
        if (fn.physfn === null) expect(word(reading.hex, 0)).toBe(fn.vendor);
      }
    },
  },
  {
    title: "config of an address without a function says that it is gone",
    needs: always,
    run: async ({ host, world }) => {
      expect(await host.config(world.nowhere, { wake: false })).toEqual({ state: "gone" });
    },
  },
  {
    title: "config lets a function in D3cold sleep, until waking is asked for",
    needs: (world) => world.asleep !== undefined,
    run: async (bench) => {
      const bdf = given(bench.world.asleep);
      expect(await foretold(bench, { kind: "assign", bdfs: [bdf] })).toContain("warning: asleep");
      expect(await bench.host.config(bdf, { wake: false })).toEqual({ state: "asleep" });
      expect((await bench.get(bdf)).powerState).toBe("D3cold");
      expect((await bench.host.config(bdf, { wake: true })).state).toBe("read");
    },
  },
  {
    title: "detail gives its attributes in the shape of the wire",
    needs: always,
    run: async (bench) => {
      const { functions } = await bench.host.scan();
      const { bdf, iommuGroup } = given(functions.find((fn) => fn.iommuGroup !== null) ?? functions[0]);
      const detail = FunctionDetailSchema.parse(await bench.host.detail(bdf));
      expect(detail.bdf).toBe(bdf);
      expect(detail.iommuGroupType === null).toBe(iommuGroup === null);
    },
  },
  {
    title: "error counters are those of single errors, for each severity the same whatever the function",
    needs: (world) => world.pf !== undefined || world.plain !== undefined,
    run: async ({ host }) => {
      const { functions } = await host.scan();
      const lists = await Promise.all(functions.slice(0, 24).map(async ({ bdf }) => (await host.detail(bdf)).aer));
      const names = lists
        .filter((counters) => counters.length > 0)
        .map((counters) => counters.map(({ severity, name }) => `${severity} ${name}`).join("\n"));
      expect(new Set(names).size).toBe(1);
      const [all = ""] = names;
      expect(all.split("\n").slice(0, 2)).toEqual(["correctable RxErr", "correctable BadTLP"]);
      expect(all).not.toContain("TOTAL");
    },
  },
  {
    title: "detail of an address without a function is a problem, not an exception",
    needs: always,
    run: async ({ host, world }) => {
      const detail = FunctionDetailSchema.parse(await host.detail(world.nowhere));
      expect(detail.problems.length).toBeGreaterThan(0);
    },
  },
];
