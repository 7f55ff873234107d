/** Small configuration spaces for tests, written as they are read: offset and hexadecimal bytes. */
import { parseBdf } from "../bdf.ts";
import { ConfigSpace } from "../config-space.ts";
import type { KernelView } from "../layout.ts";
import { lspciFunctionText } from "../lspci/function-text.ts";
import { NUMERIC } from "../lspci/naming.ts";

/** Zeros with these lines of a dump in them, later ones over earlier ones: `"34: 40", "40: 01 00 03 00"`. */
export function makeSpace(size: number, ...lines: readonly string[]): ConfigSpace {
  const bytes = new Uint8Array(4096);
  for (const line of lines) {
    const [offset = "", hex = ""] = line.split(": ");
    const values = hex.split(" ").map((pair) => Number.parseInt(pair, 16));
    bytes.set(values, Number.parseInt(offset, 16));
  }
  return new ConfigSpace(bytes.slice(0, size));
}

/** Facts of a kernel that knows nothing special. */
export const PLAIN_KERNEL: KernelView = {
  resources: [],
  irq: 0,
  numaNode: null,
  iommuGroup: null,
  slot: null,
  label: null,
  driver: null,
  modules: [],
};

/** lspci's text of this function at 01:00.0. */
export function functionText(space: ConfigSpace | null, kernel: KernelView | null = null): string {
  return textAt("01:00.0", space, kernel);
}

function textAt(address: string, space: ConfigSpace | null, kernel: KernelView | null): string {
  const bdf = parseBdf(address);
  if (bdf === null) throw new Error(`no address: ${address}`);
  return lspciFunctionText({ bdf, space, kernel, naming: NUMERIC }, false);
}

export interface Setting {
  /** Bytes of the space; 256 unless told. */
  readonly size?: number;
  /** Further bytes, among them those of the header. */
  readonly more?: readonly string[];
  readonly bdf?: string;
  readonly kernel?: KernelView;
}

/** lspci's text of a function that has this one capability at 40h, from behind `Capabilities: [40] ` on. */
export function standardText(capability: string, setting: Setting = {}): string {
  const space = makeSpace(setting.size ?? 256, "06: 10 00", "34: 40", `40: ${capability}`, ...(setting.more ?? []));
  const text = textAt(setting.bdf ?? "00:00.0", space, setting.kernel ?? null);
  const start = text.indexOf("Capabilities: [40] ");
  return start < 0 ? text : text.slice(start + "Capabilities: [40] ".length);
}
