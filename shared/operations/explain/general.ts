/** What an errno means whatever was written, where nothing more particular is known. */
import { ended, sentences } from "../../words/joined.ts";
import type { Words } from "../../words/message.ts";
import { ERRNO_WORDS, EXPLAIN_WORDS } from "../../words/texts/explain.ts";
import { EXPLAIN_GENERAL_WORDS } from "../../words/texts/explain-general.ts";
import { crashLine, KILLED } from "../findings/kernel-crash.ts";
import { foundText } from "../verbs/expectations.ts";
import { answeringDriver, askedVfs, driverLine, driverOf, type FailedStep, nameOf, theDriver } from "./failed-step.ts";
import { type ExplanationRule, keepOutOfD3cold, type RuleMatch, retry, rulesFor } from "./rule.ts";

const MEANINGS: ReadonlyMap<string, Words> = new Map([
  ["EACCES", ERRNO_WORDS.eacces],
  ["EAGAIN", ERRNO_WORDS.eagain],
  ["EBADF", ERRNO_WORDS.ebadf],
  ["EBUSY", ERRNO_WORDS.ebusy],
  ["EEXIST", ERRNO_WORDS.eexist],
  ["EFAULT", ERRNO_WORDS.efault],
  ["EINTR", ERRNO_WORDS.eintr],
  ["EINVAL", ERRNO_WORDS.einval],
  ["EIO", ERRNO_WORDS.eio],
  ["EISDIR", ERRNO_WORDS.eisdir],
  ["ENODEV", ERRNO_WORDS.enodev],
  ["ENOENT", ERRNO_WORDS.enoent],
  ["ENOMEM", ERRNO_WORDS.enomem],
  ["ENOSPC", ERRNO_WORDS.enospc],
  ["ENOSYS", ERRNO_WORDS.enosys],
  ["ENOTTY", ERRNO_WORDS.enotty],
  ["ENXIO", ERRNO_WORDS.enxio],
  ["EOPNOTSUPP", ERRNO_WORDS.eopnotsupp],
  ["EPERM", ERRNO_WORDS.eperm],
  ["EPIPE", ERRNO_WORDS.epipe],
  ["ERANGE", ERRNO_WORDS.erange],
  ["EROFS", ERRNO_WORDS.erofs],
  ["ETIMEDOUT", ERRNO_WORDS.etimedout],
]);

/** `ERANGE (out of range)`, or the code alone where it has no such words. */
export function codeText(code: string): Words {
  const meaning = MEANINGS.get(code);
  return meaning === undefined ? code : EXPLAIN_WORDS.coded({ code, meaning });
}

/** `ice refused to create 8 VFs of 0000:01:00.0: it returned EIO (input or output error).` */
export function refusalText(failed: FailedStep): Words {
  const { step, failure } = failed;
  const values = { driver: theDriver(failed), name: nameOf(failed), code: codeText(failure.code) };
  if (step.verb === "vf.network") return EXPLAIN_GENERAL_WORDS.refusedSetting({ ...values, vf: step.vf });
  if (step.verb === "vf.msix") return EXPLAIN_GENERAL_WORDS.refusedVectors({ ...values, count: failure.wrote });
  const count = askedVfs(failed);
  return count === 0
    ? EXPLAIN_GENERAL_WORDS.refusedRemove(values)
    : EXPLAIN_GENERAL_WORDS.refusedCreate({ ...values, count });
}

/** The driver's own line, after what is said of its answer; null = it has none. */
export function quoteOf(failed: FailedStep): Words | null {
  const line = driverLine(failed);
  return line === null ? null : EXPLAIN_WORDS.driverLine({ driver: theDriver(failed), line });
}

/** Why the program itself says that it failed. */
function toldOf({ failure }: FailedStep): Words | null {
  return failure.said?.at(-1) ?? null;
}

