import { describe, expect, it } from "vitest";
import { buildMachine } from "../../../shared/machine/machine.ts";
import { bdf, functionInfo, snapshot } from "../../../shared/machine/testing/sample-machine.ts";
import { resolveUsage } from "../../../shared/machine/usage.ts";
import { english } from "../../../shared/words/testing/english.ts";
import { type Tree, usageFrom } from "./testing/sent.ts";

const ROOT = "/sys/devices/platform/ACPI0017:00/root0";
const CXL = "/sys/bus/cxl/devices";
const MINIMAL: Tree = { "/proc/self/mountinfo": "", "/proc/net/route": "Iface\tDestination\n" };

/** A card with memory: mem0 of 38:00.0 below endpoint3, whose decoder is decoder3.0. */
function card(number: number, address: string): Tree {
  const folder = `/sys/devices/pci0000:37/0000:37:00.0/0000:${address}`;
  const endpoint = `${ROOT}/port1/endpoint${number + 3}`;
  return {
    [`${CXL}/mem${number}`]: [`${folder}/mem${number}`],
    [`${folder}/mem${number}/serial`]: "0x1",
    [`${CXL}/endpoint${number + 3}`]: [endpoint],
    [`${endpoint}/uport`]: [`${folder}/mem${number}`],
    [`${CXL}/decoder${number + 3}.0`]: [`${endpoint}/decoder${number + 3}.0`],
    [`${endpoint}/decoder${number + 3}.0/size`]: "0x1000",
  };
}
const REGION: Tree = {
  [`${CXL}/region0`]: [`${ROOT}/decoder0.0/region0`],
  [`${CXL}/region0/target0`]: "decoder3.0",
  [`${CXL}/region0/resource`]: "0x100000000",
  [`${CXL}/region0/size`]: "0x10000000",
};
function dax(folder: string, driver = "kmem", states: readonly string[] = ["online", "offline"]): Tree {
  return {
    "/sys/bus/dax/devices/dax0.0": [`${folder}/dax0.0`],
    [`${folder}/dax0.0/driver`]: [`/sys/bus/dax/drivers/${driver}`],
    [`${folder}/dax0.0/target_node`]: "2",
    ...Object.fromEntries(states.map((state, at) => [`/sys/devices/system/node/node2/memory${at + 32}/state`, state])),
  };
}
const IN_REGION = `${ROOT}/decoder0.0/region0/dax_region0`;
const RAM = "is in use: its memory is system RAM";

async function read(tree: Tree, ram = "") {
  const facts = await usageFrom({ tree: { ...MINIMAL, ...tree }, said: { ram } });
  const bars = [{ start: "0x200000000", end: "0x2ffffffff", flags: "0x14220c" }];
  const machine = buildMachine(
    snapshot([
      functionInfo("38:00.0", { classCode: 0x050210, driver: "cxl_pci" }),
      functionInfo("39:00.0", { classCode: 0x050210, driver: "cxl_pci" }),
      functionInfo("40:00.0", { classCode: 0x030200, driver: "nvidia", resources: bars }),
      functionInfo("41:00.0", { classCode: 0x050210 }),
      functionInfo("42:00.0", { vendor: 0x1af4, device: 0x1058, driver: "virtio-pci" }),
      functionInfo("43:00.0", { vendor: 0x1af4, device: 0x105b, driver: "virtio-pci" }),
    ]),
  );
  const usage = resolveUsage(facts, machine);
  const told = (address: string) =>
    usage.reasonsOf(bdf(address)).map(({ level, text }) => `${level}: ${english(text)}`);
  return { facts, told };
}

