/** The lines below a title of `lspci -v`, `-vv`, `-vvv` and `-k`: one word each, and what it tells. */
import type { Dialect, FunctionSink } from "../dialect.ts";
import { LONGEST_LINE, type TextCapability, type TextFacts, type TextLink, type TextRegion } from "../text-facts.ts";
import { deviceFacts, subsystemFacts } from "./names.ts";
import { regionOf, romOf, windowOf } from "./regions.ts";

/** Where in a function the line stands. */
interface Place {
  readonly fn: FunctionSink;
  /** The capability that the lines are about; null before the first. */
  capability: string | null;
  /** Its header told the subsystem. */
  hasSubsystem: boolean;
  /** What it could have as a link is nothing: it has none, whatever its status says. */
  isLinkless: boolean;
}

type Told = Partial<TextFacts> | null;

const FIRST_VF_BAR = 7;
const SRIOV = "Single Root I/O Virtualization";
/** The longest word before a colon: `Prefetchable memory behind bridge`. */
const LONGEST_KEY = 40;

const number = (digits: string | undefined) => (digits === undefined ? null : Number.parseInt(digits, 10));
const first = (pattern: RegExp, text: string) => pattern.exec(text)?.[1];

function numbered(pattern: RegExp, key: "irq" | "numaNode"): (text: string) => Told {
  return (text) => {
    const value = number(first(pattern, text));
    return value === null ? null : { [key]: value };
  };
}

function named(key: "driver" | "iommuGroup" | "slot" | "label" | "deviceTreeNode"): (text: string) => Told {
  return (text) => (text === "" ? null : { [key]: text });
}

function region(found: TextRegion | null): Told {
  return found === null ? null : { regions: [found] };
}

/** `bus master, fast devsel, latency 0, IRQ 16, NUMA node 0, IOMMU group 14` */
function flagFacts(text: string): Told {
  const irq = first(/(?:^|, )IRQ (\d{1,9})(?:,|$)/, text);
  const node = first(/(?:^|, )NUMA node (\d{1,9})(?:,|$)/, text);
  const group = first(/(?:^|, )IOMMU group ([^ ,]+)(?:,|$)/, text);
  return {
    ...(irq === undefined ? {} : { irq: Number(irq) }),
    ...(node === undefined ? {} : { numaNode: Number(node) }),
    ...(group === undefined ? {} : { iommuGroup: group }),
  };
}

/** `Port #0, Speed 5GT/s, Width x4, …`; a speed that is not known is left out. */
function linkFacts(text: string, speedKey: keyof TextLink, widthKey: keyof TextLink): Told {
  const speed = first(/Speed (\d{1,3}(?:\.\d)?)G[Tb]\/s/, text);
  const width = first(/Width x(\d{1,2})/, text);
  if (width === undefined) return null;
  // Without a speed there is no link to have a width, as in a VF.
  if (speed === undefined && width === "0") return null;
  // A link that is down has no lanes, and none has been made for none.
  const lanes = width === "0" && widthKey === "maxWidth" ? {} : { [widthKey]: Number(width) };
  return { link: speed === undefined ? lanes : { ...lanes, [speedKey]: Number(speed) } };
}

function busFacts(text: string): Told {
  const match = /secondary=([0-9a-f]{2}), subordinate=([0-9a-f]{2})/i.exec(text);
  if (match === null) return null;
  const [secondary, subordinate] = [1, 2].map((index) => Number.parseInt(match[index] ?? "", 16)) as [number, number];
  return { bridge: { secondary, subordinate } };
}

/** `8, Total VFs: 8, Number of VFs: 0, Function Dependency Link: 00` */
function countFacts(text: string): Told {
  const match = /^(\d{1,5}), Total VFs: (\d{1,5}), Number of VFs: (\d{1,5})/.exec(text);
  if (match === null) return null;
  return { sriov: { initialVfs: Number(match[1]), totalVfs: Number(match[2]), numVfs: Number(match[3]) } };
}

/** `128, stride: 2, Device ID: 1520` */
function layoutFacts(text: string): Told {
  const match = /^(\d{1,5}), stride: (\d{1,5})(?:, Device ID: ([0-9a-f]{4}))?/i.exec(text);
  if (match === null) return null;
  const layout = { offset: Number(match[1]), stride: Number(match[2]) };
  return { sriov: match[3] === undefined ? layout : { ...layout, vfDevice: Number.parseInt(match[3], 16) } };
}

