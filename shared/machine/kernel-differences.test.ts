import { expect, it } from "vitest";
import { doesAsBefore, KERNEL_DIFFERENCES, noVfsLine, probeFailedLine } from "./kernel-differences.ts";

const BDF = "0000:01:00.0";

it("a release does as before until the one that changed it, and one that is not known may do either", () => {
  const releases = ["5.10.0-46-amd64", "6.5.13", "6.6.0", "7.3.4+deb13-amd64", null];
  expect(releases.map((release) => doesAsBefore(release, "vfioDeviceFirst"))).toEqual([true, true, false, false, null]);
});

it("what was before differs from what is so now, and has a source", () => {
  for (const { now, before, source } of Object.values(KERNEL_DIFFERENCES)) {
    expect(now).not.toBe(before);
    expect(source).toMatch(/^drivers\//);
  }
});

it("the log has the words of its release", () => {
  expect(["5.10", "6.1", "6.12"].map((release) => probeFailedLine(release, BDF, "vfio-pci", 16))).toEqual([
    `vfio-pci: probe of ${BDF} failed with error -16`,
    `vfio-pci: probe of ${BDF} failed with error -16`,
    `vfio-pci ${BDF}: probe with driver vfio-pci failed with error -16`,
  ]);
  expect(["5.10", "6.1"].map((release) => noVfsLine(release, { bdf: BDF, driver: null }))).toEqual([
    `pci ${BDF}: Driver does not support SRIOV configuration via sysfs`,
    `pci ${BDF}: no driver bound to device; cannot configure SR-IOV`,
  ]);
  expect(noVfsLine("6.1", { bdf: BDF, driver: "pci-stub" })).toBe(
    `pci-stub ${BDF}: driver does not support SR-IOV configuration via sysfs`,
  );
});
