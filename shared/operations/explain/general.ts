/** What an errno means whatever was written, where nothing more particular is known. */
import { crashLine, KILLED } from "../findings/kernel-crash.ts";
import { foundText } from "../verbs/expectations.ts";
import { asEnd, counted } from "../words.ts";
import { answeringDriver, askedVfs, driverOf, type FailedStep, nameOf } from "./failed-step.ts";
import { type ExplanationRule, keepOutOfD3cold, type RuleMatch, retry, rulesFor } from "./rule.ts";

const MEANINGS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    EACCES: "permission denied",
    EAGAIN: "try again",
    EBADF: "the file was not open",
    EBUSY: "busy",
    EEXIST: "it exists already",
    EFAULT: "bad address",
    EINTR: "interrupted",
    EINVAL: "invalid argument",
    EIO: "input or output error",
    EISDIR: "it is a directory",
    ENODEV: "no such device",
    ENOENT: "no such file",
    ENOMEM: "out of memory",
    ENOSPC: "no space left",
    ENOSYS: "not implemented",
    ENOTTY: "not for this device",
    ENXIO: "no such device or address",
    EOPNOTSUPP: "not supported",
    EPERM: "not permitted",
    EPIPE: "the other side is gone",
    ERANGE: "out of range",
    EROFS: "read-only",
    ETIMEDOUT: "timed out",
  }),
);

/** ` (out of range)`, or nothing for a code that is not in the table. */
export function meaningOf(code: string): string {
  const meaning = MEANINGS.get(code);
  return meaning === undefined ? "" : ` (${meaning})`;
}

/** What a driver was asked for, after "to". */
function whatOf(failed: FailedStep): string {
  const { step, failure } = failed;
  const name = nameOf(failed);
  if (step.verb === "vf.network") return `set VF ${step.vf} of ${name}`;
  if (step.verb === "vf.msix") return `give ${name} ${failure.wrote} MSI-X vectors`;
  const count = askedVfs(failed);
  return count === 0 ? `remove the VFs of ${name}` : `make ${counted(count, "VF")} of ${name}`;
}

/** `ice refused to make 8 VFs of 0000:01:00.0: its answer is EIO (input or output error).` */
export function refusalText(failed: FailedStep): string {
  const { code } = failed.failure;
  return `${driverOf(failed)} refused to ${whatOf(failed)}: its answer is ${code}${meaningOf(code)}.`;
}

/** After a crash of the kernel. */
const RESTART =
  "Save your work and restart this machine: what the crash held stays locked, so later changes can hang or do harm. What was done until then was not taken back.";

const WITHOUT_POWER = "Look at the slot's power and at the link above.";

/** Of a function whose power was cut while nothing used it (pci_bridge_d3_update; vfio_pci_core.c, runtime power management). */
const COMES_BACK =
  "Restart the machine to bring it back, or look at the slot's power. Then keep its power on: d3cold_allowed 0 for it, power/control on for it and the port above, and load vfio-pci with disable_idle_d3=1.";

/** Command, status and syndrome of mlx5's line on a command that its firmware refused. */
const firmwareAnswer = (status: string) =>
  new RegExp(
    `(\\w+)\\(0x[0-9a-f]+\\) op_mod\\(0x[0-9a-f]+\\) failed, status (${status})\\(0x[0-9a-f]+\\), syndrome \\((0x[0-9a-f]+)\\)`,
    "i",
  );

function firmwareRefusal(failed: FailedStep, [asked, status, syndrome]: RuleMatch): string {
  return `The firmware of the card refused a command of ${driverOf(failed)}: "${asked} failed, ${status}, syndrome ${syndrome}".`;
}

/** By the words of cmd_status_str() in mlx5's cmd.c. */
function firmwareRemedy(status: string): string {
  if (/limits exceeded|no resources/i.test(status)) {
    return "The card has run out of what the command takes: ask for less (fewer VFs), or look at its limits in the firmware's settings.";
  }
  if (/internal error|system state/i.test(status)) {
    return "The card's firmware is in trouble: look at what it wrote to the kernel's log before, and restart the card (devlink dev reload, or the machine).";
  }
  return "Driver and firmware do not fit together: update the card's firmware, or use the driver that goes with it.";
}

