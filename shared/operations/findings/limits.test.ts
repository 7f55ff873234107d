/** How many VFs the memory windows of a PF have room for. */
import { describe, expect, it } from "vitest";
import type { FunctionInfo, ResourceFacts } from "../../machine/facts.ts";
import { makeSpace } from "../../pci/testing/make-space.ts";
import { english } from "../../words/testing/english.ts";
import { at, machineOf, pfWithVfs } from "../testing/facts.ts";
import { vfLimits } from "./limits.ts";
import { attributesAlone } from "./limits-config.ts";

const EMPTY: ResourceFacts = { start: "0x0", end: "0x0", flags: "0x0" };
const NO_WINDOWS = Array.from({ length: 13 }, () => EMPTY);
/** 64 KiB for VF BAR 0. */
const WINDOW = NO_WINDOWS.with(7, { start: "0x10000", end: "0x1ffff", flags: "0x40200" });

/** @param vfs the resources of each VF that is there */
function memory(resources: readonly ResourceFacts[], ...vfs: readonly (readonly ResourceFacts[])[]) {
  return memoryOf({ resources }, vfs);
}

function memoryOf(facts: Partial<FunctionInfo>, vfs: readonly (readonly ResourceFacts[])[] = []) {
  const machine = machineOf(pfWithVfs({ pf: facts, vfs: vfs.map((of) => ({ resources: of })) }));
  const pf = machine.byBdf.get(at("01:00.0"));
  if (!pf) throw new Error("no PF");
  return vfLimits(machine, pf)
    .filter(({ kind }) => kind === "mmio-windows")
    .map(({ most }) => most);
}

describe("memory for VFs", () => {
  it("is what a VF that is there takes, and a page each as long as none shows it", () => {
    expect(memory(WINDOW)).toEqual([16]);
    expect(memory(WINDOW, [{ start: "0x10000", end: "0x13fff", flags: "0x40200" }])).toEqual([4]);
    expect(memory(WINDOW, [EMPTY])).toEqual([16]);
    expect(memory(WINDOW, [])).toEqual([16]);
  });

  it("is cut by the capability's TotalVFs where that is read, as the kernel does it", () => {
    const machine = machineOf(pfWithVfs({ pf: { resources: WINDOW } }));
    const pf = machine.functions.find(({ bdf }) => bdf === at("01:00.0"));
    const space = makeSpace(4096, "100: 10 00 01 00", "10c: 08 00 08 00");
    const found = pf && vfLimits(machine, pf, space).filter(({ kind }) => kind === "mmio-windows");
    expect(found?.map(({ most, evidence }) => [most, english(evidence(attributesAlone))])).toEqual([
      [8, "line 7 of resource (VF BAR 0) has 64K, and each VF takes 8K"],
    ]);
  });

  it("is missing where no window has an address, unless VFs are there all the same", () => {
    expect(memory(NO_WINDOWS)).toEqual([0]);
    expect(memory(NO_WINDOWS, [])).toEqual([]);
    expect(memory(NO_WINDOWS.slice(0, 7))).toEqual([]);
  });

  it("is not known of a dump or a text, which do not tell how long a window is", () => {
    for (const resources of [NO_WINDOWS, WINDOW]) expect(memoryOf({ resources, registersOnly: true })).toEqual([]);
  });
});
