/** Checks on the connection, the journal and the kernel: can this machine be changed at all, and is it written down. */
import { crashNote } from "../../machine/machine-notes.ts";
import { check, type PlanCheck } from "./check.ts";

const readOnlyMachine = check({
  id: "read-only-machine",
  about: "The machine was opened from a file",
  source: "the connection",
  noCase: "no kernel is asked",
  says: ({ machine: { snapshot } }) =>
    snapshot.identity.kind === "file" && {
      level: "blocker",
      title: "This machine was opened from a file and cannot be changed.",
      evidence: `connection is ${snapshot.identity.connection}`,
      remedy: "Copy the commands below and run them on the machine that the file shows.",
    },
});

const privilege = check({
  id: "privilege",
  about: "The connection may look but not change",
  source: "euid, the helper's greeting",
  provenBy: "without root's rights a plan says so before anything is tried",
  says: ({ machine: { snapshot } }) => {
    const { identity } = snapshot;
    if (identity.kind === "file" || identity.privileged === true) return [];
    if (identity.privileged === null) {
      return {
        level: "fact",
        title: "It is not known yet whether this connection may change the machine.",
        evidence: `no change was tried on ${identity.connection}`,
        remedy: "If it may not, the first step is refused and nothing is changed.",
      };
    }
    return {
      level: "blocker",
      title: "This connection may look at the machine but not change it.",
      evidence: `${identity.connection} is not used as root: the attributes are writable for root only`,
      remedy: "Unlock the machine in the top bar where that is offered, or copy the commands into a root shell.",
    };
  },
});

/** The blockers that leave a plan's commands right: another person, or another shell, can still run them. */
export const ACCESS_IDS: ReadonlySet<string> = new Set([privilege.id, readOnlyMachine.id]);

/** A run that leaves no trace: whoever starts the program after a crash must take the machine for untouched. */
export const journalNotKept = check({
  id: "journal-not-kept",
  about: "The journal is on disk; if not, only a typed address lets the plan run",
  source: "owner, mode and links of the state folder; EROFS, EACCES",
  noCase: "no kernel is asked",
  says: ({ machine: { snapshot }, knowledge: { journalProblem = null } }) =>
    journalProblem !== null &&
    snapshot.identity.kind !== "file" && {
      level: "guard",
      title: "The journal cannot be kept: after a crash nobody would know how far this plan came.",
      evidence: journalProblem,
      remedy:
        "Make that folder writable for this user alone, or name another in XDG_STATE_HOME, and start the program again.",
    },
});

/** One that has died under something is not well enough for a change. */
const kernelCrashed = check({
  id: "kernel-crashed",
  about:
    "The kernel has not died since the machine was started; where that cannot be read, only a typed address lets the plan run",
  source: "/proc/sys/kernel/tainted, bit 7: an oops or a BUG",
  noCase: "not written",
  says: ({ machine: { snapshot } }) => {
    if (snapshot.identity.kind === "file") return [];
    const note = crashNote(snapshot);
    if (note !== null) return { level: "guard", ...note };
    if (snapshot.host.crashed === false) return [];
    return {
      level: "guard",
      title: "Whether this machine's kernel has crashed since it was started is not known.",
      evidence: "/proc/sys/kernel/tainted could not be read",
      remedy: "Look for BUG and Oops in the kernel's log (dmesg) before anything is changed.",
    };
  },
});

export const ACCESS_CHECKS: readonly PlanCheck[] = [readOnlyMachine, privilege, journalNotKept, kernelCrashed];
