import { describe, expect, it } from "vitest";
import { buildMachine } from "../../../shared/machine/machine.ts";
import { decodeSpace } from "../../../shared/pci/decode.ts";
import { pfSpace } from "../../testing/config-bytes.ts";
import { bdf, labMachine } from "../../testing/machines.ts";
import { openStores } from "../../testing/stores.ts";

await openStores({ local: labMachine() });
const { tabsOf } = await import("./tabs.tsx");

const machine = buildMachine(labMachine());
const decoded = decodeSpace(pfSpace());
function tabs(address: string, space: typeof decoded | null = null) {
  const fn = machine.byBdf.get(bdf(address));
  if (!fn) throw new Error(address);
  return tabsOf({ machine, fn }, space);
}

describe("tabs of a function", () => {
  it("have SR-IOV for a PF whether VFs are on or off, and never for a VF", () => {
    expect(tabs("0000:01:00.0")).toContain("sriov");
    expect(tabs("0000:01:00.1")).toContain("sriov");
    expect(tabs("0000:01:00.2")).not.toContain("sriov");
    expect(tabs("0000:01:00.2", decoded)).not.toContain("sriov");
    expect(tabs("0000:02:00.0")).not.toContain("sriov");
  });

  it("have SR-IOV for a function whose capability only the bytes tell of", () => {
    expect(tabs("0000:02:00.0", decoded)).toContain("sriov");
  });

  it("leave out resources and link where there are none", () => {
    expect(tabs("0000:00:1f.0")).toEqual(["overview", "capabilities", "config", "iommu"]);
    expect(tabs("0000:01:00.2")).toContain("link");
  });
});
