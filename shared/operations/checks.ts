/** The table of checks. Each rule looks at the machine and the change that is planned, and says what it found. */
import type { CheckInput, CheckRule } from "./check-rule.ts";
import { ACCESS_CHECKS } from "./checks-access.ts";
import { DRIVER_CHECKS } from "./checks-drivers.ts";
import { GROUP_CHECKS } from "./checks-group.ts";
import { ISOLATION_CHECKS } from "./checks-isolation.ts";
import { KERNEL_CHECKS } from "./checks-kernel.ts";
import { SRIOV_CHECKS } from "./checks-sriov.ts";
import { USAGE_CHECKS } from "./checks-usage.ts";
import { USE_CHECKS } from "./checks-use.ts";
import { VFIO_CHECKS } from "./checks-vfio.ts";
import type { Check, CheckLevel } from "./types.ts";

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