/** Command, status and syndrome of mlx5's line on a command that its firmware refused. */
const firmwareAnswer = (status: string) =>
  new RegExp(
    `(\\w+)\\(0x[0-9a-f]+\\) op_mod\\(0x[0-9a-f]+\\) failed, status (${status})\\(0x[0-9a-f]+\\), syndrome \\((0x[0-9a-f]+)\\)`,
    "i",
  );

function firmwareRefusal(failed: FailedStep, [command = "", status = "", syndrome = ""]: RuleMatch): Words {
  return EXPLAIN_GENERAL_WORDS.firmwareRefused({ driver: driverOf(failed), command, status, syndrome });
}

/** By the words of cmd_status_str() in mlx5's cmd.c. */
function firmwareRemedy(status: string): Words {
  if (/limits exceeded|no resources/i.test(status)) return EXPLAIN_GENERAL_WORDS.firmwareLimits;
  return /internal error|system state/i.test(status)
    ? EXPLAIN_GENERAL_WORDS.firmwareTrouble
    : EXPLAIN_GENERAL_WORDS.firmwareMismatch;
}

/** Answers that mean the same for every verb: asked first. */
export const CONNECTION_RULES = rulesFor(null, [
  {
    id: "kernel-crashed",
    codes: null,
    needs: ["kernel crashed"],
    cause: (failed) => {
      const { where, kernelLog } = failed.failure;
      const line = crashLine(kernelLog);
      if (line !== null) return EXPLAIN_GENERAL_WORDS.crashedWith({ where, line: ended(line) });
      return failed.crashedSince
        ? EXPLAIN_GENERAL_WORDS.crashedDuringWrite({ where })
        : EXPLAIN_GENERAL_WORDS.killedInWrite({ where });
    },
    remedy: EXPLAIN_GENERAL_WORDS.crashRemedy,
  },
  {
    id: "writer-killed",
    codes: [KILLED],
    claims: ["kernel well"],
    cause: (failed) => EXPLAIN_GENERAL_WORDS.writerKilled({ where: failed.failure.where }),
    remedy: EXPLAIN_GENERAL_WORDS.writerKilledRemedy,
  },
  {
    id: "no-answer",
    codes: ["EHOST"],
    cause: (failed) =>
      EXPLAIN_GENERAL_WORDS.noAnswer({ reason: ended(toldOf(failed) ?? EXPLAIN_GENERAL_WORDS.connectionLost) }),
    remedy: EXPLAIN_GENERAL_WORDS.noAnswerRemedy,
  },
  {
    id: "no-journal",
    codes: ["EJOURNAL"],
    cause: (failed) => EXPLAIN_GENERAL_WORDS.noJournal({ reason: ended(toldOf(failed) ?? failed.failure.where) }),
    remedy: EXPLAIN_GENERAL_WORDS.noJournalRemedy,
  },
  {
    id: "machine-taken",
    codes: ["ETAKEN"],
    cause: (failed) => EXPLAIN_GENERAL_WORDS.taken({ program: toldOf(failed) ?? EXPLAIN_GENERAL_WORDS.anotherProgram }),
    remedy: EXPLAIN_GENERAL_WORDS.takenRemedy,
  },
  {
    id: "changed-meanwhile",
    codes: ["ECHANGED"],
    cause: (failed) => sentences(...(failed.failure.said ?? [])),
    remedy: EXPLAIN_GENERAL_WORDS.changedRemedy,
  },
  {
    id: "way-back-ran",
    codes: ["ECANCELED"],
    cause: EXPLAIN_GENERAL_WORDS.wayBackRan,
    remedy: EXPLAIN_GENERAL_WORDS.wayBackRanRemedy,
  },
  {
    id: "read-only",
    codes: ["EROFS"],
    cause: EXPLAIN_GENERAL_WORDS.readOnly,
    remedy: EXPLAIN_GENERAL_WORDS.readOnlyRemedy,
  },
  {
    id: "interrupted",
    codes: ["EINTR"],
    cause: (failed) => EXPLAIN_GENERAL_WORDS.interrupted({ where: failed.failure.where }),
    remedy: EXPLAIN_GENERAL_WORDS.interruptedRemedy,
  },
  {
    id: "wake-failed",
    codes: null,
    // The second is of kernels before 6.0 (drivers/pci/pci.c, pci_power_up).
    log: /(?:Unable to|can't) change power state from (\S+) to D0(?:, device inaccessible| \(config space inaccessible\))/i,
    claims: ["asleep"],
    cause: ({ step }, [state = ""]) =>
      EXPLAIN_GENERAL_WORDS.notWoken({ name: "bdf" in step ? step.bdf : EXPLAIN_GENERAL_WORDS.theFunction, state }),
    remedy: (_, [state]) =>
      state === "D3cold"
        ? EXPLAIN_GENERAL_WORDS.keepPowered
        : sentences(EXPLAIN_GENERAL_WORDS.checkPower, EXPLAIN_GENERAL_WORDS.rebootHelps),
    action: (failed, [state]) => (state === "D3cold" ? keepOutOfD3cold(failed, []) : null),
  },
  {
    // pci_dev_wait (drivers/pci/pci.c) says after what it waited.
    id: "not-ready-after-resume",
    codes: null,
    log: /not ready (\d+)ms after resume; giving up/i,
    cause: ({ step }, [waited]) =>
      EXPLAIN_GENERAL_WORDS.notReady({
        name: "bdf" in step ? step.bdf : EXPLAIN_GENERAL_WORDS.theFunction,
        seconds: Math.round(Number(waited) / 1000),
      }),
    remedy: EXPLAIN_GENERAL_WORDS.keepPowered,
    action: keepOutOfD3cold,
  },
  {
    // The same after any other reset, which drivers and vfio ask for as well.
    id: "reset-not-ready",
    codes: null,
    log: /not ready (\d+)ms after ([^;]+); giving up/i,
    cause: (failed, [ms = "", reset = ""]) => EXPLAIN_GENERAL_WORDS.notReadyAfter({ name: nameOf(failed), ms, reset }),
    remedy: EXPLAIN_GENERAL_WORDS.notReadyAfterRemedy,
  },
  {
    // mlx5_cmd_out_err() and cmd_status_to_err() in mlx5's cmd.c: MLX5_CMD_STAT_RES_BUSY and MLX5_CMD_STAT_NOT_READY.
    id: "driver-firmware-busy",
    codes: null,
    needs: ["answered by a driver"],
    log: firmwareAnswer("resource busy|FW not ready"),
    later: true,
    cause: firmwareRefusal,
    remedy: EXPLAIN_WORDS.tryLater,
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
      // The kernel asks for the rights when the file is opened, and hands on what the driver then answers.
      const driver = isAnsweredByDriver(failed) && code === "EPERM" ? answeringDriver(failed) : null;
      return driver === null
        ? EXPLAIN_GENERAL_WORDS.noRights({ where })
        : EXPLAIN_GENERAL_WORDS.noRightsOrDriver({ where, driver });
    },
    remedy: EXPLAIN_GENERAL_WORDS.noRightsRemedy,
  },
  {
    id: "gone",
    codes: ["ENODEV", "ENOENT", "ENXIO"],
    claims: ["function gone"],
    whose: "core",
    cause: (failed) => EXPLAIN_GENERAL_WORDS.gone({ where: failed.failure.where }),
    remedy: EXPLAIN_GENERAL_WORDS.goneRemedy,
  },
  {
    id: "not-as-expected",
    codes: ["EVERIFY"],
    cause: ({ unmet }) =>
      unmet[0] === undefined
        ? EXPLAIN_GENERAL_WORDS.notAsExpected
        : EXPLAIN_GENERAL_WORDS.foundInstead({ found: foundText(unmet[0]) }),
    remedy: EXPLAIN_GENERAL_WORDS.notAsExpectedRemedy,
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
    remedy: EXPLAIN_GENERAL_WORDS.refusedRemedy,
  },
]);

/** What is left when no rule of the verb fits. */
export const GENERAL_RULES: readonly ExplanationRule[] = [...ANY_VERB, ...DRIVER_ANSWERS];
