/** What software centres show of the window: packaging/*.metainfo.xml, with what the release brings. */
import { readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { ROOT } from "../build.ts";
import { type Entry, text } from "./entries.ts";

const NAME = "org.sriov_inspector.SriovInspector.metainfo.xml";
const PLACEHOLDER = /^ *RELEASES$/m;

/**
 * @param template the file in packaging/
 * @param releases the `<release>` elements, the newest first
 * @throws Error when the file has no place for them
 */
export function metainfo(template: string, releases: string): string {
  if (!PLACEHOLDER.test(template)) {
    throw new Error("The metainfo file has no line RELEASES: put one between <releases> and </releases>.");
  }
  return template.replace(PLACEHOLDER, () => releases.trimEnd());
}

/** Where software centres look for it. @param releases as for {@link metainfo} */
export function metainfoEntry(releases: string): Entry {
  const template = readFileSync(join(ROOT, "packaging", NAME), "utf8");
  return text(posix.join("/usr/share/metainfo", NAME), metainfo(template, releases));
}
