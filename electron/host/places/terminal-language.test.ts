import { expect, test } from "vitest";
import { languageOf, systemLanguages } from "./terminal-language.ts";

test("the language is the one that is asked for, else the terminal's, else English", () => {
  const zh = { LANG: "zh_CN.UTF-8" };
  expect(languageOf([], zh)).toBe("zh");
  expect(languageOf(["show", "--lang", "en"], zh)).toBe("en");
  expect(languageOf(["show", "--lang=zh"], {})).toBe("zh");
  expect(languageOf(["show", "--lang=en", "--lang", "zh"], {})).toBe("zh");
  expect(languageOf(["--lang"], zh)).toBe("zh");
  expect(languageOf(["--lang", "fr"], {})).toBe("en");
});

test("LANGUAGE is a list that counts before the locale, where there is one", () => {
  expect(systemLanguages({ LANGUAGE: "zh_CN:en", LANG: "en_US.UTF-8" })).toEqual(["zh_CN", "en", "en_US.UTF-8"]);
  expect(systemLanguages({ LANGUAGE: "", LANG: "zh_CN.UTF-8" })).toEqual(["zh_CN.UTF-8"]);
  for (const LANG of ["", "C", "C.UTF-8", "POSIX"]) expect(systemLanguages({ LANGUAGE: "zh_CN", LANG })).toEqual([]);
  expect(languageOf([], { LANGUAGE: "zh_TW:en", LANG: "en_US.UTF-8" })).toBe("zh");
  expect(languageOf([], { LANGUAGE: "en", LANG: "zh_CN.UTF-8" })).toBe("en");
});

test("LC_ALL counts before LC_MESSAGES, and that before LANG; C is English", () => {
  expect(languageOf([], { LC_ALL: "C", LANG: "zh_CN.UTF-8" })).toBe("en");
  expect(languageOf([], { LC_ALL: "", LC_MESSAGES: "zh_CN", LANG: "en_US.UTF-8" })).toBe("zh");
  expect(languageOf([], { LC_MESSAGES: "de_DE", LANG: "zh_CN" })).toBe("en");
  for (const locale of ["zh", "zh-Hans", "zh.UTF-8", "zh_SG@pinyin"])
    expect(languageOf([], { LANG: locale })).toBe("zh");
  for (const locale of ["C", "POSIX", "zha_CN", ""]) expect(languageOf([], { LANG: locale })).toBe("en");
});
