import { describe, expect, it } from "vitest";
import { makeSpace } from "../../pci/testing/make-space.ts";
import { english } from "../../words/testing/english.ts";
import { VF_LIMIT_WORDS } from "../../words/texts/vf-limits.ts";
import { busRemedy, memoryRemedy } from "./room-remedies.ts";

/** A root port. @param flags of its PCI Express capability @param slot Slot Capabilities */
function port(flags: string, slot: string) {
  return makeSpace(256, "04: 07 01 10 00", "34: 40 00", `40: 10 00 ${flags}`, `54: ${slot}`);
}

const HOT_PLUG = port("42 01", "40 00 00 00");
const FIXED = port("42 01", "00 00 00 00");
const LATE = "while the machine was running";

describe("more memory for VFs", () => {
  it.each([
    [null, "boot the kernel with pci=realloc."],
    ["quiet iommu=pt", "boot the kernel with pci=realloc."],
    ["pci=noaer,realloc=off quiet", "boot the kernel without pci=realloc=off."],
    ["pci=realloc=off pci=realloc=on", "in the BIOS."],
    ["pci=realloc", "in the BIOS."],
  ])("is not asked of a kernel that was told already: %s", (commandLine, end) => {
    expect(english(memoryRemedy(commandLine, FIXED))).toMatch(new RegExp(`${end.replaceAll(".", "\\.")}$`));
  });

  it("is kept free for cards to come below ports with hot-plug only", () => {
    expect(english(memoryRemedy(null, HOT_PLUG))).toContain(LATE);
    expect(english(memoryRemedy(null, FIXED))).not.toContain(LATE);
    expect(english(memoryRemedy(null, port("42 00", "40 00 00 00")))).not.toContain(LATE);
    // Where the port could not be read it may be one.
    expect(english(memoryRemedy(null, null))).toContain(LATE);
  });
});

describe("more bus numbers for VFs", () => {
  it("are asked of another slot only where the port has no ARI, and of the kernel once", () => {
    expect(busRemedy({ forwardsAri: false }, "quiet")).toBe(VF_LIMIT_WORDS.busesBySlotOrKernel);
    expect(busRemedy({ forwardsAri: null }, null)).toBe(VF_LIMIT_WORDS.busesBySlotOrKernel);
    expect(busRemedy({ forwardsAri: true }, null)).toBe(VF_LIMIT_WORDS.busesByKernel);
    expect(busRemedy(null, "pci=nomsi")).toBe(VF_LIMIT_WORDS.busesByKernel);
    expect(busRemedy({ forwardsAri: false }, "pci=nomsi,assign-busses")).toBe(VF_LIMIT_WORDS.busesBySlot);
    expect(busRemedy({ forwardsAri: true }, "pci=assign-busses")).toBe(VF_LIMIT_WORDS.busesByBios);
  });
});
