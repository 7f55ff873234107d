import { expect, test } from "vitest";
import { bdf } from "../../testing/machines.ts";
import { wayBackSeconds, wayBackWantedFor } from "./way-back-choice.ts";

const NIC = bdf("0000:09:00.1");

test("the way back is on where the session goes through what is touched, and only there", () => {
  const by = (kind: "session" | "guest") =>
    wayBackWantedFor({
      impact: [
        {
          bdf: NIC,
          how: "unbound",
          cause: NIC,
          reasons: [{ kind, text: "is used", short: "user", evidence: "e", level: "protected" }],
        },
      ],
    });
  expect(by("session")).toEqual({ on: true, seconds: 60 });
  expect(by("guest").on).toBe(false);
  expect(wayBackWantedFor({ impact: [] }).on).toBe(false);
});

test("a time that the machine would refuse is no time", () => {
  for (const seconds of [10, 60, 600]) expect(wayBackSeconds({ on: true, seconds })).toBe(seconds);
  expect(wayBackSeconds({ on: false, seconds: 60 })).toBeNull();
  for (const seconds of [null, 9, 601, 12.5]) expect(wayBackSeconds({ on: true, seconds })).toBeNull();
});
