/** What a package says of itself and of what is in it: licences, parts, changes. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../build.ts";
import type { About } from "./about.ts";
import { type Entry, packed, text } from "./entries.ts";
import { debianCopyright, INSTALLED, type PackageName, thirdPartyNotices } from "./licences.ts";
import { electronPart, nodePart, type Part, type Place, productParts } from "./parts.ts";
import { debianChangelog, type ReleaseNotes, releaseNotes } from "./release-notes.ts";
import { sbom } from "./sbom.ts";

/** What is in the packages of this processor, besides Electron. */
const NODE_PACKAGE = join(ROOT, `node_modules/node/node_modules/node-linux-${process.arch}`);

/** Our own licence. */
export function ownLicence(): string {
  return readFileSync(join(ROOT, "LICENSE"), "utf8");
}

/** What this version brings. @throws Error where CHANGELOG.md does not say it */
export function notesOf({ version, isReleased }: About): ReleaseNotes {
  return releaseNotes(readFileSync(join(ROOT, "CHANGELOG.md"), "utf8"), version, isReleased);
}

/** @param electron its program in the package's folder; null for the package without a window */
function partsOf(electron: { readonly program: string; readonly version: string } | null): readonly Part[] {
  return [
    ...productParts(ROOT),
    electron === null ? nodePart(NODE_PACKAGE) : electronPart(electron.program, electron.version),
  ];
}

/**
 * The papers in `/usr/share/doc/NAME`.
 * @param electron the window's program as it is packed; null for the package without a window
 */
export function papers(
  name: PackageName,
  about: About,
  electron: { readonly program: string; readonly version: string } | null,
): Entry[] {
  const folder = `/usr/share/doc/${name}`;
  const parts = partsOf(electron);
  const paths = INSTALLED[name];
  const notices = join(folder, "THIRD-PARTY-NOTICES.gz");
  const { version, commit, epoch, debianArch } = about;
  const places: readonly Place[] = [...(Object.keys(paths) as Place[]), "preload"];
  const purl = `pkg:deb/${name}@${encodeURIComponent(version)}?arch=${debianArch}`;
  return [
    text(join(folder, "copyright"), debianCopyright(ownLicence(), parts, paths, notices)),
    text(notices, packed(thirdPartyNotices(parts))),
    text(join(folder, "changelog.gz"), packed(debianChangelog(notesOf(about), name, version, about))),
    text(join(folder, "sbom.cdx.json"), sbom({ name, version, commit, epoch, purl, parts, places })),
  ];
}
