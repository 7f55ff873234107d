import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { countContract, countKernel } from "./contract-count.ts";

const folder = mkdtempSync(join(tmpdir(), "count-"));
afterAll(() => rmSync(folder, { recursive: true }));

type Result = readonly [machine: string, title: string, status?: string];

/** A report as vitest writes it. */
function report(name: string, results: readonly Result[]): string {
  const path = join(folder, name);
  const assertionResults = results.map(([machine, title, status = "passed"]) => ({
    ancestorTitles: machine === "" ? [] : [`HostAccess: ${machine}`],
    title,
    status,
  }));
  writeFileSync(path, JSON.stringify({ testResults: [{ assertionResults }] }));
  return path;
}

it("is content when the same cases passed on both, however often", () => {
  const simulated = report("a", [
    ["bench", "one"],
    ["bench", "two"],
    ["", "a test that is no case"],
  ]);
  const real = [
    report("b", [["real, x", "one"]]),
    report("c", [
      ["real, y", "two"],
      ["real, y", "one"],
    ]),
  ];
  const { equal, text, real: passed } = countContract([simulated], real);
  expect(equal).toBe(true);
  expect(passed).toEqual(["one", "two"]);
  expect(text).toMatch(/different cases +2 +2\nruns +2 +3\npassed +2 +3/);
});

it("names a case that ran on one of them only", () => {
  const simulated = report("d", [
    ["bench", "one"],
    ["bench", "two"],
  ]);
  const { equal, text } = countContract([simulated], [report("e", [["real", "one"]])]);
  expect(equal).toBe(false);
  expect(text).toContain("only on the simulation: two");
});

it("is not content with a failure, nor with nothing at all", () => {
  const simulated = report("f", [["bench", "one"]]);
  const failed = report("g", [
    ["real, x", "one", "failed"],
    ["real, y", "one"],
  ]);
  expect(countContract([simulated], [failed])).toMatchObject({ equal: false, real: [] });
  expect(countContract([report("h", [])], []).equal).toBe(false);
});

it("counts what ran on one kernel, and gives the cases that passed wherever they ran", () => {
  const files = [
    report("i", [
      ["real, x", "one"],
      ["real, x", "two"],
    ]),
    report("j", [["real, y", "two", "failed"]]),
  ];
  const { text, real } = countKernel("5.10.0-46-amd64", files);
  expect(text).toBe("contract on Linux 5.10.0-46-amd64: 2 cases, 2 of 3 runs passed\n  real, x: 2\n  real, y: 1");
  expect(real).toEqual(["one"]);
});
