/** Every check that the simulated kernel can bring about. */
import { type CheckCase, MACHINE_CASES } from "./check-cases.ts";
import { NVME_CASES } from "./check-cases-nvme.ts";
import { PLAN_CASES } from "./check-cases-plans.ts";
import { RARE_CASES } from "./check-cases-rare.ts";

export const CHECK_CASES: readonly CheckCase[] = [...MACHINE_CASES, ...RARE_CASES, ...PLAN_CASES, ...NVME_CASES];
