/** The line with which lspci begins a function: `01:00.0 Ethernet controller: Intel Corporation I350 (rev 01)`. */
import { type Bdf, bdfParts, formatBdf } from "../../pci/bdf.ts";
import { PASTED_LINE_WORDS as T } from "../../words/texts/pasted-line.ts";
import type { Dialect, Sink } from "../dialect.ts";
import type { Line } from "../line.ts";
import { titleFacts } from "./title-facts.ts";

/**
 * Device numbers end at 1f and function numbers at 7: what looks like an address beyond is ordinary text. Behind a slash
 * stands what is below a bridge, with its bus (`lspci -PP`) or without (`-P`).
 */
const TITLE =
  /^((?:([0-9a-f]{4,8}):)?([0-9a-f]{2}):([01][0-9a-f])\.([0-7]))((?:\/(?:[0-9a-f]{2}:)?[01][0-9a-f]\.[0-7])*)(?:\s([\s\S]*))?$/i;
const BELOW = /^(?:([0-9a-f]{2}):)?([01][0-9a-f])\.([0-7])$/i;
/** Where the point of `0000:00:1f.3` can stand, with the longest domain and with none. */
const FIRST_POINT = 5;
const LAST_POINT = 14;

export interface Title {
  readonly bdf: Bdf;
  /** What stands behind its slashes: `01:00.0`, or `00.0` without a bus. */
  readonly below: readonly string[];
  /** What follows the address: `0200: 8086:1521 (rev 01)`, or with names; empty for nothing. */
  readonly rest: string;
}

export function titleOf(text: string): Title | null {
  const point = text.indexOf(".");
  if (point < FIRST_POINT || point > LAST_POINT) return null;
  const match = TITLE.exec(text);
  if (!match) return null;
  const [, , domain, bus = "", device = "", fn = "", path = "", rest = ""] = match;
  const bdf = formatBdf({
    domain: domain === undefined ? 0 : Number.parseInt(domain, 16),
    bus: Number.parseInt(bus, 16),
    device: Number.parseInt(device, 16),
    function: Number(fn),
  });
  return { bdf, below: path === "" ? [] : path.slice(1).split("/"), rest: rest.trim() };
}

export const TITLES: Dialect = {
  name: "lspci",
  start: (sink) => {
    /** The bus below each bridge that came before: `lspci -P` leaves it out. */
    const buses = new Map<Bdf, number>();
    return (line) => {
      const title = titleOf(line.text);
      if (title === null) return false;
      const { current } = sink;
      if (current !== null && current.busBelow !== null) buses.set(current.bdf, current.busBelow);
      const [bdf, parent] = ends(title, buses);
      if (bdf === null) unplaced(sink, line, parent ?? title.bdf);
      else begin(sink, line, bdf, parent, title.rest);
      return true;
    };
  },
};

/** The function itself, and the bridge above it where nothing but the path tells it; no function where a bus is missing. */
function ends({ bdf: root, below }: Title, buses: ReadonlyMap<Bdf, number>): readonly [Bdf | null, Bdf | null] {
  let bdf = root;
  let parent: Bdf | null = null;
  for (const part of below) {
    const [, written, device = "", fn = ""] = BELOW.exec(part) ?? [];
    const bus = written === undefined ? buses.get(bdf) : Number.parseInt(written, 16);
    // What the buses tell as well is no news.
    parent = bus === undefined || buses.get(bdf) !== bus ? bdf : null;
    if (bus === undefined) return [null, bdf];
    const { domain } = bdfParts(bdf);
    bdf = formatBdf({ domain, bus, device: Number.parseInt(device, 16), function: Number(fn) });
  }
  return [bdf, parent];
}

function begin(sink: Sink, line: Line, bdf: Bdf, parent: Bdf | null, rest: string): void {
  // A list of addresses has nothing else on its lines.
  const facts = rest === "" ? {} : titleFacts(rest);
  const fn = sink.open(bdf, line, facts !== null);
  if (facts !== null && rest !== "") fn.tell(facts);
  if (parent !== null) fn.tell({ parent });
}

function unplaced(sink: Sink, line: Line, bridge: Bdf): void {
  sink.close();
  sink.notUnderstood(line, T.busNotGiven({ bridge }));
}
