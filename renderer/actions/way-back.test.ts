import "../testing/window.ts";
import { expect, test } from "vitest";
import { english } from "../../shared/words/testing/english.ts";
import { backText } from "./way-back.ts";

test("the time is shown until it is over or the word was given", () => {
  expect(english(backText(42, null))).toBe("Rolls back in 42 s");
  expect(english(backText(0, null))).toBe("Rolling back…");
  expect(english(backText(42, false))).toBe("Rolling back…");
  expect(english(backText(42, true))).toBe("Keeping changes…");
});
