/** Steps: the closed list of what may be done to a machine, what must be true afterwards, and what the machine answered. */
import { z } from "zod";
import type { Stated } from "../../machine/schema-parts.ts";
import type { Bdf } from "../../pci/bdf.ts";
import type { VfSetting } from "./vf-settings.ts";

/** A VF may not exist yet when a step is planned: then it is named by its PF and index. */
export type Target = { readonly bdf: Bdf } | { readonly pf: Bdf; readonly vf: number; readonly expected: Bdf | null };

/** The closed list of things that may be done to a machine: verbs with values, never a path or a command. */
export type Step =
  | { readonly verb: "sriov.numvfs"; readonly bdf: Bdf; readonly value: number }
  | { readonly verb: "sriov.autoprobe"; readonly bdf: Bdf; readonly value: boolean }
  /** null clears the override. */
  | { readonly verb: "driver.override"; readonly bdf: Bdf; readonly driver: string | null }
  /** From this driver and from no other; {@link ANY_HOST_DRIVER} = from whichever keeps the function with the host. */
  | { readonly verb: "driver.unbind"; readonly bdf: Bdf; readonly from: string }
  /** Asks the kernel to find a driver for the function. Success says nothing about whether one bound. */
  | { readonly verb: "driver.probe"; readonly bdf: Bdf }
  | { readonly verb: "module.load"; readonly module: "vfio-pci" }
  /** Settings of VF `vf`, made through the network interface of its PF `bdf`. */
  | { readonly verb: "vf.network"; readonly bdf: Bdf; readonly vf: number; readonly settings: readonly VfSetting[] }
  /** Size of the VF's MSI-X table; 0 = the driver's default. Refused while a driver has the VF. */
  | { readonly verb: "vf.msix"; readonly bdf: Bdf; readonly count: number }
  | { readonly verb: "device.reset"; readonly bdf: Bdf }
  /** The methods that a reset tries, in this order; null = the kernel's own choice. */
  | { readonly verb: "reset.method"; readonly bdf: Bdf; readonly methods: readonly string[] | null }
  | { readonly verb: "device.remove"; readonly bdf: Bdf }
  | { readonly verb: "bus.rescan" };

type TargetedVerb = "driver.override" | "driver.unbind" | "driver.probe" | "vf.msix";

/** A step whose target may be "VF 3 of this PF"; resolved to a {@link Step} just before it runs. */
export type StepTemplate =
  | Exclude<Step, { readonly verb: TargetedVerb }>
  | { readonly verb: "driver.override"; readonly target: Target; readonly driver: string | null }
  | { readonly verb: "driver.unbind"; readonly target: Target; readonly from: string }
  | { readonly verb: "driver.probe"; readonly target: Target }
  | { readonly verb: "vf.msix"; readonly target: Target; readonly count: number };

/** In place of a driver's name: whichever driver, as long as it keeps the function with the host. */
export const ANY_HOST_DRIVER = "any";

/** What must be true after a step; read back from the machine, not assumed. */
export type Expectation =
  | { readonly that: "numvfs"; readonly bdf: Bdf; readonly value: number }
  | { readonly that: "autoprobe"; readonly bdf: Bdf; readonly value: boolean }
  /** null = no driver; {@link ANY_HOST_DRIVER} = some driver other than vfio-pci */
  | { readonly that: "driver"; readonly target: Target; readonly driver: string | null }
  | { readonly that: "override"; readonly target: Target; readonly driver: string | null }
  | { readonly that: "module"; readonly module: "vfio-pci" }
  | { readonly that: "present"; readonly bdf: Bdf; readonly value: boolean }
  | { readonly that: "vfSetting"; readonly pf: Bdf; readonly vf: number; readonly setting: VfSetting }
  /** 0 = the default, whatever that is */
  | { readonly that: "msix"; readonly target: Target; readonly count: number }
  | { readonly that: "resetMethods"; readonly bdf: Bdf; readonly methods: readonly string[] };

export interface PlanStep {
  readonly id: string;
  readonly template: StepTemplate;
  /** For a person: `Create 16 VFs on 0000:01:00.0`. */
  readonly label: string;
  /** The equivalent shell command. */
  readonly command: string;
  readonly expect: readonly Expectation[];
  /** What ought to come true as well: waited for and told, but the step does not fail without it. */
  readonly expectSoft?: readonly Expectation[];
  /** Takes the step back when a later one fails: in this order, the last step's first. */
  readonly undo: readonly StepTemplate[];
  /** A step that may fail without failing the plan (e.g. unbinding what has no driver any more). */
  readonly optional?: boolean;
}

/** A refusal by the kernel, with what was written where. */
export const StepFailureSchema = z.strictObject({
  /**
   * errno name: `EBUSY`. Besides, `EVERIFY`: the write went through and the machine is not as expected;
   * `EHOST`: the machine could not be asked, so it is not known what happened; `EJOURNAL`: nothing was
   * written because the journal could not be; `ETAKEN`: nothing was written because the machine is not this program's;
   * `ECHANGED`: nothing was written because what the step would have taken away is no longer as the plan expects;
   * `EKILLED`: a signal ended the process that wrote.
   */
  code: z.string(),
  /** What was written: `"8"`. */
  wrote: z.string(),
  /** Where: `/sys/bus/pci/devices/0000:01:00.0/sriov_numvfs`. */
  where: z.string(),
  /**
   * The kernel's log lines from just then, oldest first; for `EHOST`, `EJOURNAL`, `ETAKEN` and `ECHANGED` what the program
   * itself was told.
   */
  kernelLog: z.array(z.string()),
});
export interface StepFailure extends Stated<typeof StepFailureSchema> {}

export type PerformResult =
  /** A write can go through without doing what was asked: then only the log says why, where a host can read it. */
  { readonly ok: true; readonly kernelLog?: readonly string[] } | { readonly ok: false; readonly failure: StepFailure };
