/** What is written for a package: its man page, completions and documents. */
import { readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { readRelease } from "../../electron/services/program/release.ts";
import { ROOT } from "../build.ts";
import { documentPairs } from "../docs/documents.ts";
import type { About } from "./about.ts";
import { commandTree } from "./command-tree.ts";
import { completion, type Shell } from "./completions.ts";
import { type Entry, file, packed, text } from "./entries.ts";
import type { PackageName } from "./licences.ts";
import { manualPage } from "./manual.ts";
import { metainfoEntry } from "./metainfo.ts";
import { notesOf, papers } from "./papers.ts";
import { metainfoRelease } from "./release-notes.ts";

/** Where each shell looks for what packages bring, as Debian has it. */
const COMPLETIONS: Readonly<Record<Shell, string>> = {
  bash: "/usr/share/bash-completion/completions/sriov-inspector",
  zsh: "/usr/share/zsh/vendor-completions/_sriov-inspector",
  fish: "/usr/share/fish/vendor_completions.d/sriov-inspector.fish",
};

/** The documents that the product's own texts speak of, in both languages. @param folder of a package's documents */
export function documents(folder: string): Entry[] {
  const pages = documentPairs(ROOT)
    .flatMap(({ en, zh }) => [en, zh])
    .filter((path) => path.startsWith("docs/"))
    .sort();
  return [
    ...[...pages, "SECURITY.md"].map((path) =>
      text(posix.join(folder, `${path}.gz`), packed(readFileSync(join(ROOT, path), "utf8"))),
    ),
    file(posix.join(folder, "examples/sriov-inspector.service"), join(ROOT, "packaging/sriov-inspector.service")),
  ];
}

/** @param electron the window's program as it is packed; null for the package without a window */
export function packageTexts(
  name: PackageName,
  about: About,
  electron: { readonly program: string; readonly version: string } | null = null,
): Entry[] {
  const folder = `/usr/share/doc/${name}`;
  const own = papers(name, about, electron);
  if (name === "sriov-inspector") return [metainfoEntry(metainfoRelease(notesOf(about), about)), ...own];
  const tree = commandTree();
  const { date } = readRelease(join(ROOT, "dist"));
  const edition = { version: about.version, date };
  return [
    text("/usr/share/man/man1/sriov-inspector.1.gz", packed(manualPage(tree, edition))),
    text("/usr/share/man/zh_CN/man1/sriov-inspector.1.gz", packed(manualPage(commandTree("zh"), edition, "zh"))),
    ...Object.entries(COMPLETIONS).map(([shell, path]) => text(path, completion(shell as Shell, tree))),
    ...documents(folder),
    ...own,
  ];
}
