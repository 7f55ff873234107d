/** The line with which lspci begins a function: `01:00.0 Ethernet controller: Intel Corporation I350 (rev 01)`. */
import { type Bdf, formatBdf } from "../../pci/bdf.ts";
import type { Dialect } from "../dialect.ts";

/** Device numbers end at 1f and function numbers at 7: what looks like an address beyond is ordinary text. */
const TITLE = /^(?:([0-9a-f]{4,8}):)?([0-9a-f]{2}):([01][0-9a-f])\.([0-7])(?:\s+(.*))?$/i;
/** Where the point of `0000:00:1f.3` can stand, with the longest domain and with none. */
const FIRST_POINT = 5;
const LAST_POINT = 14;

export interface Title {
  readonly bdf: Bdf;
  /** What follows the address: `0200: 8086:1521 (rev 01)`, or with names; empty for nothing. */
  readonly rest: string;
}

export function titleOf(text: string): Title | null {
  const point = text.indexOf(".");
  if (point < FIRST_POINT || point > LAST_POINT) return null;
  const match = TITLE.exec(text);
  if (!match) return null;
  const [, domain, bus = "", device = "", fn = "", rest = ""] = match;
  const bdf = formatBdf({
    domain: domain === undefined ? 0 : Number.parseInt(domain, 16),
    bus: Number.parseInt(bus, 16),
    device: Number.parseInt(device, 16),
    function: Number(fn),
  });
  return { bdf, rest: rest.trim() };
}

export const TITLES: Dialect = {
  name: "lspci",
  start: (sink) => (line) => {
    const title = titleOf(line.text);
    if (title === null) return false;
    // A list of addresses has nothing else on its lines; lspci has a colon behind the class, or quotes around it.
    sink.open(title.bdf, line, title.rest === "" || /[:"]/.test(title.rest));
    return true;
  },
};
