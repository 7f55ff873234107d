/** What a build notes of the packages that are in it, for licences and parts lists. */
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";

/** Folders of dist/, one for each build. */
const BUILDS = ["renderer", "app", "preload"] as const;
type Build = (typeof BUILDS)[number];

/** A package of which some code is in a bundle. */
export interface BundledPackage {
  readonly name: string;
  readonly version: string;
  /** SPDX, as the package says; null = it does not. */
  readonly licence: string | null;
  /** The text that it brings; null = it brings none. */
  readonly text: string | null;
  readonly builds: readonly Build[];
}

/** In dist/. */
export const BUNDLED_FILE = "bundled.json";

/** What each build writes into its own folder, and {@link gatherBundled} takes away from there. */
export const LICENCE_LIST = { fileName: "licenses.json" } as const;
type ListedByVite = readonly {
  readonly name: string;
  readonly version: string;
  readonly identifier?: string;
  readonly text?: string;
}[];

/** One list of what the builds have bundled: the folder of the interface is served as it is, and has no use for its own. */
export function gatherBundled(dist: string): readonly BundledPackage[] {
  const all = new Map<string, BundledPackage>();
  for (const build of BUILDS) {
    const file = join(dist, build, LICENCE_LIST.fileName);
    const listed = JSON.parse(readFileSync(file, "utf8")) as ListedByVite;
    for (const { name, version, identifier = null, text = null } of listed) {
      const before = all.get(`${name}@${version}`)?.builds ?? [];
      all.set(`${name}@${version}`, { name, version, licence: identifier, text, builds: [...before, build] });
    }
    rmSync(file);
  }
  return [...all.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

/** @param dist a folder that was built into @throws Error with a sentence where it was built by an older tool */
export function readBundled(dist: string): readonly BundledPackage[] {
  const file = join(dist, BUNDLED_FILE);
  if (!existsSync(file)) throw new Error(`${file} is missing: run npm run build first`);
  return JSON.parse(readFileSync(file, "utf8")) as readonly BundledPackage[];
}
