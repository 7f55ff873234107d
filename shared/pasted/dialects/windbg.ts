/**
 * What windbg's `!pci` prints: a line for each function below its bus, and with flag 0x100 its registers by name. Rows of
 * its flags 4 and 8 are rows like any other.
 */
import { formatBdf } from "../../pci/bdf.ts";
import { PASTED_LINE_WORDS as T } from "../../words/texts/pasted-line.ts";
import type { Dialect, Sink } from "../dialect.ts";
import type { Line } from "../line.ts";

/** `PCI Segment 0 Bus 0`, `PCI Bus 0` */
const BUS = /^PCI (?:Segment ([0-9a-f]{1,4}) )?Bus ([0-9a-f]{1,2})$/i;
/** `0d:1  8086:7010.00  Cmd[0005:i.b...]  …` */
const FUNCTION = /^([01][0-9a-f]):([0-7])\s+([0-9a-f]{4}):([0-9a-f]{4})\.([0-9a-f]{2})\s+Cmd\[/i;
/** `00: VendorID       8086 Intel Corporation` */
const REGISTER = /^([0-9a-f]{2}):\s+([A-Za-z]\w{2,30})\s+([0-9a-f]{2}|[0-9a-f]{4}|[0-9a-f]{8})(?:\s|$)/i;

/** Bytes of each register; some are printed with more digits than they have. */
const BYTES: Readonly<Partial<Record<string, number>>> = {
  VendorID: 2,
  DeviceID: 2,
  Command: 2,
  Status: 2,
  RevisionID: 1,
  ProgIF: 1,
  SubClass: 1,
  BaseClass: 1,
  CacheLineSize: 1,
  LatencyTimer: 1,
  HeaderType: 1,
  BIST: 1,
  BAR0: 4,
  BAR1: 4,
  BAR2: 4,
  BAR3: 4,
  BAR4: 4,
  BAR5: 4,
  CBCISPtr: 4,
  SubSysVenID: 2,
  SubSysID: 2,
  ROMBAR: 4,
  CapPtr: 1,
  IntLine: 1,
  IntPin: 1,
  MinGnt: 1,
  MaxLat: 1,
  CapID: 1,
  NextPtr: 1,
};

export const WINDBG: Dialect = {
  name: "!pci of windbg",
  start: (sink) => {
    /** Of the functions that follow; null = no bus was named. */
    let bus: { readonly domain: number; readonly bus: number } | null = null;
    return (line) => {
      const [heading, segment = "0", number = ""] = BUS.exec(line.text) ?? [];
      if (heading !== undefined) {
        bus = { domain: Number.parseInt(segment, 16), bus: Number.parseInt(number, 16) };
        sink.close();
        return true;
      }
      const [, device, fn = "", vendor = "", id = "", revision = ""] = FUNCTION.exec(line.text) ?? [];
      if (device === undefined || bus === null) return register(sink, line);
      const bdf = formatBdf({ ...bus, device: Number.parseInt(device, 16), function: Number(fn) });
      sink.open(bdf, line, true).tell({
        vendor: Number.parseInt(vendor, 16),
        device: Number.parseInt(id, 16),
        revision: Number.parseInt(revision, 16),
      });
      return true;
    };
  },
};

function register(sink: Sink, line: Line): boolean {
  const [, offset = "", name = "", value = ""] = REGISTER.exec(line.text) ?? [];
  const count = BYTES[name];
  const isFirst = sink.current === null || (sink.expected !== null && sink.current.bdf !== sink.expected);
  const target =
    isFirst && sink.expected !== null && count !== undefined ? sink.mention(sink.expected, line) : sink.current;
  if (count === undefined || target === null) return false;
  const number = Number.parseInt(value, 16);
  const bytes = Array.from({ length: count }, (_, index) => (number >>> (8 * index)) & 0xff);
  if (!target.bytes(Number.parseInt(offset, 16), bytes, count)) {
    sink.notUnderstood(line, T.otherBytesAt({ bdf: target.bdf, register: name }));
  }
  return true;
}
