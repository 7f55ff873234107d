/** Resets, and functions that are taken off the bus by hand (drivers/pci/pci.c, pci-sysfs.c). */

import { WHOLE_BUS } from "../../../../shared/machine/behind.ts";
import { doesAsBefore } from "../../../../shared/machine/kernel-differences.ts";
import { type Bdf, bdfParts } from "../../../../shared/pci/bdf.ts";
import { attachNew } from "./binding.ts";
import { detach } from "./detach.ts";
import { KernelError } from "./errno.ts";
import { leaveGroup } from "./groups.ts";
import { installFunction } from "./install.ts";
import { releaseControllers } from "./nvme-controllers.ts";
import type { FunctionSpec } from "./spec.ts";
import type { KernelState, SimFunction } from "./state.ts";

/** A bus with others on it is not reset (pci_parent_bus_reset); slots that pciehp resets all the same are not modelled. */
function isAlone(state: KernelState, fn: SimFunction): boolean {
  const { domain, bus } = bdfParts(fn.bdf);
  return [...state.functions.keys()].every((bdf) => {
    const at = bdfParts(bdf);
    return bdf === fn.bdf || at.domain !== domain || at.bus !== bus;
  });
}

/**
 * A write of 1 to `reset`: the kernel saves the configuration space before it and restores it afterwards, that of the
 * function alone: VFs of a PF are as new, and their drivers are not told. 6.12 says nothing of it in its log.
 */
export function resetFunction(state: KernelState, fn: SimFunction): void {
  const method = fn.resetMethods.find((name) => !WHOLE_BUS.has(name) || isAlone(state, fn));
  if (method === undefined) throw new KernelError("ENOTTY");
  for (const vf of fn.pf?.vfs ?? []) vf.config.set(vf.spec.config);
  if (fn.pf !== null) releaseControllers(fn.pf);
  state.changed.add(fn.bdf);
}

/** A write to `reset_method`. @param methods null = the kernel's own choice */
export function setResetMethods(state: KernelState, fn: SimFunction, methods: readonly string[] | null): void {
  if (doesAsBefore(state.release, "resetMethod")) throw new KernelError("ENOENT");
  const wanted = methods ?? fn.spec.resetMethods;
  const unknown = wanted.find((method) => !fn.spec.resetMethods.includes(method));
  if (unknown !== undefined || wanted.length === 0) {
    state.log.about(fn, `Unsupported reset method '${unknown ?? ""}'`);
    throw new KernelError("EINVAL");
  }
  fn.resetMethods = [...wanted];
  state.changed.add(fn.bdf);
}

/** All that is behind a function, itself included. */
function branch(state: KernelState, top: SimFunction): SimFunction[] {
  const below = [...state.functions.values()].filter((fn) => fn.vf === null && fn.spec.parent === top.bdf);
  return [top, ...below.flatMap((fn) => branch(state, fn))];
}

/** A write of 1 to `remove`. @returns what a rescan will find again */
export function removeFunction(state: KernelState, fn: SimFunction): readonly FunctionSpec[] {
  const gone = fn.vf === null ? branch(state, fn) : [fn];
  for (const item of [...gone].reverse()) {
    detach(state, item);
    leaveGroup(state, item.iommuGroup);
    state.functions.delete(item.bdf);
    state.changed.add(item.bdf);
  }
  return gone.filter((item) => item.vf === null).map((item) => item.spec);
}

/** What is on the buses and not known: new functions, so no override and no VF is left of before. */
export function rescan(state: KernelState, removed: Map<Bdf, FunctionSpec>): void {
  const found = [...removed.values()].filter(
    ({ parent }) => parent === null || state.functions.has(parent) || removed.has(parent),
  );
  const added = found.map((spec) => installFunction(state, { ...spec, driver: null, driverOverride: null }));
  for (const fn of added) {
    removed.delete(fn.bdf);
    state.changed.add(fn.bdf);
    attachNew(state, fn);
  }
}
