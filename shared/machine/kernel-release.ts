/** Releases of the kernel, as `uname -r` tells them. */

/** What a release must be that a demo machine is to have. */
export const SIMULATED_RELEASES = "It must be a release from 5.10 on, like 6.1 or 6.12.41.";

/** Is it what `uname -r` begins with, of a kernel whose answers the simulation knows: none before 5.10 was looked at. */
export function isSimulated(text: string): boolean {
  return /^\d{1,3}\.\d{1,3}(?:\.\d{1,5})?$/.test(text) && isOlderThan(text, 5, 10) === false;
}

/** @returns null when the release is not known or says no number */
export function isOlderThan(release: string | null, major: number, minor: number): boolean | null {
  const [, first, second] = /^(\d+)\.(\d+)/.exec(release ?? "") ?? [];
  if (first === undefined || second === undefined) return null;
  return Number(first) < major || (Number(first) === major && Number(second) < minor);
}
