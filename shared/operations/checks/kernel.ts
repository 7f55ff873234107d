/** Checks on the kernel itself: one that has died under something is not well enough for a change. */
import { crashNote } from "../../machine/machine-notes.ts";
import type { CheckRule } from "./check.ts";

const crashed: CheckRule = ({ machine: { snapshot } }) => {
  if (snapshot.identity.kind === "file") return [];
  const note = crashNote(snapshot);
  if (note !== null) return [{ id: "kernel-crashed", level: "guard", ...note }];
  if (snapshot.host.crashed === false) return [];
  return [
    {
      id: "kernel-crashed",
      level: "guard",
      title: "Whether this machine's kernel has crashed since it was started is not known.",
      evidence: "/proc/sys/kernel/tainted could not be read",
      remedy: "Look for BUG and Oops in the kernel's log (dmesg) before anything is changed.",
    },
  ];
};

export const KERNEL_CHECKS: readonly CheckRule[] = [crashed];
