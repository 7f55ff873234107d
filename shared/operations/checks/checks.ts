/** The table of checks. Each rule looks at the machine and the change that is planned, and says what it found. */

import { ACCESS_CHECKS } from "./access.ts";
import type { CheckInput, CheckRule } from "./check.ts";
import { DRIVER_CHECKS } from "./drivers.ts";
import type { Check, CheckLevel } from "./found.ts";
import { GROUP_CHECKS } from "./group.ts";
import { ISOLATION_CHECKS } from "./isolation.ts";
import { KERNEL_CHECKS } from "./kernel.ts";
import { SRIOV_CHECKS } from "./sriov.ts";
import { USAGE_CHECKS } from "./usage.ts";
import { USE_CHECKS } from "./use.ts";
import { VFIO_CHECKS } from "./vfio.ts";

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
