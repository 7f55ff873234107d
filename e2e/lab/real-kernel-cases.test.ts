import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { addListedCases, compareCases, listedCases } from "./real-kernel-cases.ts";

it("names what is listed and did not pass, and what passed and is not listed", () => {
  expect(compareCases(["a", "b"], ["b", "c"])).toEqual({ lost: ["a"], unlisted: ["c"] });
  expect(compareCases(["a"], ["a"])).toEqual({ lost: [], unlisted: [] });
});

it("adds what has passed in another world on the same release, and forgets what passed on one before", () => {
  const folder = mkdtempSync(join(tmpdir(), "cases-"));
  const path = join(folder, "list.json");
  writeFileSync(path, "{}");
  addListedCases("6.1", { release: "6.1.0-57", cases: ["b"] }, path);
  addListedCases("6.1", { release: "6.1.0-57", cases: ["a", "b"] }, path);
  addListedCases("newest", { release: "7.3.4", cases: ["a"] }, path);
  addListedCases("newest", { release: "7.4.1", cases: ["b"] }, path);
  expect(listedCases(path)).toEqual({
    "6.1": { release: "6.1.0-57", cases: ["a", "b"] },
    newest: { release: "7.4.1", cases: ["b"] },
  });
  rmSync(folder, { recursive: true });
});
