/**
 * The ways to root on this machine, and what their refusals mean. The helper that the packages install is asked for by
 * its path, so that polkit and sudo can have a rule of their own for it; where it is not installed its text is sent to
 * a shell, which takes all the rights that a rule for any program takes.
 */

import { spawn } from "node:child_process";
import { constants, statSync } from "node:fs";
import { sentences } from "../../../shared/words/joined.ts";
import type { Words } from "../../../shared/words/message.ts";
import { COMMON } from "../../../shared/words/texts/common.ts";
import { UNLOCK_WORDS as T } from "../../../shared/words/texts/unlock.ts";
import { type ProcessEnd, readScript, startHelper } from "../../host/helper/helper-process.ts";
import { sudoReasonOf } from "../../host/helper/sudo-text.ts";
import type { UnlockWay } from "../../host/local/unlockable-host.ts";
import { systemProgram } from "../../host/places/programs.ts";

/** Where the packages put it, as the script and the polkit action have it. */
export const INSTALLED_HELPER = "/usr/lib/sriov-inspector/host-helper.sh";
/** Write permission for group and others. */
const OTHERS_WRITE = 0o022;

export interface UnlockPlace {
  /** The helper's text. */
  readonly script: string;
  readonly installed?: string;
}

/** True for a program that root alone can have put there. */
function isInstalled(path: string): boolean {
  try {
    const { uid, mode } = statSync(path);
    return uid === 0 && (mode & OTHERS_WRITE) === 0 && (mode & constants.S_IXUSR) !== 0;
  } catch {
    return false;
  }
}

/** What is run as root: the program and, where it is a shell, what it reads first. */
function target({ script, installed = INSTALLED_HELPER }: UnlockPlace): { args: string[]; first?: string } {
  if (isInstalled(installed)) return { args: [installed] };
  return { args: ["/bin/sh", "-c", readScript(Buffer.byteLength(script)), "host-helper"], first: script };
}

/** pkexec(1): 126 = the user closed the dialog. */
function isCancelled({ status, said, notStarted, signal }: ProcessEnd): boolean {
  if (notStarted !== null) return false;
  return signal !== null || (status === 126 && !/execut(e|ing) .*: (Permission|No such)/.test(said));
}

/** pkexec(1): 127 = not authorised, or it could not be asked for. */
const isDenied = ({ said }: ProcessEnd) => /not authorized/i.test(said);

export function pkexecReason(end: ProcessEnd): Words {
  const { status, said, notStarted } = end;
  if (notStarted !== null) return T.notInstalled;
  if (isCancelled(end)) return T.cancelled;
  if (/no authentication agent/i.test(said)) {
    return T.noAgent;
  }
  if (isDenied(end)) return T.denied;
  if (/getting authority|connecting to|not provided by any|PolicyKit1|system bus/i.test(said)) {
    return T.noPolkit;
  }
  if (/setuid root/i.test(said)) return T.notSetuid;
  return ended(status, said);
}

export function sudoReason({ status, said, notStarted, signal }: ProcessEnd): Words {
  if (notStarted !== null) return T.notInstalled;
  if (signal !== null) return T.cancelled;
  return sudoReasonOf(said) ?? ended(status, said);
}

function ended(status: number | null, said: string): Words {
  const last = said.trim().split("\n").at(-1)?.trim() ?? "";
  return last === "" ? T.status({ status: status ?? COMMON.unknown }) : T.ended({ words: last.replace(/\.$/, "") });
}

/** Of this session only, which is where the next unlock would find it. It needs no password and never rejects. */
function forgetPassword(sudo: string, env: NodeJS.ProcessEnv): Promise<void> {
  return new Promise((resolve) => {
    const child = spawn(sudo, ["-k"], { env, stdio: "ignore" });
    child.once("error", () => resolve());
    child.once("exit", () => resolve());
  });
}

/** In the order in which they are tried. */
export function unlockWays(place: UnlockPlace): readonly UnlockWay[] {
  const { env } = process;
  const { args, first } = target(place);
  const warning = first === undefined ? null : T.sent;
  const sent = first === undefined ? {} : { first };
  const ways: UnlockWay[] = [];
  const pkexec = systemProgram("pkexec");
  if (pkexec !== null) {
    let saidNo = false;
    ways.push({
      name: "pkexec",
      about: sentences(T.polkitWay, warning),
      next: T.polkitNext,
      start: () =>
        startHelper(
          {
            program: pkexec,
            args: ["--disable-internal-agent", ...args],
            // Messages are told apart by their text, and pkexec wants a shell that it knows.
            env: { ...env, LC_ALL: "C", SHELL: "/bin/sh" },
            ...sent,
          },
          (end) => {
            saidNo = isCancelled(end) || isDenied(end);
            return pkexecReason(end);
          },
        ),
      isFinal: () => saidNo,
    });
  }
  const sudo = systemProgram("sudo");
  if (sudo !== null) {
    const way = { name: "sudo", isFinal: () => false };
    const withPlainWords = { ...env, LC_ALL: "C" };
    const start = (...options: readonly string[]) =>
      startHelper({ program: sudo, args: [...options, ...args], env: withPlainWords, ...sent }, sudoReason);
    ways.push(
      {
        ...way,
        about: sentences(T.sudoRuleWay, warning),
        next: T.sudoRule,
        // With -k sudo leaves aside what it remembers: this works by a rule alone.
        start: () => start("-n", "-k"),
      },
      {
        ...way,
        about: sentences(T.sudoRememberedWay, warning),
        next: T.sudoRemembered,
        start: () => start("-n"),
        forget: () => forgetPassword(sudo, withPlainWords),
      },
    );
  }
  return ways;
}
