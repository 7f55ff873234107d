import { expect, test } from "vitest";
import { say } from "../words/say.ts";
import { ageOf, ageWords } from "./age.ts";
import type { FileSource } from "./facts.ts";

const AT = new Date(2026, 9, 3, 12).getTime();
const HOUR = 3_600_000;

function said(language: "en" | "zh", source: Partial<FileSource> | null, passed: number): string {
  const known: FileSource = { kind: "file", at: new Date(AT).toISOString(), by: "file", ...source };
  const age = ageOf({ identity: { kind: "file", ...(source === null ? {} : { source: known }) } }, AT + passed);
  return age === null ? "" : say(language, ageWords(age));
}

test("a file says of when it is, and how old that is", () => {
  expect(said("en", {}, 55 * 24 * HOUR)).toBe("File of Oct 3, 2026, 55 days old");
  expect(said("zh", {}, 55 * 24 * HOUR)).toBe("文件，2026年10月3日，55 天前");
  expect(said("en", { kind: "report", by: "report" }, HOUR)).toBe("Report of Oct 3, 2026, 1 hour old");
  expect(said("en", {}, 125_000)).toBe("File of Oct 3, 2026, 2 minutes old");
  expect(said("en", {}, 5)).toBe("File of Oct 3, 2026, less than a minute old");
});

test("what nothing tells is said, and a clock that is behind makes nothing young", () => {
  expect(said("en", { kind: "pasted", at: null }, 0)).toBe("Pasted, no date");
  expect(said("en", { kind: "report", at: "long ago" }, 0)).toBe("Report, no date");
  expect(said("en", null, 0)).toBe("File, no date");
  expect(said("en", {}, -HOUR)).toBe("File of Oct 3, 2026");
});

test("a machine that is no file has no age", () => {
  expect(ageOf({ identity: { kind: "demo" } }, AT)).toBeNull();
});
