/** FreeBSD's `pciconf -lvbc`: `igb0@pci0:1:0:0: class=0x020000 …`, and below it names, BARs and capabilities. */
import { formatBdf } from "../../pci/bdf.ts";
import type { Dialect, FunctionSink } from "../dialect.ts";
import type { TextFacts } from "../text-facts.ts";
import { hexOf } from "./address-patterns.ts";

/** The address is in decimal digits. */
const TITLE =
  /^([a-z][a-z0-9_]{0,40}?)(\d{0,6})@pci(\d{1,5}):(\d{1,3}):(\d{1,2}):([0-7]):\s+(class=0x[0-9a-f]{6}(?: .*)?)$/;
const LONGEST_LINE = 1000;

interface Detail {
  readonly pattern: RegExp;
  readonly read: (match: readonly string[]) => Partial<TextFacts>;
}

const DETAILS: readonly Detail[] = [
  { pattern: /^vendor\s+= '(.{1,200})'$/, read: ([, vendor = ""]) => ({ names: { vendor } }) },
  { pattern: /^device\s+= '(.{1,200})'$/, read: ([, device = ""]) => ({ names: { device } }) },
  {
    pattern:
      /^bar\s+\[([0-9a-f]{2})\] = type (Prefetchable Memory|Memory|I\/O Port), range (32|64), base (?:0x)?([0-9a-f]{1,16}), size\s+(\d{1,19}),/,
    read: ([, register = "", type = "", range, base = "", size = ""]) => ({
      regions: [
        {
          index: (hexOf(register) - 0x10) / 4,
          kind: type.endsWith("Memory") ? "memory" : "io",
          start: BigInt(`0x${base}`),
          size: BigInt(size),
          is64: range === "64",
          isPrefetchable: type.startsWith("Prefetchable"),
        },
      ],
    }),
  },
  {
    pattern: /^(\d{1,5}) VFs configured out of (\d{1,5}) supported/,
    read: ([, numVfs, totalVfs]) => ({ sriov: { numVfs: Number(numVfs), totalVfs: Number(totalVfs) } }),
  },
  {
    pattern: /^First VF RID Offset 0x([0-9a-f]{1,4}), VF RID Stride 0x([0-9a-f]{1,4})/,
    read: ([, offset = "", stride = ""]) => ({ sriov: { offset: hexOf(offset), stride: hexOf(stride) } }),
  },
  { pattern: /^VF Device ID 0x([0-9a-f]{1,4})/, read: ([, id = ""]) => ({ sriov: { vfDevice: hexOf(id) } }) },
  {
    pattern: /\blink x(\d{1,2})\(x(\d{1,2})\) speed (\d{1,3}(?:\.\d)?)\((\d{1,3}(?:\.\d)?)\)/,
    read: ([, width, maxWidth, speed, maxSpeed]) => ({
      link: {
        width: Number(width),
        maxWidth: Number(maxWidth),
        speed: Number(speed),
        maxSpeed: Number(maxSpeed),
      },
    }),
  },
];

export const PCICONF: Dialect = {
  name: "pciconf -lvbc",
  start: (sink) => {
    let fn: FunctionSink | null = null;
    return (line) => {
      const { text } = line;
      if (text.length > LONGEST_LINE) return false;
      const title = text.includes("@pci") ? TITLE.exec(text) : null;
      if (title !== null) {
        const [, driver = "", , domain, bus, device, number, words = ""] = title;
        const bdf = formatBdf({
          domain: Number(domain),
          bus: Number(bus) & 0xff,
          device: Number(device) & 0x1f,
          function: Number(number),
        });
        fn = sink.mention(bdf, line);
        fn.tell({ driver: driver === "none" ? null : driver, ...titleFacts(words) });
        return true;
      }
      if (fn === null || sink.current !== fn) return false;
      for (const { pattern, read } of DETAILS) {
        const match = pattern.exec(text);
        if (match === null) continue;
        fn.tell(read(match));
        return true;
      }
      return false;
    };
  },
};

/** Of `class=0x020000 card=0x00a28086 chip=0x15218086 rev=0x01 hdr=0x00`, and as it is since FreeBSD 13. */
function titleFacts(words: string): Partial<TextFacts> {
  const value = (key: string) => {
    const digits = new RegExp(`(?:^|\\s)${key}=0x([0-9a-f]{1,8})(?:\\s|$)`).exec(words)?.[1];
    return digits === undefined ? null : hexOf(digits);
  };
  const [code, chip, card] = [value("class"), value("chip"), value("card")];
  const parts = {
    vendor: value("vendor") ?? (chip === null ? null : chip & 0xffff),
    device: value("device") ?? (chip === null ? null : chip >>> 16),
    subsystemVendor: value("subvendor") ?? (card === null ? null : card & 0xffff),
    subsystemDevice: value("subdevice") ?? (card === null ? null : card >>> 16),
    class: code === null ? null : code >> 8,
    progIf: code === null ? null : code & 0xff,
    revision: value("rev"),
  };
  return Object.fromEntries(Object.entries(parts).filter(([, part]) => part !== null));
}
