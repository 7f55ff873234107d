/** Why a change of an NVMe secondary controller failed: the status of the command (NVMe Base 2.0, Virtualization Management). */
import type { FailedStep } from "./failed-step.ts";
import { type ExplanationRule, retry, rulesFor } from "./rule.ts";

const VERBS = ["nvme.resources", "nvme.state"] as const;

/** nvme-cli writes the status behind its words, with "do not retry" (4000h) in it or without. */
const status = (code: string) => new RegExp(`NVMe status:.*\\(0x[4-7]?${code}\\)`, "i");

const vfOf = ({ step }: FailedStep): string =>
  step.verb === "nvme.resources" || step.verb === "nvme.state" ? `VF ${step.vf} of ${step.bdf}` : "the VF";
const pfOf = ({ step }: FailedStep): string => ("bdf" in step ? step.bdf : "the PF");

export const NVME_RULES: readonly ExplanationRule[] = rulesFor(VERBS, [
  {
    id: "nvme-controller-id",
    codes: null,
    log: status("11f"),
    cause: (failed) =>
      `The controller of ${pfOf(failed)} knows no such secondary controller for ${vfOf(failed)}, or wants its VFs to be there first (Invalid Controller Identifier).`,
    remedy: "Create the VFs, refresh the machine and plan again.",
    action: retry,
  },
  {
    id: "nvme-online-refused",
    codes: null,
    log: status("120"),
    cause: (failed) =>
      failed.step.verb === "nvme.state"
        ? `${vfOf(failed)} cannot come online: its VF is not there, or it has fewer than two queues or no interrupt (Invalid Secondary Controller State).`
        : `${vfOf(failed)} is online, and what it has changes offline only (Invalid Secondary Controller State).`,
    remedy: "Something else changes the controllers of this PF at the same time: refresh the machine and plan again.",
    action: retry,
  },
  {
    id: "nvme-resources-refused",
    codes: null,
    log: status("12[12]"),
    cause: (failed) =>
      `The controller of ${pfOf(failed)} does not give ${vfOf(failed)} that many: there are fewer left, one VF takes fewer, or it gives in steps (Invalid Number of Controller Resources).`,
    remedy: "Choose fewer, or a multiple of the step that the PF tells; other VFs that go offline give theirs back.",
  },
  {
    id: "nvme-unsupported",
    codes: null,
    log: /NVMe status: *Invalid Command Opcode|NVMe status:.*\(0x[4-7]?0*1\)/i,
    cause: (failed) => `The controller of ${pfOf(failed)} has no Virtualization Management (Invalid Command Opcode).`,
    remedy: "Its VFs are set up in another way, mostly by the drive's firmware: see the vendor's guide.",
  },
  {
    id: "nvme-program-missing",
    codes: ["ENOENT"],
    log: /nvme: (?:command |applet )?not found/i,
    cause: "There is no nvme-cli on this machine, which is what asks NVMe controllers.",
    remedy: "Install the package nvme-cli there, then plan again.",
    action: retry,
  },
]);
