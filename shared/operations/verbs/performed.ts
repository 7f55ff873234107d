/** What a machine answers to a step. */
import { z } from "zod";
import { type Stated, words } from "../../machine/schema-parts.ts";

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
  /** The kernel's log lines from just then, oldest first. Entries of older journals have `said` in here, in English. */
  kernelLog: z.array(z.string()),
  /** The program's own reasons, where it is not the kernel that refused: of `EHOST`, `EJOURNAL`, `ETAKEN` and `ECHANGED`. */
  said: z.array(words).exactOptional(),
});
export interface StepFailure extends Stated<typeof StepFailureSchema> {}

export type PerformResult =
  /** A write can go through without doing what was asked: then only the log says why, where a host can read it. */
  { readonly ok: true; readonly kernelLog?: readonly string[] } | { readonly ok: false; readonly failure: StepFailure };
