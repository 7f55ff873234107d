import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { readPasted } from "../pasted/read.ts";
import type { TextFacts, TextRegion } from "../pasted/text-facts.ts";
import { formatBdf } from "../pci/bdf.ts";
import { ConfigSpace } from "../pci/config-space.ts";
import { english, inEnglish } from "../words/testing/english.ts";
import type { FunctionFacts } from "./facts.ts";
import { factsFromConfigs } from "./from-config.ts";
import { describeResources as describeResourcesInWords } from "./resources.ts";

const describeResources = (...of: Parameters<typeof describeResourcesInWords>) =>
  inEnglish(describeResourcesInWords(...of));

const at = (device: number, fn = 0) => formatBdf({ domain: 0, bus: 1, device, function: fn });

/** An Ethernet controller 8086:1521, revision 1, of 1028:0998, with a BAR at 90000000 and one of 64 bits at 3c00000000. */
function bytes(): ConfigSpace {
  const view = new DataView(new ArrayBuffer(64));
  for (const [offset, value] of [
    [0x00, 0x15218086],
    [0x08, 0x02000001],
    [0x10, 0x90000000],
    [0x18, 0x0000000c],
    [0x1c, 0x0000003c],
    [0x2c, 0x09981028],
  ] as const) {
    view.setUint32(offset, value, true);
  }
  return new ConfigSpace(new Uint8Array(view.buffer));
}

function facts(space: ConfigSpace, text: Partial<TextFacts>): FunctionFacts {
  const [fn] = factsFromConfigs([{ bdf: at(0), space, text }]);
  if (fn === undefined) throw new Error("no function");
  return fn;
}

const bar = (index: number | null, start: bigint | null, more: Partial<TextRegion> = {}): TextRegion => ({
  index,
  kind: "memory",
  start,
  size: 0x100000n,
  is64: false,
  isPrefetchable: false,
  ...more,
});

const textProblems = ({ problems }: FunctionFacts) =>
  problems.filter(({ attribute }) => attribute === "text").map(({ message }) => english(message));

