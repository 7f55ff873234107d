/** VFs come and go: a write to sriov_numvfs, with the checks, messages and errnos of drivers/pci/iov.c (6.18). */

import { noVfsLine } from "../../../../shared/machine/kernel-differences.ts";
import { bdfAtRoutingId, bdfParts, formatBdf, routingId } from "../../../../shared/pci/bdf.ts";
import { SRIOV } from "../../../../shared/pci/capabilities/extended/sriov.ts";
import { hex2, hexDigits } from "../../../../shared/pci/hex-digits.ts";
import type { KernelResource } from "../../../../shared/pci/layout.ts";
import { FIRST_IOV_RESOURCE, lastVfBus, type VfLayout } from "../../../../shared/pci/sriov.ts";
import { setField } from "../space/write.ts";
import { attachNew, release } from "./binding.ts";
import { type ErrnoName, KernelError } from "./errno.ts";
import { leaveGroup } from "./groups.ts";
import { releaseControllers } from "./nvme-controllers.ts";
import { setNumVfs, totalVfs, vfLayoutFor, word } from "./pf-registers.ts";
import { busRange, forwardsAri } from "./registers.ts";
import { addRepresentor, removeRepresentors } from "./representors.ts";
import type { KernelState, PfState, SimFunction } from "./state.ts";
import { makeVf } from "./vf.ts";
import { newVfSettings } from "./vf-settings.ts";

const UNSET = 0x20000000;
const MIGRATION_CAPABLE = 0x1;

function refuse(state: KernelState, fn: SimFunction, code: ErrnoName, line?: string): never {
  if (line !== undefined) state.log.about(fn, line);
  throw new KernelError(code);
}

/**
 * A write of `count` to sriov_numvfs.
 * @throws KernelError with the kernel's errno; what the kernel says of it is in the log
 */
export function writeNumVfs(state: KernelState, fn: SimFunction, count: number): void {
  const { pf } = fn;
  if (pf === null) throw new KernelError("ENOENT");
  if (!Number.isInteger(count) || count < 0) throw new KernelError("EINVAL");
  if (count > pf.driverMax || count > 0xffff) throw new KernelError("ERANGE");
  const now = pf.vfs.length;
  if (count === now) return;
  const profile = fn.driver === null ? undefined : state.drivers.get(fn.driver);
  const support = profile?.sriov;
  if (profile === undefined || support === undefined) {
    state.log.add(noVfsLine(state.release, fn));
    throw new KernelError("ENOENT");
  }
  if (count === 0) {
    const answer = support.check?.({ pf: fn, count, kernel: state }) ?? null;
    if (answer !== null && "code" in answer) refuse(state, fn, answer.code, answer.log);
    disableVfs(state, fn);
    if (support.disabledLog !== undefined) state.log.about(fn, support.disabledLog);
    return;
  }
  if (now > 0) {
    refuse(state, fn, "EBUSY", `${now} VFs already enabled. Disable before enabling ${count} VFs`);
  }
  const answer = support.check?.({ pf: fn, count, kernel: state }) ?? null;
  if (answer !== null && "code" in answer) refuse(state, fn, answer.code, answer.log);
  if (answer !== null) {
    state.log.about(fn, answer.ignore);
    state.log.about(fn, `${count} VFs requested; only 0 enabled`);
    return;
  }
  if (support.enablingLog) state.log.about(fn, support.enablingLog(count));
  const made = support.makesAll === true ? pf.driverMax : count;
  enableVfs(state, fn, pf, made, support.captures === true ? profile.name : null);
  if (made !== count) state.log.about(fn, `${count} VFs requested; only ${made} enabled`);
}

function isPlaced(resource: KernelResource | undefined): resource is KernelResource {
  return resource !== undefined && resource.start !== 0n && (resource.flags & UNSET) === 0;
}

function checkWindows(state: KernelState, fn: SimFunction, pf: PfState, count: number): void {
  const fits = pf.spec.vfBars.every((size, bar) => {
    if (size === 0n) return true;
    const window = fn.resources[FIRST_IOV_RESOURCE + bar];
    return isPlaced(window) && size * BigInt(count) <= window.end - window.start + 1n;
  });
  if (!fits) refuse(state, fn, "ENOMEM", "not enough MMIO resources for SR-IOV");
}

function checkBuses(state: KernelState, fn: SimFunction, layout: VfLayout, count: number): void {
  const parent = fn.spec.parent === null ? undefined : state.functions.get(fn.spec.parent);
  const first = bdfParts(fn.bdf).bus;
  const last = parent ? busRange(parent).subordinate : (state.rootBusEnd.get(fn.spec.hostBridge) ?? 0xff);
  const wanted = lastVfBus(fn.bdf, layout, count);
  if (wanted <= last) return;
  const range = first === last ? `[bus ${hex2(first)}]` : `[bus ${hex2(first)}-${hex2(last)}]`;
  refuse(state, fn, "ENOMEM", `can't enable ${count} VFs (bus ${hex2(wanted)} out of range of ${range})`);
}

