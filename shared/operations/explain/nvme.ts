/** Why a change of an NVMe secondary controller failed: the status of the command (NVMe Base 2.0, Virtualization Management). */
import type { Value } from "../../words/message.ts";
import { COMMON } from "../../words/texts/common.ts";
import { EXPLAIN_NVME_WORDS } from "../../words/texts/explain-nvme.ts";
import type { FailedStep } from "./failed-step.ts";
import { type ExplanationRule, retry, rulesFor } from "./rule.ts";

const VERBS = ["nvme.resources", "nvme.state"] as const;

/** nvme-cli writes the status behind its words, with "do not retry" (4000h) in it or without. */
const status = (code: string) => new RegExp(`NVMe status:.*\\(0x[4-7]?${code}\\)`, "i");

/** The PF and the VF that the step names. */
function vfOf({ step }: FailedStep): { readonly pf: Value; readonly vf: Value } {
  return step.verb === "nvme.resources" || step.verb === "nvme.state"
    ? { pf: step.bdf, vf: step.vf }
    : { pf: COMMON.unknown, vf: COMMON.unknown };
}

export const NVME_RULES: readonly ExplanationRule[] = rulesFor(VERBS, [
  {
    id: "nvme-controller-id",
    codes: null,
    log: status("11f"),
    cause: (failed) => EXPLAIN_NVME_WORDS.noController(vfOf(failed)),
    remedy: EXPLAIN_NVME_WORDS.noControllerRemedy,
    action: retry,
  },
  {
    id: "nvme-online-refused",
    codes: null,
    log: status("120"),
    cause: (failed) =>
      failed.step.verb === "nvme.state"
        ? EXPLAIN_NVME_WORDS.cannotComeOnline(vfOf(failed))
        : EXPLAIN_NVME_WORDS.isOnline(vfOf(failed)),
    remedy: EXPLAIN_NVME_WORDS.stateRemedy,
    action: retry,
  },
  {
    id: "nvme-resources-refused",
    codes: null,
    log: status("12[12]"),
    cause: (failed) => EXPLAIN_NVME_WORDS.tooMany(vfOf(failed)),
    remedy: EXPLAIN_NVME_WORDS.tooManyRemedy,
  },
  {
    id: "nvme-unsupported",
    codes: null,
    log: /NVMe status: *Invalid Command Opcode|NVMe status:.*\(0x[4-7]?0*1\)/i,
    cause: (failed) => EXPLAIN_NVME_WORDS.unsupported({ pf: vfOf(failed).pf }),
    remedy: EXPLAIN_NVME_WORDS.unsupportedRemedy,
  },
  {
    id: "nvme-program-missing",
    codes: ["ENOENT"],
    log: /nvme: (?:command |applet )?not found/i,
    cause: EXPLAIN_NVME_WORDS.noProgram,
    remedy: EXPLAIN_NVME_WORDS.noProgramRemedy,
    action: retry,
  },
]);