describe("a function of which only a text tells", () => {
  const text: Partial<TextFacts> = {
    names: { whole: "Acme Widget", classLabel: "Ethernet controller" },
    vendor: 0x8086,
    device: 0x1521,
    subsystemVendor: 0x1028,
    subsystemDevice: 0x998,
    class: 0x0200,
    revision: 1,
    driver: "igb",
    modules: ["igb"],
    iommuGroup: "14",
    numaNode: 0,
    slot: "5",
    label: "Onboard LAN",
    deviceTreeNode: "/sys/firmware/devicetree/base/pci@0",
    irq: 16,
    powerState: "D0",
    link: { speed: 8, width: 4, maxSpeed: 16 },
    bridge: { secondary: 2, subordinate: 3 },
    sriov: { isEnabled: true, totalVfs: 8, numVfs: 2, offset: 128, stride: 2, vfDevice: 0x1520 },
    capabilities: [{ at: 0x160, isExtended: true, version: 1, name: "SR-IOV" }],
    interfaces: ["ens1f0"],
    parent: at(1),
    regions: [bar(0, 0x90000000n)],
  };
  const fn = facts(ConfigSpace.empty, text);

  test("has all that it says as facts, each named as one of a text", () => {
    expect(fn).toMatchObject({
      vendor: 0x8086,
      device: 0x1521,
      subsystemVendor: 0x1028,
      subsystemDevice: 0x998,
      classCode: 0x020000,
      progIfUnknown: true,
      revision: 1,
      driver: "igb",
      modules: ["igb"],
      iommuGroup: "14",
      numaNode: 0,
      slot: "5",
      label: "Onboard LAN",
      deviceTreeNode: "/sys/firmware/devicetree/base/pci@0",
      irq: 16,
      powerState: "D0",
      link: { speed: 8, width: 4, maxSpeed: 16, maxWidth: null },
      bridge: { secondary: 2, subordinate: 3 },
      sriov: { totalVfs: 8, numVfs: 2, offset: 128, stride: 2, vfDevice: 0x1520 },
      children: [{ kind: "net", name: "ens1f0" }],
      parent: at(1),
    });
    expect(fn.fromText?.facts.toSorted()).toEqual(
      [
        ...["vendor", "device", "subsystemVendor", "subsystemDevice", "classCode", "revision", "driver", "modules"],
        ...[
          "iommuGroup",
          "numaNode",
          "slot",
          "label",
          "deviceTreeNode",
          "irq",
          "powerState",
          "link",
          "bridge",
          "sriov",
        ],
        ...["children", "parent", "resources"],
      ].sort(),
    );
    expect(fn.fromText?.names).toMatchObject({ whole: "Acme Widget", classLabel: "Ethernet controller", vendor: null });
    expect(fn.fromText?.capabilities).toEqual(text.capabilities);
    expect(describeResources(fn).map(({ name, addressText, sizeText }) => [name, addressText, sizeText])).toEqual([
      ["BAR 0", "90000000–900fffff", "1M"],
    ]);
  });

  test("keeps as unknown what it does not say, a driver above all", () => {
    const silent = facts(ConfigSpace.empty, { vendor: 0x8086 });
    expect(silent).toMatchObject({ driver: null, driverUnknown: true, registersOnly: true, classCode: null });
    expect(fn.driverUnknown).toBeUndefined();
    expect(fn.registersOnly).toBe(true);
    const none = facts(ConfigSpace.empty, { driver: null });
    expect(none.driver).toBeNull();
    expect(none.driverUnknown).toBeUndefined();
    expect(none.fromText?.facts).toEqual(["driver"]);
  });

  test("has a whole class code where the text has the programming interface", () => {
    const whole = facts(ConfigSpace.empty, { class: 0x0106, progIf: 1 });
    expect(whole.classCode).toBe(0x010601);
    expect(whole.progIfUnknown).toBeUndefined();
  });

  test("has no VFs on where SR-IOV is off, whatever the number, and no SR-IOV where no number is said", () => {
    expect(facts(ConfigSpace.empty, { sriov: { isEnabled: false, numVfs: 4 } }).sriov?.numVfs).toBe(0);
    expect(facts(ConfigSpace.empty, { sriov: { offset: 128 } }).sriov).toBeNull();
  });

  test("did not answer where the text says so", () => {
    expect(facts(ConfigSpace.empty, { readsAllOnes: true }).problems.map(({ code }) => code)).toContain("ENODEV");
  });

  test("has what lives on it by the names that the kernel gives", () => {
    const names = ["ens1f0", "nvme0", "sda", "mlx5_0", "card1"];
    const { children } = facts(ConfigSpace.empty, { interfaces: names });
    expect(children.map(({ kind }) => kind)).toEqual(["net", "nvme", "block", "infiniband", "drm"]);
  });

  test("has no driver and no module that no kernel could have", () => {
    const bad = facts(ConfigSpace.empty, { driver: "../../evil", modules: ["--evil"] });
    expect(bad).toMatchObject({ driver: null, driverUnknown: true, modules: [] });
    expect(bad.problems.map(({ attribute }) => attribute)).toEqual(["driver", "modules"]);
    expect(bad.fromText?.facts).toEqual([]);
  });

  test("has BARs in their order where the text has no numbers", () => {
    const regions = [bar(null, 0x3c00000000n, { is64: true }), bar(null, 0x3000n, { kind: "io", size: 32n })];
    const fn = facts(ConfigSpace.empty, { regions });
    expect(fn.fromText?.barsInOrder).toBe(true);
    expect(describeResources(fn).map(({ index, name, type }) => [index, name, type])).toEqual([
      [0, "Unnumbered BAR", "Memory, 64-bit, non-prefetchable"],
      [2, "Unnumbered BAR", "I/O ports"],
    ]);
  });

  test("has no more BARs than there can be", () => {
    const regions = Array.from({ length: 9 }, (_, index) => bar(null, 0x1000n * BigInt(index + 1)));
    const fn = facts(ConfigSpace.empty, { regions });
    expect(describeResources(fn).map(({ name }) => name)).toEqual(Array.from({ length: 6 }, () => "Unnumbered BAR"));
    expect(textProblems(fn)).toEqual([]);
  });

  test("has a range without an address where the text says so, and a bridge's windows", () => {
    const fn = facts(ConfigSpace.empty, { regions: [bar(1, null), bar(14, 0x90100000n)] });
    expect(describeResources(fn).map(({ name, addressText, size }) => [name, addressText, size])).toEqual([
      ["BAR 1", "no address", 0x100000n],
      ["Memory window", "90100000–901fffff", 0x100000n],
    ]);
  });

  test("is drawn with its VFs, which have the ids that their PF says", () => {
    const functions = factsFromConfigs([
      { bdf: at(0), space: ConfigSpace.empty, text },
      { bdf: at(0x10), space: ConfigSpace.empty, text: { names: { whole: "Acme VF" }, driver: "vfio-pci" } },
      { bdf: at(0x10, 2), space: ConfigSpace.empty, text: { vendor: 0x8086, device: 0x1520 } },
      { bdf: at(0x10, 4), space: ConfigSpace.empty, text: { names: { whole: "Acme other" } } },
    ]);
    expect(functions.map(({ physfn }) => physfn)).toEqual([null, at(0), at(0), null]);
    expect(functions[0]?.virtfns).toHaveLength(2);
    expect(functions[1]).toMatchObject({ vendor: 0x8086, device: 0x1520, driver: "vfio-pci" });
    expect(functions[1]?.fromText?.facts).toEqual(expect.arrayContaining(["vendor", "device", "driver"]));
  });
});

