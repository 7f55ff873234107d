/** Debian packages, by dpkg-deb alone. */
import { createHash } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../build.ts";
import { run } from "../run.ts";
import type { About } from "./about.ts";
import { type Entry, file, PROGRAM, text, writeTree } from "./entries.ts";
import type { Package, Places } from "./packages.ts";

const KIBIBYTE = 1024;

/** Text of a paragraph that goes on: each of its lines begins with a space, and a full stop stands for an empty one. */
function continued(paragraphs: readonly string[]): string {
  return paragraphs.map((paragraph) => ` ${paragraph.replaceAll("\n", "\n ")}`).join("\n .\n");
}

/** DEBIAN/control. @param size KiB that it takes when it is installed */
function control({ name, summary, description, debian }: Package, about: About, size: number): string {
  const lists = Object.entries({ Depends: debian.depends, Recommends: debian.recommends, Suggests: debian.suggests })
    .filter(([, names]) => names.length > 0)
    .map(([field, names]) => `${field}: ${names.join(", ")}\n`);
  return `Package: ${name}
Version: ${about.version}
Section: utils
Priority: optional
Architecture: ${about.debianArch}
Maintainer: ${about.maintainer}
Installed-Size: ${size}
${lists.join("")}Description: ${summary}
${continued(description)}
`;
}

/** Paths without the stroke at their beginning, as dpkg has them. */
function md5sums(entries: readonly Entry[]): string {
  const lines = entries.flatMap(({ path, from }) => {
    if ("link" in from) return [];
    const bytes = "file" in from ? readFileSync(from.file) : from.text;
    return [`${createHash("md5").update(bytes).digest("hex")}  ${path.slice(1)}\n`];
  });
  return lines.join("");
}

/** KiB on disk, each file rounded up, as dpkg-gencontrol counts. */
function installedSize(entries: readonly Entry[]): number {
  const bytes = ({ from }: Entry): number => {
    if ("link" in from) return 0;
    return "file" in from ? statSync(from.file).size : Buffer.byteLength(from.text);
  };
  return entries.reduce((sum, entry) => sum + Math.ceil(bytes(entry) / KIBIBYTE), 0);
}

/** @returns the file's name in the folder. @throws Error with what dpkg-deb said */
export async function writeDeb(given: Package, about: About, { work, out, isFast }: Places): Promise<string> {
  const { scripts } = given;
  const overrides = `lintian-overrides.${given.name}`;
  const entries = [
    ...given.entries,
    file(`/usr/share/lintian/overrides/${given.name}`, join(ROOT, "packaging", overrides)),
  ];
  const conffiles = entries.filter(({ path }) => path.startsWith("/etc/")).map(({ path }) => `${path}\n`);
  const tree = join(work, `${given.name}-deb`);
  const own = [
    text("/DEBIAN/control", control(given, about, installedSize(entries))),
    text("/DEBIAN/md5sums", md5sums(entries)),
    ...(conffiles.length > 0 ? [text("/DEBIAN/conffiles", conffiles.join(""))] : []),
    ...Object.entries(scripts).map(([name, script]) => text(`/DEBIAN/${name}`, script, PROGRAM)),
  ];
  writeTree([...entries, ...own], tree, about.epoch);
  const name = `${given.name}_${about.version}_${about.debianArch}.deb`;
  const packing = isFast ? ["-Zzstd", "-z1"] : ["-Zxz", "-z6"];
  const { status, output } = await run(
    "dpkg-deb",
    ["--root-owner-group", ...packing, "--build", tree, join(out, name)],
    { env: { SOURCE_DATE_EPOCH: `${about.epoch}` }, isQuiet: true },
  );
  if (status !== 0) throw new Error(`dpkg-deb ended with status ${status}: ${output.trim()}`);
  return name;
}
