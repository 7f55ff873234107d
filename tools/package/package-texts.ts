/** What the tools write for a package: its man page, completions, licences, parts and changes. */
import type { About } from "./about.ts";
import type { Entry } from "./entries.ts";

export type PackageName = "sriov-inspector-cli" | "sriov-inspector";

export function packageTexts(_name: PackageName, _about: About): Entry[] {
  return [];
}
