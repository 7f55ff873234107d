/**
 * What `lspci -t` draws: buses, the functions on them, and which bridge is above. A branch is found again by its column:
 *
 *     -[0000:00]-+-00.0  Intel Corporation Device 09a2
 *                +-01.0-[01-02]--+-00.0  Intel Corporation I350
 *                |               \-00.1  Intel Corporation I350
 *                \-1f.0  Intel Corporation Device 1b81
 */
import { type Bdf, formatBdf } from "../../pci/bdf.ts";
import type { Dialect, FunctionSink, Sink } from "../dialect.ts";
import type { Line } from "../line.ts";
import { LONGEST_LINE } from "../text-facts.ts";
import { deviceFacts } from "./names.ts";

/** What a branch hangs from. */
interface Stem {
  readonly domain: number;
  /** null before the first bus, from which whole roots hang. */
  readonly bus: number | null;
  readonly bridge: Bdf | null;
}

const ROOT: Stem = { domain: 0, bus: null, bridge: null };
const FIRST = /^\s*-(?:\+-)?\[(?:[0-9a-f]{4,8}:)?[0-9a-f]{2}(?:-[0-9a-f]{2})?\]-/i;
const GO_ON = /^[\s|]*[+\\]-/;
const BUS = /\[(?:([0-9a-f]{4,8}):)?([0-9a-f]{2})(?:-([0-9a-f]{2}))?\]/iy;
/** A bridge that nobody gave buses to has `--` behind it. */
const FUNCTION = /([01][0-9a-f])\.([0-7])(?=\s|-\[|--$|$)/iy;

export const TREE: Dialect = {
  name: "lspci -t",
  start: (sink) => {
    /** By the column of its `+` or `\`; null = no tree is being read. */
    let stems: Map<number, Stem> | null = null;
    return (line) => {
      const isFirst = line.text.length <= LONGEST_LINE && FIRST.test(line.text);
      if (!isFirst && (stems === null || line.text.length > LONGEST_LINE || !GO_ON.test(line.text))) {
        stems = null;
        return false;
      }
      if (isFirst || stems === null) stems = new Map();
      drawn(sink, line, stems);
      return true;
    };
  },
};

/** Reads one line from left to right. */
function drawn(sink: Sink, line: Line, stems: Map<number, Stem>): void {
  const { text } = line;
  let stem = ROOT;
  /** The function that was read last, which is a bridge where a bus follows. */
  let last: FunctionSink | null = null;
  for (let at = text.search(/[-+\\]/); at < text.length; ) {
    const sign = text[at];
    if (sign === "+" || sign === "\\") {
      if (stem === ROOT) stem = stems.get(at) ?? ROOT;
      stems.set(at, stem);
    }
    if (sign === "+" || sign === "\\" || sign === "-") {
      at += 1;
      continue;
    }
    const bus = matchAt(BUS, text, at);
    if (bus !== null) {
      stem = stemOf(bus, stem, last);
      last = null;
      at += bus[0].length;
      continue;
    }
    const match = matchAt(FUNCTION, text, at);
    if (match === null || stem.bus === null) return;
    const [found, device = "", fn = ""] = match;
    const parts = { domain: stem.domain, bus: stem.bus, device: Number.parseInt(device, 16), function: Number(fn) };
    last = sink.mention(formatBdf(parts), line);
    if (stem.bridge !== null) last.tell({ parent: stem.bridge });
    at += found.length;
    if (text[at] === "-") continue;
    const name = text.slice(at).trim();
    if (name !== "") last.tell(deviceFacts(name));
    return;
  }
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

/** @param bridge what stands directly before the bus */
function stemOf([, domain, first = "", end = first]: RegExpExecArray, stem: Stem, bridge: FunctionSink | null): Stem {
  const bus = Number.parseInt(first, 16);
  bridge?.tell({ bridge: { secondary: bus, subordinate: Number.parseInt(end, 16) } });
  return {
    domain: domain === undefined ? stem.domain : Number.parseInt(domain, 16),
    bus,
    bridge: bridge?.bdf ?? stem.bridge,
  };
}
