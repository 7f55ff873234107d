/** Meaning of the texts in sysfs attributes (Documentation/ABI/testing/sysfs-bus-pci). null = the text makes no sense. */
import type { PowerState, ResourceFacts } from "../../../shared/machine/facts.ts";
import { same } from "./shared-values.ts";

/** `0x15b3`, at most `max`. */
export function prefixedHex(text: string, max: number): number | null {
  if (!/^0x[0-9a-f]{1,8}$/i.test(text)) return null;
  const value = Number.parseInt(text, 16);
  return value <= max ? value : null;
}

export const id16 = (text: string): number | null => prefixedHex(text, 0xffff);
export const class24 = (text: string): number | null => prefixedHex(text, 0xffffff);
export const byteHex = (text: string): number | null => prefixedHex(text, 0xff);

/** `101e`, as sriov_vf_device is printed. */
export function bareHex(text: string, max: number): number | null {
  return prefixedHex(text.startsWith("0x") ? text : `0x${text}`, max);
}

/** `-1`, `17`. */
export function decimal(text: string): number | null {
  if (!/^-?[0-9]{1,15}$/.test(text)) return null;
  return Number(text);
}

export function natural(text: string): number | null {
  const value = decimal(text);
  return value !== null && value >= 0 ? value : null;
}

/** `1`/`0` and, for module parameters, `Y`/`N`. */
export function yesNo(text: string): boolean | null {
  if (text === "1" || text === "Y") return true;
  if (text === "0" || text === "N") return false;
  return null;
}

const POWER_STATES: ReadonlySet<string> = new Set(["D0", "D1", "D2", "D3hot", "D3cold", "unknown", "error"]);

function isPowerState(text: string): text is PowerState {
  return POWER_STATES.has(text);
}

export function powerState(text: string): PowerState | null {
  return isPowerState(text) ? text : null;
}

/** GT/s out of `16.0 GT/s PCIe`; null for `Unknown`. */
export function linkSpeed(text: string): number | null {
  const match = /^([0-9]+(?:\.[0-9]+)?) GT\/s/.exec(text);
  return match ? Number(match[1]) : null;
}

/** Lanes; a link that is down (0) or that the kernel cannot tell of (255) has none. */
export function linkWidth(text: string): number | null {
  const lanes = natural(text);
  return lanes === null || lanes === 0 || lanes > 32 ? null : lanes;
}

/** `(null)` or nothing stands for no override. */
export function driverOverride(text: string): string | null {
  return text === "" || text === "(null)" ? null : text;
}

const NOTHING: ResourceFacts = { start: "0x0", end: "0x0", flags: "0x0" };
const EMPTY_LINE = "0x0000000000000000 0x0000000000000000 0x0000000000000000";
const LINE = /^0x0*([0-9a-f]{1,16}) 0x0*([0-9a-f]{1,16}) 0x0*([0-9a-f]{1,16})$/i;

/**
 * The lines of `resource`, in the kernel's order; null when a line is not three numbers.
 * @param texts flags that were seen before: functions share them
 */
export function resources(text: string, texts = new Map<string, string>()): ResourceFacts[] | null {
  const out: ResourceFacts[] = [];
  for (let at = 0; at < text.length; ) {
    let end = text.indexOf("\n", at);
    if (end < 0) end = text.length;
    if (end - at === EMPTY_LINE.length && text.startsWith(EMPTY_LINE, at)) out.push(NOTHING);
    else {
      const match = LINE.exec(text.slice(at, end));
      if (!match) return null;
      const [, start = "", last = "", flags = ""] = match;
      out.push({ start: hexText(start), end: hexText(last), flags: same(texts, hexText(flags)) });
    }
    at = end + 1;
  }
  return out;
}

function hexText(digits: string): string {
  return `0x${digits.toLowerCase()}`;
}
