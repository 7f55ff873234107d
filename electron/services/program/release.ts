/** Which build of the product this is, and by which words it is started. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** What a build writes beside its programs as `release.json`; the packages write their own words into it. */
export interface Release {
  readonly version: string;
  /** The commit that it was built from, in eight digits; null = built from files that no git knows. */
  readonly commit: string | null;
  /** Day of the commit, YYYY-MM-DD. */
  readonly date: string | null;
  /** Some sources differed from the commit. */
  readonly isChanged: boolean;
  /** What starts the window and browser mode. */
  readonly start: string;
  /** What starts the command line. */
  readonly cli: string;
}

/** The words of a checkout. */
export const CHECKOUT_WORDS = { start: "npm start --", cli: "npm run -s cli --" } as const;
export const RELEASE_FILE = "release.json";

/** @param dist the folder that the product was, or will be, built into */
export function readRelease(dist: string): Release {
  const file = join(dist, RELEASE_FILE);
  if (existsSync(file)) return JSON.parse(readFileSync(file, "utf8")) as Release;
  // From the sources.
  const { version } = JSON.parse(readFileSync(join(dist, "../package.json"), "utf8")) as { version: string };
  return { version, commit: null, date: null, isChanged: false, ...CHECKOUT_WORDS };
}

/** `1a2b3c4d, 2026-11-30`; null where no git knew the sources. */
export function commitWords({ commit, date, isChanged }: Release): string | null {
  if (commit === null) return null;
  return `${commit}${isChanged ? "-modified" : ""}${date === null ? "" : `, ${date}`}`;
}

/** What `--version` prints: `0.1.0 (commit 1a2b3c4d, 2026-11-30)`. */
export function versionLine(release: Release): string {
  const commit = commitWords(release);
  return commit === null ? release.version : `${release.version} (commit ${commit})`;
}
