import { expect, test } from "vitest";
import { errorText } from "./error-text.ts";

test("an error is its message, and anything else what it is written as", () => {
  expect(errorText(new TypeError("The device has left."))).toBe("The device has left.");
  expect(errorText("refused")).toBe("refused");
  expect(errorText(undefined)).toBe("undefined");
});
