import { describe, expect, test } from "vitest";
import type { Line } from "./line.ts";
import { peelerFor } from "./peel.ts";
import { functionsIn } from "./testing/functions-in.ts";
import { unwrapperFor } from "./unwrap.ts";

/** The lines of a text as they are read, blank ones left out; null where it has nothing to put together. */
function whole(lines: readonly string[]): readonly Line[] | null {
  const text = lines.join("\n");
  const unwrapper = unwrapperFor(text, peelerFor(text));
  if (unwrapper === null) return null;
  const read = lines.flatMap((line, index) => unwrapper.push(index + 1, line));
  return [...read, ...unwrapper.end()].filter((line) => line.text !== "");
}

const textsOf = (lines: readonly string[]) => whole(lines)?.map(({ text }) => text) ?? null;

const TITLE = "01:00.0 Ethernet controller: Example Corp. Ten Gigabit Network Connection (rev 01)";
const BLANK = TITLE.indexOf(" Connection");
const ROW = "00: 86 80 21 15 06 04 10 00 01 00 00 02 10 00 80 00";

describe("a line is put together where it was broken", () => {
  test("at a blank, with the number of its first line", () => {
    const lines = [TITLE.slice(0, BLANK), TITLE.slice(BLANK + 1), ROW];
    expect(whole(lines)).toEqual([
      { number: 1, text: TITLE },
      { number: 3, text: ROW },
    ]);
  });

  test("in the middle of a word or a byte, at the width of a terminal", () => {
    const lines = [TITLE.slice(0, 40), TITLE.slice(40, 80), TITLE.slice(80), ROW.slice(0, 29), ROW.slice(29)];
    expect(textsOf(lines)).toEqual([TITLE, ROW]);
  });

  test("also behind a quote's mark that only its beginning has, or a backslash", () => {
    expect(textsOf([`> ${TITLE.slice(0, BLANK)}`, TITLE.slice(BLANK + 1), `> ${ROW}`])).toEqual([TITLE, ROW]);
    expect(textsOf([`${TITLE.slice(0, 50)}\\`, TITLE.slice(50), ROW])).toEqual([TITLE, ROW]);
  });
});

test("lines that stand there twice, and blank ones between all of them, count once", () => {
  const lines = [TITLE, "\tKernel driver in use: ten", ROW];
  const plain = [TITLE, "Kernel driver in use: ten", ROW];
  expect(textsOf(lines.flatMap((line) => [line, line]))).toEqual(plain);
  expect(textsOf([...lines, ...lines].flatMap((line) => [line, ""]))).toEqual([...plain, ...plain]);
});

test("a text of whole lines is left as it is", () => {
  for (const below of ["It hangs when a guest starts.", "\tKernel driver in use: ten", "$ ip link", ROW, ""]) {
    expect(whole([TITLE, below, "02:00.0 PCI bridge: Example Corp. Port (rev 02)"])).toBeNull();
  }
  expect(whole([`${ROW} ...............\\`, `10${ROW.slice(2)} ................`])).toBeNull();
});

test.each([36, 40, 48, 60])("rows with a column of characters, broken at blanks at %i, are whole again", (width) => {
  const row = "a0: 40 00 43 30 80 25 24 20 c0 03 48 01 1e 00 01 00";
  const lines = [
    "0b:00.0 Ethernet controller: Made-up",
    "00: 86 80 21 15 06 04 10 00 01 00 00 02 10 00 80 00 ..!.............",
    `${row} @.C0.%$ ..H.....`,
    "b0: 61 62 63 64 65 66 67 68 69 6a 6b 6c 6d 6e 6f 70 abcdefghijklmnop",
  ];
  const broken = lines.flatMap((line) => {
    const at = line.length > width ? line.lastIndexOf(" ", width) : -1;
    return at < 0 ? [line] : [line.slice(0, at), line.slice(at + 1)];
  });
  const space = (text: string) => functionsIn(text)[0]?.space;
  expect(space(broken.join("\n"))?.toHex()).toBe(space(lines.map((line) => line.slice(0, 51)).join("\n"))?.toHex());
});
