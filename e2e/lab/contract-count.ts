/** Counts the contract's cases as vitest reported them, on the simulation and on real kernels. */
import { readFileSync } from "node:fs";

/** The part of vitest's JSON report that is read. */
interface VitestReport {
  readonly testResults: readonly {
    readonly assertionResults: readonly {
      readonly ancestorTitles: readonly string[];
      readonly title: string;
      readonly status: string;
    }[];
  }[];
}

/** What ran on one kind of host. */
interface Side {
  /** By name of the machine: how many ran there. */
  readonly machines: ReadonlyMap<string, number>;
  readonly cases: ReadonlySet<string>;
  /** Those that passed on each of these machines that offers what they take. */
  readonly sound: ReadonlySet<string>;
  readonly runs: number;
  readonly passed: number;
}

const SUITE = "HostAccess: ";
/** Room for the longest name. */
const LABEL = 72;

function readSide(files: readonly string[]): Side {
  const machines = new Map<string, number>();
  const cases = new Set<string>();
  const failed = new Set<string>();
  let runs = 0;
  let passed = 0;
  for (const file of files) {
    const { testResults } = JSON.parse(readFileSync(file, "utf8")) as VitestReport;
    for (const { ancestorTitles, title, status } of testResults.flatMap((result) => result.assertionResults)) {
      const machine = ancestorTitles.find((name) => name.startsWith(SUITE))?.slice(SUITE.length);
      if (machine === undefined) continue;
      machines.set(machine, (machines.get(machine) ?? 0) + 1);
      cases.add(title);
      runs++;
      if (status === "passed") passed++;
      else failed.add(title);
    }
  }
  return { machines, cases, sound: new Set([...cases].filter((title) => !failed.has(title))), runs, passed };
}

export interface ContractCount {
  readonly text: string;
  /** Every case ran on both and passed wherever it ran. */
  readonly equal: boolean;
  /** Titles of those that passed on real kernels, sorted. */
  readonly real: readonly string[];
}

/** @param simulated,real vitest's JSON reports */
export function countContract(simulated: readonly string[], real: readonly string[]): ContractCount {
  const [left, right] = [readSide(simulated), readSide(real)];
  const lines = [`${"contract".padEnd(LABEL)}${"simulation".padStart(12)}${"real kernel".padStart(13)}`];
  const row = (label: string, a: number | string, b: number | string): void => {
    lines.push(`${label.padEnd(LABEL)}${String(a).padStart(12)}${String(b).padStart(13)}`);
  };
  for (const [machine, count] of left.machines) row(`  ${machine}`, count, "");
  for (const [machine, count] of right.machines) row(`  ${machine}`, "", count);
  row("different cases", left.cases.size, right.cases.size);
  row("runs", left.runs, right.runs);
  row("passed", left.passed, right.passed);
  const onlySimulated = [...left.cases].filter((title) => !right.cases.has(title));
  const onlyReal = [...right.cases].filter((title) => !left.cases.has(title));
  for (const title of onlySimulated) lines.push(`only on the simulation: ${title}`);
  for (const title of onlyReal) lines.push(`only on a real kernel: ${title}`);
  const allPassed = left.runs === left.passed && right.runs === right.passed && right.runs > 0;
  const equal = allPassed && onlySimulated.length === 0 && onlyReal.length === 0;
  lines.push(equal ? "every case ran on both, and they agree" : "THEY DO NOT AGREE");
  return { text: lines.join("\n"), equal, real: [...right.sound].sort() };
}

export interface KernelCount {
  readonly text: string;
  /** Titles of those that passed, sorted. */
  readonly real: readonly string[];
}

/** @param release of the kernel @param files vitest's JSON reports */
export function countKernel(release: string, files: readonly string[]): KernelCount {
  const { machines, cases, sound, runs, passed } = readSide(files);
  const each = [...machines].map(([machine, count]) => `  ${machine}: ${count}`);
  const text = [`contract on Linux ${release}: ${cases.size} cases, ${passed} of ${runs} runs passed`, ...each];
  return { text: text.join("\n"), real: [...sound].sort() };
}
