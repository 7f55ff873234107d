/** Failed steps for tests of explanations. */
import type { FunctionInfo, HostFacts } from "../../machine/facts.ts";
import type { ConfigSpace } from "../../pci/config-space.ts";
import type { FailedStep } from "../explain/failed-step.ts";
import type { Expectation, Step } from "../verbs/list.ts";
import { writeOf } from "../verbs/table.ts";
import { at, fn, LAB_HOST, sriov } from "./facts.ts";

export const PF = at("01:00.0");
export const NUMVFS: Extract<Step, { readonly verb: "sriov.numvfs" }> = { verb: "sriov.numvfs", bdf: PF, value: 8 };
export const PROBE: Step = { verb: "driver.probe", bdf: PF };
export const UNBIND: Step = { verb: "driver.unbind", bdf: PF, from: "any" };
export const OVERRIDE: Step = { verb: "driver.override", bdf: PF, driver: "vfio-pci" };
export const AUTOPROBE: Step = { verb: "sriov.autoprobe", bdf: PF, value: false };
export const MODULE: Step = { verb: "module.load", module: "vfio-pci" };

export const PLAIN = { driver: "mlx5_core", iommuGroup: "20", sriov: sriov({ totalVfs: 7 }) };

export interface Circumstances {
  /** The kernel's line; for a code of the program's own what it says itself. */
  readonly log?: string;
  readonly facts?: Partial<FunctionInfo> | null;
  readonly unmet?: FailedStep["unmet"];
  readonly host?: Partial<HostFacts>;
  readonly iommusUnknown?: boolean;
  /** The others of its IOMMU group; left out = the machine was not read. */
  readonly groupMates?: readonly FunctionInfo[];
  readonly config?: ConfigSpace;
}

/** A step that failed on a PF with 7 VFs at the most, in a group, on mlx5_core, where nothing else is said. */
export function failed(
  step: Step,
  code: string,
  { log, facts, unmet = [], host, iommusUnknown, groupMates, config }: Circumstances = {},
): FailedStep {
  const isOwn = ["EHOST", "EJOURNAL", "ETAKEN", "ECHANGED"].includes(code);
  const own = fn("01:00.0", { ...PLAIN, ...facts });
  const mates = groupMates?.map((mate) => ({ ...mate, iommuGroup: own.iommuGroup }));
  return {
    step,
    failure: {
      code,
      ...writeOf(step),
      kernelLog: log === undefined || isOwn ? [] : ["mlx5_core 0000:01:00.0: something before", log],
      ...(log !== undefined && isOwn ? { said: [log] } : {}),
    },
    fn: facts === null ? null : own,
    host: { ...LAB_HOST, ...host },
    iommusUnknown,
    around: mates && [own, ...mates],
    config,
    unmet,
  };
}

/** @param found the driver that it has; gone = it is not there */
export function wants(driver: string | null, found: string | null): FailedStep["unmet"] {
  const expected: Expectation = { that: "driver", target: { bdf: PF }, driver };
  return [{ expected, found: found === "gone" ? "gone" : { ...expected, driver: found } }];
}

export function counts(value: number, found: number | "gone"): FailedStep["unmet"] {
  const expected: Expectation = { that: "numvfs", bdf: PF, value };
  return [{ expected, found: found === "gone" ? found : { ...expected, value: found } }];
}

export const ON_VFIO = { driver: "vfio-pci", driverOverride: "vfio-pci" };
