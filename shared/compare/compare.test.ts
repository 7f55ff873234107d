import { describe, expect, test } from "vitest";
import type { ConfigReading, FunctionInfo, ReadProblem } from "../machine/facts.ts";
import { buildMachine } from "../machine/machine.ts";
import { functionInfo, HOST, IDENTITY, pfWithVfs, snapshot, sriov } from "../machine/testing/sample-machine.ts";
import { accessorsOf } from "../pci/accessor.ts";
import { DEFINITIONS, HEADERS } from "../pci/capabilities/registry.ts";
import { atOnce } from "../pci/parts.ts";
import { makeSpace } from "../pci/testing/make-space.ts";
import { say } from "../words/say.ts";
import { english } from "../words/testing/english.ts";
import { COMPARISON_WORDS } from "../words/texts/comparison.ts";
import { FUNCTION_WORDS } from "../words/texts/function.ts";
import { compareInParts, type Limits } from "./compare.ts";
import { type Comparison, ComparisonSchema, isSame } from "./comparison.ts";
import { VOLATILE } from "./volatile.ts";
import { comparisonMarkdown, comparisonText, summaryText } from "./words.ts";

type Bytes = Readonly<Record<string, ConfigReading>>;

interface Side {
  readonly functions: readonly FunctionInfo[];
  readonly bytes?: Bytes;
  readonly name?: string;
}

const EVERYTHING: Limits = { functions: 1000, each: 1000 };

function compare(here: Side, there: Side, limits = EVERYTHING): Comparison {
  const side = ({ functions, bytes = {}, name }: Side, fallback: string) => ({
    name: name ?? fallback,
    machine: buildMachine(snapshot(functions)),
    configOf: (address: string) => bytes[address],
  });
  return atOnce(compareInParts(side(here, "host-a"), side(there, "host-b"), limits));
}

/** `Driver: igb → none` of all functions. */
function told({ functions }: Comparison): readonly string[] {
  return functions.flatMap(({ differences }) =>
    differences.map(({ name, values: [a, b] }) => `${english(name)}: ${english(a)} → ${english(b)}`),
  );
}

const CARD = { vendor: 0x8086, device: 0x1521, subsystemVendor: 0x8086, subsystemDevice: 0x0001 };
const card = (address: string, facts: Partial<FunctionInfo> = {}) =>
  functionInfo(address, { ...CARD, registersOnly: true, driverUnknown: true, ...facts });

/** @param known how many bytes of it were read */
function reading(lines: readonly string[], size = 256, known = size): ConfigReading {
  return { state: "read", hex: makeSpace(size, ...lines).toHex(), known: [[0, known]], size };
}
/** A function with Power Management at 40h and PCI Express at 50h, and more lines. */
const HEAD = ["00: 86 80 21 15 06 04 10 00", "34: 40", "40: 01 50 03 00", "50: 10 00 02 00"];
const space = (...lines: readonly string[]) => reading([...HEAD, ...lines]);
/** The same with a serial number in the extended list. */
const withSerial = (digits: string, ...lines: readonly string[]) =>
  reading([...HEAD, "100: 03 00 01 00", `104: ${digits}`, ...lines], 4096);
const SERIAL_A = "11 22 33 ff ff 44 55 66";
const SERIAL_B = "77 22 33 ff ff 44 55 66";
const AT = "0000:01:00.0";
const ELSEWHERE = "0000:02:00.0";

