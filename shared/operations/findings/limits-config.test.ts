import { describe, expect, it } from "vitest";
import { ConfigSpace } from "../../pci/config-space.ts";
import { makeSpace } from "../../pci/testing/make-space.ts";
import { english } from "../../words/testing/english.ts";
import { at, fn, machineOf, sriov } from "../testing/facts.ts";
import { attributesAlone, attributesOf, capabilityLimits, systemPage } from "./limits-config.ts";

const PF = fn("01:00.0", { sriov: sriov() });
const SRIOV = "100: 10 00 01 00";
const EIGHT_OF_EIGHT = "10c: 08 00 08 00";
const FOUR_OF_EIGHT = "10c: 04 00 08 00";

function sriovSpace(...lines: readonly string[]): ConfigSpace {
  return makeSpace(4096, SRIOV, ...lines);
}

/** The same bytes, of which those from `end` on are not known. */
function knownUpTo(end: number, { bytes }: ConfigSpace): ConfigSpace {
  return new ConfigSpace(bytes, [{ start: 0, end }]);
}

describe("limits that the SR-IOV capability sets", () => {
  const limits = (space: ConfigSpace | null, ...others: Parameters<typeof fn>[]) =>
    capabilityLimits(machineOf([PF, ...others.map((other) => fn(...other))]), PF, space).map(({ kind, evidence }) => [
      kind,
      english(evidence(attributesOf(PF.bdf))),
    ]);

  it("are none where InitialVFs is TotalVFs, or may differ because VFs can migrate", () => {
    expect(limits(sriovSpace(EIGHT_OF_EIGHT))).toEqual([]);
    expect(limits(sriovSpace(FOUR_OF_EIGHT, "104: 01 00 00 00"))).toEqual([]);
    // More than there can ever be is refused all the same.
    expect(limits(sriovSpace("10c: 09 00 08 00", "104: 01 00 00 00"))).toEqual([
      ["initial-vfs", "InitialVFs of 0000:01:00.0 is 9, TotalVFs is 8"],
    ]);
    expect(limits(sriovSpace(FOUR_OF_EIGHT))).toEqual([
      ["initial-vfs", "InitialVFs of 0000:01:00.0 is 4, TotalVFs is 8, and VF migration is not supported"],
    ]);
  });

  it("are a function that it depends on, unless that is a PF that is there", () => {
    const space = sriovSpace(EIGHT_OF_EIGHT, "112: 01");
    const told = (why: string) => [
      ["dependency-link", `Function Dependency Link of 0000:01:00.0 is 0000:01:00.1, which is ${why}`],
    ];
    expect(limits(space)).toEqual(told("not present"));
    expect(limits(space, ["01:00.1"])).toEqual(told("not a PF"));
    expect(limits(space, ["01:00.1", { sriov: sriov() }])).toEqual([]);
  });

  it("are a function of its own device, where it is an endpoint of the root complex", () => {
    const gpu = fn("00:02.0", { sriov: sriov() });
    const told = (link: string) => {
      const space = makeSpace(
        0x200,
        "06: 10 00",
        "34: 40",
        "40: 10 00 92 00",
        "100: 10 00 01 00",
        EIGHT_OF_EIGHT,
        link,
      );
      return capabilityLimits(machineOf([gpu]), gpu, space).map(({ evidence }) => english(evidence(attributesAlone)));
    };
    expect(told("112: 00")).toEqual([]);
    expect(told("112: 01")).toEqual(["Function Dependency Link is 0000:00:02.1, which is not present"]);
  });

  it("are none where its bytes are not known", () => {
    expect(limits(null)).toEqual([]);
    expect(limits(makeSpace(4096, FOUR_OF_EIGHT))).toEqual([]);
    expect(limits(knownUpTo(0x130, sriovSpace(FOUR_OF_EIGHT)))).toEqual([]);
  });
});

describe("the smallest slice of a VF BAR", () => {
  it("is one system page, and 4 KiB where that is not known", () => {
    const large = sriovSpace("120: 10 00 00 00");
    expect(systemPage(large)).toBe(65536n);
    expect(systemPage(sriovSpace("120: 01 00 00 00"))).toBe(4096n);
    for (const space of [null, sriovSpace(), makeSpace(4096, "120: 10 00 00 00"), knownUpTo(0x130, large)]) {
      expect(systemPage(space)).toBe(4096n);
    }
  });
});

it("the address of a dependency is one of the same bus", () => {
  const other = fn("01:1f.7", { bdf: at("01:1f.7") });
  const [limit] = capabilityLimits(machineOf([PF, other]), PF, sriovSpace(EIGHT_OF_EIGHT, "112: ff"));
  expect(english(limit?.evidence(attributesAlone))).toContain("is 0000:01:1f.7, which is not a PF");
});
