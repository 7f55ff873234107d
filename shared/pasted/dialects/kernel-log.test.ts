import { expect, test } from "vitest";
import { functionsIn } from "../testing/functions-in.ts";
import { wordsIn } from "../testing/words-in.ts";

const AT = "0000:02:00.0";
const said = (...lines: readonly string[]) => wordsIn(lines.map((line) => `[    1.234567] ${line}`).join("\n"))[AT];

test("what a function is", () => {
  expect(said(`pci ${AT}: [1234:0202] type 00 class 0x010802 PCIe Endpoint`)).toEqual({
    vendor: 0x1234,
    device: 0x0202,
    class: 0x0108,
    progIf: 2,
  });
});

test.each([
  ["BAR 2: assigned [mem 0x90000000-0x900fffff]", 2, 0x90000000n, 0x100000n, false],
  ["BAR 2 [mem 0x90000000-0x900fffff]", 2, 0x90000000n, 0x100000n, false],
  ["reg 0x18: [mem 0x90000000-0x900fffff 64bit pref]", 2, 0x90000000n, 0x100000n, true],
  ["VF BAR 3 [mem 0x90200000-0x90203fff 64bit pref]", 10, 0x90200000n, 0x4000n, true],
  ["ROM [mem 0x90300000-0x9037ffff pref]", 6, 0x90300000n, 0x80000n, false],
])("a region: %s", (message, index, start, size, is64) => {
  expect(said(`pci ${AT}: ${message}`)?.regions).toMatchObject([{ index, start, size, is64, kind: "memory" }]);
});

test("the room of all VFs together is no region of one", () => {
  expect(said(`pci ${AT}: VF BAR 0 [mem 0x90200000-0x9021ffff 64bit]: contains BAR 0 for 8 VFs`)).toEqual({});
});

test("a function that reads all ones has no class", () => {
  expect(said(`pci ${AT}: [1234:0202] type 7f class 0xffffff conventional PCI`)).toEqual({
    vendor: 0x1234,
    device: 0x0202,
    readsAllOnes: true,
  });
});

test("the windows of a bridge", () => {
  const windows = ["[io  0x2000-0x2fff]", "[mem 0x90000000-0x901fffff]", "[mem 0xa0000000-0xa01fffff 64bit pref]"];
  const regions = said(...windows.map((window) => `pci ${AT}:   bridge window ${window}`))?.regions;
  expect(regions?.map(({ index, kind }) => [index, kind])).toEqual([
    [13, "io"],
    [14, "memory"],
    [15, "memory"],
  ]);
});

test("lines with the address at their end", () => {
  expect(said(`iommu: Adding device ${AT} to group 15`)).toEqual({ iommuGroup: "15" });
  expect(said(`nvme nvme0: pci function ${AT}`)).toEqual({ loggedDriver: "nvme" });
});

test("group, buses below, link and the slowest link on the way", () => {
  const limited =
    "8.000 Gb/s available PCIe bandwidth, limited by 2.5 GT/s PCIe x4 link at 0000:00:02.0 (capable of 16.000 Gb/s with 5.0 GT/s PCIe x4 link)";
  const words = wordsIn(
    [
      `pci ${AT}: Adding to iommu group 15`,
      `pci ${AT}: ${limited}`,
      "pci 0000:00:02.0: PCI bridge to [bus 02-03]",
      "pci 0000:04:00.0: 31.504 Gb/s available PCIe bandwidth (8.0 GT/s PCIe x4 link)",
    ].join("\n"),
  );
  expect(words).toEqual({
    [AT]: { iommuGroup: "15", link: { maxSpeed: 5, maxWidth: 4 } },
    "0000:00:02.0": { bridge: { secondary: 2, subordinate: 3 }, link: { speed: 2.5, width: 4 } },
    "0000:04:00.0": { link: { speed: 8, width: 4 } },
  });
});

test("who speaks is its driver, until it gives up; an interface has the name that it got", () => {
  expect(said(`madeup ${AT}: added a clock on eth0`, `madeup ${AT} ens2f0: renamed from eth0`)).toEqual({
    loggedDriver: "madeup",
    interfaces: ["ens2f0"],
  });
  expect(said(`madeup ${AT} eth0: Link up`, `madeup ${AT} ens2f1: NIC Link is Up 1000 Mbps`)).toEqual({
    loggedDriver: "madeup",
    interfaces: ["ens2f1"],
  });
  expect(said(`madeup ${AT}: probe with driver madeup failed with error -5`)).toEqual({ loggedDriver: null });
  expect(wordsIn(`Nov  3 10:00:00 lab kernel: madeup ${AT}: link is up`)[AT]).toEqual({ loggedDriver: "madeup" });
});

test("what a person writes of a function names no driver", () => {
  expect(wordsIn(`device ${AT}: it does not work`)[AT]).toEqual({});
});

test("a driver of the log does not deny the one that lspci shows later", () => {
  const list = "02:00.0 Ethernet controller: Made Up Cards Quad Port\n\tKernel driver in use: vfio-pci\n";
  const [fn, ...others] = functionsIn(`${list}[    1.234567] madeup ${AT}: link is up\n`);
  expect([fn?.text.driver, others]).toEqual(["vfio-pci", []]);
});

test("a console writes its lines into what is being printed", () => {
  const list = [
    "03:00.0 Ethernet controller: Made Up Cards Quad Port",
    "\tSubsystem: Made Up Cards Quad Port",
    `[    1.234567] madeup ${AT}: link is up`,
    "\tKernel driver in use: madeup",
    "00: 34 12 78 56 07 04 10 00 01 00 00 02 10 00 80 00",
    `[    1.244567] madeup ${AT}: link is down`,
    "10: 00 00 00 90",
  ];
  const fn = functionsIn(list.join("\n")).find(({ bdf }) => bdf === "0000:03:00.0");
  expect([fn?.text.driver, fn?.space.length]).toEqual(["madeup", 0x14]);
});