describe("functions", () => {
  test("two of the same machine differ in nothing", () => {
    const side = { functions: pfWithVfs("01:00.0", 4), bytes: { [AT]: space() } };
    const same = compare(side, side);
    expect(isSame(same)).toBe(true);
    expect(same.functions).toEqual([]);
    expect(english(summaryText(same))).toBe("No differences in what is known of both");
    expect(same.counts.compared).toBe(5);
  });

  test("one that only one machine has is told with its side", () => {
    const [first, second] = [functionInfo("01:00.0", CARD), functionInfo("01:00.1", CARD)];
    const found = compare({ functions: [first] }, { functions: [first, second] });
    expect(found.functions).toMatchObject([{ place: "there only", functions: [null, { bdf: "0000:01:00.1" }] }]);
    expect(english(summaryText(found))).toBe("1 function only in host-b");
    expect(isSame(found)).toBe(false);
  });

  test("one that a text does not list is not said to be gone", () => {
    const found = compare(
      { functions: [functionInfo("01:00.0", CARD)] },
      { functions: [card("02:00.0", { device: 1 })] },
    );
    expect(english(summaryText(found))).toBe("1 function not listed in host-b; 1 function only in host-b");
    const text = comparisonText(found, false, english);
    expect(text).toMatch(/^01:00\.0 .*, not listed in host-b$/m);
    expect(text).toMatch(/^02:00\.0 .*, only in host-b$/m);
  });

  test("another card at an address is not compared register by register", () => {
    const other = card("01:00.0", { device: 0x10fb, driver: "ixgbe" });
    const bytes = { [AT]: space("54: 00 01") };
    const found = compare({ functions: [card("01:00.0")], bytes: { [AT]: space() } }, { functions: [other], bytes });
    expect(found.functions).toMatchObject([{ place: "other card" }]);
    expect(told(found)).toEqual(["IDs: 8086:1521 → 8086:10fb"]);
    expect(found.counts).toMatchObject({ differ: 1, otherCard: 1 });
  });

  test("a card that was moved is known by its serial number, also where another of its kind took its place", () => {
    const functions = [card("01:00.0"), card("02:00.0")];
    const here = { functions, bytes: { [AT]: withSerial(SERIAL_A), [ELSEWHERE]: withSerial(SERIAL_B) } };
    const there = { functions, bytes: { [AT]: withSerial(SERIAL_B), [ELSEWHERE]: withSerial(SERIAL_A) } };
    const found = compare(here, there);
    expect(found.functions.map(({ place, functions: [a, b] }) => [place, a?.bdf, b?.bdf])).toEqual([
      ["moved", AT, ELSEWHERE],
      ["moved", ELSEWHERE, AT],
    ]);
    expect(told(found)).toEqual([]);
  });

  test("the only card of its kind is the same one elsewhere, unless the serial numbers deny it", () => {
    const [here, there] = [[card("01:00.0")], [card("02:00.0")]];
    expect(compare({ functions: here }, { functions: there }).functions).toMatchObject([{ place: "moved" }]);
    const denied = compare(
      { functions: here, bytes: { [AT]: withSerial(SERIAL_A) } },
      { functions: there, bytes: { [ELSEWHERE]: withSerial(SERIAL_B) } },
    );
    expect(denied.functions.map(({ place }) => place)).toEqual(["here only", "there only"]);
    const two = compare({ functions: here }, { functions: [...there, card("03:00.0")] });
    expect(two.functions.map(({ place }) => place)).toEqual(["here only", "there only", "there only"]);
  });

  test("VFs follow their PF", () => {
    const found = compare({ functions: pfWithVfs("01:00.0", 2) }, { functions: pfWithVfs("02:00.0", 2) });
    expect(found.functions.map(({ functions: [a, b] }) => `${a?.bdf} ${b?.bdf}`)).toEqual([
      "0000:01:00.0 0000:02:00.0",
      "0000:01:00.2 0000:02:00.2",
      "0000:01:00.3 0000:02:00.3",
    ]);
  });

  test("a VF without ids of its own is the same as one with them", () => {
    const vf = card("01:10.0", { vendor: null, device: null });
    expect(isSame(compare({ functions: [vf] }, { functions: [card("01:10.0")] }))).toBe(true);
  });
});

