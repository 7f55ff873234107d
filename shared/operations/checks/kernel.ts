/** Checks on the kernel itself: one that has died under something is not well enough for a change. */
import { crashNote } from "../../machine/machine-notes.ts";
import { check, type PlanCheck } from "./check.ts";

export const KERNEL_CHECKS: readonly PlanCheck[] = [
  check({
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
  }),
];