describe("a function with bytes and a text", () => {
  test("has nothing from the text where both say the same", () => {
    const same = { vendor: 0x8086, device: 0x1521, class: 0x0200, revision: 1, subsystemVendor: 0x1028 };
    const fn = facts(bytes(), same);
    expect(fn.fromText?.facts).toEqual([]);
    expect(textProblems(fn)).toEqual([]);
    expect(fn.progIfUnknown).toBeUndefined();
  });

  test("has from the text what no register tells", () => {
    const fn = facts(bytes(), { driver: "igb", iommuGroup: "14", vendor: 0x8086 });
    expect(fn.fromText?.facts).toEqual(["driver", "iommuGroup"]);
    expect(fn).toMatchObject({ driver: "igb", iommuGroup: "14", vendor: 0x8086 });
  });

  test.each<[string, Partial<TextFacts>, string]>([
    ["vendor", { vendor: 0x15b3 }, "vendor is 8086 in the bytes, 15b3 in the text"],
    ["device", { device: 0x1522 }, "device is 1521 in the bytes, 1522 in the text"],
    ["class", { class: 0x0280 }, "class is 0200 in the bytes, 0280 in the text"],
    ["revision", { revision: 2 }, "revision is 01 in the bytes, 02 in the text"],
    ["subsystem", { subsystemVendor: 0x8086 }, "subsystem vendor is 1028 in the bytes, 8086 in the text"],
    ["subsystem", { subsystemDevice: 1 }, "subsystem device is 0998 in the bytes, 0001 in the text"],
    ["range", { regions: [bar(0, 0x91000000n)] }, "range 0 is at 90000000 in its register, 91000000 in the text"],
    [
      "range without a number",
      { regions: [bar(null, 0x91000000n)] },
      "no register holds the address 91000000 from the text",
    ],
  ])("keeps the %s of the bytes, and tells of the text's in one sentence", (_, text, clause) => {
    const fn = facts(bytes(), text);
    expect(textProblems(fn)).toEqual([`Text and bytes disagree; the bytes are used: ${clause}.`]);
    expect({ ...fn, fromText: null, problems: [] }).toEqual({ ...facts(bytes(), {}), fromText: null });
  });

  test("denies no range that has no number and no place of its own, nor one of the kernel's own", () => {
    const regions = [bar(null, null), bar(null, 0n), bar(null, 0x1f0n, { isVirtual: true })];
    for (const region of regions) expect(textProblems(facts(bytes(), { regions: [region] }))).toEqual([]);
  });

  test("without registers no number of ranges is denied", () => {
    const regions = Array.from({ length: 7 }, (_, index) => bar(null, BigInt(index + 1) << 20n));
    expect(textProblems(facts(ConfigSpace.empty, { regions }))).toEqual([]);
  });

  test("has the size of a BAR from the text, with a number or without", () => {
    for (const index of [2, null]) {
      const fn = facts(bytes(), { regions: [bar(index, 0x3c00000000n, { is64: true })] });
      expect(fn.fromText?.facts).toEqual(["resources"]);
      expect(describeResources(fn).map(({ name, addressText }) => [name, addressText])).toEqual([
        ["BAR 0", "90000000"],
        ["BAR 2", "3c00000000–3c000fffff"],
      ]);
    }
  });

  test("has the address of the register where the text has one that only the kernel keeps, or none", () => {
    for (const region of [bar(0, 0x91000000n, { isVirtual: true }), bar(0, null)]) {
      const fn = facts(bytes(), { regions: [region] });
      expect(textProblems(fn)).toEqual([]);
      expect(fn.resources[0]?.start).toBe("0x90000000");
    }
    expect(facts(bytes(), { regions: [bar(0, null)] }).resources[0]?.end).toBe("0x900fffff");
  });

  test("that is a bridge to another bus in the text keeps the bus of its bytes", () => {
    const view = new DataView(new ArrayBuffer(64));
    view.setUint32(0x00, 0x15218086, true);
    view.setUint32(0x08, 0x06040000, true);
    view.setUint32(0x0c, 0x00010000, true);
    view.setUint32(0x18, 0x00020100, true);
    const fn = facts(new ConfigSpace(new Uint8Array(view.buffer)), { bridge: { secondary: 3, subordinate: 3 } });
    expect(fn.bridge?.secondary).toBe(1);
    expect(textProblems(fn)[0]).toContain("secondary bus is 01 in the bytes, 03 in the text");
  });

  test("of which one part of SR-IOV, link or power differs has that of the bytes", () => {
    const view = new DataView(new ArrayBuffer(4096));
    for (const [offset, value] of [
      [0x00, 0x15218086],
      [0x04, 0x00100000],
      [0x08, 0x02000001],
      [0x34, 0x40],
      [0x40, 0x00035001],
      [0x44, 3],
      [0x50, 0x00020010],
      [0x5c, 0x00000043],
      [0x60, 0x00420000],
      [0x100, 0x00010010],
      [0x108, 1],
      [0x10c, 0x00080008],
      [0x110, 4],
      [0x114, 0x00020080],
      [0x118, 0x15200000],
    ] as const) {
      view.setUint32(offset, value, true);
    }
    const space = new ConfigSpace(new Uint8Array(view.buffer));
    const fn = facts(space, {
      powerState: "D0",
      link: { speed: 2.5, width: 1 },
      sriov: { numVfs: 2, offset: 1, stride: 1, vfDevice: 0x1521 },
    });
    expect(textProblems(fn)).toEqual([
      "Text and bytes disagree; the bytes are used: power state is D3hot in the bytes, D0 in the text; " +
        "number of VFs is 4 in the bytes, 2 in the text; VF offset is 128 in the bytes, 1 in the text; " +
        "VF stride is 2 in the bytes, 1 in the text; VF device ID is 1520 in the bytes, 1521 in the text; " +
        "link speed is 5 in the bytes, 2.5 in the text; link width is 4 in the bytes, 1 in the text.",
    ]);
    expect(fn.sriov?.numVfs).toBe(4);
  });
});

