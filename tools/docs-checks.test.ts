import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { CHECK_CASES } from "../electron/services/testing/all-check-cases.ts";
import { EXPLAIN_CASES } from "../electron/services/testing/explain-cases.ts";
import { EXPLANATION_RULES } from "../shared/operations/explain/explain.ts";
import { FORETOLD, WITH_EVIDENCE } from "./docs/check-evidence.ts";
import { CHECK_WORDS } from "./docs/check-words.ts";
import { checksDocument, contractTexts, contractTitles, DOCUMENT } from "./docs-checks.ts";

const FOLDER = join(import.meta.dirname, "../shared/operations");
const SOURCES = ["checks", "plan"]
  .flatMap((folder) => readdirSync(join(FOLDER, folder)).map((name) => join(FOLDER, folder, name)))
  .filter((path) => !path.includes(".test."))
  .map((path) => readFileSync(path, "utf8"))
  .join("\n");

it("the document is what npm run docs:checks writes", () => {
  expect(readFileSync(DOCUMENT, "utf8")).toBe(checksDocument());
});

it("it has every check of the tables", () => {
  const ids = [...SOURCES.matchAll(/\b(?:id: |blocker\()"([a-z0-9-]+)"/g)].map(([, id = ""]) => id);
  expect(ids.length).toBeGreaterThan(30);
  expect([...new Set(ids)].filter((id) => !Object.hasOwn(CHECK_WORDS, id))).toEqual([]);
});

it("every check has a case on a simulated machine", () => {
  const cases = new Set(CHECK_CASES.map(({ check }) => check));
  expect(Object.keys(CHECK_WORDS).filter((id) => !cases.has(id))).toEqual([]);
  expect(CHECK_CASES.filter(({ check, says }) => !says.some((said) => said.endsWith(`: ${check}`)))).toEqual([]);
});

it("it names nothing that is not there", () => {
  const rules = new Set(EXPLANATION_RULES.map(({ id }) => id));
  expect(EXPLAIN_CASES.filter(({ rule }) => !rules.has(rule))).toEqual([]);
  expect(CHECK_CASES.filter(({ check }) => !Object.hasOwn(CHECK_WORDS, check))).toEqual([]);
  expect(WITH_EVIDENCE.filter((id) => !Object.hasOwn(CHECK_WORDS, id))).toEqual([]);
  expect(new Set(WITH_EVIDENCE).size).toBe(WITH_EVIDENCE.length);
  const titles = contractTitles();
  expect(Object.values(FORETOLD).filter((title) => !titles.has(title))).toEqual([]);
  expect(EXPLANATION_RULES.filter(({ provenBy }) => provenBy !== undefined && !titles.has(provenBy))).toEqual([]);
});

it("a check that a contract case is named for is expected in that case", () => {
  const cases = contractTexts().flatMap((text) => text.split(/(?=title: ")/));
  const missing = Object.entries(FORETOLD).filter(
    ([check, title]) => !cases.some((text) => text.startsWith(`title: "${title}"`) && text.includes(`: ${check}"`)),
  );
  expect(missing).toEqual([]);
});
