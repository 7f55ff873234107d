/** Makes the function that a VF is: its slice of each window, its group, its configuration space. */

import { type Bdf, bdfParts } from "../../../../shared/pci/bdf.ts";
import { ConfigSpace } from "../../../../shared/pci/config-space.ts";
import { hexDigits } from "../../../../shared/pci/hex-digits.ts";
import type { KernelResource } from "../../../../shared/pci/layout.ts";
import { FIRST_IOV_RESOURCE } from "../../../../shared/pci/sriov.ts";
import { joinGroup, newGroup } from "./groups.ts";
import { word } from "./pf-registers.ts";
import type { FunctionSpec } from "./spec.ts";
import type { KernelState, PfState, SimFunction } from "./state.ts";

const EMPTY: KernelResource = { start: 0n, end: 0n, flags: 0 };

function vfResources(fn: SimFunction, pf: PfState, index: number): KernelResource[] {
  return Array.from({ length: 13 }, (_, bar) => {
    const size = bar < 6 ? (pf.spec.vfBars[bar] ?? 0n) : 0n;
    const window = fn.resources[FIRST_IOV_RESOURCE + bar];
    if (size === 0n || !window) return EMPTY;
    const start = window.start + size * BigInt(index);
    return { start, end: start + size - 1n, flags: window.flags };
  });
}

/** VF `index` of a PF at `bdf`, without a driver yet. */
export function makeVf(state: KernelState, fn: SimFunction, pf: PfState, bdf: Bdf, index: number): SimFunction {
  const device = word(fn, pf, "did");
  const { iommuGroup } = fn;
  const group = iommuGroup === null ? null : pf.spec.sharesGroup ? joinGroup(state, iommuGroup) : newGroup(state);
  const own = bdfParts(bdf);
  const physical = bdfParts(fn.bdf);
  // A slot names a bus and device number, so only VFs that share the PF's are in it.
  const inSlot = own.bus === physical.bus && own.device === physical.device;
  const spec: FunctionSpec = {
    ...fn.spec,
    bdf,
    config: pf.spec.vfConfig,
    resources: vfResources(fn, pf, index),
    iommuGroup: group,
    // Not every function has an interrupt line: the attribute reads 0.
    irq: 0,
    slot: inSlot ? fn.spec.slot : null,
    label: null,
    powerState: "D0",
    driver: null,
    driverOverride: null,
    resetMethods: ["flr"],
    hints: {},
    aer: {},
    pf: null,
    removable: false,
  };
  const vf: SimFunction = {
    bdf,
    spec,
    vendor: fn.vendor,
    device,
    config: spec.config.slice(),
    resources: spec.resources,
    iommuGroup: group,
    driver: null,
    driverOverride: null,
    powerState: "D0",
    resetMethods: spec.resetMethods,
    stored: new Map(),
    children: [],
    msi: null,
    pf: null,
    vf: { physfn: fn, index },
  };
  const classCode = new ConfigSpace(vf.config).u32(0x08) >>> 8;
  const ids = `[${hexDigits(fn.vendor, 4)}:${hexDigits(device, 4)}]`;
  state.log.about(vf, `${ids} type 00 class 0x${hexDigits(classCode, 6)} PCIe Endpoint`);
  if (group !== null) state.log.about(vf, `Adding to iommu group ${group}`);
  return vf;
}