describe("facts", () => {
  const kernel = (facts: Partial<FunctionInfo>) =>
    functionInfo("01:00.0", { vendor: 0x8086, device: 0x1521, ...facts });
  const between = (a: Partial<FunctionInfo>, b: Partial<FunctionInfo>) =>
    told(compare({ functions: [kernel(a)] }, { functions: [kernel(b)] }));

  test("each by its name, with both values", () => {
    expect(between({ driver: "igb" }, { driver: "vfio-pci" })).toEqual(["Driver: igb → vfio-pci"]);
    expect(between({ driver: "igb" }, { driver: null })).toEqual(["Driver: igb → none"]);
    expect(between({ iommuGroup: "14" }, { iommuGroup: "15" })).toEqual(["IOMMU group: 14 → 15"]);
    expect(between({ numaNode: 0 }, { numaNode: -1 })).toEqual(["NUMA node: 0 → not reported by firmware"]);
    const link = { speed: 8, width: 4, maxSpeed: 8, maxWidth: 4 };
    expect(between({ link }, { link: { ...link, width: 2 } })).toEqual(["Link: 8 GT/s x4 → 8 GT/s x2"]);
    expect(between({ sriov: sriov({ numVfs: 0 }) }, { sriov: sriov({ numVfs: 8 }) })).toEqual(["NumVFs: 0 → 8"]);
    const range = (start: string, end: string) => ({ resources: [{ start, end, flags: "0x40200" }] });
    expect(between(range("0x1000", "0x1fff"), range("0x1000", "0x2fff"))).toEqual([
      "BAR 0: 1000–1fff → 1000–2fff",
      "BAR 0 size: 4K → 8K",
    ]);
  });

  test("what one side does not know is no difference, and is counted", () => {
    const dump = card("01:00.0");
    const live = kernel({ driver: "igb", iommuGroup: "14", numaNode: 0, modules: ["igb"], slot: "3" });
    const found = compare({ functions: [live] }, { functions: [dump] });
    expect(isSame(found)).toBe(true);
    expect(told(found)).toEqual([]);
    expect(found.counts.onlyKnown[0]).toBeGreaterThanOrEqual(5);
    expect(comparisonText(found, false, english)).toMatch(/^\d+ facts or fields are known only in host-a\.$/m);
  });

  test("what one side does not know stands below what differs, by name", () => {
    const dump = card("01:00.0", { revision: 2 });
    const live = kernel({ revision: 1, driver: "igb", iommuGroup: "14", subsystemVendor: 0x8086, subsystemDevice: 1 });
    const found = compare({ functions: [live] }, { functions: [dump] });
    expect(told(found)).toEqual(["Revision: 01 → 02"]);
    expect(comparisonText(found, false, english)).toMatch(/^ {2}Unknown in host-b: .*Driver, .*IOMMU group/m);
    expect(comparisonMarkdown(found, false, english)).toContain("\n\nUnknown in host-b: ");
  });

  test("folders of interfaces and slots that could not be read are not empty", () => {
    const net = { kind: "net", name: "ens1", state: "up", address: null } as const;
    const known = kernel({ children: [net], slot: "3" });
    const denied = { attribute: "net", code: "EACCES", message: "net could not be read." };
    const slots = { ...denied, attribute: "bus/pci/slots" };
    const side = (fn: FunctionInfo, problems: ReadProblem[] = []) => ({
      name: "lab",
      machine: buildMachine(snapshot([fn], { problems })),
      configOf: () => undefined,
    });
    const differs = (there: ReturnType<typeof side>) => told(atOnce(compareInParts(side(known), there, EVERYTHING)));
    expect(differs(side(kernel({})))).toEqual(["Interfaces: ens1 → none", "Slot: 3 → none"]);
    expect(differs(side(kernel({ problems: [denied] }), [slots]))).toEqual([]);
  });

  test("a range whose end a dump does not tell is the same", () => {
    const whole = kernel({ resources: [{ start: "0x90000000", end: "0x900fffff", flags: "0x200" }] });
    const start = card("01:00.0", { resources: [{ start: "0x90000000", end: "0x90000000", flags: "0x200" }] });
    expect(isSame(compare({ functions: [whole] }, { functions: [start] }))).toBe(true);
  });

  test("a class whose programming interface a text does not tell is the same", () => {
    const text = card("01:00.0", { classCode: 0x010800, progIfUnknown: true });
    expect(isSame(compare({ functions: [kernel({ classCode: 0x010802 })] }, { functions: [text] }))).toBe(true);
    expect(between({ classCode: 0x010802 }, { classCode: 0x010801 })).toEqual(["Programming interface: 02 → 01"]);
  });

  test("what came out of a text says so", () => {
    const text = card("01:00.0", {
      driver: "igb",
      fromText: { facts: ["driver"], names: { ...kernel({}).names, whole: null }, capabilities: [] },
    });
    const { driverUnknown: _, ...known } = text;
    const found = compare({ functions: [known] }, { functions: [kernel({ driver: "vfio-pci" })] });
    expect(comparisonText(found, false, english)).toContain("Driver: igb (from the text) → vfio-pci\n");
  });

  test("names count where there are no ids", () => {
    const named = (device: string, ids: Partial<FunctionInfo> = {}) => {
      const names = { ...kernel({}).names, vendor: "Maker", device };
      return card("01:00.0", {
        ...{
          vendor: null,
          device: null,
          names,
          fromText: { facts: [], names: { ...names, whole: null }, capabilities: [] },
        },
        ...ids,
      });
    };
    const two = compare({ functions: [named("Card A")] }, { functions: [named("Card B")] });
    expect(comparisonText(two, false, english)).toContain(
      "Name: Maker Card A (from the text) → Maker Card B (from the text)\n",
    );
    const ids = { vendor: 0x8086, device: 0x1521 };
    expect(told(compare({ functions: [named("Card A", ids)] }, { functions: [named("Card, A", ids)] }))).toEqual([]);
  });

  test("capabilities that two texts name, of those that both would name", () => {
    const named = (...names: readonly (readonly [number, string])[]) =>
      card("01:00.0", {
        fromText: {
          facts: [],
          names: { ...kernel({}).names, whole: null },
          capabilities: names.map(([at, name]) => ({ at, name, isExtended: at >= 0x100, version: null })),
        },
      });
    const here = named([0x40, "Power Management"], [0x70, "MSI-X"], [0x160, "SR-IOV"]);
    const there = named([0x40, "Power Management"]);
    const found = compare({ functions: [here] }, { functions: [there] });
    expect(told(found)).toEqual(["MSI-X: present → not present"]);
    expect(found.counts.onlyKnown).toEqual([1, 0]);
  });

  test("power and interrupts are volatile", () => {
    const found = compare(
      { functions: [kernel({ powerState: "D0" })] },
      { functions: [kernel({ powerState: "D3hot" })] },
    );
    expect(isSame(found)).toBe(true);
    expect(english(summaryText(found))).toBe("No differences in what is known of both; 1 volatile field differs");
    expect(comparisonText(found, false, english)).not.toContain("Power state");
    expect(comparisonText(found, true, english)).toContain("Power state: D0 → D3hot (volatile)");
  });

  test("of the machine as a whole", () => {
    const machine = (kernel: string | null) => buildMachine(snapshot([], { identity: { ...IDENTITY, kernel } }));
    const side = (kernel: string | null) => ({ name: "lab", machine: machine(kernel), configOf: () => undefined });
    const found = atOnce(compareInParts(side("6.8.0"), side("6.12.9"), EVERYTHING));
    expect(found.machine).toMatchObject([{ name: COMPARISON_WORDS.kernel, values: ["6.8.0", "6.12.9"] }]);
    expect(found.names).toEqual(["lab (1)", "lab (2)"]);
    expect(isSame(atOnce(compareInParts(side("6.8.0"), side(null), EVERYTHING)))).toBe(true);
  });

  test("IOMMUs that could not be read are not none", () => {
    const functions = [kernel({})];
    const side = (iommus: string[], problems: ReadProblem[] = []) => ({
      name: "lab",
      machine: buildMachine(snapshot(functions, { host: { ...HOST, iommus }, problems })),
      configOf: () => undefined,
    });
    const unread = { attribute: "class/iommu", code: "EACCES", message: "class/iommu could not be read." };
    const differs = (there: ReturnType<typeof side>) =>
      atOnce(compareInParts(side(["dmar0"]), there, EVERYTHING)).machine.map(({ values: [, value] }) => value);
    expect([differs(side([])), differs(side([], [unread]))]).toEqual([[FUNCTION_WORDS.noIommu], []]);
  });
});

