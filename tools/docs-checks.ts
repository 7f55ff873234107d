/**
 * Writes docs/operations-checks.md, and the Chinese one in docs/zh-CN: every check of a plan and every rule of the
 * dictionary of failures, with where each is tested. Run `npm run docs:checks` after a change; a test says when a
 * document is not current.
 */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { LAB_KERNELS, type LabKernel, USUAL_KERNEL } from "../e2e/lab/parts/recipe.ts";
import { type KernelCases, listedCases } from "../e2e/lab/real-kernel-cases.ts";
import { KERNEL_WORLDS } from "../e2e/lab/worlds/catalogue.ts";
import { CHECK_CASES } from "../electron/services/testing/all-check-cases.ts";
import { EXPLAIN_CASES } from "../electron/services/testing/explain-cases.ts";
import { KERNEL_DIFFERENCES } from "../shared/machine/kernel-differences.ts";
import type { CheckWords } from "../shared/operations/checks/check.ts";
import { CHECKS } from "../shared/operations/checks/checks.ts";
import { EXPLANATION_RULES } from "../shared/operations/explain/explain.ts";
import type { ExplanationRule } from "../shared/operations/explain/rule.ts";
import { ABOUT, DIFFERENCES, NO_CASE, SOURCES } from "./docs/checks-chinese.ts";
import { DOCUMENT_WORDS, type DocumentWords } from "./docs/checks-words.ts";

const ROOT = join(import.meta.dirname, "..");

/** Where the document of each language is. */
export const DOCUMENTS: Readonly<Record<DocumentLanguage, string>> = {
  en: join(ROOT, "docs/operations-checks.md"),
  zh: join(ROOT, "docs/zh-CN/operations-checks.md"),
};
type DocumentLanguage = keyof typeof DOCUMENT_WORDS;
type Say = (english: string) => string;

/** The files of the contract suite's cases. */
export function contractTexts(): string[] {
  const folder = join(ROOT, "e2e/contract");
  return readdirSync(folder)
    .filter((name) => name.startsWith("cases-"))
    .map((name) => readFileSync(join(folder, name), "utf8"));
}

