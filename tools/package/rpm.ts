/** RPM packages, by rpmbuild alone: the spec copies a tree and lists each of its files. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "../run.ts";
import type { About } from "./about.ts";
import { type Entry, foldersOf, writeTree } from "./entries.ts";
import type { Package, Places } from "./packages.ts";
import { notesOf } from "./papers.ts";
import { rpmChangelog } from "./release-notes.ts";

/** Where Fedora and openSUSE have another place than Debian. */
const OTHER_PLACES: readonly (readonly [debian: string, rpm: string])[] = [
  ["/usr/share/zsh/vendor-completions/", "/usr/share/zsh/site-functions/"],
];

/** What only Debian's own tools read. */
const DEBIAN_ONLY = /^\/usr\/share\/lintian\//;

function placed(entry: Entry): Entry {
  const other = OTHER_PLACES.find(([debian]) => entry.path.startsWith(debian));
  return other === undefined ? entry : { ...entry, path: entry.path.replace(...other) };
}

/** What rpm calls a file of this kind. */
function markOf(path: string): string {
  if (path.endsWith("/copyright")) return "%license ";
  return /^\/usr\/share\/(doc|man)\//.test(path) ? "%doc " : "";
}

function line({ path, mode, from }: Entry): string {
  const mark = markOf(path);
  if ("link" in from) return `${mark}${path}`;
  return `${mark}%attr(${mode.toString(8).padStart(4, "0")},root,root) ${path}`;
}

/** The spec. @param stage the folder with the tree */
function spec(
  { name, summary, description, rpm, scripts, entries, folder }: Package,
  about: About,
  stage: string,
): string {
  const list = (field: string, names: readonly string[]) => names.map((one) => `${field}: ${one}\n`).join("");
  const section = (title: string, script: string | undefined) =>
    script === undefined ? "" : `\n%${title}\n${script.replace(/^#!.*\n/, "")}`;
  // Others' folders, as /usr/share/man is, belong to others.
  const places = [folder, `/usr/share/doc/${name}`];
  const own = foldersOf(entries).filter((path) => places.some((place) => `${path}/`.startsWith(`${place}/`)));
  return `%global _build_id_links none
%global debug_package %{nil}
%global __requires_exclude ${rpm.excluded}
%define __os_install_post %{nil}
Name: ${name}
Version: ${about.version}
Release: 1
Summary: ${summary}
License: MIT
Group: Applications/System
Packager: ${about.maintainer}
AutoReq: ${rpm.findsRequirements ? "yes" : "no"}
AutoProv: no
${list("Requires", rpm.requires)}${list("Recommends", rpm.recommends)}
%description
${description.join("\n\n")}

%install
mkdir -p %{buildroot}
cp -a ${stage}/. %{buildroot}
${section("post", scripts.postinst)}${section("postun", scripts.postrm)}
%files
${own.map((path) => `%dir %attr(0755,root,root) ${path}`).join("\n")}
${entries.map(line).join("\n")}

%changelog
${rpmChangelog(notesOf(about), `${about.version}-1`, about)}`;
}

/** @returns the file's name in the folder. @throws Error with what rpmbuild said */
export async function writeRpm(debian: Package, about: About, { work, out, isFast }: Places): Promise<string> {
  const given = { ...debian, entries: debian.entries.filter(({ path }) => !DEBIAN_ONLY.test(path)).map(placed) };
  const top = join(work, `${given.name}-rpm`);
  const stage = join(top, "stage");
  const specFile = join(top, `${given.name}.spec`);
  writeTree(given.entries, stage, about.epoch);
  writeFileSync(specFile, spec(given, about, stage));
  const name = `${given.name}-${about.version}-1.${about.rpmArch}.rpm`;
  const defined = {
    _topdir: top,
    _rpmdir: out,
    _rpmfilename: name,
    _binary_payload: isFast ? "w1.zstdio" : "w6.xzdio",
    use_source_date_epoch_as_buildtime: "1",
    clamp_mtime_to_source_date_epoch: "1",
    _buildhost: "reproducible",
  };
  const definitions = Object.entries(defined).flatMap(([key, value]) => ["--define", `${key} ${value}`]);
  const { status, output } = await run(
    "rpmbuild",
    ["-bb", "--quiet", "--target", about.rpmArch, ...definitions, specFile],
    { env: { SOURCE_DATE_EPOCH: `${about.epoch}` }, isQuiet: true },
  );
  if (status !== 0) throw new Error(`rpmbuild ended with status ${status}: ${output.trim()}`);
  return name;
}
