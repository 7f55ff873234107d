/** Facts of which nothing is known yet: whoever knows some writes them over these, and a new fact is unknown to all others. */
import type { Bdf } from "../pci/bdf.ts";
import type { FunctionDetail, FunctionFacts, FunctionInfo, FunctionNames, HostFacts, VfSettings } from "./facts.ts";

/** That it has no driver is not known either: who cannot tell adds `driverUnknown`. */
export function blankFunction(bdf: Bdf): FunctionFacts {
  return {
    bdf,
    parent: null,
    hostBridge: null,
    vendor: null,
    device: null,
    subsystemVendor: null,
    subsystemDevice: null,
    classCode: null,
    revision: null,
    driver: null,
    driverOverride: null,
    modules: [],
    irq: null,
    msi: null,
    numaNode: null,
    iommuGroup: null,
    powerState: null,
    d3coldAllowed: null,
    link: null,
    slot: null,
    label: null,
    resources: [],
    bridge: null,
    sriov: null,
    physfn: null,
    virtfns: [],
    ariEnabled: null,
    resetMethods: null,
    children: [],
    problems: [],
  };
}

/** Of a function that the PCI ID database does not have. */
export const NO_NAMES: FunctionNames = { vendor: null, device: null, subsystem: null, classLabel: null, progIf: null };

/** For where names do not matter. */
export function nameless(facts: FunctionFacts): FunctionInfo {
  return { ...facts, names: NO_NAMES };
}

export function blankDetail(bdf: Bdf): FunctionDetail {
  return {
    bdf,
    numVfs: null,
    iommuGroupType: null,
    reservedRegions: [],
    aer: [],
    runtimeStatus: null,
    enableCount: null,
    problems: [],
  };
}

export const BLANK_HOST: HostFacts = {
  iommus: [],
  vfioPci: null,
  vfioEnableSriov: null,
  drivers: [],
  driversAutoprobe: null,
  crashed: null,
};

/** Settings of a VF of which its PF's driver tells none. */
export const BLANK_VF_SETTINGS: Omit<VfSettings, "vf"> = {
  mac: null,
  vlan: null,
  qos: null,
  spoofCheck: null,
  trust: null,
  linkState: null,
  minRate: null,
  maxRate: null,
};
