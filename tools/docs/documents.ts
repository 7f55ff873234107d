/** The documents for users: which there are in English and Chinese, and what both must have alike. */
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, posix } from "node:path";
import type { Texts } from "../../shared/words/messages.ts";

/** For developers, in English alone. */
const FOR_DEVELOPERS = new Set(["cockpit.md", "decisions.md"]);

/** An English document and its Chinese one, by path below the project. */
interface Pair {
  readonly en: string;
  readonly zh: string;
}

function pagesOf(folder: string): string[] {
  return readdirSync(folder).filter((name) => name.endsWith(".md"));
}

/** The pairs that there are, or ought to be: a file of either language names one. */
export function documentPairs(root: string): readonly Pair[] {
  const english = pagesOf(join(root, "docs")).filter((name) => !FOR_DEVELOPERS.has(name));
  const names = new Set([...english, ...pagesOf(join(root, "docs/zh-CN"))]);
  return [
    ...["", "packaging/npm/"].map((folder) => ({ en: `${folder}README.md`, zh: `${folder}README.zh-CN.md` })),
    ...[...names].sort().map((name) => ({ en: `docs/${name}`, zh: `docs/zh-CN/${name}` })),
  ];
}

/** @throws Error where one of the two is missing */
export function readPair(root: string, { en, zh }: Pair): Texts {
  return { en: readFileSync(join(root, en), "utf8"), zh: readFileSync(join(root, zh), "utf8") };
}

/** A fenced block of code. */
export const BLOCK = /^```.*\n([\s\S]*?)^```$/gm;
const LINK = /\[([^\]]*)\]\(([^)\s]+)\)/g;

/** Blocks of code, without the comments of a shell. */
function blocksOf(text: string): string[] {
  return [...text.matchAll(BLOCK)].map(([, block = ""]) => block.replaceAll(/\s+# .*$/gm, ""));
}

/** A target by its path below the project, and of the English document where the Chinese one links to its sister. */
function targetOf(link: string, from: string): string {
  if (/^\w+:/.test(link)) return link;
  const path = posix.join(dirname(from), link);
  return path
    .replace(/README\.zh-CN\.md$/, "README.md")
    .replace("docs/zh-CN/", "docs/")
    .replace("screenshots/zh-CN/", "screenshots/");
}

/** What both languages have alike: what is typed, linked to or counted, but for the words. */
export function shapeOf(text: string, path: string) {
  const prose = text.replaceAll(BLOCK, "");
  const lines = prose.split("\n");
  return {
    headings: lines.flatMap((line) => /^#+(?= )/.exec(line) ?? []),
    blocks: blocksOf(text),
    /** Without the one to the document in the other language. */
    links: [...prose.matchAll(LINK)]
      .map(([, , link = ""]) => targetOf(link, path))
      .filter((target) => target !== targetOf(posix.basename(path), path))
      .sort(),
    code: [...new Set([...prose.matchAll(/`([^`]+)`/g)].map(([, code = ""]) => code))].sort(),
    rows: lines.filter((line) => line.startsWith("|")).map((line) => line.replaceAll("\\|", "").split("|").length),
    points: lines.filter((line) => /^(?:-|\d+\.) /.test(line)).length,
  };
}

/** The words of a document: no code, no targets, no marks. Code becomes a name, which Chinese puts spaces around. */
export function proseOf(text: string): string {
  return text
    .replaceAll(BLOCK, "")
    .replaceAll(/^ {4}\S.*$/gm, "")
    .replaceAll(/`[^`]+`/g, "X")
    .replaceAll(/!?\[([^\]]*)\]\([^)\s]+\)/g, "$1")
    .replaceAll(/[*{}]/g, "");
}
