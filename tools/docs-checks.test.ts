import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { CHECK_CASES } from "../electron/services/testing/all-check-cases.ts";
import { EXPLAIN_CASES } from "../electron/services/testing/explain-cases.ts";
import { KERNEL_DIFFERENCES } from "../shared/machine/kernel-differences.ts";
import { CHECKS } from "../shared/operations/checks/checks.ts";
import { EXPLANATION_RULES } from "../shared/operations/explain/explain.ts";
import { ABOUT, DIFFERENCES, NO_CASE, SOURCES } from "./docs/checks-chinese.ts";
import { casesOf, checksDocument, contractTexts, contractTitles, DOCUMENTS } from "./docs-checks.ts";

const IDS = new Set(CHECKS.map(({ id }) => id));

/** Checks that a case of the contract suite is named for, each with its title. */
const FORETOLD = CHECKS.flatMap((check) => ("provenBy" in check ? [[check.id, check.provenBy] as const] : []));

it.each(["en", "zh"] as const)("the document in %s is what npm run docs:checks writes", (language) => {
  expect(readFileSync(DOCUMENTS[language], "utf8")).toBe(checksDocument(language));
});

/** What the Chinese document lacks, and what it has for nothing. */
function unmatched(chinese: Readonly<Record<string, string>>, english: readonly string[]) {
  const said = new Set(english);
  return {
    missing: [...said].filter((text) => !(text in chinese)),
    unused: Object.keys(chinese).filter((text) => !said.has(text)),
  };
}
const MATCHED = { missing: [], unused: [] };

/** Beside names of attributes, files and drivers, a source has words that Chinese has others for. */
const HAS_WORDS =
  /\b(?:the|of|and|an|on|scan|settings?|connection|journal|links|reads|lines|bit|since|module parameter|device path|capability)\b/;

it("every text of a check and of a kernel difference has its Chinese, and no Chinese is left over", () => {
  const differences = Object.values(KERNEL_DIFFERENCES);
  const isLog = (text: string) => /^Driver does not support|: probe (?:with|of) /.test(text);
  const sources = [...CHECKS, ...differences].map(({ source }) => source);
  const told = differences.flatMap(({ now, before }) => [now, before]).filter((text) => !isLog(text));
  expect(
    unmatched(
      ABOUT,
      CHECKS.map(({ about }) => about),
    ),
  ).toEqual(MATCHED);
  expect(unmatched(DIFFERENCES, told)).toEqual(MATCHED);
  expect(
    unmatched(
      NO_CASE,
      CHECKS.flatMap((check) => ("noCase" in check ? [check.noCase] : [])),
    ),
  ).toEqual(MATCHED);
  expect(
    unmatched(
      SOURCES,
      sources.filter((text) => text in SOURCES || HAS_WORDS.test(text)),
    ),
  ).toEqual(MATCHED);
});

it("every check is declared once, and has a case on a simulated machine", () => {
  expect(IDS.size).toBe(CHECKS.length);
  const cases = new Set(CHECK_CASES.map(({ check }) => check));
  expect([...IDS].filter((id) => !cases.has(id))).toEqual([]);
  expect(CHECK_CASES.filter(({ check, says }) => !says.some((said) => said.endsWith(`: ${check}`)))).toEqual([]);
});

it("what the cases say is declared", () => {
  const said = CHECK_CASES.flatMap(({ says }) => says.map((each) => each.slice(each.indexOf(": ") + 2)));
  expect(said.filter((id) => !IDS.has(id))).toEqual([]);
});

it("a case expects of older kernels what they did", () => {
  expect(Object.keys(KERNEL_DIFFERENCES).filter((name) => casesOf(name).length === 0)).toEqual([]);
});

it("it names nothing that is not there", () => {
  const rules = new Set(EXPLANATION_RULES.map(({ id }) => id));
  expect(EXPLAIN_CASES.filter(({ rule }) => !rules.has(rule))).toEqual([]);
  const titles = contractTitles();
  expect(FORETOLD.filter(([, title]) => !titles.has(title))).toEqual([]);
  expect(EXPLANATION_RULES.filter(({ provenBy }) => provenBy !== undefined && !titles.has(provenBy))).toEqual([]);
});

it("a check that a contract case is named for is expected in that case", () => {
  const cases = contractTexts().flatMap((text) => text.split(/(?=title: ")/));
  const missing = FORETOLD.filter(
    ([check, title]) => !cases.some((text) => text.startsWith(`title: "${title}"`) && text.includes(`: ${check}"`)),
  );
  expect(missing).toEqual([]);
});
