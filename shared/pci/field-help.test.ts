import { describe, expect, test } from "vitest";
import { withHelp } from "./field-help.ts";
import { flag, register } from "./layout.ts";

const REGISTERS = [register("ctl", 4, 2, "Control", [flag("a", 0, "A"), flag("b", 1, "B", { help: "Own." })])];

describe("sentences beside a table", () => {
  test("go to the field or the register of their path and leave the rest alone", () => {
    const [ctl] = withHelp(REGISTERS, { "ctl.a": "Of A.", ctl: "Of all." });
    expect(ctl?.fields.map(({ help }) => help)).toEqual(["Of A.", "Own."]);
    expect(ctl?.help).toBe("Of all.");
  });

  test("must have a field that is not explained yet", () => {
    expect(() => withHelp(REGISTERS, { "ctl.c": "?" })).toThrow("there is no ctl.c");
    expect(() => withHelp(REGISTERS, { "ctl.b": "?" })).toThrow("ctl.b is explained twice");
  });
});
