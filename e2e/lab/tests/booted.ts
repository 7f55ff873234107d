/** The lab machine that this test run was started for. */
import type { LabPlace } from "../machine/lab-machine.ts";

/** Holds a {@link LabPlace} as JSON. */
export const LAB_MACHINE = "LAB_MACHINE";

export function bootedLab(): LabPlace {
  const text = process.env[LAB_MACHINE];
  if (!text) throw new Error(`${LAB_MACHINE} is not set: run the lab by npm test -- lab`);
  return JSON.parse(text) as LabPlace;
}
