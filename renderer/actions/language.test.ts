import "../testing/window.ts";
import { expect, test } from "vitest";
import { readRemembered } from "../stores/view.ts";
import { resolveLanguage } from "./language.ts";

test("a language that was chosen is shown, whatever the system has", () => {
  expect(resolveLanguage("zh", ["en-US"])).toBe("zh");
  expect(resolveLanguage("en", ["zh-CN"], true)).toBe("en");
  expect(readRemembered({ language: "zh" }).language).toBe("zh");
  expect(readRemembered({ language: "fr" }).language).toBe("system");
});

test.each([
  [["zh-CN", "en"], "zh"],
  [["de", "zh-Hans-CN"], "zh"],
  [["de", "en-GB", "zh-CN"], "en"],
  [["ZH"], "zh"],
  [["de", "fr"], "en"],
  [[], "en"],
] as const)("of the system's languages %j the first that there is: %s", (system, language) => {
  expect(resolveLanguage("system", system, true)).toBe(language);
});
