import { expect, test } from "vitest";
import { openSettings } from "./settings.ts";
import { ShownLanguage } from "./shown-language.ts";

test("--lang decides until a language is chosen, and is not remembered", () => {
  const settings = openSettings(null);
  settings.set({ language: "zh" });
  const language = new ShownLanguage("en", settings, ["zh-CN"]);
  settings.set({ theme: "dark" });
  expect([language.ofStart, language.now(), settings.get().language]).toEqual(["en", "en", "zh"]);
  // The same as before is a choice too.
  settings.set({ language: "zh" });
  expect([language.ofStart, language.now()]).toEqual([null, "zh"]);
});

test("without it what is remembered decides, else the system", () => {
  const settings = openSettings(null);
  const language = new ShownLanguage(null, settings, ["zh_TW.UTF-8", "en"]);
  expect([language.ofStart, language.now()]).toEqual([null, "zh"]);
  settings.set({ language: "en" });
  expect(language.now()).toBe("en");
  settings.set({ language: "system" });
  expect(language.now()).toBe("zh");
  expect(new ShownLanguage(null, openSettings(null), []).now()).toBe("en");
});
