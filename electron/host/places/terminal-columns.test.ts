import fc from "fast-check";
import { expect, test } from "vitest";
import { columnsOf, wrapped } from "./terminal-columns.ts";

test("a 汉字 and a full-width mark take two columns, what is Latin one", () => {
  expect(columnsOf("")).toBe(0);
  expect(columnsOf("--slot <bdf>’…")).toBe(14);
  expect(columnsOf("仅输出该 Function。")).toBe(19);
});

test("lines end between words and between 汉字, never before a mark that closes nor after one that opens", () => {
  expect(wrapped("one two three", 8)).toBe("one two\nthree");
  expect(wrapped("不读取该 Function 的寄存器（窗口中已排除的仍然排除）；可多次指定", 20)).toBe(
    "不读取该 Function 的\n寄存器（窗口中已排除\n的仍然排除）；可多次\n指定",
  );
  expect(wrapped("演示机器：p22-048-018、vmhost-07、nethost-05", 24)).toBe(
    "演示机器：p22-048-018、\nvmhost-07、nethost-05",
  );
  expect(wrapped("first\nsecond", 40)).toBe("first\nsecond");
});

test("nothing but blanks is lost, and only a word alone is wider than its line", () => {
  const text = fc.stringMatching(/^[a-z （“”）、。汉字]{0,60}$/);
  fc.assert(
    fc.property(text, fc.integer({ min: 8, max: 30 }), (whole, columns) => {
      const lines = wrapped(whole, columns).split("\n");
      expect(lines.join("").replaceAll(" ", "")).toBe(whole.replaceAll(" ", ""));
      for (const line of lines) if (/\S /.test(line.trim())) expect(columnsOf(line)).toBeLessThanOrEqual(columns);
    }),
  );
});