const CORPUS = join(import.meta.dirname, "../pci/lspci/corpus");
const BOTH = ["vendor", "device", "revision", "powerState", "bridge", "link", "sriov"] as const;

test("lspci's text of each dump of the corpus says in words what the bytes say", () => {
  const functionsOf = (path: string) => {
    const pasted = readPasted(readFileSync(join(CORPUS, path), "utf8"));
    if (!pasted.ok) throw new Error(`${path}: ${pasted.message}`);
    expect([path, pasted.machines.length, pasted.notUnderstood]).toEqual([path, 1, []]);
    return pasted.machines[0].functions;
  };
  const compared = new Map<string, number>(BOTH.map((key) => [key, 0]));
  for (const file of readdirSync(join(CORPUS, "dumps"))) {
    const texts = new Map(functionsOf(`expected/${file.replace(".txt", ".vvv-n.txt")}`).map((fn) => [fn.bdf, fn.text]));
    for (const { bdf, space } of functionsOf(`dumps/${file}`)) {
      const [bytes] = factsFromConfigs([{ bdf, space }]);
      const [words] = factsFromConfigs([{ bdf, space: ConfigSpace.empty, text: texts.get(bdf) ?? {} }]);
      for (const key of BOTH) {
        if (words?.[key] == null || bytes?.[key] == null) continue;
        expect([file, bdf, key, words[key]]).toEqual([file, bdf, key, bytes[key]]);
        compared.set(key, (compared.get(key) ?? 0) + 1);
      }
    }
  }
  for (const [key, count] of compared) expect([key, count > 2]).toEqual([key, true]);
});
