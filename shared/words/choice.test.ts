import { expect, test } from "vitest";
import { resolveLanguage, storedChoice } from "./choice.ts";

test("a language that was chosen is shown, whatever the system has", () => {
  expect(resolveLanguage("zh", ["en-US"])).toBe("zh");
  expect(resolveLanguage("en", ["zh-CN"])).toBe("en");
  expect(resolveLanguage("xx", ["zh-CN"])).toBe("xx");
  expect(storedChoice("zh")).toBe("zh");
  expect(storedChoice("fr")).toBe("system");
  expect(storedChoice(undefined)).toBe("system");
});

test.each([
  [["zh-CN", "en"], "zh"],
  [["zh-TW"], "zh"],
  [["zh_HK.UTF-8", "en_US"], "zh"],
  [["de", "zh-Hans-CN"], "zh"],
  [["de", "en-GB", "zh-CN"], "en"],
  [["ZH"], "zh"],
  [["zha_CN"], "en"],
  [["de", "fr"], "en"],
  [[], "en"],
] as const)("of the system's languages %j the first that there is: %s", (system, language) => {
  expect(resolveLanguage("system", system)).toBe(language);
});
