import { expect, test } from "vitest";
import { columnsOf } from "./terminal-columns.ts";

test("a 汉字 and a full-width mark take two columns, what is Latin one", () => {
  expect(columnsOf("")).toBe(0);
  expect(columnsOf("--slot <bdf>’…")).toBe(14);
  expect(columnsOf("仅输出该 Function。")).toBe(19);
});
