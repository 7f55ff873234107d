/** Bridge windows: computed from what lies behind, as firmware does, so that they always hold it. */

import type { Bdf } from "../../../../../shared/pci/bdf.ts";
import type { KernelResource } from "../../../../../shared/pci/layout.ts";
import type { FunctionSpec } from "../../kernel/spec.ts";
import { setWord } from "../../space/write.ts";
import { BRIDGE_RESOURCES, emptyResources, RESOURCES } from "./regions.ts";

const IO = 0x100;
const MEM_64 = 0x100000;
const PREFETCH = 0x2000;

type WindowKind = "io" | "memory" | "prefetchable";

/** The bridge's own resources 13 to 15 (PCI_BRIDGE_RESOURCES), their granularity and flags. */
const WINDOWS: Readonly<Record<WindowKind, { index: number; unit: bigint; flags: number }>> = {
  io: { index: RESOURCES, unit: 0x1000n, flags: 0x101 },
  memory: { index: RESOURCES + 1, unit: 0x100000n, flags: 0x200 },
  prefetchable: { index: RESOURCES + 2, unit: 0x100000n, flags: 0x102201 },
};
const KINDS: readonly WindowKind[] = ["io", "memory", "prefetchable"];

function kindOf(resource: KernelResource): WindowKind | null {
  if (resource.start === 0n) return null;
  if ((resource.flags & IO) !== 0) return "io";
  // A 64-bit BAR without the prefetchable bit goes into the 32-bit window unless it lies above 4 GiB, where only the other reaches.
  const is64 = (resource.flags & MEM_64) !== 0;
  const isHigh = resource.end >> 32n !== 0n;
  return isHigh || (is64 && (resource.flags & PREFETCH) !== 0) ? "prefetchable" : "memory";
}

interface Range {
  start: bigint;
  end: bigint;
}

function widen(ranges: Map<WindowKind, Range>, kind: WindowKind, start: bigint, end: bigint): void {
  const { unit } = WINDOWS[kind];
  const from = (start / unit) * unit;
  const to = (end / unit + 1n) * unit - 1n;
  const known = ranges.get(kind);
  if (!known) ranges.set(kind, { start: from, end: to });
  else {
    if (from < known.start) known.start = from;
    if (to > known.end) known.end = to;
  }
}

function writeWindows(bytes: Uint8Array, ranges: ReadonlyMap<WindowKind, Range>): void {
  const io = ranges.get("io");
  // A closed window has its base above its limit.
  setWord(bytes, 0x1c, 1, io ? Number((io.start >> 8n) & 0xf0n) | 1 : 0xf1);
  setWord(bytes, 0x1d, 1, io ? Number((io.end >> 8n) & 0xf0n) | 1 : 0x01);
  const memory = ranges.get("memory");
  setWord(bytes, 0x20, 2, memory ? Number((memory.start >> 16n) & 0xfff0n) : 0xfff0);
  setWord(bytes, 0x22, 2, memory ? Number((memory.end >> 16n) & 0xfff0n) : 0x0000);
  const prefetch = ranges.get("prefetchable");
  setWord(bytes, 0x24, 2, prefetch ? Number((prefetch.start >> 16n) & 0xfff0n) | 1 : 0xfff1);
  setWord(bytes, 0x26, 2, prefetch ? Number((prefetch.end >> 16n) & 0xfff0n) | 1 : 0x0001);
  setWord(bytes, 0x28, 4, prefetch ? Number(prefetch.start >> 32n) : 0);
  setWord(bytes, 0x2c, 4, prefetch ? Number(prefetch.end >> 32n) : 0);
}

function openFor(spec: FunctionSpec, below: readonly FunctionSpec[]): FunctionSpec {
  const ranges = new Map<WindowKind, Range>();
  for (const child of below) {
    for (const resource of child.resources) {
      const kind = kindOf(resource);
      if (kind !== null) widen(ranges, kind, resource.start, resource.end);
    }
  }
  const config = spec.config.slice();
  writeWindows(config, ranges);
  const resources = [...spec.resources];
  while (resources.length < BRIDGE_RESOURCES) resources.push(...emptyResources(1));
  for (const kind of KINDS) {
    const range = ranges.get(kind);
    const { index, flags } = WINDOWS[kind];
    resources[index] = range ? { ...range, flags } : { start: 0n, end: 0n, flags: 0 };
  }
  return { ...spec, config, resources };
}

/** Opens every bridge's windows for what is behind it, innermost first. */
export function withWindows(specs: readonly FunctionSpec[]): FunctionSpec[] {
  const children = new Map<Bdf, FunctionSpec[]>();
  const done = new Map<Bdf, FunctionSpec>();
  for (const spec of specs) {
    if (spec.parent === null) continue;
    const list = children.get(spec.parent);
    if (list) list.push(spec);
    else children.set(spec.parent, [spec]);
  }
  const visit = (spec: FunctionSpec): FunctionSpec => {
    const known = done.get(spec.bdf);
    if (known) return known;
    const isBridge = ((spec.config[0x0e] ?? 0) & 0x7f) === 1;
    const result = isBridge ? openFor(spec, (children.get(spec.bdf) ?? []).map(visit)) : spec;
    done.set(spec.bdf, result);
    return result;
  };
  return specs.map(visit);
}