/** Titles of the contract suite. */
export function contractTitles(): Set<string> {
  return new Set(
    contractTexts().flatMap((text) => [...text.matchAll(/title: "([^"]+)"/g)].map(([, title = ""]) => title)),
  );
}

/** Words of the log by release, with the differences that they come from. */
const WORDS_OF: Readonly<Record<string, readonly string[]>> = {
  noVfsLine: ["driverlessWords", "sriovWords"],
  probeFailedLine: ["probeWords"],
};

/** Titles of the contract's cases that expect something else of kernels before a difference. */
export function casesOf(difference: string): readonly string[] {
  const words = Object.keys(WORDS_OF).filter((name) => WORDS_OF[name]?.includes(difference));
  const signs = [`doesAsBefore("${difference}")`, ...words.map((name) => `${name}(`)];
  return contractTexts()
    .flatMap((text) => text.split(/(?=title: ")/))
    .filter((text) => signs.some((sign) => text.includes(sign)))
    .flatMap((text) => /^title: "([^"]+)"/.exec(text)?.slice(1) ?? []);
}

function cell(text: string): string {
  return text.replaceAll("|", "\\|").replaceAll("\n", " ");
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(cell).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

function answersOf({ codes, log }: ExplanationRule, words: DocumentWords): string {
  const named = codes === null ? words.any : codes.join(", ");
  return log === undefined ? named : `${named}${words.log(`\`${log.source.replaceAll("`", "'")}\``)}`;
}

/** In the language of the document; what is in no list is a name. */
function saidIn(language: DocumentLanguage, chinese: Readonly<Record<string, string>>): Say {
  return (english) => (language === "zh" ? (chinese[english] ?? english) : english);
}

/** A kernel of the lab with what is known of it. */
interface Column extends KernelCases {
  readonly kernel: LabKernel;
}

/** The kernels on which the suite has run, the oldest first. */
function columns(): readonly Column[] {
  const listed = listedCases();
  return LAB_KERNELS.flatMap((kernel) => {
    const known = listed[kernel.name];
    return known === undefined ? [] : [{ kernel, ...known }];
  });
}

/** `newest (7.3.4)`: the name, and the number where the name is none. */
function headOf({ kernel: { name }, release }: Column): string {
  const [number = release] = /^\d+(?:\.\d+)*/.exec(release) ?? [];
  return number.startsWith(name) ? name : `${name} (${number})`;
}

/** @param passed titles of the cases that pass on a real kernel */
function evidenceFor(check: CheckWords, passed: ReadonlySet<string>, say: Say): string {
  if ("noCase" in check) return say(check.noCase);
  return passed.has(check.provenBy) ? `✓ ${check.provenBy}` : check.provenBy;
}

/** The document in one of its languages. */
export function checksDocument(language: DocumentLanguage): string {
  const words = DOCUMENT_WORDS[language];
  const [about, known, difference, noCase] = [ABOUT, SOURCES, DIFFERENCES, NO_CASE].map((list) =>
    saidIn(language, list),
  ) as [Say, Say, Say, Say];
  const source: Say = (english) => words.names(known(english));
  const kernels = columns();
  const real = new Set(kernels.find(({ kernel }) => kernel === USUAL_KERNEL)?.cases);
  const simulated = new Map(
    CHECK_CASES.map(({ check, machine, request }) => [check, `${machine().name}, ${request.kind}`]),
  );
  const answered = new Set(EXPLAIN_CASES.map(({ rule }) => rule));
  const checks = CHECKS.map((check) => [
    `\`${check.id}\``,
    about(check.about),
    source(check.source),
    simulated.get(check.id) ?? "",
    evidenceFor(check, real, noCase),
  ]);
  const rules = EXPLANATION_RULES.map((rule) => [
    `\`${rule.id}\``,
    rule.verbs === null ? words.any : rule.verbs.join(", "),
    answersOf(rule, words),
    answered.has(rule.id) ? "✓" : "",
    real.has(rule.provenBy ?? "") ? "✓" : "",
    rule.provenBy ?? "",
  ]);
  const ticks = (title: string) => kernels.map(({ cases }) => (cases.includes(title) ? "✓" : ""));
  const titles = [...contractTitles()];
  const cases = titles.map((title) => [title, ...ticks(title)]);
  const differences = Object.entries(KERNEL_DIFFERENCES).map(([name, { since, now, before, source: file }]) => [
    since.join("."),
    difference(now),
    difference(before),
    source(file),
    casesOf(name).join(words.between),
  ]);
  const counts = {
    checks: checks.length,
    simulated: simulated.size,
    borneOut: CHECKS.filter((check) => "provenBy" in check && real.has(check.provenBy)).length,
    rules: rules.length,
    answered: answered.size,
    titles: titles.length,
    usualKernel: USUAL_KERNEL.name,
    worlds: KERNEL_WORLDS.map(({ name }) => name),
    passed: kernels.map((each) => ({ count: each.cases.length, kernel: headOf(each) })),
  };
  const sections = [
    [words.checks, checks, []],
    [words.rules, rules, []],
    [words.cases, cases, kernels.map(headOf)],
    [words.differences, differences, []],
  ] as const;
  const written = sections.map(
    ([{ heading, prose, head }, rows, more]) =>
      `## ${heading}\n\n${prose(counts)}\n\n${table([...head, ...more], rows)}\n`,
  );
  return [`# ${words.title}\n`, `${words.links}\n`, `${words.madeBy}\n`, ...written].join("\n");
}

if (process.argv[1] === import.meta.filename) {
  for (const [language, path] of Object.entries(DOCUMENTS) as [DocumentLanguage, string][]) {
    writeFileSync(path, checksDocument(language));
  }
  console.log(`${CHECKS.length} checks, ${EXPLANATION_RULES.length} rules`);
}