/** Function Dependency Link names another function of the device that must be a PF too. */
function checkDependency(state: KernelState, fn: SimFunction, pf: PfState): void {
  const parts = bdfParts(fn.bdf);
  const link = word(fn, pf, "fdl") & 0xff;
  if (link === parts.device * 8 + parts.function) return;
  const other = state.functions.get(formatBdf({ ...parts, device: link >> 3, function: link & 7 }));
  if (other === undefined) throw new KernelError("ENODEV");
  if (other.pf === null) throw new KernelError("ENOSYS");
}

/** A port without ARI passes on device 0 of its bus only: the registers of other VFs read ff. */
function isReached(state: KernelState, fn: SimFunction, id: number): boolean {
  const port = fn.spec.parent === null ? undefined : state.functions.get(fn.spec.parent);
  return port === undefined || forwardsAri(port) || id >> 8 !== bdfParts(fn.bdf).bus || (id & 0xff) <= 7;
}

/** The kernel reads the header of the first VF, and takes it for those of all (iov.c, pci_read_vf_config_common). */
function checkReach(state: KernelState, fn: SimFunction, { offset }: VfLayout): void {
  const id = routingId(fn.bdf) + offset;
  const bdf = isReached(state, fn, id) ? null : bdfAtRoutingId(bdfParts(fn.bdf).domain, id);
  if (bdf === null) return;
  const ids = `[${hexDigits(fn.vendor, 4)}:${hexDigits(fn.pf === null ? 0 : word(fn, fn.pf, "did"), 4)}]`;
  state.log.about({ bdf, driver: null }, `${ids} type 7f class 0xffffff conventional PCI`);
  state.log.about({ bdf, driver: null }, "unknown header type 7f, ignoring device");
  throw new KernelError("EIO");
}

/** @param capturedBy the driver that VFs get an override to */
function enableVfs(state: KernelState, fn: SimFunction, pf: PfState, count: number, capturedBy: string | null): void {
  const initial = word(fn, pf, "initial");
  const migration = (word(fn, pf, "cap") & MIGRATION_CAPABLE) !== 0;
  if (initial > totalVfs(fn) || (!migration && initial !== totalVfs(fn))) throw new KernelError("EIO");
  if (count > totalVfs(fn) || (!migration && count > initial)) throw new KernelError("EINVAL");
  checkWindows(state, fn, pf, count);
  const layout = vfLayoutFor(state, fn, pf, count);
  checkBuses(state, fn, layout, count);
  checkDependency(state, fn, pf);
  checkReach(state, fn, layout);
  setNumVfs(state, fn, pf, count);
  setField(fn.config, SRIOV, pf.at, "ctl.enable", 1);
  setField(fn.config, SRIOV, pf.at, "ctl.mse", 1);
  for (let index = 0; index < count; index++) {
    const id = routingId(fn.bdf) + layout.offset + layout.stride * index;
    const bdf = bdfAtRoutingId(bdfParts(fn.bdf).domain, id);
    if (bdf === null) continue;
    const vf = makeVf(state, fn, pf, bdf, index);
    pf.vfs.push(vf);
    pf.settings.push(newVfSettings(fn, index));
    addRepresentor(fn, index);
    state.functions.set(bdf, vf);
    state.changed.add(bdf);
    if (capturedBy !== null) {
      vf.driverOverride = capturedBy;
      state.log.about(fn, `Captured SR-IOV VF ${bdf} driver_override`);
    }
    // No driver can do anything with one that does not answer.
    if (isReached(state, fn, id)) attachNew(state, vf);
    else vf.config.fill(0xff);
  }
  state.changed.add(fn.bdf);
}

function removeVf(state: KernelState, vf: SimFunction): void {
  if (vf.driver !== null) release(state, vf);
  leaveGroup(state, vf.iommuGroup);
  state.functions.delete(vf.bdf);
  state.changed.add(vf.bdf);
}

/** VFs leave by their index, one after the other (sriov_del_vfs): what happens before one of them has to be waited for. */
export function removeVfsBefore(state: KernelState, fn: SimFunction, index: number): void {
  const { pf } = fn;
  if (pf === null) return;
  const first = pf.vfs.filter((vf) => (vf.vf?.index ?? index) < index);
  for (const vf of first) removeVf(state, vf);
  pf.vfs = pf.vfs.filter((vf) => !first.includes(vf));
  state.changed.add(fn.bdf);
}

/** All VFs go with one write; there is no other way (PCIe 6.2 §9.3.3.3.1). */
export function disableVfs(state: KernelState, fn: SimFunction): void {
  const { pf } = fn;
  if (pf === null || pf.vfs.length === 0) return;
  for (const vf of pf.vfs) removeVf(state, vf);
  pf.vfs = [];
  pf.settings = [];
  releaseControllers(pf);
  removeRepresentors(fn);
  setField(fn.config, SRIOV, pf.at, "ctl.enable", 0);
  setField(fn.config, SRIOV, pf.at, "ctl.mse", 0);
  setNumVfs(state, fn, pf, 0);
  state.changed.add(fn.bdf);
}
