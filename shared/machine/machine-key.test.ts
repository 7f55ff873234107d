import { describe, expect, it } from "vitest";
import { isSameMachine, machineKey } from "./machine-key.ts";

const mark = (machineKey: string | null, name = "lab-7", bootId: string | null = null) => ({
  name,
  bootId,
  machineKey,
});

describe("two machines", () => {
  it.each([
    ["every part is the same, though one was renamed", mark("id:1 dmi:1"), mark("id:1 dmi:1", "new"), true],
    ["one of them may read one part only", mark("id:1 dmi:1"), mark("id:1"), true],
    ["they have the same name and other keys", mark("id:1 dmi:1"), mark("id:2 dmi:2"), false],
    ["a copy of the system runs on other hardware", mark("id:1 dmi:1"), mark("id:1 dmi:2"), false],
    ["the hardware is the same and the system is not", mark("id:1 dmi:1"), mark("id:2 dmi:1"), null],
    ["no part is known of both", mark("id:1"), mark("dmi:1"), null],
    ["nothing is known but the name", mark(null), mark("id:1"), null],
    ["the names differ, and no key is known", mark(null), mark("id:1", "other"), false],
    ["the kernel has not been started again since", mark(null, "lab-7", "b"), mark("id:1", "lab-7", "b"), true],
    ["a copy of a running machine says so", mark("dmi:1", "lab-7", "b"), mark("dmi:2", "lab-7", "b"), false],
  ] as const)("where %s", (_, one, other, same) => {
    expect(isSameMachine(one, other)).toBe(same);
    expect(isSameMachine(other, one)).toBe(same);
  });
});

it("a key has the parts that could be read, and without any there is none", () => {
  expect(machineKey({ id: "1", dmi: "2" })).toBe("id:1 dmi:2");
  expect(machineKey({ dmi: "2" })).toBe("dmi:2");
  expect(machineKey({})).toBeNull();
});
