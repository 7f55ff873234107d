/** Tests that some machines cannot run say so, each in one line. */

/** Why nothing can be tried as root here; null when it can. */
export const NOT_ROOT: string | null = process.getuid?.() === 0 ? null : "it needs root";

/**
 * For `skipIf`. What is skipped is counted by `npm test`; with CI=true nothing may be.
 * @param what is not tested then
 * @param missing what this machine lacks; null = nothing
 */
export function cannotRun(what: string, missing: string | null): boolean {
  if (missing === null) return false;
  const line = `SKIPPED: ${what}, because ${missing}`;
  if (process.env.CI === "true") throw new Error(`${line}. With CI=true nothing may be skipped`);
  console.info(line);
  return true;
}
