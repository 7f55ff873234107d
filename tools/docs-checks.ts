/**
 * Writes docs/operations-checks.md: every check of a plan and every rule of the dictionary of failures, with where each
 * is tested. Run `npm run docs:checks` after a change; a test says when the document is not current.
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

const ROOT = join(import.meta.dirname, "..");
export const DOCUMENT = join(ROOT, "docs/operations-checks.md");

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

function answersOf({ codes, log }: ExplanationRule): string {
  const words = codes === null ? "any" : codes.join(", ");
  return log === undefined ? words : `${words}; log \`${log.source.replaceAll("`", "'")}\``;
}

/** @param passed titles of the cases that pass on a real kernel */
function evidenceFor(check: CheckWords, passed: ReadonlySet<string>): string {
  if ("noCase" in check) return check.noCase;
  return passed.has(check.provenBy) ? `✓ ${check.provenBy}` : check.provenBy;
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

export function checksDocument(): string {
  const kernels = columns();
  const real = new Set(kernels.find(({ kernel }) => kernel === USUAL_KERNEL)?.cases);
  const simulated = new Map(
    CHECK_CASES.map(({ check, machine, request }) => [check, `${machine().name}, ${request.kind}`]),
  );
  const answered = new Set(EXPLAIN_CASES.map(({ rule }) => rule));
  const checks = CHECKS.map((check) => [
    `\`${check.id}\``,
    check.about,
    check.source,
    simulated.get(check.id) ?? "",
    evidenceFor(check, real),
  ]);
  const borneOut = CHECKS.filter((check) => "provenBy" in check && real.has(check.provenBy));
  const rules = EXPLANATION_RULES.map((rule) => [
    `\`${rule.id}\``,
    rule.verbs === null ? "any" : rule.verbs.join(", "),
    answersOf(rule),
    answered.has(rule.id) ? "✓" : "",
    real.has(rule.provenBy ?? "") ? "✓" : "",
    rule.provenBy ?? "",
  ]);
  const ticks = (title: string) => kernels.map(({ cases }) => (cases.includes(title) ? "✓" : ""));
  const differences = Object.entries(KERNEL_DIFFERENCES).map(([name, { since, now, before, source }]) => [
    since.join("."),
    now,
    before,
    source,
    casesOf(name).join("; "),
  ]);
  const titles = [...contractTitles()];
  const counts = kernels.map((each) => `${each.cases.length} on ${headOf(each)}`);
  return `# Checks and explanations

Written by \`npm run docs:checks\`; do not edit by hand.

## Checks before a plan runs

Every check has a unit test on made-up facts. "Simulated case" names the simulated machine and the request on which the
program's own planning brings it about (\`electron/services/testing/check-cases*.ts\`): ${simulated.size} of ${checks.length}.

"Real kernel" names the case of the contract suite that plans on the host's own facts, expects the check to speak, and
sees the kernel do as it says; ✓ = it passes on a real kernel, too (see "What every host does alike"): ${borneOut.length} of ${checks.length}.
"Needs hardware" = QEMU has no device or firmware that shows it; "other kernel" = the lab's kernel, Debian's, is built
without what shows it; "not tried" = a case that went through with it would hang the kernel, cut off what is behind a
bridge, or leave links to nothing; "whole-product run" = the product in a lab machine
shows it, no case of the suite; "lab world" = a plan in one of \`npm run lab -- worlds\` says it, and the kernel there
does so (\`e2e/lab/worlds/\`); "no kernel is asked" = the program decides it by its journal, its connection or the request;
"not written" = a real kernel could show it, and no case does.

${table(["Check", "What is looked at", "Known from", "Simulated case", "Real kernel"], checks)}

## Failures that are explained

The first rule that fits the verb, the errno and the kernel's log lines speaks. Every rule has a unit test with the
words that it looks for. ✓ = the simulated kernel's own answer leads to it (\`electron/services/testing/explain-cases.ts\`):
${answered.size} of ${rules.length}. The last column names the case of the contract suite that brings the same answer about
on every kind of host; ✓ before it = that case passes on a real kernel, too.

${table(["Rule", "Step", "Answer", "Simulated kernel", "Real kernel", "Contract case"], rules)}

## What every host does alike

Cases of the contract suite (\`e2e/contract/\`), each run on the simulated kernel by \`npm test -- unit\` and on real ones, Debian's,
where ✓ says that it passes: on Linux ${USUAL_KERNEL.name} by \`npm test -- lab\`, on all of them by \`npm run lab -- kernels\`. Both fail when
one that has its ✓ here does not pass any more; \`npm run lab:cases\` and \`npm run lab -- kernels --write\` write that list.
The other kernels run the cases of the worlds ${KERNEL_WORLDS.map(({ name }) => name).join(" and ")}: an empty cell is a case of another world.
Of ${titles.length} cases: ${counts.join(", ")}.

${table(
  ["Case", ...kernels.map(headOf)],
  titles.map((title) => [title, ...ticks(title)]),
)}

## What kernels do differently

Each case expects of a kernel what its release does (\`shared/machine/kernel-differences.ts\`); the simulated kernel does so, too
(\`--kernel 5.10\`).

${table(["Since Linux", "What is so now", "What was so before", "Source", "Cases"], differences)}
`;
}

if (process.argv[1] === import.meta.filename) {
  writeFileSync(DOCUMENT, checksDocument());
  console.log(`${CHECKS.length} checks, ${EXPLANATION_RULES.length} rules`);
}
