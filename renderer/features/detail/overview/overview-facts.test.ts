import { describe, expect, it } from "vitest";
import type { FunctionInfo } from "../../../../shared/machine/facts.ts";
import { buildMachine, type Machine } from "../../../../shared/machine/machine.ts";
import { inEnglish } from "../../../../shared/words/testing/english.ts";
import { bdf, labMachine, sampleFamily, sampleFunction, sampleSnapshot } from "../../../testing/machines.ts";
import type { Fact } from "../parts/facts.ts";
import { overviewSections as overviewSectionsInWords } from "./overview-facts.ts";

const overviewSections = (...of: Parameters<typeof overviewSectionsInWords>) =>
  inEnglish(overviewSectionsInWords(...of));

function factsOf(machine: Machine, fn: FunctionInfo): Map<string, Fact> {
  return new Map(overviewSections(machine, fn).flatMap(({ facts }) => facts.map((fact) => [fact.id, fact])));
}
const lab = buildMachine(labMachine());
function at(address: string): Map<string, Fact> {
  const fn = lab.byBdf.get(bdf(address));
  if (!fn) throw new Error(address);
  return factsOf(lab, fn);
}

describe("overview", () => {
  it("marks what a VF has from its PF", () => {
    const vf = at("0000:01:00.3");
    for (const id of ["vendor", "device", "link"]) expect(vf.get(id)?.fromPf, id).toBe("0000:01:00.0");
    expect(vf.get("link")?.value).toBe("16 GT/s x16");
    expect(vf.get("class")?.fromPf).toBeUndefined();
    expect(at("0000:01:00.0").get("vendor")?.fromPf).toBeUndefined();
  });

  it("tells of a VF whose it is and which one", () => {
    const vf = at("0000:01:00.3");
    expect(vf.get("pf")).toMatchObject({ value: "0000:01:00.0", link: "0000:01:00.0" });
    expect(vf.get("index")).toMatchObject({ value: "1", note: "of 4" });
    expect(at("0000:01:00.0").has("pf")).toBe(false);
  });

  it("names the representor of a VF, and none where the PF has none", () => {
    const family = sampleFamily("0000:01:00.0", 2);
    const port = { kind: "net", name: "eth5", state: "down", address: null, portName: "pf0vf1" } as const;
    const machine = buildMachine(
      sampleSnapshot(family.map((fn) => (fn.physfn === null ? { ...fn, children: [...fn.children, port] } : fn))),
    );
    const [first, second] = machine.vfsOf(bdf("0000:01:00.0")).map((fn) => factsOf(machine, fn).get("representor"));
    expect(first).toBeUndefined();
    expect(second?.value).toBe("eth5");
  });

  it("says of a degraded link what it is and why that may be fine", () => {
    const link = at("0000:02:00.0").get("link");
    expect(link).toMatchObject({ value: "2.5 GT/s x16 (max 32 GT/s)", tone: "warn", note: "speed degraded" });
    expect(link?.help).toContain("idle");
  });

  it("tells a driver that is missing from one that is not needed", () => {
    expect(at("0000:00:1f.2").get("driver")).toMatchObject({ value: null, none: "no driver" });
    expect(at("0000:00:1f.0").get("driver")).toMatchObject({ value: null, none: "none needed" });
  });

  it("does not pretend that a file says a function has no driver", () => {
    const fn = { ...sampleFunction("0000:02:00.0"), driverUnknown: true as const };
    const file = buildMachine(sampleSnapshot([fn], { kind: "file" }));
    expect(factsOf(file, fn).get("driver")?.none).toBe("unknown");
  });

  it("names a function as a text does that has no ids", () => {
    const names = { vendor: null, device: null, whole: "Foo Bar", subsystem: null, classLabel: null, progIf: null };
    const fn = {
      ...sampleFunction("0000:02:00.0", { vendor: null, device: null }),
      names: { ...sampleFunction("0000:02:00.0").names, vendor: null, device: "Foo Bar" },
      fromText: { facts: [], names, capabilities: [] },
    };
    const file = factsOf(buildMachine(sampleSnapshot([fn], { kind: "file" })), fn);
    expect(file.get("device")).toMatchObject({ value: "Foo Bar", fromText: true });
    expect(file.get("vendor")?.value).toBeNull();
  });

  it("marks what stands in a text only, and of the rest says that it is not known", () => {
    const names = { vendor: null, device: null, whole: null, subsystem: null, classLabel: null, progIf: null };
    const fn = {
      ...sampleFunction("0000:02:00.0", { link: null, hostBridge: null, subsystemVendor: null, subsystemDevice: null }),
      driver: "igb",
      registersOnly: true as const,
      fromText: { facts: ["driver"], names, capabilities: [] },
    };
    const file = factsOf(buildMachine(sampleSnapshot([fn], { kind: "file" })), fn);
    expect(file.get("driver")).toMatchObject({ value: "igb", fromText: true });
    expect(file.get("revision")?.fromText).toBeUndefined();
    for (const id of ["link", "above", "slot", "msi", "subsystem"]) {
      expect(file.get(id), id).toMatchObject({ value: null, none: expect.stringMatching(/^(unknown|not known)$/) });
    }
  });

  it("tells a value that the firmware does not give from one that is not known", () => {
    expect(at("0000:00:1f.2").get("numa")).toMatchObject({ value: null, none: "not reported by firmware" });
    const fn = sampleFunction("0000:02:00.0", { numaNode: null });
    expect(factsOf(lab, fn).get("numa")).toMatchObject({ value: null, none: "unknown" });
  });

  it("names the port above and the buses below", () => {
    expect(at("0000:02:00.0").get("above")).toMatchObject({ value: "0000:00:02.0", link: "0000:00:02.0" });
    expect(at("0000:00:02.0").get("buses")).toMatchObject({ value: "02" });
  });

  it("gives every list different ids, so that each value can be found", () => {
    for (const fn of lab.functions) {
      const ids = overviewSections(lab, fn).flatMap(({ facts }) => facts.map(({ id }) => id));
      expect(new Set(ids).size).toBe(ids.length);
    }
  });
});
