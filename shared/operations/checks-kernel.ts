/** Checks on the kernel itself: one that has died under something is not well enough for a change. */
import type { CheckRule } from "./check-rule.ts";

const crashed: CheckRule = ({ machine: { snapshot } }) => {
  const { host, identity } = snapshot;
  if (host.crashed === false || identity.kind === "file") return [];
  return [
    host.crashed === null
      ? {
          id: "kernel-crashed",
          level: "guard",
          title: "Whether this machine's kernel has crashed since it was started is not known.",
          evidence: "/proc/sys/kernel/tainted could not be read",
          remedy: "Look for BUG and Oops in the kernel's log (dmesg) before anything is changed.",
        }
      : {
          id: "kernel-crashed",
          level: "guard",
          title:
            "This machine's kernel has crashed since it was started: what the crash held stays locked, so a change can hang without end or do harm.",
          evidence: "/proc/sys/kernel/tainted has bit 7 (D): the kernel has died",
          remedy: "Save your work and restart this machine.",
        },
  ];
};

export const KERNEL_CHECKS: readonly CheckRule[] = [crashed];
