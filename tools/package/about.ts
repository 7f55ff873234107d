/** What is packed: the version, the commit and its time, and the names that packagers give to this processor. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readRelease } from "../../electron/services/program/release.ts";
import { git, ROOT } from "../build.ts";

export interface About {
  /** As package.json has it, with the commit's time (UTC) and name where that is not tagged: `0.1.0+202611300738.1a2b3c4d`. */
  readonly version: string;
  /** The commit is tagged `vVERSION`. */
  readonly isReleased: boolean;
  readonly commit: string | null;
  /** Seconds since 1970: all times in packages are that of the commit. */
  readonly epoch: number;
  readonly debianArch: string;
  readonly rpmArch: string;
  /** Who answers for the package: DEBFULLNAME and DEBEMAIL, as Debian's own tools have it. */
  readonly maintainer: string;
}

const ARCHES: Readonly<Record<string, { readonly debianArch: string; readonly rpmArch: string }>> = {
  x64: { debianArch: "amd64", rpmArch: "x86_64" },
  arm64: { debianArch: "arm64", rpmArch: "aarch64" },
};

/** SOURCE_DATE_EPOCH, or the commit's time. @throws Error where neither is known */
function epochOf(): number {
  const epoch = Number(process.env.SOURCE_DATE_EPOCH ?? git("log", "-1", "--format=%ct") ?? Number.NaN);
  if (Number.isSafeInteger(epoch)) return epoch;
  throw new Error("git does not know when these sources were made: set SOURCE_DATE_EPOCH to seconds since 1970.");
}

/** YYYYMMDDHHMM, by which builds of one version are sorted. @param epoch seconds */
function minuteOf(epoch: number): string {
  return new Date(epoch * 1000).toISOString().replaceAll(/\D/g, "").slice(0, 12);
}

/** Of what was built last. @throws Error with a sentence */
export function aboutBuild(arch: string = process.arch): About {
  const names = ARCHES[arch];
  if (names === undefined)
    throw new Error(`there are packages for ${Object.keys(ARCHES).join(" and ")}, not for ${arch}.`);
  const { version, commit, isChanged } = readRelease(join(ROOT, "dist"));
  const isReleased = !isChanged && git("tag", "--points-at", "HEAD")?.split("\n").includes(`v${version}`) === true;
  const epoch = epochOf();
  const build = commit === null ? "" : `+${minuteOf(epoch)}.${commit}${isChanged ? ".changed" : ""}`;
  const { author } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as {
    author: { readonly name: string; readonly email: string };
  };
  const { DEBFULLNAME = author.name, DEBEMAIL = author.email } = process.env;
  return {
    version: isReleased ? version : `${version}${build}`,
    isReleased,
    commit,
    epoch,
    maintainer: `${DEBFULLNAME} <${DEBEMAIL}>`,
    ...names,
  };
}
