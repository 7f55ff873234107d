/** Checks on the connection, the journal and the kernel: can this machine be changed at all, and is it written down. */
import { connectionWords } from "../../machine/connection.ts";
import { crashNote } from "../../machine/machine-notes.ts";
import { ACCESS_CHECK_WORDS } from "../../words/texts/access-check.ts";
import { EVIDENCE_WORDS } from "../../words/texts/evidence.ts";
import { check, type PlanCheck } from "./check.ts";

const TAINTED = "/proc/sys/kernel/tainted";

const readOnlyMachine = check({
  id: "read-only-machine",
  about: "The machine was opened from a file",
  source: "the connection",
  noCase: "no kernel is asked",
  says: ({ machine: { snapshot } }) =>
    snapshot.identity.kind === "file" && {
      level: "blocker",
      title: ACCESS_CHECK_WORDS.fromFile,
      evidence: ACCESS_CHECK_WORDS.connection({ connection: connectionWords(snapshot.identity.connection) }),
      remedy: ACCESS_CHECK_WORDS.runElsewhere,
    },
});

const privilege = check({
  id: "privilege",
  about: "The connection can read the machine but not change it",
  source: "euid, the helper's greeting",
  provenBy: "without root's rights a plan says so before anything is tried",
  says: ({ machine: { snapshot } }) => {
    const { identity } = snapshot;
    if (identity.kind === "file" || identity.privileged === true) return [];
    if (identity.privileged === null) {
      return {
        level: "fact",
        title: ACCESS_CHECK_WORDS.rightsUnknown,
        evidence: ACCESS_CHECK_WORDS.rightsUntried({ connection: connectionWords(identity.connection) }),
        remedy: ACCESS_CHECK_WORDS.rightsUnknownRemedy,
      };
    }
    return {
      level: "blocker",
      title: ACCESS_CHECK_WORDS.readOnly,
      evidence: ACCESS_CHECK_WORDS.notRoot({ connection: connectionWords(identity.connection) }),
      remedy: ACCESS_CHECK_WORDS.unlock,
    };
  },
});

/** The blockers that leave a plan's commands right: another person, or another shell, can still run them. */
export const ACCESS_IDS: ReadonlySet<string> = new Set([privilege.id, readOnlyMachine.id]);

/** A run that leaves no trace: a program started after a crash must take the machine for untouched. */
export const journalNotKept = check({
  id: "journal-not-kept",
  about: "The journal is on disk; if not, only a typed address lets the plan run",
  source: "owner, mode and links of the state folder; EROFS, EACCES",
  noCase: "no kernel is asked",
  says: ({ machine: { snapshot }, knowledge: { journalProblem = null } }) =>
    journalProblem !== null &&
    snapshot.identity.kind !== "file" && {
      level: "guard",
      title: ACCESS_CHECK_WORDS.journalNotKept,
      evidence: journalProblem,
      remedy: ACCESS_CHECK_WORDS.journalNotKeptRemedy,
    },
});

/** One that has died under something is not well enough for a change. */
const kernelCrashed = check({
  id: "kernel-crashed",
  about: "The kernel has not crashed since boot; where that cannot be read, only a typed address lets the plan run",
  source: "/proc/sys/kernel/tainted, bit 7: an oops or a BUG",
  noCase: "not written",
  says: ({ machine: { snapshot } }) => {
    if (snapshot.identity.kind === "file") return [];
    const note = crashNote(snapshot);
    if (note !== null) return { level: "guard", ...note };
    if (snapshot.host.crashed === false) return [];
    return {
      level: "guard",
      title: ACCESS_CHECK_WORDS.crashUnknown,
      evidence: EVIDENCE_WORDS.fileUnread({ file: TAINTED }),
      remedy: ACCESS_CHECK_WORDS.lookForCrash,
    };
  },
});

export const ACCESS_CHECKS: readonly PlanCheck[] = [readOnlyMachine, privilege, journalNotKept, kernelCrashed];
