import { describe, expect, it } from "vitest";
import { makeSpace } from "../../pci/testing/make-space.ts";
import { busRemedy, memoryRemedy } from "./room-remedies.ts";

/** A root port. @param flags of its PCI Express capability @param slot Slot Capabilities */
function port(flags: string, slot: string) {
  return makeSpace(256, "04: 07 01 10 00", "34: 40 00", `40: 10 00 ${flags}`, `54: ${slot}`);
}

const HOT_PLUG = port("42 01", "40 00 00 00");
const FIXED = port("42 01", "00 00 00 00");
const LATE = "while the machine ran";

describe("more memory for VFs", () => {
  it.each([
    [null, "start the kernel with pci=realloc."],
    ["quiet iommu=pt", "start the kernel with pci=realloc."],
    ["pci=noaer,realloc=off quiet", "start the kernel without pci=realloc=off."],
    ["pci=realloc=off pci=realloc=on", "in the BIOS."],
    ["pci=realloc", "in the BIOS."],
  ])("is not asked of a kernel that was told already: %s", (commandLine, end) => {
    expect(memoryRemedy(commandLine, FIXED)).toMatch(new RegExp(`${end.replaceAll(".", "\\.")}$`));
  });

  it("is kept free for cards to come below ports with hot-plug only", () => {
    expect(memoryRemedy(null, HOT_PLUG)).toContain(LATE);
    expect(memoryRemedy(null, FIXED)).not.toContain(LATE);
    expect(memoryRemedy(null, port("42 00", "40 00 00 00"))).not.toContain(LATE);
    // Where the port could not be read it may be one.
    expect(memoryRemedy(null, null)).toContain(LATE);
  });
});

describe("more bus numbers for VFs", () => {
  const ASSIGN = "tart the kernel with pci=assign-busses";

  it("are asked of another slot only where the port has no ARI, and of the kernel once", () => {
    expect(busRemedy({ forwardsAri: false }, "quiet")).toMatch(
      new RegExp(`^Use a slot whose port supports ARI, or s${ASSIGN}`),
    );
    expect(busRemedy({ forwardsAri: null }, null)).toContain("supports ARI");
    expect(busRemedy({ forwardsAri: true }, null)).toMatch(new RegExp(`^S${ASSIGN}`));
    expect(busRemedy(null, "pci=nomsi")).toMatch(new RegExp(`^S${ASSIGN}`));
    expect(busRemedy({ forwardsAri: false }, "pci=nomsi,assign-busses")).toBe("Use a slot whose port supports ARI.");
    expect(busRemedy({ forwardsAri: true }, "pci=assign-busses")).toContain("BIOS");
  });
});
