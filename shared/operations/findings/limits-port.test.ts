import { describe, expect, it } from "vitest";
import type { FunctionInfo, SriovFacts } from "../../machine/facts.ts";
import { ariRemedy, cutByPort, firstCutVf } from "../../machine/port-reach.ts";
import { makeSpace } from "../../pci/testing/make-space.ts";
import { english, inEnglish } from "../../words/testing/english.ts";
import { PORT_REACH_WORDS } from "../../words/texts/port-reach.ts";
import { at, fn, machineOf, pfWithVfs } from "../testing/facts.ts";
import { vfLimits } from "./limits.ts";
import { attributesAlone } from "./limits-config.ts";

const PF = at("01:00.0");
const PORT = at("00:01.0");

function limitsOf(
  pf: Partial<FunctionInfo>,
  sriov: Partial<SriovFacts>,
  port: Partial<FunctionInfo> = {},
  bytes?: string[],
) {
  const functions = pfWithVfs({ pf, sriov }).map((fn) => (fn.bdf === PORT ? { ...fn, ...port } : fn));
  const machine = machineOf(functions);
  const own = machine.byBdf.get(PF);
  if (!own) throw new Error("no PF");
  const space = bytes === undefined ? null : makeSpace(256, "06: 10 00", "34: 40", ...bytes);
  return { own, machine, space, limits: vfLimits(machine, own, null, space) };
}
const portLimits = (...given: Parameters<typeof limitsOf>) =>
  limitsOf(...given)
    .limits.filter(({ kind }) => kind === "port")
    .map(({ most, evidence }) => [most, english(evidence(attributesAlone))]);

/** A port of this type (4 = root port, 7 = to PCI), with these bits of Device Capabilities 2 and Device Control 2. */
const express = (type: number, supports: boolean, on: boolean) => [
  `40: 10 00 ${type}2 00`,
  `64: ${supports ? "20" : "00"} 00 00 00 ${on ? "20" : "00"} 00`,
];

