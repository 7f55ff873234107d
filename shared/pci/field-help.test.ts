import { describe, expect, test } from "vitest";
import { withFieldHelp, withHelp } from "./field-help.ts";
import { flag, register } from "./layout.ts";

const REGISTERS = [register("ctl", 4, 2, "Control", [flag("a", 0, "A"), flag("b", 1, "B", { help: "Own." })])];

describe("sentences beside a table", () => {
  test("go to the field or the register of their path and leave the rest alone", () => {
    const [ctl] = withHelp({ "ctl.a": "Of A.", ctl: "Of all." }, REGISTERS);
    expect(ctl?.fields.map(({ help }) => help)).toEqual(["Of A.", "Own."]);
    expect(ctl?.help).toBe("Of all.");
  });

  test("go to fields that several registers share", () => {
    const fields = withFieldHelp({ a: "Of A." }, REGISTERS[0]?.fields ?? []);
    expect(fields.map(({ help }) => help)).toEqual(["Of A.", "Own."]);
    expect(() => withFieldHelp({ "ctl.a": "?" }, fields)).toThrow("there is no ctl.a");
  });

  test("must have a field that is not explained yet", () => {
    expect(() => withHelp({ "ctl.c": "?" }, REGISTERS)).toThrow("there is no ctl.c");
    expect(() => withHelp({ "ctl.b": "?" }, REGISTERS)).toThrow("ctl.b is explained twice");
  });
});