/** Answers that mean the same for every verb: asked first. */
export const CONNECTION_RULES = rulesFor(null, [
  {
    id: "kernel-crashed",
    codes: null,
    needs: ["kernel crashed"],
    cause: (failed) => {
      const line = crashLine(failed.failure.kernelLog);
      if (line === null && failed.crashedSince) return `The kernel crashed while ${failed.failure.where} was written.`;
      return line === null
        ? `The process that wrote to ${failed.failure.where} was killed while it wrote, as it is when the kernel crashes under it.`
        : `The kernel crashed while ${failed.failure.where} was written: ${asEnd(line)}`;
    },
    remedy: RESTART,
  },
  {
    id: "writer-killed",
    codes: [KILLED],
    claims: ["kernel well"],
    cause: (failed) =>
      `Somebody ended the process that wrote to ${failed.failure.where}; the kernel itself did not crash. How far the write came is not known.`,
    remedy: "Look at the machine again, then plan the rest.",
  },
  {
    id: "no-answer",
    codes: ["EHOST"],
    cause: (failed) => `The machine did not answer: ${failed.failure.kernelLog.at(-1) ?? "the connection is gone"}.`,
    remedy: "Whether the write went through is not known. Connect again and look at the machine.",
  },
  {
    id: "no-journal",
    codes: ["EJOURNAL"],
    cause: (failed) => `The journal could not be written: ${failed.failure.kernelLog.at(-1) ?? failed.failure.where}.`,
    remedy: "Nothing is changed without a record: free space in the folder of the journal, or make it writable.",
  },
  {
    id: "machine-taken",
    codes: ["ETAKEN"],
    cause: (failed) => `The machine is changed by ${failed.failure.kernelLog.at(-1) ?? "another program"}.`,
    remedy: "Nothing was written. Wait until that operation has ended, refresh the machine and plan again.",
  },
  {
    id: "changed-meanwhile",
    codes: ["ECHANGED"],
    cause: (failed) => failed.failure.kernelLog.join(" "),
    remedy: "This step was not sent off. Look at the function, and make the plan again.",
  },
  {
    id: "way-back-ran",
    codes: ["ECANCELED"],
    cause: "The way back of this operation ran first, so the machine carries none of its steps out any more.",
    remedy: "Look at what the machine is like now, and make the plan again.",
  },
  {
    id: "read-only",
    codes: ["EROFS"],
    cause: "This machine cannot be written to: it was opened from a file, or its /sys is mounted read-only.",
    remedy: "Run the plan's commands on the machine itself.",
  },
  {
    id: "interrupted",
    codes: ["EINTR"],
    cause: (failed) => `The write to ${failed.failure.where} was interrupted before it was done.`,
    remedy: "Refresh the machine, and try again.",
  },
  {
    id: "wake-failed",
    codes: null,
    // The second is of kernels before 6.0 (drivers/pci/pci.c, pci_power_up).
    log: /(?:Unable to|can't) change power state from (\S+) to D0(?:, device inaccessible| \(config space inaccessible\))/i,
    claims: ["asleep"],
    cause: ({ step }, [state]) =>
      `${"bdf" in step ? step.bdf : "The function"} did not wake from ${state}: it does not answer.`,
    remedy: (_, [state]) =>
      state === "D3cold" ? COMES_BACK : `${WITHOUT_POWER} A restart of the machine brings most cards back.`,
    action: (failed, [state]) => (state === "D3cold" ? keepOutOfD3cold(failed, []) : null),
  },
  {
    // pci_dev_wait (drivers/pci/pci.c) says after what it waited.
    id: "not-ready-after-resume",
    codes: null,
    log: /not ready (\d+)ms after resume; giving up/i,
    cause: ({ step }, [waited]) =>
      `${"bdf" in step ? step.bdf : "The function"} did not come back from D3cold: the kernel waited ${Math.round(Number(waited) / 1000)} s, and it still does not answer.`,
    remedy: COMES_BACK,
    action: keepOutOfD3cold,
  },
  {
    // The same after any other reset, which drivers and vfio ask for as well.
    id: "reset-not-ready",
    codes: null,
    log: /not ready (\d+)ms after ([^;]+); giving up/i,
    cause: (failed, [ms, reset]) => `${nameOf(failed)} did not come back within ${ms} ms of ${reset}.`,
    remedy:
      "It reads ff everywhere now: remove it and rescan the bus; if it stays so, the machine has to be switched off and on.",
  },
  {
    // mlx5_cmd_out_err() and cmd_status_to_err() in mlx5's cmd.c: MLX5_CMD_STAT_RES_BUSY and MLX5_CMD_STAT_NOT_READY.
    id: "driver-firmware-busy",
    codes: null,
    needs: ["answered by a driver"],
    log: firmwareAnswer("resource busy|FW not ready"),
    later: true,
    cause: firmwareRefusal,
    remedy: "Try again in some seconds.",
    action: retry,
  },
  {
    // mlx5_cmd_out_err() in drivers/net/ethernet/mellanox/mlx5/core/cmd.c.
    id: "driver-firmware-refused",
    codes: null,
    log: firmwareAnswer("[^(]+"),
    cause: firmwareRefusal,
    remedy: (_, [, status = ""]) => firmwareRemedy(status),
  },
]);

/** What a PF driver has a callback for. */
const ANSWERED_BY_DRIVERS = ["sriov.numvfs", "vf.network", "vf.msix"] as const;

function isAnsweredByDriver({ step }: FailedStep): boolean {
  return ANSWERED_BY_DRIVERS.some((verb) => verb === step.verb);
}

const ANY_VERB = rulesFor(null, [
  {
    id: "no-rights",
    codes: ["EACCES", "EPERM"],
    whose: "core",
    claims: ["rights missing"],
    cause: (failed) => {
      const { code, where } = failed.failure;
      const may = `This connection may not write ${where}`;
      // The kernel asks for the rights when the file is opened, and hands on what the driver then answers.
      const driver = isAnsweredByDriver(failed) && code === "EPERM" ? answeringDriver(failed) : null;
      return driver === null
        ? `${may}: only root may, and a locked-down kernel or a container can forbid it even then.`
        : `${may} (only root may, and a locked-down kernel or a container can forbid it even then), or ${driver} refused it: EPERM can be either.`;
    },
    remedy: "Use the plan's commands in a root shell on that machine, or connect with the rights to change it.",
  },
  {
    id: "gone",
    codes: ["ENODEV", "ENOENT", "ENXIO"],
    claims: ["function gone"],
    whose: "core",
    cause: (failed) => `The function is not there any more: ${failed.failure.where} has gone.`,
    remedy: "It was removed, or its PF lost its VFs. Refresh the machine and plan again.",
  },
  {
    id: "not-as-expected",
    codes: ["EVERIFY"],
    cause: ({ unmet }) =>
      unmet[0] === undefined
        ? "The write went through, but the machine is not as it should be afterwards."
        : `The write went through, but what was found afterwards is ${foundText(unmet[0])}.`,
    remedy: "Something else changes this machine at the same time, or the driver did not do what it was asked.",
  },
]);

const DRIVER_ANSWERS = rulesFor(ANSWERED_BY_DRIVERS, [
  {
    // The PCI core hands on what the driver's callback gives, any errno; what it gives itself has rules above.
    id: "driver-refused",
    codes: null,
    needs: ["answered by a driver"],
    whose: "driver",
    cause: refusalText,
    remedy:
      "The driver's lines in the kernel's log say why, where there are any. Compare the versions of driver and firmware with what the vendor asks for.",
  },
]);

/** What is left when no rule of the verb fits. */
export const GENERAL_RULES: readonly ExplanationRule[] = [...ANY_VERB, ...DRIVER_ANSWERS];
