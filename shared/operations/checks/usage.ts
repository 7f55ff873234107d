/** Checks on who uses what a plan reaches, out of {@link Usage}: guests by name, the session, routes, disks. */

import type { FunctionInfo } from "../../machine/facts.ts";
import type { Machine } from "../../machine/machine.ts";
import { hasVfio } from "../../machine/role.ts";
import { unreadGroups, unreadSentence } from "../../machine/usage-facts.ts";
import { USAGE_REMEDIES, type UsageReason } from "../../machine/usage-reason.ts";
import { clauses } from "../../words/joined.ts";
import { stillEnglish } from "../../words/say.ts";
import { cutsConnection, type ImpactEntry, isProtected } from "../impact/impact.ts";
import { listed } from "../words.ts";
import { type Answer, check, type PlanCheck } from "./check.ts";

const HOW: Readonly<Record<ImpactEntry["how"], string>> = {
  removed: "it would be removed",
  unbound: "it would lose its driver",
  reset: "it would be reset",
  cut: "its network may be cut off",
  reconfigured: "its driver would set it up again",
  bound: "a driver would take it",
  adjusted: "its settings would change",
};

/** What the kernel does about a program that has a function open through vfio (vfio_unregister_group_dev). */
const VFIO_WAITS: Readonly<Partial<Record<ImpactEntry["how"], string>>> = {
  removed: "Until it lets go of the function the kernel waits, without end.",
  unbound: "Until it lets go of the function the kernel waits, without end.",
  reset: "A reset does not wait for it: the function is reset at once, while it is in use.",
};

function waitsOf(fn: FunctionInfo | undefined, how: ImpactEntry["how"], reasons: readonly UsageReason[]): string[] {
  const isHeld = reasons.some(({ kind }) => kind === "guest" || kind === "user-space");
  const sentence = VFIO_WAITS[how];
  return isHeld && sentence !== undefined && fn !== undefined && hasVfio(fn) ? [sentence] : [];
}

/** What a disk that is taken away, and not only reset, may take with it. */
function stopsOf(how: ImpactEntry["how"], reasons: readonly UsageReason[]): string[] {
  const isTaken = how === "removed" || how === "unbound" || how === "bound";
  return isTaken && reasons.some(({ kind }) => kind === "mount")
    ? ["Taking away a disk that the system runs from stops the system."]
    : [];
}

/** @param reasons at least one */
function answerOf(machine: Machine, { bdf, how }: ImpactEntry, reasons: readonly UsageReason[]) {
  const remedies = [...new Set(reasons.map(({ kind }) => USAGE_REMEDIES[kind]))];
  return {
    subject: bdf,
    title: `${bdf} ${listed(reasons.map(({ text }) => stillEnglish(text)))}, and ${HOW[how]}.`,
    evidence: clauses(...reasons.map(({ evidence }) => evidence)),
    remedy: [...remedies, ...stopsOf(how, reasons), ...waitsOf(machine.byBdf.get(bdf), how, reasons)].join(" "),
  };
}

function hardReasons({ reasons }: ImpactEntry): readonly UsageReason[] {
  return reasons.filter(({ level }) => level === "protected");
}

export const protectedUse = check({
  id: "protected",
  about: "The plan reaches what the machine stands on, or what a guest holds: only its typed address lifts it",
  source:
    "/proc/*/fd and /sys/dev, lower_*, /proc/net/route, mountinfo, slaves, boot_vga, /proc/consoles, /proc/bus/input/devices, /sys/class/ipmi, watchdog and iommu, class",
  noCase: "whole-product run",
  says: ({ impact, machine }) =>
    impact
      .filter(isProtected)
      .map((entry): Answer => ({ level: "guard", ...answerOf(machine, entry, hardReasons(entry)) })),
});

/** What is in use and comes out of it again is told in the plan's list, and warned of only where it is taken away. */
export const inUse = check({
  id: "in-use",
  about: "Somebody uses what the plan takes away",
  source: "the same",
  provenBy: "what a driver made of a function goes with it, and is there again when the driver is back",
  says: ({ impact, machine }) =>
    impact.flatMap((entry): Answer | Answer[] => {
      if (isProtected(entry) || entry.how === "reconfigured") return [];
      if (entry.how !== "adjusted") return [{ level: "warning", ...answerOf(machine, entry, entry.reasons) }];
      const hard = hardReasons(entry);
      return hard.length === 0 ? [] : [{ level: "warning", ...answerOf(machine, entry, hard), remedy: null }];
    }),
});

export const USAGE_CHECKS: readonly PlanCheck[] = [
  protectedUse,
  inUse,
  /** What is not known may be what the machine stands on: it guards every plan that reaches a function at all. */
  check({
    id: "usage-unread",
    about: "Something of who uses the machine could not be read",
    source: "the source that was not read to its end",
    noCase: "no kernel is asked",
    says: ({ usage, hits, knowledge }) =>
      (hits.length === 0 || knowledge.usage === undefined ? [] : unreadGroups(usage.unread)).map((group) => ({
        level: "guard",
        title: unreadSentence(group),
        evidence: `${group.what}: ${group.code}`,
        remedy:
          group.code === "EACCES"
            ? "Unlock this machine in the top bar to see it, or make sure in another way that nothing needs what this plan reaches."
            : "Plan again to have it read once more, or make sure in another way that nothing needs what this plan reaches.",
      })),
  }),
  /** Of the way back that runs on the machine: what can be known before it is armed. */
  check({
    id: "way-back-login",
    about: "The way back that the machine runs goes on when the login ends",
    source: "/run/systemd/system; org.freedesktop.systemd1 on the bus",
    noCase: "not written",
    says: ({ usage, hits, impact }) =>
      hits.length > 0 &&
      usage.facts.platform.mayEndWithLogin === true && {
        level: cutsConnection(impact) ? "warning" : "fact",
        title: "A way back that is armed for this plan may end with the login by which the machine is reached.",
        evidence: "/run/systemd/system; busctl: no answer of org.freedesktop.systemd1",
        remedy:
          "Do it from the machine's own console, or make sure that this login does not end before you keep the change.",
      },
  }),
];
