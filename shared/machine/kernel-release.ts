/** Releases of the kernel, as `uname -r` tells them. */

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
