import { expect, test } from "vitest";
import { buildMachine } from "../../../shared/machine/machine.ts";
import { bdf, labMachine } from "../../testing/machines.ts";
import { askedOption, scopeOptions } from "./export-choice.ts";

const machine = buildMachine(labMachine());
const A = bdf("0000:01:00.2");
const B = bdf("0000:01:00.3");
const GONE = bdf("0000:7f:00.0");
const none = new Set<never>();

test("one function, the selection and the machine are offered where they are different things", () => {
  const of = (input: Partial<Parameters<typeof scopeOptions>[0]>) =>
    scopeOptions({ machine, asked: { kind: "machine" }, focused: null, selected: none, ...input }).map(
      ({ id, scope }) => [id, scope.kind === "machine" ? null : scope.bdfs],
    );
  expect(of({})).toEqual([["machine", null]]);
  expect(of({ focused: A, selected: new Set([A]) })).toEqual([
    ["function", [A]],
    ["machine", null],
  ]);
  expect(of({ focused: A, selected: new Set([A, B, GONE]) })).toEqual([
    ["function", [A]],
    ["functions", [A, B]],
    ["machine", null],
  ]);
  expect(of({ asked: { kind: "functions", bdfs: [B] }, focused: A })).toEqual([
    ["function", [B]],
    ["machine", null],
  ]);
});

test("what was asked for is chosen first, and the machine where that is gone", () => {
  const asked = { kind: "functions", bdfs: [A, B] } as const;
  const options = (bdfs: readonly (typeof A)[]) =>
    scopeOptions({ machine, asked: { kind: "functions", bdfs: [...bdfs] }, focused: null, selected: none });
  expect(askedOption(options([A, B]), { ...asked, bdfs: [A, B] })).toBe("functions");
  expect(askedOption(options([A]), { kind: "functions", bdfs: [A] })).toBe("function");
  expect(askedOption(options([GONE]), { kind: "functions", bdfs: [GONE] })).toBe("machine");
  expect(askedOption(options([A]), { kind: "machine" })).toBe("machine");
});
