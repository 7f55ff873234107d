/** The function that a command, a path or a sentence names. Pure. */
import { type Bdf, formatBdf, parseBdf } from "../pci/bdf.ts";

const ADDRESS = /(?<![\w.:])(?:[0-9a-f]{4,8}:)?[0-9a-f]{1,2}:[01]?[0-9a-f]\.[0-7](?![\w.])/gi;
/** `-s01:00.0` has no blank before the address. */
const GLUED = /(?:-s|=|pci@)(?=[0-9a-f]{1,8}:)/gi;

/** Ways of writing an address that are no address of Linux's: parts are hexadecimal, the domain may be missing. */
const OTHERS: readonly RegExp[] = [
  // /proc/bus/pci/0000:01/00.0
  /\/proc\/bus\/pci\/(?:(?<domain>[0-9a-f]{4,8}):)?(?<bus>[0-9a-f]{2})\/(?<device>[01][0-9a-f])\.(?<fn>[0-7])/i,
  // U-Boot: pci display 1.0.0
  /\bpci\s+d(?:isplay)?(?:\.[bwl])?\s+(?<bus>[0-9a-f]{1,2})\.(?<device>[01]?[0-9a-f])\.(?<fn>0?[0-7])\b/i,
  // The UEFI shell: pci 01 00 00 -i
  /\bpci\s+(?<bus>[0-9a-f]{1,2})\s+(?<device>[01]?[0-9a-f])(?:\s+(?<fn>0?[0-7]))?(?=\s|$)/i,
  // windbg: !pci 100 1 0 0
  /!pci\s+[0-9a-fx]+\s+(?<bus>[0-9a-f]{1,2})\s+(?<device>[01]?[0-9a-f])\s+(?<fn>[0-7])\b/i,
];

/** FreeBSD's, in decimal: `pci0:11:0:0`. */
const SELECTOR = /\bpci(\d{1,5}):(\d{1,3}):(\d{1,2}):(\d)\b/;

/** Prints bytes without their offsets, and not from the first one on. */
const LATER = /\bxxd\b.*\s-p.*\s-s|\bxxd\b.*\s-s.*\s-p|\bod\b.*\s-j|\bpciconf\s+-r\s+\S+\s+(?:0x)?0*[1-9a-f]/;

/** Of a file below a function's folder, only this one is its configuration space. */
const OTHER_FILE = /\/(?:vpd|rom|resource\d\w*|driver|\w*_id|uevent)\b/;

/** `PCI Segment 00 Bus 01 Device 00 Func 00`, `(Bus:1, Device:0, Function:0)` */
const WORDS =
  /\bbus[:=#\s]{1,4}(?:0x)?([0-9a-f]{1,3})\b[,;\s]{0,4}(?:dev(?:ice)?|slot)[:=#\s]{1,4}(?:0x)?([0-9a-f]{1,2})\b[,;\s]{0,4}fun(?:c|ction)?[:=#\s]{1,4}(?:0x)?([0-7]|0[0-7])\b/i;
const SEGMENT = /\b(?:segment|seg|domain)[:=#\s]{1,4}(?:0x)?([0-9a-f]{1,8})\b/i;

/** Longer lines name nothing. */
const LONGEST = 400;

/** The function whose configuration space a command or path is about: the last one that it names; null = none. */
export function addressIn(command: string): Bdf | null {
  if (command.length > LONGEST || OTHER_FILE.test(command)) return null;
  for (const pattern of OTHERS) {
    const { domain = "0", bus, device, fn = "0" } = pattern.exec(command)?.groups ?? {};
    if (bus !== undefined && device !== undefined) return bdfOf(domain, bus, device, fn, 16);
  }
  if (LATER.test(command)) return null;
  return addressesOf(command).at(-1) ?? null;
}

/** The one function that a sentence names, in digits or in words; null where it names none or several. */
export function addressSaid(sentence: string): Bdf | null {
  if (sentence.length > LONGEST) return null;
  const [, bus, device, fn] = WORDS.exec(sentence) ?? [];
  if (bus !== undefined && device !== undefined && fn !== undefined) {
    // Two digits for each are hexadecimal, as firmware prints them; else it is the kernel or Windows, in decimal.
    const radix =
      [bus, device].every((part) => part.length === 2 && !/[a-f]/i.test(part)) || /[a-f]/i.test(bus + device) ? 16 : 10;
    return bdfOf(SEGMENT.exec(sentence)?.[1] ?? "0", bus, device, fn, radix);
  }
  const said = new Set(addressesOf(sentence));
  const [only] = said;
  return said.size === 1 && only !== undefined ? only : null;
}

function addressesOf(text: string): readonly Bdf[] {
  const [, domain, bus, device, fn] = SELECTOR.exec(text) ?? [];
  if (domain !== undefined && bus !== undefined && device !== undefined && fn !== undefined) {
    const bdf = bdfOf(Number(domain).toString(16), bus, device, fn, 10);
    return bdf === null ? [] : [bdf];
  }
  return [...text.replace(GLUED, "$& ").matchAll(ADDRESS)].flatMap(([address]) => parseBdf(address) ?? []);
}

function bdfOf(domain: string, bus: string, device: string, fn: string, radix: number): Bdf | null {
  const parts = {
    domain: Number.parseInt(domain, 16),
    bus: Number.parseInt(bus, radix),
    device: Number.parseInt(device, radix),
    function: Number(fn),
  };
  return parts.bus <= 0xff && parts.device <= 0x1f ? formatBdf(parts) : null;
}
