import "../testing/window.ts";
import { expect, test } from "vitest";
import { backText } from "./way-back.ts";

test("the time is told until it is over or somebody has given the word", () => {
  expect(backText(42, null)).toBe("Taken back in 42 s");
  expect(backText(0, null)).toBe("Being taken back");
  expect(backText(42, false)).toBe("Being taken back");
  expect(backText(42, true)).toBe("Being kept");
});
