/** Checks on who uses what a plan reaches, out of {@link Usage}: guests by name, the session, routes, disks. */

import type { FunctionInfo } from "../../machine/facts.ts";
import type { Machine } from "../../machine/machine.ts";
import { hasVfio } from "../../machine/role.ts";
import { unreadEvidence, unreadGroups, unreadSentence } from "../../machine/usage-facts.ts";
import { USAGE_REMEDIES, type UsageReason } from "../../machine/usage-reason.ts";
import { distinctWords } from "../../words/capped.ts";
import { clauses, sentences } from "../../words/joined.ts";
import type { Words } from "../../words/message.ts";
import { USAGE_CHECK_WORDS as T } from "../../words/texts/check-use.ts";
import { cutsConnection, type ImpactEntry, isProtected } from "../impact/impact.ts";
import { type Answer, check, type PlanCheck } from "./check.ts";

const HOW = {
  removed: T.removed,
  unbound: T.unbound,
  reset: T.reset,
  cut: T.cut,
  reconfigured: T.reconfigured,
  bound: T.bound,
  adjusted: T.adjusted,
} as const satisfies Readonly<Record<ImpactEntry["how"], unknown>>;

/** What the kernel does about a program that has a function open through vfio (vfio_unregister_group_dev). */
const VFIO_WAITS: Readonly<Partial<Record<ImpactEntry["how"], Words>>> = {
  removed: T.waits,
  unbound: T.waits,
  reset: T.resetAtOnce,
};

function waitsOf(fn: FunctionInfo | undefined, how: ImpactEntry["how"], reasons: readonly UsageReason[]): Words[] {
  const isHeld = reasons.some(({ kind }) => kind === "guest" || kind === "user-space");
  const sentence = VFIO_WAITS[how];
  return isHeld && sentence !== undefined && fn !== undefined && hasVfio(fn) ? [sentence] : [];
}

/** What a disk that is taken away, and not only reset, may take with it. */
function stopsOf(how: ImpactEntry["how"], reasons: readonly UsageReason[]): Words[] {
  const isTaken = how === "removed" || how === "unbound" || how === "bound";
  return isTaken && reasons.some(({ kind }) => kind === "mount") ? [T.systemDisk] : [];
}

/** @param reasons at least one */
function answerOf(machine: Machine, { bdf, how }: ImpactEntry, reasons: readonly UsageReason[]) {
  const remedies = distinctWords(reasons.map(({ kind }) => USAGE_REMEDIES[kind]));
  return {
    subject: bdf,
    title: HOW[how]({ bdf, uses: reasons.map(({ text }) => text) }),
    evidence: clauses(...reasons.map(({ evidence }) => evidence)),
    remedy: sentences(...remedies, ...stopsOf(how, reasons), ...waitsOf(machine.byBdf.get(bdf), how, reasons)),
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
  about: "What the plan takes away is in use",
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
    about: "Part of what uses the machine could not be read",
    source: "the source that was not read to its end",
    noCase: "no kernel is asked",
    says: ({ usage, hits, knowledge }) =>
      (hits.length === 0 || knowledge.usage === undefined ? [] : unreadGroups(usage.unread)).map((group) => ({
        level: "guard",
        title: unreadSentence(group),
        evidence: unreadEvidence(group),
        remedy: group.code === "EACCES" ? T.unlock : T.planAgain,
      })),
  }),
  /** Of the way back that runs on the machine: what can be known before it is armed. */
  check({
    id: "way-back-login",
    about: "Auto-rollback on the machine goes on when the login ends",
    source: "/run/systemd/system; org.freedesktop.systemd1 on the bus",
    noCase: "not written",
    says: ({ usage, hits, impact }) =>
      hits.length > 0 &&
      usage.facts.platform.mayEndWithLogin === true && {
        level: cutsConnection(impact) ? "warning" : "fact",
        title: T.endsWithLogin,
        evidence: T.endsWithLoginEvidence,
        remedy: T.endsWithLoginRemedy,
      },
  }),
];
