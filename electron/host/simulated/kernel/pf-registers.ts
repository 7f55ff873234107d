/** The registers of a PF's SR-IOV capability that the kernel lives by. */
import { bdfParts, routingId } from "../../../../shared/pci/bdf.ts";
import { SRIOV } from "../../../../shared/pci/capabilities/extended/sriov.ts";
import { ConfigSpace } from "../../../../shared/pci/config-space.ts";
import type { VfLayout } from "../../../../shared/pci/sriov.ts";
import { setField } from "../space/write.ts";
import { forwardsAri } from "./registers.ts";
import type { KernelState, PfState, SimFunction } from "./state.ts";

function offsetOf(path: string): number {
  const register = SRIOV.registers.find((item) => item.id === path);
  if (!register) throw new Error(`no SR-IOV register ${path}`);
  return register.offset;
}

/** A 16-bit register of the capability by its name in the table. */
export function word(fn: SimFunction, pf: PfState, register: string): number {
  return new ConfigSpace(fn.config).u16(pf.at + offsetOf(register));
}

/** TotalVFs of the capability. */
export function totalVfs(fn: SimFunction): number {
  return fn.pf === null ? 0 : word(fn, fn.pf, "total");
}

export function vfLayoutOf(fn: SimFunction, pf: PfState): VfLayout {
  return { offset: word(fn, pf, "offset"), stride: word(fn, pf, "stride") };
}

/** The PF with the lowest address on the same bus: its ARI bit is that of them all (§9.3.3.3.5). */
function firstPf(state: KernelState, fn: SimFunction): SimFunction {
  const { domain, bus } = bdfParts(fn.bdf);
  let first = fn;
  for (const other of state.functions.values()) {
    const at = bdfParts(other.bdf);
    if (other.pf === null || at.domain !== domain || at.bus !== bus) continue;
    if (routingId(other.bdf) < routingId(first.bdf)) first = other;
  }
  return first;
}

const CONTROL_ARI = 0x10;

/** Where the device puts `count` VFs; for most that is what the registers say, always. */
export function vfLayoutFor(state: KernelState, fn: SimFunction, pf: PfState, count: number): VfLayout {
  if (pf.spec.layout === null) return vfLayoutOf(fn, pf);
  const first = firstPf(state, fn);
  const ari = first.pf !== null && (word(first, first.pf, "ctl") & CONTROL_ARI) !== 0;
  return pf.spec.layout(count, ari);
}

/** NumVFs is written, and a device whose offset and stride follow it changes them (§9.3.3.9, §9.3.3.10). */
export function setNumVfs(state: KernelState, fn: SimFunction, pf: PfState, count: number): void {
  setField(fn.config, SRIOV, pf.at, "num", count);
  const { offset, stride } = vfLayoutFor(state, fn, pf, count);
  setField(fn.config, SRIOV, pf.at, "offset", offset);
  setField(fn.config, SRIOV, pf.at, "stride", stride);
}

/** The kernel sets the ARI bit of the first PF of a bus (sriov_init). */
export function initSriov(state: KernelState, fn: SimFunction): void {
  if (fn.pf === null) return;
  const port = fn.spec.parent === null ? undefined : state.functions.get(fn.spec.parent);
  const isFirst = firstPf(state, fn) === fn;
  setField(fn.config, SRIOV, fn.pf.at, "ctl.ari", isFirst && forwardsAri(port) ? 1 : 0);
  setNumVfs(state, fn, fn.pf, 0);
}
