import { expect, test } from "vitest";
import { languageOfRequest } from "./accept-language.ts";

test.each([
  [undefined, "en"],
  ["", "en"],
  ["zh-CN,zh;q=0.9,en;q=0.8", "zh"],
  ["en;q=0.5, zh-TW", "zh"],
  ["zh;q=0.1,en;q=0.2", "en"],
  ["zh;q=0,de", "en"],
  ["de,zh;q=0.3", "zh"],
  ["*", "en"],
  [`${"x,".repeat(10_000)}zh`, "en"],
] as const)("a browser that sends %j reads %s", (header, language) => {
  expect(languageOfRequest(header)).toBe(language);
});
