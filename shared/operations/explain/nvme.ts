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
      `The controller of ${pfOf(failed)} has no secondary controller for ${vfOf(failed)}, or needs the VFs to exist first (Invalid Controller Identifier).`,
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
        : `${vfOf(failed)} is online, and its resources can be changed only offline (Invalid Secondary Controller State).`,
    remedy: "Something else changes the controllers of this PF at the same time: refresh the machine and plan again.",
    action: retry,
  },
  {
    id: "nvme-resources-refused",
    codes: null,
    log: status("12[12]"),
    cause: (failed) =>
      `The controller of ${pfOf(failed)} does not give ${vfOf(failed)} that many: there are fewer left, one VF takes fewer, or it gives in steps (Invalid Number of Controller Resources).`,
    remedy: "Choose fewer, or a multiple of the step that the PF reports. Taking other VFs offline frees theirs.",
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
    cause: "nvme-cli is not installed on this machine, and only it can send this command.",
    remedy: "Install the package nvme-cli, then plan again.",
    action: retry,
  },
]);
