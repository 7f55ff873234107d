/** Which driver has a function: matching, probing, letting go (drivers/base/dd.c, drivers/pci/pci-driver.c). */

import { doesAsBefore, probeFailedLine } from "../../../../shared/machine/kernel-differences.ts";
import { ERRNO, type ErrnoName, KernelCrash, KernelError } from "./errno.ts";
import { totalVfs } from "./pf-registers.ts";
import {
  disableFunction,
  disableVectors,
  enableFunction,
  enableVectors,
  identityOf,
  setPowerState,
} from "./registers.ts";
import type { DriverProfile, KernelState, SimFunction } from "./state.ts";

const VFIO = "vfio-pci";

/** An override matches the driver that it names, whatever its id table says, and no other. */
function matchesDriver(fn: SimFunction, profile: DriverProfile): boolean {
  if (fn.driverOverride !== null) return fn.driverOverride === profile.name;
  return profile.onlyByOverride !== true && profile.matches(identityOf(fn));
}

/** With sriov_drivers_autoprobe off a VF is probed by its override only (pci_device_can_probe). */
function canProbe(fn: SimFunction): boolean {
  return fn.vf === null || fn.vf.physfn.pf?.autoprobe !== false || fn.driverOverride !== null;
}

/** A program owns the DMA of the function's group (iommu_device_use_default_domain refuses with EBUSY). */
function isGroupInUse(state: KernelState, fn: SimFunction): boolean {
  return [...state.open].some((bdf) => state.functions.get(bdf)?.iommuGroup === fn.iommuGroup);
}

/** The kernel dies under the write that is carried out. @throws KernelCrash */
export function crash(state: KernelState, lines: readonly string[]): void {
  state.crashed = true;
  for (const line of lines) state.log.add(line);
  throw new KernelCrash();
}

/** What vfio wrote before Linux 5.19 when a driver took a function of a group in use (vfio_iommu_group_notifier). */
const VFIO_BUG = [
  "------------[ cut here ]------------",
  "kernel BUG at drivers/vfio/vfio.c:698!",
  "invalid opcode: 0000 [#1] SMP NOPTI",
  "RIP: 0010:vfio_iommu_group_notifier+0x1d3/0x1e0 [vfio]",
];

/** Runs a driver's probe. @returns null when it has the function now, else the errno of the probe */
function probe(state: KernelState, fn: SimFunction, profile: DriverProfile): ErrnoName | null {
  if (!canProbe(fn)) return "ENODEV";
  // Set while probing, so that log lines carry the driver's name as the kernel's do.
  fn.driver = profile.name;
  const refusal = profile.probe?.(fn, state) ?? null;
  if (refusal?.lateBefore !== undefined && doesAsBefore(state.release, refusal.lateBefore)) {
    state.later.push(() => giveUp(state, fn, profile, refusal.lines ?? []));
  } else if (refusal !== null) {
    if (refusal.log !== undefined) state.log.about(fn, refusal.log);
    for (const line of refusal.lines ?? []) state.log.add(line);
    if (refusal.code !== "ENODEV") {
      state.log.add(probeFailedLine(state.release, fn.bdf, profile.name, ERRNO[refusal.code]));
    }
    fn.driver = null;
    return refusal.code;
  }
  takeOver(state, fn, profile);
  return null;
}

/** A driver that has a function finds out that it cannot drive it. */
function giveUp(state: KernelState, fn: SimFunction, profile: DriverProfile, lines: readonly string[]): void {
  if (fn.driver !== profile.name || state.functions.get(fn.bdf) !== fn) return;
  for (const line of lines) state.log.add(line);
  release(state, fn);
}

/** What is true of a function once its driver has it. */
export function takeOver(state: KernelState, fn: SimFunction, profile: DriverProfile): void {
  fn.driver = profile.name;
  const idle = profile.name === VFIO;
  if (!idle && profile.passive !== true) enableFunction(fn);
  fn.msi = enableVectors(fn, profile.vectors?.(fn) ?? 0);
  if (fn.powerState !== "D3cold") {
    // vfio-pci lets a function sleep until somebody opens it (disable_idle_d3=N).
    fn.powerState = setPowerState(fn, idle ? 3 : 0) && idle ? "D3hot" : "D0";
  }
  fn.children = profile.children?.(fn, state) ?? [];
  if (fn.pf !== null && profile.sriov?.limit !== undefined) fn.pf.driverMax = profile.sriov.limit(totalVfs(fn));
  state.changed.add(fn.bdf);
}

/** A function appears: its driver takes it, unless the bus's own switch keeps it off. */
export function attachNew(state: KernelState, fn: SimFunction): void {
  if (state.driversAutoprobe || doesAsBefore(state.release, "busAutoprobe")) attach(state, fn);
}

/**
 * Lets the first driver that matches have the function; failing probes are passed over, and logged.
 * @returns false when it came to no probe, because a program has the function's group
 * @throws KernelCrash for that before Linux 5.19
 */
export function attach(state: KernelState, fn: SimFunction): boolean {
  if (fn.driver !== null) return true;
  for (const profile of state.drivers.values()) {
    if (!matchesDriver(fn, profile)) continue;
    if (profile.passive !== true && isGroupInUse(state, fn)) {
      if (doesAsBefore(state.release, "heldGroup")) crash(state, VFIO_BUG);
      return false;
    }
    if (probe(state, fn, profile) === null) return true;
  }
  return true;
}

/** The driver lets go of a function; what that means for its VFs is the caller's matter. */
export function release(state: KernelState, fn: SimFunction): void {
  const profile = fn.driver === null ? undefined : state.drivers.get(fn.driver);
  disableVectors(fn);
  if (profile?.passive !== true) disableFunction(fn);
  if (fn.powerState !== "D3cold") {
    setPowerState(fn, 0);
    // pci_device_remove() forgets the state of a function in D0.
    fn.powerState = "unknown";
  }
  fn.driver = null;
  fn.children = [];
  fn.elsewhere = [];
  fn.msi = null;
  state.changed.add(fn.bdf);
}

/**
 * A write to drivers/NAME/bind.
 * @throws KernelError ENODEV without a match, EBUSY when a driver has it, else the probe's own errno
 */
export function bind(state: KernelState, fn: SimFunction, driver: string): void {
  const profile = state.drivers.get(driver);
  if (profile === undefined) throw new KernelError("ENOENT");
  if (!matchesDriver(fn, profile)) throw new KernelError("ENODEV");
  if (fn.driver !== null || (profile.passive !== true && isGroupInUse(state, fn))) throw new KernelError("EBUSY");
  const code = probe(state, fn, profile);
  if (code !== null) throw new KernelError(code);
}

/** Registers a module's drivers and lets them look at every function without one. */
export function loadModule(state: KernelState, name: string): void {
  const module = state.modules.find((item) => item.name === name);
  if (module === undefined) throw new KernelError("ENOENT");
  if (state.loadedModules.has(name)) return;
  state.loadedModules.add(name);
  for (const profile of module.drivers) {
    state.drivers.set(profile.name, profile);
    for (const fn of [...state.functions.values()]) {
      if (fn.driver === null && matchesDriver(fn, profile)) probe(state, fn, profile);
    }
  }
}

/** Modules whose alias matches, in the order of modules.alias. vfio's own aliases are of another kind and not among them. */
export function modulesFor(state: KernelState, fn: SimFunction): string[] {
  const id = identityOf(fn);
  return state.modules.filter((module) => module.matches(id)).map((module) => module.name);
}
