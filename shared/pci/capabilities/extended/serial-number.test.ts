import { expect, test } from "vitest";
import { derivedOf, textOf } from "./testing/fixture.ts";

const dwords = { 4: 0xffab1234, 8: 0x001b21ff };

test("the serial number is written from its most significant byte", () => {
  expect(textOf({ id: 0x03, dwords })).toBe("Device Serial Number 00-1b-21-ff-ff-ab-12-34\n");
  expect(derivedOf({ id: 0x03, dwords }, "serial")).toBe("00-1b-21-ff-ff-ab-12-34");
});

test("without its bytes there is not even a line end", () => {
  expect(textOf({ id: 0x03, dwords, length: 0x10b })).toBe("");
});
