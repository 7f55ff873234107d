/** The lines of the kernel's `resource` file as what they are: BARs, ROM, VF BAR windows, bridge windows. Pure. */

import type { FunctionInfo } from "../../../../shared/machine/facts.ts";
import { kernelResource } from "../../../../shared/machine/kernel-view.ts";
import {
  IORESOURCE_IO,
  IORESOURCE_MEM,
  IORESOURCE_MEM_64,
  IORESOURCE_PCI_EA_BEI,
  IORESOURCE_PREFETCH,
  IORESOURCE_TYPE_BITS,
} from "../../../../shared/pci/header/base-addresses.ts";
import type { KernelResource } from "../../../../shared/pci/layout.ts";
import { FIRST_IOV_RESOURCE, formatSize } from "../../../../shared/pci/sriov.ts";
import type { Words } from "../../../../shared/words/message.ts";
import { RESOURCE_WORDS } from "../../../../shared/words/texts/resources.ts";

/** include/linux/ioport.h */
const IORESOURCE_READONLY = 0x4000;
const IORESOURCE_DISABLED = 0x10000000;
const IORESOURCE_UNSET = 0x20000000;
/** In a ROM's low bits. */
const ROM_ENABLE = 0x1;
const ROM_SHADOW = 0x2;
const ROM = 6;
const BRIDGE_WINDOWS = [
  RESOURCE_WORDS.ioWindow,
  RESOURCE_WORDS.memoryWindow,
  RESOURCE_WORDS.prefetchableWindow,
] as const;

export type ResourceKind = "bar" | "rom" | "vf-bar" | "window";

export interface ResourceRow {
  /** Index in the kernel's `resource` file: its line, from 0. */
  readonly index: number;
  readonly kind: ResourceKind;
  readonly label: Words;
  /** `Memory`, `I/O ports`. */
  readonly type: Words;
  /** `64-bit`, `prefetchable` … in plain words. */
  readonly traits: readonly Words[];
  /** null = wanted, but there is no place for it. */
  readonly start: bigint | null;
  /** null besides where nothing tells how long it is, as in a dump of registers. */
  readonly end: bigint | null;
  /** Bytes; null when not known. */
  readonly size: bigint | null;
  readonly sizeText: string;
}

/** With CONFIG_PCI_IOV, six lines of VF BARs come between the ROM and a bridge's windows. */
function hasIovLines(count: number): boolean {
  return count === 13 || count === 17;
}

function placeOf(index: number, count: number): { readonly kind: ResourceKind; readonly label: Words } {
  if (index < ROM) return { kind: "bar", label: RESOURCE_WORDS.bar({ bar: String(index) }) };
  if (index === ROM) return { kind: "rom", label: RESOURCE_WORDS.rom };
  const iov = hasIovLines(count);
  if (iov && index < FIRST_IOV_RESOURCE + 6)
    return { kind: "vf-bar", label: RESOURCE_WORDS.vfBar({ bar: String(index - FIRST_IOV_RESOURCE) }) };
  const window = index - FIRST_IOV_RESOURCE - (iov ? 6 : 0);
  return { kind: "window", label: BRIDGE_WINDOWS[window] ?? RESOURCE_WORDS.window({ number: String(window) }) };
}

function typeOf(flags: number): Words {
  switch (flags & IORESOURCE_TYPE_BITS) {
    case IORESOURCE_IO:
      return RESOURCE_WORDS.io;
    case IORESOURCE_MEM:
      return RESOURCE_WORDS.memory;
    default:
      return RESOURCE_WORDS.unknownType;
  }
}

function traitsOf(resource: KernelResource, kind: ResourceKind): Words[] {
  const { flags } = resource;
  const traits: Words[] = [];
  if (flags & IORESOURCE_MEM) {
    traits.push(flags & IORESOURCE_MEM_64 ? RESOURCE_WORDS.bits64 : RESOURCE_WORDS.bits32);
    traits.push(flags & IORESOURCE_PREFETCH ? RESOURCE_WORDS.prefetchable : RESOURCE_WORDS.nonPrefetchable);
  }
  if (kind === "rom") {
    if (flags & ROM_SHADOW) traits.push(RESOURCE_WORDS.shadow);
    else traits.push(flags & ROM_ENABLE ? RESOURCE_WORDS.enabled : RESOURCE_WORDS.disabled);
  }
  if (flags & IORESOURCE_READONLY && kind !== "rom") traits.push(RESOURCE_WORDS.readOnly);
  if (flags & IORESOURCE_PCI_EA_BEI && kind === "bar") traits.push(RESOURCE_WORDS.fixedByEa);
  if (flags & IORESOURCE_DISABLED) traits.push(RESOURCE_WORDS.disabled);
  return traits;
}

/** The lines that hold anything, in the kernel's order. */
export function resourceRows(fn: FunctionInfo): ResourceRow[] {
  const rows: ResourceRow[] = [];
  const count = fn.resources.length;
  fn.resources.forEach((facts, index) => {
    const resource = kernelResource(facts);
    const { start, end, flags } = resource;
    if (start === 0n && end === 0n && flags === 0) return;
    const { kind, label } = placeOf(index, count);
    // A bridge's window without addresses is one that is closed: nothing behind it wants any.
    const unset =
      (flags & IORESOURCE_UNSET) !== 0 ||
      (start === 0n && kind !== "window" && typeOf(flags) === RESOURCE_WORDS.memory);
    const size = end > start ? end - start + 1n : null;
    const isBeginning = fn.registersOnly === true && end === start;
    rows.push({
      index,
      kind,
      label,
      type: typeOf(flags),
      traits: traitsOf(resource, kind),
      start: unset || (size === null && !isBeginning) ? null : start,
      end: unset || size === null ? null : end,
      size,
      sizeText: size === null ? "" : formatSize(size),
    });
  });
  return rows;
}
