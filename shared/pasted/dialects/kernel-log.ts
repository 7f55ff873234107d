/** The kernel's log: `pci 0000:01:00.0: [8086:1521] type 00 class 0x020000 PCIe Endpoint`, and what else it says of a function. */
import type { Dialect, FunctionSink, Sink } from "../dialect.ts";
import type { Line } from "../line.ts";
import type { TextFacts, TextRegion } from "../text-facts.ts";
import { bdfOf, hexOf, WHOLE_ADDRESS } from "./address-patterns.ts";

const PLACE = new RegExp(`(${WHOLE_ADDRESS})( [\\w.-]{1,40})?: `, "i");
/** Who speaks, right before the address, at the beginning or behind whatever writes the log. */
const SPEAKER = /(?:^|[\]:] |>)\s*([a-z][\w-]{1,40}) $/i;
/** The longest of what stands before: a time, a host, a priority. */
const LONGEST_START = 200;
/** Who speaks in words of a person: `device 0000:01:00.0: …`. */
const NO_DRIVERS: ReadonlySet<string> = new Set(
  "pci device devices function card adapter nic gpu vf pf port bridge slot bus address at on in of for to from is the and with domain group".split(
    " ",
  ),
);

interface Message {
  readonly pattern: RegExp;
  readonly tell: (fn: FunctionSink, match: RegExpExecArray) => void;
}

const RANGE = "\\[(mem|io) +0x([0-9a-f]{1,16})-0x([0-9a-f]{1,16})([^\\]]{0,40})\\]";

/** What the kernel itself says (drivers/pci): before 6.9 with `reg 0x10` where it has `BAR 0` now. */
const MESSAGES: readonly Message[] = [
  {
    pattern: /^\[([0-9a-f]{4}):([0-9a-f]{4})\] type ([0-9a-f]{2}) class (?:0x)?([0-9a-f]{6})/i,
    tell: (fn, [, vendor = "", device = "", type = "", code = ""]) => {
      fn.tell({ vendor: hexOf(vendor), device: hexOf(device) });
      // All ones are no type: it did not answer, as VFs do that cannot be reached. Its ids are then known from the PF.
      if (/^[7f]f$/i.test(type)) fn.tell({ readsAllOnes: true });
      else fn.tell({ class: hexOf(code) >> 8, progIf: hexOf(code) & 0xff });
    },
  },
  {
    pattern: new RegExp(`^reg (?:0x)?([0-9a-f]{2,3}): ${RANGE}`, "i"),
    tell: (fn, [, register = "", ...range]) => tellRegion(fn, indexOfRegister(hexOf(register)), range),
  },
  {
    pattern: new RegExp(`^BAR ([0-5])(?:: assigned)? ${RANGE}`, "i"),
    tell: (fn, [, number = "", ...range]) => tellRegion(fn, Number(number), range),
  },
  {
    pattern: new RegExp(`^VF BAR ([0-5]) ${RANGE}(?:$|: (?!contains))`, "i"),
    tell: (fn, [, number = "", ...range]) => tellRegion(fn, 7 + Number(number), range),
  },
  {
    pattern: new RegExp(`^ROM ${RANGE}`, "i"),
    tell: (fn, [, ...range]) => tellRegion(fn, 6, range),
  },
  {
    pattern: new RegExp(`^bridge window ${RANGE}`, "i"),
    tell: (fn, [, ...range]) => tellRegion(fn, windowIndex(range), range),
  },
  {
    pattern: /^PCI bridge to \[bus ([0-9a-f]{2})(?:-([0-9a-f]{2}))?\]/i,
    tell: (fn, [, first = "", last = first]) =>
      fn.tell({ bridge: { secondary: hexOf(first), subordinate: hexOf(last) } }),
  },
  {
    pattern: /^Adding to iommu group (\d{1,6})/i,
    tell: (fn, [, group = ""]) => fn.tell({ iommuGroup: group }),
  },
  {
    pattern: /Gb\/s available PCIe bandwidth \(([\d.]{1,5}) GT\/s PCIe x(\d{1,2}) link\)/,
    tell: (fn, [, speed = "", width = ""]) => fn.tell({ link: { speed: Number(speed), width: Number(width) } }),
  },
  {
    pattern:
      /Gb\/s available PCIe bandwidth, limited by .{1,80}\(capable of [\d.]{1,10} Gb\/s with ([\d.]{1,5}) GT\/s PCIe x(\d{1,2}) link\)/,
    tell: (fn, [, speed = "", width = ""]) => fn.tell({ link: { maxSpeed: Number(speed), maxWidth: Number(width) } }),
  },
];
/** Of such a line, the function whose link is the slowest on the way. */
const LIMIT = new RegExp(`, limited by ([\\d.]{1,5}) GT/s PCIe x(\\d{1,2}) link at (${WHOLE_ADDRESS}) `, "i");
/** Of a network interface, once it has the name that it keeps. */
const INTERFACE = /^ (?!eth\d)[\w.-]{1,40}: (?:renamed from |(?:NIC )?Link (?:is|up|down)\b)/i;
/** Lines in which the address stands at the end. */
const OTHERS: readonly { readonly pattern: RegExp; readonly read: (words: string) => Partial<TextFacts> }[] = [
  {
    // Before 5.3.
    pattern: new RegExp(`(?:^|\\s)iommu: Adding device (${WHOLE_ADDRESS}) to group (\\d{1,6})`, "i"),
    read: (iommuGroup) => ({ iommuGroup }),
  },
  {
    pattern: new RegExp(`(?:^|\\s)nvme nvme\\d{1,4}: pci function (${WHOLE_ADDRESS})()`, "i"),
    read: () => ({ loggedDriver: "nvme" }),
  },
];
const FAILED = /\bprobe\b.{0,80}\bfailed\b/;

