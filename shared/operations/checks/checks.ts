/** The table of checks: each looks at the machine and the change that is planned, and says what it found. */
import { ACCESS_CHECKS } from "./access.ts";
import type { CheckInput, CheckWords, PlanCheck } from "./check.ts";
import { DRIVER_CHECKS } from "./drivers.ts";
import { ENTRY_CHECKS } from "./entries.ts";
import type { Check, CheckLevel } from "./found.ts";
import { GROUP_CHECKS } from "./group.ts";
import { GUEST_START_CHECKS } from "./guest-start.ts";
import { ISOLATION_CHECKS } from "./isolation.ts";
import { NVME_CHECKS } from "./nvme.ts";
import { REMOVE_CHECKS } from "./remove.ts";
import { REQUEST_CHECKS } from "./requests.ts";
import { RESET_CHECKS } from "./reset.ts";
import { SRIOV_CHECKS } from "./sriov.ts";
import { STEP_CHECKS } from "./steps.ts";
import { USAGE_CHECKS } from "./usage.ts";
import { USE_CHECKS } from "./use.ts";
import { VF_SETTINGS_CHECKS } from "./vf-settings.ts";
import { VFIO_CHECKS } from "./vfio.ts";

const PLAN_CHECKS: readonly PlanCheck[] = [
  ...STEP_CHECKS,
  ...ACCESS_CHECKS,
  ...USAGE_CHECKS,
  ...DRIVER_CHECKS,
  ...SRIOV_CHECKS,
  ...VFIO_CHECKS,
  ...ISOLATION_CHECKS,
  ...GUEST_START_CHECKS,
  ...USE_CHECKS,
  ...GROUP_CHECKS,
];

/** Every check that a plan can say: first those that every plan is put to, then those of single requests. */
export const CHECKS: readonly CheckWords[] = [
  ...PLAN_CHECKS,
  ...REQUEST_CHECKS,
  ...NVME_CHECKS,
  ...RESET_CHECKS,
  ...REMOVE_CHECKS,
  ...VF_SETTINGS_CHECKS,
  ...ENTRY_CHECKS,
];

const ORDER: Readonly<Record<CheckLevel, number>> = { blocker: 0, guard: 1, warning: 2, fact: 3 };

/** Blockers first, then warnings, then facts; within a level in the order of the table. */
export function sortChecks(checks: readonly Check[]): Check[] {
  return [...checks].sort((a, b) => ORDER[a.level] - ORDER[b.level]);
}

export function runChecks(input: CheckInput): Check[] {
  return PLAN_CHECKS.flatMap(({ run }) => run(input));
}
