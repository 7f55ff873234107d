import { describe, expect, it } from "vitest";
import type { SriovFacts } from "../../machine/facts.ts";
import type { ConfigSpace } from "../../pci/config-space.ts";
import { makeSpace } from "../../pci/testing/make-space.ts";
import { at, machineOf, pfWithVfs } from "../testing/facts.ts";
import { vfPreflight } from "./vf-preflight.ts";

/** A capability with room for 8 VFs. */
const SPACE = makeSpace(4096, "100: 10 00 01 00", "10c: 08 00 08 00");

function preflight(facts: Parameters<typeof pfWithVfs>[0], space: ConfigSpace | null = SPACE) {
  const machine = machineOf(pfWithVfs(facts));
  const pf = machine.byBdf.get(at("01:00.0"));
  if (!pf) throw new Error("no PF");
  return vfPreflight(machine, pf, space);
}

describe("how many VFs a PF can have", () => {
  it("is said to be lowered where the driver allows fewer than the device", () => {
    const from = (sriov: Partial<SriovFacts>, space?: ConfigSpace | null) => preflight({ sriov }, space).loweredFrom;
    expect(from({ totalVfs: 4 })).toBe(8);
    expect(from({ totalVfs: 8 })).toBeNull();
    expect(from({ totalVfs: null })).toBeNull();
    expect(from({ totalVfs: 4 }, null)).toBeNull();
  });

  it("is bound by the lowest limit, told with all others", () => {
    const { most, binding, limits } = preflight({ sriov: { totalVfs: 4, vfTotalMsix: 2 } });
    expect(most).toBe(2);
    expect(binding?.kind).toBe("msix-pool");
    expect(limits.map(({ kind }) => kind).slice(0, 2)).toEqual(["msix-pool", "driver"]);
    expect(preflight({ sriov: { totalVfs: null, offset: null } }, null)).toMatchObject({ most: null, binding: null });
  });

  it("is hindered by what keeps every VF from being made, not by what a number of them would meet", () => {
    const hindrances = (facts: Parameters<typeof pfWithVfs>[0]) => preflight(facts).hindrances.map(({ id }) => id);
    expect(hindrances({ pf: { driver: null } })).toEqual(["has-driver"]);
    // One VF would be too many here, and its address is not known: the limits tell that.
    expect(hindrances({ sriov: { totalVfs: 0, offset: null } })).toEqual([]);
    // The link is lost for some seconds, and the VFs are there.
    const children = [{ kind: "net", name: "eth0", state: "up", address: null }] as const;
    expect(hindrances({ pf: { driver: "i40e", children } })).toEqual([]);
  });
});
