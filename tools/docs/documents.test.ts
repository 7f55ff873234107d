/** Documents for users are there in both languages, say the same, and keep the rules of each. */
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it, test } from "vitest";
import { ROOT } from "../build.ts";
import { contractTitles } from "../docs-checks.ts";
import { faultsOf } from "../words/rules.ts";
import { isOlder, type Seen } from "../words/seen.ts";
import { BLOCK, documentPairs, proseOf, readPair, shapeOf } from "./documents.ts";

const PAIRS = documentPairs(ROOT);
const seen = JSON.parse(readFileSync(join(import.meta.dirname, "seen.json"), "utf8")) as Seen;
/** Cases that real kernels have borne out under these names. */
const TITLES = [...contractTitles()];

function words(path: string): string {
  const text = readFileSync(join(ROOT, path), "utf8");
  return TITLES.reduce((left, title) => left.replaceAll(title, "X"), proseOf(text));
}

describe.each(PAIRS)("$en", ({ en, zh }) => {
  const texts = readPair(ROOT, { en, zh });

  it("has the same headings, code, links and tables in Chinese", () => {
    expect(shapeOf(texts.zh, zh)).toEqual(shapeOf(texts.en, en));
  });

  it("links to files that are there, and each language to the other", () => {
    for (const [path, text, other] of [
      [en, texts.en, zh],
      [zh, texts.zh, en],
    ] as const) {
      const links = [...text.matchAll(/\]\(([^)\s:]+)\)/g)].map(([, link = ""]) => join(dirname(path), link));
      expect(links.filter((link) => !existsSync(join(ROOT, link)))).toEqual([]);
      expect(links).toContain(other);
    }
  });

  it("was not changed in English alone: npm run words -- documents says that both were read", () => {
    expect(en in seen).toBe(true);
    expect(isOlder({ id: en, ...texts }, seen)).toBe(false);
  });

  it("has a paragraph of Chinese in one line: a page shows a break as a space between 汉字", () => {
    const broken = /[\p{Script=Han}，。；：、（）“”]\n(?![\n#|>]|- |\d+\. |```|!\[| {4})./gu;
    expect(texts.zh.replaceAll(BLOCK, "").match(broken)).toBeNull();
  });

  it("has bold Chinese that Markdown takes for bold: no mark at its end before a letter", () => {
    const bold = [...texts.zh.matchAll(/\*\*[^*\n]+\*\*.?/gu)].map(([found]) => found);
    const lost = bold.filter((found) => /[^\p{L}\p{N}]\*\*[\p{L}\p{N}]$/u.test(found));
    expect(lost).toEqual([]);
  });

  it("keeps the rules of its languages", () => {
    expect(faultsOf({ en: words(en), zh: words(zh) })).toEqual([]);
  });
});

test.each([
  "docs/decisions.md",
  "ARCHITECTURE.md",
  "CHANGELOG.md",
  "CONTRIBUTING.md",
  "SECURITY.md",
  "packaging/README.md",
])("%s has no words that are banned", (path) => {
  expect(faultsOf({ en: words(path), zh: "" })).toEqual([]);
});

test("no document is left that was read and is gone", () => {
  expect(Object.keys(seen).filter((id) => !PAIRS.some(({ en }) => en === id))).toEqual([]);
});

test("a shape tells what differs", () => {
  const page = "# A\n\n```sh\nrun it   # why\n```\n\n- `x` and [B](b.md)\n\n| a | b |\n";
  const same = "# 甲\n\n```sh\nrun it   # 原因\n```\n\n- `x` 和 [乙](b.md)\n\n| 甲 | 乙 |\n";
  expect(shapeOf(same, "docs/zh-CN/a.md")).toEqual(shapeOf(page, "docs/a.md"));
  for (const [was, is] of [
    ["run it", "run that"],
    ["# A", "## A"],
    ["`x`", "`y`"],
    ["b.md", "c.md"],
    ["| a | b |", "| a |"],
    ["- ", ""],
  ] as const) {
    expect(shapeOf(page.replace(was, is), "docs/a.md"), was).not.toEqual(shapeOf(page, "docs/a.md"));
  }
});
