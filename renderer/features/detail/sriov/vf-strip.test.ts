import { expect, test } from "vitest";
import { english } from "../../../../shared/words/testing/english.ts";
import { stripFacts } from "./vf-strip.ts";

test("the most that a driver allows is the device's own number in a dump, which has no driver's", () => {
  const most = { kind: "driver", most: 8 } as const;
  expect(stripFacts({}, [], most).map(english)).toEqual(["at most 8 (driver)"]);
  expect(stripFacts({ registersOnly: true }, [], most).map(english)).toEqual(["at most 8 (device)"]);
});