describe("memory of a function that is the system's RAM is protected", () => {
  it("by a dax device on kmem, with its node, on that card alone", async () => {
    const { told } = await read({ ...card(0, "38:00.0"), ...card(1, "39:00.0"), ...REGION, ...dax(IN_REGION) });
    expect(told("38:00.0")).toEqual([`protected: ${RAM} (node 2)`]);
    expect(told("39:00.0")).toEqual([]);
  });

  it("on every card of a region that is spread over several, and on all where one is not told", async () => {
    const both = { ...card(0, "38:00.0"), ...card(1, "39:00.0"), ...REGION, ...dax(IN_REGION) };
    for (const target of ["decoder4.0", "decoder9.0"]) {
      const { told } = await read({ ...both, [`${CXL}/region0/target1`]: target });
      expect([told("38:00.0"), told("39:00.0")].map(([first]) => first)).toEqual(
        Array(2).fill(`protected: ${RAM} (node 2)`),
      );
    }
  });

  it("unless all of it is offline, and also where its state cannot be read", async () => {
    const parts = { ...card(0, "38:00.0"), ...REGION };
    expect((await read({ ...parts, ...dax(IN_REGION, "kmem", ["offline"]) })).told("38:00.0")).toEqual([
      "in use: has memory that may become system RAM (node 2)",
    ]);
    expect((await read({ ...parts, ...dax(IN_REGION, "kmem", []) })).told("38:00.0")).toEqual([
      `protected: ${RAM} (node 2)`,
    ]);
    expect((await read({ ...parts, ...dax(IN_REGION, "device_dax") })).told("38:00.0")).toEqual([]);
  });

  it("by its addresses: a region that firmware made RAM of, and a BAR", async () => {
    const ram = "00001000-0009ffff\n100000000-107ffffff\n240000000-27fffffff\n";
    const { told } = await read({ ...card(0, "38:00.0"), ...REGION }, ram);
    expect([told("38:00.0"), told("40:00.0")]).toEqual([[`protected: ${RAM}`], [`protected: ${RAM}`]]);
    expect((await read({ ...card(0, "38:00.0"), ...REGION }, "00001000-0009ffff")).told("40:00.0")).toEqual([]);
  });

  it("perhaps, of what firmware told of without a region, and of a card without a driver", async () => {
    const loose = await read({ ...card(0, "38:00.0"), ...dax("/sys/devices/platform/hmem.0") });
    expect(loose.told("38:00.0")).toEqual([`protected: ${RAM} (node 2)`]);
    expect((await read({})).told("41:00.0")[0]).toContain("protected: has memory that may be system RAM");
  });
});

describe("memory that no BAR shows is protected", () => {
  const VIRTIO = "/sys/devices/pci0000:00/0000:42:00.0/virtio3";

  it("of virtio-mem, and perhaps where nothing tells that its driver has it", async () => {
    const ram = "100000000-17fffffff virtio_mem";
    const bound: Tree = { "/sys/bus/virtio/drivers/virtio_mem/virtio3": [VIRTIO], [`${VIRTIO}/status`]: "0x7" };
    const { told } = await read(bound, ram);
    expect([told("42:00.0"), told("40:00.0")]).toEqual([[`protected: ${RAM}`], []]);
    expect((await read({}, ram)).told("42:00.0")).toEqual([
      "protected: has memory that may be system RAM: nothing shows that virtio_mem does not use it",
    ]);
  });

  it("that a driver has brought in, on its functions", async () => {
    const { told } = await read({}, "100000000000-1017ffffffff NVIDIA");
    expect(told("40:00.0")).toEqual(["protected: is in use: its driver added its memory as system RAM"]);
    expect(told("39:00.0")).toEqual([]);
  });

  it("of virtio-pmem, as RAM and as a disk", async () => {
    const region = `/sys/devices/pci0000:00/0000:43:00.0/virtio4/ndbus0/region0`;
    expect((await read({ ...card(0, "38:00.0"), ...REGION, ...dax(`${region}/dax0.1`) })).told("43:00.0")).toEqual([
      `protected: ${RAM} (node 2)`,
    ]);
    const disk: Tree = {
      "/sys/class/block/pmem0": [`${region}/namespace0.0/block/pmem0`],
      [`${region}/namespace0.0/block/pmem0/dev`]: "259:0",
      "/proc/self/mountinfo": "30 1 259:0 / /data rw - ext4 /dev/pmem0 rw",
    };
    expect((await read(disk)).told("43:00.0")).toEqual(["protected: carries /data (pmem0)"]);
  });
});

it("addresses that the kernel does not show leave it unread", async () => {
  expect((await read({}, "00000000-00000000\n00000000-00000000")).facts.unread).toMatchObject([
    { source: "memory", code: "EACCES" },
  ]);
});