export const KERNEL_LOG: Dialect = {
  name: "dmesg",
  start: (sink) => (line) => {
    const { text } = line;
    const start = text.length > LONGEST_START * 2 ? text.slice(0, LONGEST_START * 2) : text;
    if (!start.includes(".")) return false;
    const place = PLACE.exec(start);
    if (place === null) return takeOther(sink, line, start);
    if (place.index > LONGEST_START) return false;
    const speaker = SPEAKER.exec(text.slice(0, place.index))?.[1];
    if (speaker === undefined) return false;
    take(sink, line, speaker, place);
    return true;
  },
};

function take(sink: Sink, line: Line, speaker: string, [whole, address = "", name = ""]: RegExpExecArray): void {
  const message = line.text.slice(line.text.indexOf(whole) + whole.length).trimStart();
  const { current } = sink;
  const fn = sink.mention(bdfOf(address), line);
  if (!NO_DRIVERS.has(speaker)) fn.tell({ loggedDriver: FAILED.test(message) ? null : speaker });
  if (INTERFACE.test(`${name}: ${message}`)) fn.tell({ interfaces: [name.trim()] });
  for (const { pattern, tell } of MESSAGES) {
    const match = pattern.exec(message);
    if (match !== null) tell(fn, match);
  }
  const [, speed, width, at] = LIMIT.exec(message) ?? [];
  if (at !== undefined) sink.mention(bdfOf(at), line).tell({ link: { speed: Number(speed), width: Number(width) } });
  leave(sink, line, current);
}

/** A log goes from one function to another with each line; a console writes it into what is just being printed. */
function leave(sink: Sink, line: Line, before: FunctionSink | null): void {
  sink.close();
  if (before !== null) sink.mention(before.bdf, line);
}

function takeOther(sink: Sink, line: Line, start: string): boolean {
  for (const { pattern, read } of OTHERS) {
    const [, address, words = ""] = pattern.exec(start) ?? [];
    if (address === undefined) continue;
    const { current } = sink;
    sink.mention(bdfOf(address), line).tell(read(words));
    leave(sink, line, current);
    return true;
  }
  return false;
}

/** Registers of the header alone: where the capability of SR-IOV lies, no line says. */
function indexOfRegister(register: number): number | null {
  if (register === 0x30) return 6;
  return register >= 0x10 && register <= 0x24 && register % 4 === 0 ? (register - 0x10) / 4 : null;
}

/** I/O, memory and prefetchable memory, as the kernel numbers a bridge's windows. */
function windowIndex([kind, , , flags = ""]: readonly string[]): number {
  if (kind === "io") return 13;
  return flags.includes("pref") ? 15 : 14;
}

function tellRegion(
  fn: FunctionSink,
  index: number | null,
  [kind, first = "", last = "", flags = ""]: readonly string[],
): void {
  if (index === null) return;
  const [start, end] = [BigInt(`0x${first}`), BigInt(`0x${last}`)];
  if (end < start) return;
  const region: TextRegion = {
    index,
    kind: kind === "io" ? "io" : "memory",
    start,
    size: end - start + 1n,
    is64: flags.includes("64bit"),
    isPrefetchable: flags.includes("pref"),
  };
  const facts: Partial<TextFacts> = { regions: [region] };
  fn.tell(facts);
}
