/** From functions to a machine: numbers, windows, drivers and what a scan says of the whole. */

import type { Bdf } from "../../../../shared/pci/bdf.ts";
import type { FunctionSpec } from "../kernel/spec.ts";
import type { DriverProfile, ModuleProfile } from "../kernel/state.ts";
import type { SimulatedMachine } from "../simulated-host.ts";
import type { MachineUse } from "../usage.ts";
import { numbered } from "./parts/function.ts";
import { withWindows } from "./parts/windows.ts";

interface MachineSpec {
  readonly name: string;
  readonly bootId: string;
  readonly iommus: readonly string[];
  readonly groupType?: string;
  readonly platform: "intel" | "amd";
  readonly functions: readonly FunctionSpec[];
  /** Functions that share an IOMMU group, the first one's. */
  readonly together?: readonly (readonly Bdf[])[];
  readonly drivers: readonly DriverProfile[];
  readonly modules: readonly ModuleProfile[];
  readonly enabledVfs?: Readonly<Record<string, number>>;
  readonly vfSettings?: NonNullable<SimulatedMachine["kernel"]["vfSettings"]>;
  readonly vfioEnableSriov?: boolean;
  readonly use?: MachineUse;
  readonly rootBusEnd?: Readonly<Record<string, number>>;
  readonly own?: NonNullable<SimulatedMachine["own"]>;
}

const KERNEL = "6.12.41";

/** Addresses that interrupts travel by, and on AMD those that HyperTransport keeps. */
const RESERVED: Readonly<Record<MachineSpec["platform"], SimulatedMachine["reservedRegions"]>> = {
  intel: [{ start: "0xfee00000", end: "0xfeefffff", kind: "msi" }],
  amd: [
    { start: "0xfee00000", end: "0xfeefffff", kind: "msi" },
    { start: "0xfd00000000", end: "0xffffffffff", kind: "reserved" },
  ],
};

export function simulatedMachine(spec: MachineSpec): SimulatedMachine {
  const functions = withWindows(numbered(spec.functions, spec.together));
  return {
    name: spec.name,
    kernelRelease: KERNEL,
    bootId: spec.bootId,
    iommus: spec.iommus,
    reservedRegions: RESERVED[spec.platform],
    groupType: spec.groupType ?? "DMA-FQ",
    ...(spec.use === undefined ? {} : { use: spec.use }),
    ...(spec.own === undefined ? {} : { own: spec.own }),
    kernel: {
      functions,
      drivers: spec.drivers,
      modules: spec.modules,
      enabledVfs: spec.enabledVfs ?? {},
      vfSettings: spec.vfSettings ?? {},
      vfioEnableSriov: spec.vfioEnableSriov ?? false,
      rootBusEnd: spec.rootBusEnd ?? {},
    },
  };
}

/** `dmar0` … as an Intel server names its IOMMUs, `ivhd0` … an AMD one. */
export function iommuNames(prefix: "dmar" | "ivhd", count: number): string[] {
  return Array.from({ length: count }, (_, index) => `${prefix}${index}`);
}
