/** A function appears: at boot, or with a card that is put in. */

import { ConfigSpace } from "../../../../shared/pci/config-space.ts";
import { joinGroup, newGroup } from "./groups.ts";
import { newControllers } from "./nvme-controllers.ts";
import { initSriov, totalVfs } from "./pf-registers.ts";
import { findExtended } from "./registers.ts";
import type { FunctionSpec } from "./spec.ts";
import type { KernelState, SimFunction } from "./state.ts";

const SRIOV_ID = 0x10;

/** The group of the description where it is free or its other members are in it, else the lowest free one. */
function groupFor(state: KernelState, spec: FunctionSpec): number | null {
  if (!state.hasIommu || spec.iommuGroup === null) return null;
  const members = [...state.functions.values()].filter((fn) => fn.iommuGroup === spec.iommuGroup);
  const isShared = members.some((fn) => fn.vf === null && fn.spec.iommuGroup === spec.iommuGroup);
  return members.length === 0 || isShared ? joinGroup(state, spec.iommuGroup) : newGroup(state);
}

/** Adds it without a driver. @throws Error when the description has a PF without the SR-IOV capability */
export function installFunction(state: KernelState, spec: FunctionSpec): SimFunction {
  const space = new ConfigSpace(spec.config);
  const at = spec.pf === null ? null : findExtended(spec.config, SRIOV_ID);
  if (spec.pf !== null && at === null) throw new Error(`${spec.bdf} is described as a PF and has no SR-IOV capability`);
  const fn: SimFunction = {
    bdf: spec.bdf,
    spec,
    vendor: space.u16(0),
    device: space.u16(2),
    config: spec.config.slice(),
    resources: spec.resources,
    iommuGroup: groupFor(state, spec),
    driver: null,
    driverOverride: spec.driverOverride,
    powerState: spec.powerState,
    resetMethods: spec.resetMethods,
    stored: new Map(),
    children: [],
    msi: null,
    pf:
      spec.pf === null || at === null
        ? null
        : { spec: spec.pf, at, driverMax: 0, autoprobe: true, vfs: [], settings: [], controllers: [] },
    vf: null,
  };
  state.functions.set(spec.bdf, fn);
  if (fn.pf !== null) {
    fn.pf.driverMax = totalVfs(fn);
    fn.pf.controllers = newControllers(fn.pf.spec, totalVfs(fn));
    initSriov(state, fn);
  }
  return fn;
}