/** What a capability is called: before its values, its serial number, its version. */
const END_OF_NAME = /[:,]| <| \(v\d| version \d| [0-9a-f]{2}-[0-9a-f]{2}-/i;

const WORDS_BEHIND = /^\s*(?:Capabilities: \[|Kernel (?:driver in use|modules): )/;

/** `[160 v1] Single Root I/O Virtualization (SR-IOV)`; `<access denied>` is none. */
function capabilityFacts(text: string, place: Place): Told {
  const match = /^\[([0-9a-f]{2,3})(?: v(\d{1,2}))?\] (.+)$/i.exec(text);
  if (match === null) return null;
  const [, at = "", version, title = ""] = match;
  // lspci ends no line of a capability whose header it cannot read: what comes next stands behind it.
  if (version === undefined && WORDS_BEHIND.test(title)) return factsOf(title.trim(), place);
  const end = END_OF_NAME.exec(title)?.index ?? title.length;
  const name = title.slice(0, end).trim();
  place.capability = name;
  const offset = Number.parseInt(at, 16);
  const capability: TextCapability = { at: offset, isExtended: offset >= 0x100, version: number(version), name };
  // That of a bridge has what the header of others has.
  const subsystem = name === "Subsystem" && !place.hasSubsystem ? subsystemFacts(title.slice(end + 1).trim()) : {};
  return { ...subsystem, capabilities: [capability] };
}

/** Of Power Management: `D3 NoSoftRst+ …`; the header's has other words. */
function powerFacts(text: string): Told {
  const state = first(/^D([0-3]) /, text);
  if (state === undefined) return null;
  return { powerState: state === "3" ? "D3hot" : (`D${state}` as "D0" | "D1" | "D2") };
}

/** By the word before the colon. A line of which nothing is taken is left to other dialects. */
const WORDS: ReadonlyMap<string, (text: string, place: Place) => Told> = new Map<
  string,
  (text: string, place: Place) => Told
>([
  [
    "Subsystem",
    (text, place) => {
      place.hasSubsystem = true;
      return subsystemFacts(text);
    },
  ],
  ["DeviceName", named("label")],
  ["Physical Slot", named("slot")],
  ["Device tree node", named("deviceTreeNode")],
  ["Flags", flagFacts],
  ["Interrupt", numbered(/routed to IRQ (\d{1,9})/, "irq")],
  ["NUMA node", numbered(/^(\d{1,9})$/, "numaNode")],
  ["IOMMU group", named("iommuGroup")],
  ["Bus", busFacts],
  ["I/O behind bridge", (text) => region(windowOf(13, "io", text))],
  ["Memory behind bridge", (text) => region(windowOf(14, "memory", text))],
  ["Prefetchable memory behind bridge", (text) => region(windowOf(15, "memory", text))],
  ["Capabilities", capabilityFacts],
  ["Status", powerFacts],
  [
    "LnkCap",
    (text, place) => {
      const facts = linkFacts(text, "maxSpeed", "maxWidth");
      place.isLinkless = facts === null;
      return facts;
    },
  ],
  ["LnkSta", (text, place) => (place.isLinkless ? null : linkFacts(text, "speed", "width"))],
  // Versions before 3.0.
  [
    "Link",
    (text) =>
      text.startsWith("Supported") ? linkFacts(text, "maxSpeed", "maxWidth") : linkFacts(text, "speed", "width"),
  ],
  ["IOVCtl", (text) => (/^Enable[+-]/.test(text) ? { sriov: { isEnabled: text[6] === "+" } } : null)],
  ["Initial VFs", countFacts],
  ["VF offset", layoutFacts],
  ["Kernel driver in use", named("driver")],
  [
    "Kernel modules",
    (text) => ({
      modules: text
        .split(",")
        .map((name) => name.trim())
        .filter((name) => name !== ""),
    }),
  ],
]);

/** Behind `Class `: `0200: 8086:1521` */
function classLineFacts(text: string): Told {
  const [, kind, ids = ""] = /^([0-9a-f]{4}): ([0-9a-f]{4}:[0-9a-f]{4})$/i.exec(text) ?? [];
  return kind === undefined ? null : { class: Number.parseInt(kind, 16), ...deviceFacts(ids) };
}

/** Lines without a colon behind their word: those of `lspci -v`, and the ROM's. */
const BEGINNINGS: readonly (readonly [string, (text: string, whole: string) => Told])[] = [
  ["Memory at ", (_, whole) => region(regionOf(null, whole))],
  ["I/O ports at ", (_, whole) => region(regionOf(null, whole))],
  ["[virtual] Memory at ", (_, whole) => region(regionOf(null, whole))],
  ["Expansion ROM at ", (text) => region(romOf(text))],
  ["[virtual] Expansion ROM at ", (text) => region(romOf(`${text} [virtual]`))],
  // ESXi's `lspci -v`.
  ["Class ", (text) => classLineFacts(text)],
  ["!!! Unknown header type 7f", () => ({ readsAllOnes: true })],
];

function factsOf(text: string, place: Place): Told {
  const colon = text.indexOf(":");
  const key = colon < 0 || colon > LONGEST_KEY ? "" : text.slice(0, colon);
  const word = WORDS.get(key);
  if (word !== undefined) return word(text.slice(colon + 1).trim(), place);
  const index = first(/^Region (\d)$/, key);
  if (index !== undefined) {
    const isVf = place.capability?.startsWith(SRIOV) ?? false;
    return region(regionOf(Number(index) + (isVf ? FIRST_VF_BAR : 0), text.slice(colon + 1).trim()));
  }
  const begin = BEGINNINGS.find(([beginning]) => text.startsWith(beginning));
  return begin === undefined ? null : begin[1](text.slice(begin[0].length), text);
}

export const LSPCI_TEXT: Dialect = {
  name: "lspci -v",
  start: (sink) => {
    let place: Place | null = null;
    return (line) => {
      const { current } = sink;
      if (current === null || line.text === "" || line.text.length > LONGEST_LINE) return false;
      if (place?.fn !== current) place = { fn: current, capability: null, hasSubsystem: false, isLinkless: false };
      const facts = factsOf(line.text.trim(), place);
      if (facts === null) return false;
      current.tell(facts);
      return true;
    };
  },
};
