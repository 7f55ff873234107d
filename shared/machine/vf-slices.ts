/** Where the VFs of a PF are, or would be, and which slice of memory each gets. Pure. */

import { type Bdf, bdfParts } from "../pci/bdf.ts";
import type { ConfigSpace } from "../pci/config-space.ts";
import { resizedVfBar, type VfBarSlice, vfBarSlices, vfBdf } from "../pci/sriov.ts";
import { walkExtended } from "../pci/walk.ts";
import type { FunctionFacts } from "./facts.ts";
import { kernelResource } from "./kernel-view.ts";

const SRIOV_ID = 0x10;
/** Offset of TotalVFs in the capability (PCIe 6.2 §9.3.3.6). */
const TOTAL_VFS = 0x0e;

/** TotalVFs of the SR-IOV capability, which may be more than the driver allows; null without readable bytes. */
export function capabilityTotalVfs(space: ConfigSpace): number | null {
  const location = walkExtended(space).found.find(({ id }) => id === SRIOV_ID);
  if (!location || !space.has(location.at + TOTAL_VFS, 2)) return null;
  return space.u16(location.at + TOTAL_VFS);
}

/** Bytes of one VF's BAR: as a VF that is there has it, or as VF Resizable BAR says; null = neither tells. */
export function vfBarSize(vf: FunctionFacts | undefined, space: ConfigSpace | null, bar: number): bigint | null {
  const resource = vf?.resources[bar];
  if (resource === undefined) return resizedVfBar(space, bar);
  const { start, end } = kernelResource(resource);
  return end > start ? end - start + 1n : resizedVfBar(space, bar);
}

/**
 * The VF BAR windows of a PF, cut into one slice per VF. The kernel cuts by the capability's TotalVFs; where the bytes
 * were not read, the number that the driver allows stands in, which is the same for most drivers.
 * @param vf one of its VFs, where there is any
 */
export function slicesOf(
  pf: FunctionFacts,
  space: ConfigSpace | null,
  vf: FunctionFacts | undefined = undefined,
): VfBarSlice[] {
  const total = (space === null ? null : capabilityTotalVfs(space)) ?? pf.sriov?.totalVfs ?? 0;
  return vfBarSlices(pf.resources.map(kernelResource), total, (bar) => vfBarSize(vf, space, bar));
}

export interface VfPlace {
  readonly index: number;
  /** null = its routing id does not exist, or the device does not say where it is. */
  readonly bdf: Bdf | null;
  /** On another bus number than the PF. */
  readonly otherBus: boolean;
}

/**
 * Where `count` VFs of the PF are by the First VF Offset and VF Stride that it shows now; empty when these are not
 * known. A device may change both with NumVFs and with ARI (PCIe 6.2 §9.3.3.9), so before enabling this is a forecast.
 */
export function vfPlaces(pf: FunctionFacts, count: number): VfPlace[] {
  const { offset, stride } = pf.sriov ?? { offset: null, stride: null };
  if (offset === null || stride === null || offset === 0) return [];
  const { bus } = bdfParts(pf.bdf);
  return Array.from({ length: count }, (_, index) => {
    const bdf = vfBdf(pf.bdf, { offset, stride }, index);
    return { index, bdf, otherBus: bdf !== null && bdfParts(bdf).bus !== bus };
  });
}

type Links = FunctionFacts["virtfns"];

/** A PF has up to 65,535 VFs, and most that is asked is asked of each. */
const known = new WeakMap<Links, ReadonlyMap<number, Bdf>>();

/** The address of VF `index` as the PF's links tell it; null = there is none. */
export function vfAt({ virtfns }: Pick<FunctionFacts, "virtfns">, index: number): Bdf | null {
  let byIndex = known.get(virtfns);
  if (byIndex === undefined) {
    // Of links with one index, which no kernel has, the first counts.
    byIndex = new Map(virtfns.toReversed().map((link) => [link.index, link.bdf]));
    known.set(virtfns, byIndex);
  }
  return byIndex.get(index) ?? null;
}
