/** The lab machine that this test run was started for. */
import type { LabPlace } from "../machine/lab-machine.ts";

/** Holds a {@link LabPlace} as JSON. */
export const LAB_MACHINE = "LAB_MACHINE";
/** Names of the users that this run logs in as, with blanks between. */
export const LAB_USERS = "LAB_USERS";

export function bootedLab(): LabPlace {
  const text = process.env[LAB_MACHINE];
  if (!text) throw new Error(`${LAB_MACHINE} is not set: run the lab by npm test -- lab`);
  return JSON.parse(text) as LabPlace;
}

/** @returns all of them where nothing else is said */
export function labUsers(all: readonly string[]): readonly string[] {
  const chosen = process.env[LAB_USERS]?.split(" ");
  return chosen === undefined ? all : all.filter((user) => chosen.includes(user));
}

/** Does the suite go through ssh in this run? */
export function goesThroughSsh(): boolean {
  return process.env[LAB_USERS] !== undefined;
}