test("two values are told in both languages, and are one value in none", () => {
  const [here, there] = [functionInfo("01:00.0", { driver: "igb" }), functionInfo("01:00.0", { driver: null })];
  const found = compare({ functions: [here] }, { functions: [there] });
  const chinese = comparisonText(found, false, (words) => say("zh", words));
  expect(chinese).toContain("host-a ↔ host-b：1 个 Function 有差异。\n");
  expect(chinese).toContain("  驱动：igb → 无\n");
  expect(comparisonMarkdown(found, false, (words) => say("zh", words))).toContain("| 驱动 |  | igb | 无 |  |");
});

describe("registers", () => {
  const HOLE = {
    known: [
      [0, 0xc0],
      [0xd0, 256],
    ],
  } as const;
  const functions = [card("01:00.0")];
  const between = (a: ConfigReading, b: ConfigReading) =>
    compare({ functions, bytes: { [AT]: a } }, { functions, bytes: { [AT]: b } });

  test("a field by its path, with both meanings and its offset", () => {
    // Device Control: Max_Payload_Size.
    const found = between(space("58: 00 00"), space("58: 20 00"));
    expect(found.functions[0]?.differences).toMatchObject([
      { name: "PCI Express › Device Control › Max_Payload_Size", offset: 0x58, values: ["128 bytes", "256 bytes"] },
    ]);
    expect(found.functions[0]?.differences[0]?.path).toBe("exp@50.devctl.mps");
  });

  test("bytes that one side did not read are known on the other only", () => {
    const found = between(space("58: 00 00"), reading([...HEAD, "58: 20 00"], 256, 64));
    expect(isSame(found)).toBe(true);
    expect(found.counts.onlyKnown[0]).toBeGreaterThan(0);
    const none = compare({ functions, bytes: { [AT]: space() } }, { functions });
    expect(none.counts.bytesOnce).toBe(1);
    expect(isSame(none)).toBe(true);
  });

  test("status bits that 1 clears, and where interrupts go, are volatile", () => {
    const found = between(space("5a: 00 00"), space("5a: 01 00", "44: 03 00"));
    expect(isSame(found)).toBe(true);
    expect(found.functions[0]?.differences.map(({ name, volatile }) => [name, volatile])).toEqual([
      ["PM › Power Management Control/Status › PowerState", true],
      ["PCI Express › Device Status › Correctable Error Detected", true],
    ]);
  });

  test("a capability that is not in a list that was read to its end is not there", () => {
    const without = reading(["00: 86 80 21 15 06 04 10 00", "34: 40", "40: 01 00 03 00"]);
    expect(told(between(space(), without))).toContain("PCI Express: at 50h → not present");
    const cut = reading(HEAD, 256, 0x44);
    expect(told(between(space(), cut)).filter((line) => line.startsWith("PCI Express"))).toEqual([]);
  });

  test("the same capability at another offset is compared with itself", () => {
    const at60 = reading(["00: 86 80 21 15 06 04 10 00", "34: 40", "40: 01 60 03 00", "60: 10 00 02 00", "68: 20 00"]);
    expect(told(between(space("58: 00 00"), at60))).toEqual([
      "PCI Express › Offset: 50h → 60h",
      "PCI Express › Device Control › Max_Payload_Size: 128 bytes → 256 bytes",
    ]);
  });

  test("bytes that no table names are told by their place", () => {
    expect(told(between(space("c0: 01 02 03 04"), space("c0: 01 02 ff 04")))).toEqual([
      "Outside capabilities › Bytes at c0h: 01 02 03 04 → 01 02 ff 04",
    ]);
    const hole: ConfigReading = { ...space("c0: 01 02 ff 04"), ...HOLE };
    expect(told(between(space("c0: 01 02 03 04"), hole))).toEqual([]);
  });

  test("all ones are nobody's bytes", () => {
    const gone = reading([`00: ${Array.from({ length: 64 }, () => "ff").join(" ")}`], 64);
    const found = between(space(), gone);
    expect(isSame(found)).toBe(true);
    expect(found.counts.bytesOnce).toBe(1);
  });

  test("the table of what is volatile names what there is", () => {
    const places = [...DEFINITIONS, ...HEADERS].flatMap((def) =>
      [...accessorsOf(def).keys()].map((path) => `${def.key}.${path}`),
    );
    expect([...VOLATILE].filter((place) => !places.includes(place))).toEqual([]);
  });
});

