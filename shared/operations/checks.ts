/** The table of checks. Each rule looks at the machine and the change that is planned, and says what it found. */
import type { Machine } from "../machine/machine.ts";
import type { Usage } from "../machine/usage.ts";
import { ACCESS_CHECKS } from "./checks-access.ts";
import { DRIVER_CHECKS } from "./checks-drivers.ts";
import { GROUP_CHECKS } from "./checks-group.ts";
import { ISOLATION_CHECKS } from "./checks-isolation.ts";
import { KERNEL_CHECKS } from "./checks-kernel.ts";
import { SRIOV_CHECKS } from "./checks-sriov.ts";
import { USAGE_CHECKS } from "./checks-usage.ts";
import { USE_CHECKS } from "./checks-use.ts";
import { VFIO_CHECKS } from "./checks-vfio.ts";
import type { Change, PlanKnowledge } from "./draft.ts";
import type { BlastEntry, Check, CheckLevel } from "./types.ts";

export interface CheckInput {
  readonly machine: Machine;
  readonly change: Change;
  readonly knowledge: PlanKnowledge;
  readonly usage: Usage;
  /** Who uses what the plan reaches. */
  readonly blast: readonly BlastEntry[];
  /** Does the plan reach any function that somebody may use. */
  readonly reaches: boolean;
}

/** Pure; an empty answer means that there is nothing to say. */
export type CheckRule = (input: CheckInput) => readonly Check[];

const RULES: readonly CheckRule[] = [
  ...ACCESS_CHECKS,
  ...KERNEL_CHECKS,
  ...USAGE_CHECKS,
  ...DRIVER_CHECKS,
  ...SRIOV_CHECKS,
  ...VFIO_CHECKS,
  ...ISOLATION_CHECKS,
  ...USE_CHECKS,
  ...GROUP_CHECKS,
];

const ORDER: Readonly<Record<CheckLevel, number>> = { blocker: 0, guard: 1, warning: 2, fact: 3 };

/** Blockers first, then warnings, then facts; within a level in the order of the table. */
export function sortChecks(checks: readonly Check[]): Check[] {
  return [...checks].sort((a, b) => ORDER[a.level] - ORDER[b.level]);
}

export function runChecks(input: CheckInput): Check[] {
  return RULES.flatMap((rule) => rule(input));
}
