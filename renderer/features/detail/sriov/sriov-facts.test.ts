import { describe, expect, it } from "vitest";
import type { FunctionInfo, SriovFacts } from "../../../../shared/machine/facts.ts";
import { type CapabilityNode, decodeSpace } from "../../../../shared/pci/decode.ts";
import { inEnglish } from "../../../../shared/words/testing/english.ts";
import { pfSpace } from "../../../testing/config-bytes.ts";
import { sampleFamily } from "../../../testing/machines.ts";
import { capabilityOf } from "../capabilities/find.ts";
import {
  countsNote as countsNoteInWords,
  countsOf,
  layoutFacts as layoutFactsInWords,
  stateFacts as stateFactsInWords,
} from "./sriov-facts.ts";

const countsNote = (...of: Parameters<typeof countsNoteInWords>) => inEnglish(countsNoteInWords(...of));
const layoutFacts = (...of: Parameters<typeof layoutFactsInWords>) => inEnglish(layoutFactsInWords(...of));
const stateFacts = (...of: Parameters<typeof stateFactsInWords>) => inEnglish(stateFactsInWords(...of));

function pf(numVfs = 0, sriov: Partial<SriovFacts> = {}): FunctionInfo {
  const [fn] = sampleFamily("0000:01:00.0", numVfs);
  if (!fn?.sriov) throw new Error("no PF");
  return { ...fn, sriov: { ...fn.sriov, ...sriov } };
}
function cap(options: Parameters<typeof pfSpace>[0] = {}): CapabilityNode {
  const node = capabilityOf(decodeSpace(pfSpace(options)), "sriov");
  if (node === null) throw new Error("no SR-IOV capability");
  return node;
}
const values = (fn: FunctionInfo, node: CapabilityNode | null) => countsOf(fn, node).map(({ value }) => value);

describe("counts of VFs", () => {
  it("go from what the device reserves to what is there", () => {
    expect(countsOf(pf(4), cap({ num: 4, enabled: true })).map(({ id, value }) => [id, value])).toEqual([
      ["initial", 16],
      ["total", 16],
      ["allowed", 16],
      ["num", 4],
    ]);
  });

  it("are not known, rather than 0, where the capability could not be read", () => {
    expect(values(pf(4), null)).toEqual([null, null, 16, 4]);
  });

  it("say so where the driver allows fewer than the device has, or none", () => {
    expect(countsNote(pf(0, { totalVfs: 7 }), cap())).toBe("The driver allows 7 of the device’s 16 VFs.");
    expect(countsNote(pf(0, { totalVfs: 0 }), cap())).toBe("The driver allows no VFs.");
    expect(countsNote(pf(), cap())).toBeNull();
  });

  it("say so where the kernel will refuse, and where register and kernel disagree", () => {
    expect(countsNote(pf(), cap({ initial: 8 }))).toContain("EIO");
    expect(countsNote(pf(2), cap({ num: 4, enabled: true }))).toBe(
      "NumVFs of the capability is 4; the kernel shows 2.",
    );
    // While VF Enable is clear, NumVFs says nothing.
    expect(countsNote(pf(0), cap({ num: 4 }))).toBeNull();
  });
});

describe("facts of the SR-IOV tab", () => {
  const byId = (facts: readonly { readonly id: string; readonly value: string | null }[]) =>
    Object.fromEntries(facts.map(({ id, value }) => [id, value]));

  it("tell the state out of the control register", () => {
    expect(byId(stateFacts(pf(4), cap({ num: 4, enabled: true })))).toMatchObject({
      enable: "on",
      mse: "on",
      ari: "on",
      autoprobe: "on",
      msix: null,
      migration: "not implemented",
    });
    expect(byId(stateFacts(pf(), null))).toMatchObject({ enable: null, migration: null, dependency: null });
  });

  it("take a dependency on itself for none, and lead to another function", () => {
    const own = stateFacts(pf(), cap()).find(({ id }) => id === "dependency");
    expect(own).toMatchObject({ value: "00", note: "itself: no dependency" });
    const [second] = sampleFamily("0000:01:00.1", 0);
    if (second === undefined) throw new Error("no PF");
    expect(stateFacts(second, cap()).find(({ id }) => id === "dependency")).toMatchObject({ link: "0000:01:00.0" });
  });

  it("tell where the VFs are, with the warning that this may change while SR-IOV is off", () => {
    const facts = layoutFacts(pf(), cap(), null);
    expect(byId(facts)).toMatchObject({ offset: "2", stride: "1", "vf-device": "101e", "system-page": "4K" });
    expect(facts[0]?.note).toBe("may change when VFs are enabled");
    expect(layoutFacts(pf(4), cap(), null)[0]?.note).toBeUndefined();
  });
});
