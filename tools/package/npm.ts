/** The npm package: command line and browser mode for whoever has a Node. All is bundled; it depends on nothing. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../build.ts";
import { run } from "../run.ts";
import type { About } from "./about.ts";
import { type Entry, file, filesBelow, PROGRAM, packed, text, writeTree } from "./entries.ts";
import { thirdPartyNotices } from "./licences.ts";
import type { Places } from "./packages.ts";
import { productParts } from "./parts.ts";
import { sbom } from "./sbom.ts";

const NAME = "sriov-inspector";
const OURS = join(ROOT, "packaging/npm");
/** Of the window alone. */
const WINDOW_ONLY = /^(?:app\/main\.js|preload\/)/;

/** The manifest of the package. @param source the checkout's package.json */
function npmManifest(source: Readonly<Record<string, unknown>>, version: string): Readonly<Record<string, unknown>> {
  // The oldest Node is the first of its line that knows `import.meta.dirname`; packaging/npm/sriov-inspector.js refuses others.
  const { description, license, author, engines } = source;
  return {
    name: NAME,
    version,
    description,
    keywords: ["pci", "pcie", "sr-iov", "vfio", "lspci", "virtual functions"],
    license,
    author,
    type: "module",
    bin: { [NAME]: `bin/${NAME}.js` },
    engines,
  };
}

/** @param app the folder of writeAppFolder @param dist that it was made from */
export function npmEntries(app: string, about: About, dist = join(ROOT, "dist")): readonly Entry[] {
  const source = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as Record<string, unknown>;
  const parts = productParts(ROOT, dist).filter(({ places }) => places.some((place) => place !== "preload"));
  const { version, commit, epoch } = about;
  const list = sbom({
    name: NAME,
    version,
    commit,
    epoch,
    purl: `pkg:npm/${NAME}@${version}`,
    parts,
    places: ["renderer", "app", "assets"],
  });
  const built = filesBelow(join(app, "dist"), "/package/dist").filter(
    ({ path }) => !WINDOW_ONLY.test(path.replace("/package/dist/", "")),
  );
  return [
    text("/package/package.json", `${JSON.stringify(npmManifest(source, version), null, 2)}\n`),
    ...["README.md", "README.zh-CN.md"].map((name) => file(`/package/${name}`, join(OURS, name))),
    file("/package/LICENSE", join(ROOT, "LICENSE")),
    text("/package/THIRD-PARTY-NOTICES.txt", thirdPartyNotices(parts)),
    text("/package/sbom.cdx.json", list),
    file(`/package/bin/${NAME}.js`, join(OURS, `${NAME}.js`), PROGRAM),
    ...built,
    ...filesBelow(join(app, "assets"), "/package/assets"),
  ];
}

/** @returns the file's name in the folder. @throws Error with what tar said */
export async function writeNpm(
  entries: readonly Entry[],
  about: About,
  { work, out }: Pick<Places, "work" | "out">,
): Promise<string> {
  const name = `${NAME}-${about.version}.tgz`;
  const tree = join(work, "npm");
  const archive = join(work, "npm.tar");
  writeTree(entries, tree, about.epoch);
  const owners = ["--owner=0", "--group=0", "--numeric-owner", "--sort=name", "--format=ustar"];
  const { status, output } = await run("tar", [...owners, "-cf", archive, "-C", tree, "package"], { isQuiet: true });
  if (status !== 0) throw new Error(`tar ended with status ${status}: ${output.trim()}`);
  writeFileSync(join(out, name), packed(readFileSync(archive)));
  return name;
}