describe("the answer", () => {
  const many = (driver: string | null) =>
    Array.from({ length: 40 }, (_, at) =>
      functionInfo(`01:${(at >> 3).toString(16).padStart(2, "0")}.${at & 7}`, { driver }),
    );

  test("is no longer than was asked for, and counts all", () => {
    const found = compare({ functions: many("igb") }, { functions: many(null) }, { functions: 10, each: 1 });
    expect(found.functions).toHaveLength(10);
    expect(found.more).toBe(30);
    expect(found.counts.differ).toBe(40);
    expect(english(summaryText(found))).toBe("40 functions differ");
    expect(comparisonText(found, false, english)).toContain("30 more functions are not listed.");
  });

  test("has functions that differ before those of which only volatile fields do", () => {
    const [first, second] = [functionInfo("01:00.0", { irq: 1 }), functionInfo("02:00.0", { driver: "igb" })];
    const there = [functionInfo("01:00.0", { irq: 2 }), functionInfo("02:00.0", { driver: null })];
    const found = compare({ functions: [first, second] }, { functions: there });
    expect(found.functions.map(({ functions: [a] }) => a?.bdf)).toEqual([ELSEWHERE, AT]);
  });

  test("is what the schema says, and Markdown that nothing in it acts on", () => {
    const here = [functionInfo("01:00.0", { driver: "a|b<script>" })];
    const found = compare({ functions: here, name: "one `two`" }, { functions: [functionInfo("01:00.0")] });
    expect(ComparisonSchema.parse(found)).toEqual(found);
    const text = comparisonMarkdown(found, true, english);
    expect(text).toContain("# one \\`two\\` and host-b");
    expect(text).toContain("| Driver |  | a\\|b\\<script\\> | none |  |");
  });
});
