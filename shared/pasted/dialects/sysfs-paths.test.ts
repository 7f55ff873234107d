import { expect, test } from "vitest";
import { wordsIn } from "../testing/words-in.ts";

const LINK = "lrwxrwxrwx 1 root root 0 Nov  3 10:00";

test.each([
  ["find", "/sys/kernel/iommu_groups/15/devices/0000:02:00.0"],
  ["ls", "/sys/kernel/iommu_groups/15/devices:\n0000:02:00.0  0000:02:00.1"],
  ["ls after its command", "$ ls /sys/kernel/iommu_groups/15/devices/\n0000:02:00.0  0000:02:00.1"],
  ["readlink", "$ readlink /sys/bus/pci/devices/0000:02:00.0/iommu_group\n../../../../kernel/iommu_groups/15"],
  [
    "ls -l",
    `/sys/kernel/iommu_groups/15/devices:\ntotal 0\n${LINK} 0000:02:00.0 -> ../../../../devices/pci0000:00/0000:02:00.0`,
  ],
  ["ls -l of one link", `${LINK} /sys/bus/pci/devices/0000:02:00.0/iommu_group -> ../../../../kernel/iommu_groups/15`],
])("the group of a function, by %s", (_name, text) => {
  expect(wordsIn(text)["0000:02:00.0"]).toEqual({ iommuGroup: "15" });
});

test("who is above whom, and whose an interface is", () => {
  expect(wordsIn(`${LINK} ens2f0 -> ../../devices/pci0000:00/0000:00:02.0/0000:02:00.0/net/ens2f0`)).toEqual({
    "0000:00:02.0": {},
    "0000:02:00.0": { parent: "0000:00:02.0", interfaces: ["ens2f0"] },
  });
});

test("the driver that a function's link names", () => {
  expect(wordsIn(`${LINK} /sys/bus/pci/devices/0000:02:00.0/driver -> ../../../bus/pci/drivers/madeup`)).toEqual({
    "0000:02:00.0": { driver: "madeup" },
  });
});

test("the functions in a driver's folder", () => {
  expect(
    wordsIn("/sys/bus/pci/drivers/madeup:\n0000:02:00.0  0000:02:00.1  bind  module  new_id  uevent  unbind"),
  ).toEqual({
    "0000:02:00.0": { driver: "madeup" },
    "0000:02:00.1": { driver: "madeup" },
  });
});

test("attributes with their values", () => {
  const values = {
    vendor: "0x1234",
    device: "0x0202",
    class: "0x020000",
    numa_node: "1",
    sriov_totalvfs: "8",
    sriov_numvfs: "4",
    current_link_speed: "2.5 GT/s PCIe",
    max_link_width: "4",
    local_cpus: "ff",
  };
  const text = Object.entries(values).map(([name, value]) => `/sys/bus/pci/devices/0000:02:00.0/${name}:${value}`);
  expect(wordsIn(text.join("\n"))).toEqual({
    "0000:02:00.0": {
      vendor: 0x1234,
      device: 0x0202,
      class: 0x0200,
      progIf: 0,
      numaNode: 1,
      sriov: { totalVfs: 8, numVfs: 4 },
      link: { speed: 2.5, maxWidth: 4 },
    },
  });
  expect(
    wordsIn("/sys/bus/pci/devices/0000:02:00.0/numa_node:-1\n/sys/bus/pci/devices/0000:02:00.0/vendor:0x1234"),
  ).toEqual({
    "0000:02:00.0": { vendor: 0x1234 },
  });
});
