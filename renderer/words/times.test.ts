import { expect, test } from "vitest";
import { say } from "../../shared/words/say.ts";
import { durationWords, TIME_WORDS } from "./times.ts";

test("durations are as exact as they are worth reading", () => {
  const said = (language: "en" | "zh") =>
    [0.4, 999, 1234, 12_345, 125_000].map((milliseconds) => say(language, durationWords(milliseconds)));
  expect(said("en")).toEqual(["0 ms", "999 ms", "1.2 s", "12 s", "2 min 5 s"]);
  expect(said("zh")).toEqual(["0 毫秒", "999 毫秒", "1.2 秒", "12 秒", "2 分 5 秒"]);
});

test("times are written as the language writes them, with 24 hours", () => {
  const at = new Date(2026, 10, 22, 15, 5, 7).getTime();
  expect(say("en", TIME_WORDS.clock({ at }))).toBe("15:05:07");
  expect(say("zh", TIME_WORDS.clock({ at }))).toBe("15:05:07");
  expect(say("en", TIME_WORDS.dayAndClock({ at }))).toBe("Nov 22, 2026, 15:05");
  expect(say("zh", TIME_WORDS.dayAndClock({ at }))).toBe("2026/11/22 15:05");
  expect(say("zh", TIME_WORDS.full({ at }))).toContain("2026年11月22日星期日");
});
