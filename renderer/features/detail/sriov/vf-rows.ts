/** A PF's VFs that are there and those that would be. Pure. */

import type { FunctionInfo } from "../../../../shared/machine/facts.ts";
import { representorOf } from "../../../../shared/machine/interfaces.ts";
import { kernelResource } from "../../../../shared/machine/kernel-view.ts";
import type { Machine } from "../../../../shared/machine/machine.ts";
import { vfBarSize } from "../../../../shared/machine/vf-slices.ts";
import { type Bdf, bdfParts } from "../../../../shared/pci/bdf.ts";
import type { ConfigSpace } from "../../../../shared/pci/config-space.ts";
import {
  isPastTheEnd,
  type VfBarSlice,
  type VfLayout,
  vfBarSlices,
  vfBdf,
  vfSlice,
} from "../../../../shared/pci/sriov.ts";
import { names } from "../../../../shared/words/joined.ts";
import type { Words } from "../../../../shared/words/message.ts";
import { COMMON } from "../../../../shared/words/texts/common.ts";

export interface VfRow {
  readonly index: number;
  /** Where it is or would be; null = the routing id does not exist, or the device does not say where it is. */
  readonly bdf: Bdf | null;
  /** Its routing id would be above ffff. */
  readonly isPastTheEnd: boolean;
  /** The VF when it is there. */
  readonly fn: FunctionInfo | null;
  /** The PF's interface that stands for it, in switchdev mode. */
  readonly representor: string | null;
  /** On another bus number than its PF. */
  readonly crossesBus: boolean;
  /** Past the last bus number of the bridge above the PF: the kernel refuses to enable it. */
  readonly beyondBridge: boolean;
  /** Its address ranges, one for each window of {@link VfLayoutView.windows}; null = no place for the window, or not known. */
  readonly slices: readonly ({ readonly start: bigint; readonly end: bigint } | null)[];
}

export interface VfLayoutView {
  /** How many VFs there are or could be. */
  readonly count: number;
  readonly windows: readonly VfBarSlice[];
  row(index: number): VfRow;
}

function layoutOf(pf: FunctionInfo): VfLayout | null {
  const { offset, stride } = pf.sriov ?? {};
  return offset === null || offset === undefined || stride === null || stride === undefined ? null : { offset, stride };
}

/**
 * @param capabilityTotal TotalVFs of the capability, by which the kernel sizes the windows; null when not readable
 * @param space the PF's configuration space; null = not read
 */
export function vfLayoutView(
  machine: Machine,
  pf: FunctionInfo,
  capabilityTotal: number | null,
  space: ConfigSpace | null = null,
): VfLayoutView {
  const present = new Map<number, FunctionInfo>();
  let highest = -1;
  for (const { index, bdf } of pf.virtfns) {
    highest = Math.max(highest, index);
    const fn = machine.byBdf.get(bdf);
    if (fn) present.set(index, fn);
  }
  const allowed = pf.sriov?.totalVfs ?? capabilityTotal ?? 0;
  const layout = layoutOf(pf);
  const [vf] = machine.vfsOf(pf.bdf);
  // What the driver allows is no measure of a share of a window, here as little as where the number is limited.
  const windows = vfBarSlices(pf.resources.map(kernelResource), capabilityTotal ?? 0, (bar) =>
    vfBarSize(vf, space, bar),
  );
  const above = machine.parentOf(pf.bdf);
  const lastBus = (above === null ? null : machine.byBdf.get(above)?.bridge?.subordinate) ?? null;
  const pfBus = bdfParts(pf.bdf).bus;
  return {
    count: Math.max(allowed, highest + 1),
    windows,
    row(index) {
      const fn = present.get(index) ?? null;
      const bdf = fn?.bdf ?? (layout === null ? null : vfBdf(pf.bdf, layout, index));
      const bus = bdf === null ? null : bdfParts(bdf).bus;
      return {
        index,
        bdf,
        isPastTheEnd: bdf === null && layout !== null && isPastTheEnd(pf.bdf, layout, index),
        fn,
        representor: representorOf(pf, index)?.name ?? null,
        crossesBus: bus !== null && bus !== pfBus,
        beyondBridge: bus !== null && lastBus !== null && bus > lastBus,
        slices: windows.map((window) => vfSlice(window, index)),
      };
    },
  };
}

/** `4K, 8K, 64K`: the page sizes of a Supported Page Sizes or System Page Size register (bit n = 2^(n+12) bytes). */
export function pageSizesText(register: number): Words {
  const sizes: string[] = [];
  for (let bit = 0; bit < 32; bit++) {
    if ((register >>> bit) & 1) sizes.push(pageSize(bit));
  }
  return sizes.length === 0 ? COMMON.none : names(sizes);
}

function pageSize(bit: number): string {
  const shift = bit + 12;
  if (shift < 20) return `${2 ** (shift - 10)}K`;
  if (shift < 30) return `${2 ** (shift - 20)}M`;
  return `${2 ** (shift - 30)}G`;
}