describe("what a port passes on without ARI", () => {
  it("is device 0 of its bus: VFs from the first other device on are out of reach", () => {
    const near = { offset: 1, stride: 1 };
    expect(portLimits({ ariEnabled: false }, near)).toEqual([
      [
        7,
        "ari_enabled of 0000:01:00.0 is 0, so 0000:00:01.0 forwards device 0 only, and VF 7 would be at 0000:01:01.0",
      ],
    ]);
    expect(portLimits({ ariEnabled: false }, { offset: 128, stride: 2 })[0]?.[0]).toBe(0);
    expect(portLimits({ ariEnabled: true }, near)).toEqual([]);
  });

  it("is every device on the buses after its own", () => {
    expect(portLimits({ ariEnabled: false }, { offset: 256, stride: 1 })).toEqual([]);
    // VF 0 is function 4 of device 0, VF 1 is on the next bus.
    expect(portLimits({ ariEnabled: false }, { offset: 4, stride: 256 })).toEqual([]);
    expect(portLimits({ ariEnabled: false }, { offset: 4, stride: 4 })[0]?.[0]).toBe(1);
  });

  it("is not limited where there is no port, or VFs on other devices have been made", () => {
    const far = { offset: 8, stride: 1 };
    expect(portLimits({ ariEnabled: false, parent: null }, far)).toEqual([]);
    expect(portLimits({ ariEnabled: false }, far, { bridge: null, classCode: 0x010400 })).toEqual([]);
    const virtfns = [{ index: 0, bdf: at("01:01.0") }];
    expect(portLimits({ ariEnabled: false, virtfns }, { ...far, numVfs: 1 })).toEqual([]);
  });

  it("is not lifted by later VFs that the kernel lists, for it has not read them", () => {
    const limit = (driver: string | null) => {
      const [port, pf] = pfWithVfs({ pf: { ariEnabled: false }, sriov: { offset: 7, stride: 1, numVfs: 2 } });
      if (!port || !pf) throw new Error("no port or no PF");
      const virtfns = [
        { index: 0, bdf: at("01:00.7") },
        { index: 1, bdf: at("01:01.0") },
      ];
      const machine = machineOf([port, { ...pf, virtfns }, fn("01:01.0", { physfn: pf.bdf, driver })]);
      return vfLimits(machine, { ...pf, virtfns }).find(({ kind }) => kind === "port")?.most ?? null;
    };
    expect([limit(null), limit("vfio-pci"), limit("igbvf")]).toEqual([1, 1, null]);
  });

  it("is what the port's registers say, where these were read", () => {
    const far = { offset: 8, stride: 1 };
    expect(portLimits({ ariEnabled: null }, far, {}, express(4, true, false))).toEqual([
      [
        0,
        "ARI Forwarding Enable in Device Control 2 of 0000:00:01.0 is 0, so 0000:00:01.0 forwards device 0 only, and VF 0 would be at 0000:01:01.0",
      ],
    ]);
    expect(portLimits({ ariEnabled: null }, far, {}, express(6, true, true))).toEqual([]);
    expect(portLimits({ ariEnabled: false }, far, {}, express(7, false, false))).toEqual([]);
  });

  it("is not known where neither was read, and no limit is made up", () => {
    const { own, machine, limits } = limitsOf({ ariEnabled: null }, { offset: 8, stride: 1 });
    expect(limits.map(({ kind }) => kind)).not.toContain("port");
    expect(inEnglish(cutByPort(machine, own))).toMatchObject({
      port: { forwardsAri: null, evidence: "ari_enabled of 0000:01:00.0 could not be read" },
      from: { index: 0, bdf: "0000:01:01.0", device: 1 },
    });
  });

  it("can be made more in another way where the port has ARI and does not use it", () => {
    const { own, machine, space } = limitsOf({}, { offset: 8, stride: 1 }, {}, express(4, true, false));
    expect(ariRemedy(cutByPort(machine, own, space)?.port ?? { supportsAri: null })).toBe(PORT_REACH_WORDS.unusedAri);
    expect(ariRemedy({ supportsAri: false })).toBe(PORT_REACH_WORDS.noAri);
  });

  it("cuts nothing of VFs whose places are not known", () => {
    expect(firstCutVf(limitsOf({}, { offset: null }).own)).toBeNull();
    expect(firstCutVf(limitsOf({}, { offset: 1, stride: 0 }).own)).toBeNull();
  });
});

describe("windows of the bridge above", () => {
  const line = (start: string, end: string, flags = "0x200") => ({ start, end, flags });
  const none = line("0x0", "0x0", "0x0");
  const lines = (at: number, ...given: ReturnType<typeof line>[]) => [
    ...Array.from({ length: at }, () => none),
    ...given,
  ];
  const VF_BAR = { resources: [...lines(7, line("0x90000000", "0x9000ffff")), ...lines(5)] };
  const memory = (...windows: ReturnType<typeof line>[]) =>
    limitsOf(VF_BAR, { totalVfs: 16 }, { resources: lines(13, none, ...windows) })
      .limits.filter(({ kind }) => kind === "mmio-windows")
      .map(({ most, evidence }) => [most, english(evidence(attributesAlone))]);

  it("hold the VF BARs, or as many as are inside: no other can be reached", () => {
    expect(memory(line("0x90000000", "0x900fffff"))).toHaveLength(1);
    expect(memory(line("0x90000000", "0x90007fff"))[1]).toEqual([
      8,
      "VF BAR 0 is at 90000000–9000ffff, and 0000:00:01.0 forwards only 90000000–90007fff",
    ]);
    expect(memory(none, line("0xa0000000", "0xa00fffff"))[1]?.[0]).toBe(0);
  });

  it("limit nothing where they were not read", () => {
    expect(memory()).toHaveLength(1);
  });
});
