/** A report in the words of `lspci -vvv`, with the dump of `-xxxx` where asked: other programs read it, and so does this one. */
import type { ConfigReading, FunctionInfo } from "../machine/facts.ts";
import { configSpaceOf, kernelViewOf } from "../machine/kernel-view.ts";
import { lspciOfText } from "../machine/lspci-of-text.ts";
import { ConfigSpace } from "../pci/config-space.ts";
import { lspciFunctionText } from "../pci/lspci/function-text.ts";
import type { NameLookup, Naming } from "../pci/lspci/naming.ts";
import { visibleText } from "../pci/visible-text.ts";
import { dumpLines } from "./hexdump.ts";

export interface LspciInput {
  /** Sorted by BDF. */
  readonly functions: readonly FunctionInfo[];
  readonly configOf: (fn: FunctionInfo) => ConfigReading | null;
  /** With a hex dump after each function. */
  readonly hex: boolean;
  /** What was read before it was redacted; null when nothing was. Only its known ranges are looked at. */
  readonly before: ((fn: FunctionInfo) => ConfigReading | null) | null;
}

/** One function after the other, an empty line after each. The domain is written as soon as one function is not in domain 0. */
export function lspciReport(input: LspciInput): string {
  const showDomain = input.functions.some(({ bdf }) => !bdf.startsWith("0000:"));
  return visibleText(input.functions.map((fn) => `${functionBlock(fn, input, showDomain)}\n`).join(""));
}

function functionBlock(fn: FunctionInfo, input: LspciInput, showDomain: boolean): string {
  const reading = input.configOf(fn);
  const space = reading === null ? null : configSpaceOf(reading);
  if (space === null && fn.fromText !== undefined) return lspciOfText(fn, namingOf(fn), showDomain);
  let text = lspciFunctionText(
    {
      bdf: fn.bdf,
      space: space === null ? null : filled(space, input.before?.(fn) ?? null),
      kernel: kernelViewOf(fn),
      naming: namingOf(fn),
    },
    showDomain,
  );
  if (input.before !== null) text = text.replaceAll(EMPTY_SERIAL, "Device Serial Number (redacted)");
  if (!input.hex || space === null) return text;
  return (
    text +
    dumpLines(space)
      .map((line) => `${line}\n`)
      .join("")
  );
}

const EMPTY_SERIAL = "Device Serial Number 00-00-00-00-00-00-00-00";

/**
 * Where a byte in the middle is missing, lspci breaks off without ending its line. What was redacted is therefore
 * shown to it as 00; the dump leaves it out.
 */
function filled(space: ConfigSpace, before: ConfigReading | null): ConfigSpace {
  if (before?.state !== "read") return space;
  return new ConfigSpace(
    space.bytes,
    before.known.map(([start, end]) => ({ start, end })),
  );
}

/** A name lookup that knows this one function, out of the names that its scan came with. */
function namingOf(fn: FunctionInfo): Naming {
  const { names } = fn;
  const [subsystemVendor, subsystem] = subsystemWords(fn);
  const classIs = (base: number, sub: number) => fn.classCode !== null && fn.classCode >>> 8 === base * 256 + sub;
  const lookup: NameLookup = {
    vendor: (id) => {
      if (id === fn.vendor) return names.vendor;
      return id === fn.subsystemVendor ? subsystemVendor : null;
    },
    device: (vendor, id) => (vendor === fn.vendor && id === fn.device ? names.device : null),
    subsystem: (_vendor, _device, subVendor, subDevice) =>
      subVendor === fn.subsystemVendor && subDevice === fn.subsystemDevice ? subsystem : null,
    baseClass: () => null,
    subclass: (base, sub) => (classIs(base, sub) ? names.classLabel : null),
    progIf: (base, sub, id) => (classIs(base, sub) && ((fn.classCode ?? 0) & 0xff) === id ? names.progIf : null),
  };
  return { numeric: false, lookup };
}

/** A subsystem's name is kept whole, `Dell PERC H755`; lspci wants vendor and device apart, and joins them with a space. */
function subsystemWords(fn: FunctionInfo): readonly [vendor: string | null, device: string | null] {
  const whole = fn.names.subsystem;
  if (whole === null) return [null, null];
  const own = fn.subsystemVendor === fn.vendor ? fn.names.vendor : null;
  const split = own !== null && whole.startsWith(`${own} `) ? own.length : whole.indexOf(" ");
  return split < 0 ? [whole, null] : [whole.slice(0, split), whole.slice(split + 1)];
}
