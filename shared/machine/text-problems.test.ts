import { expect, test } from "vitest";
import type { Message, Words } from "../../shared/words/message.ts";
import { english } from "../../shared/words/testing/english.ts";
import { say } from "../words/say.ts";
import { PASTED_LINE_WORDS } from "../words/texts/pasted-line.ts";
import { partName, partProblems, unreadProblems, withoutPlaces } from "./text-problems.ts";

const messages = (problems: readonly { message: Words }[]) => problems.map(({ message }) => english(message));
const { noAddress, halfByte } = PASTED_LINE_WORDS;
/** One of many reasons. */
const reason = (count: number): Message => PASTED_LINE_WORDS.firstBytes({ count });

test("lines that could not be used are counted by reason, and those in a row are a range", () => {
  const all = [12, 15, 16, 17].map((line) => ({ line, why: noAddress }));
  const problems = unreadProblems([...all, { line: 30, why: halfByte }]);
  expect(messages(problems)).toEqual([
    "4 lines of the text could not be used: there is no address above these bytes (lines 12, 15–17).",
    "1 line of the text could not be used: it ends in the middle of a byte (line 30).",
  ]);
  expect(problems.map(({ message }) => say("zh", message))).toEqual([
    "文本中有 4 行无法使用：字节上方没有地址（第 12、15–17 行）。",
    "文本中有 1 行无法使用：行尾的字节不完整（第 30 行）。",
  ]);
  expect(unreadProblems([])).toEqual([]);
});

test("many lines and many reasons stay a few sentences, with how many there are", () => {
  const scattered = Array.from({ length: 63 }, (_, at) => ({ line: 2 * at, why: halfByte }));
  expect(messages(unreadProblems(scattered))[0]).toMatch(/^63 lines .* 98 and 13 more\)\.$/);
  const told = messages(unreadProblems(scattered.map(({ line }) => ({ line, why: reason(line) }))));
  expect(told).toHaveLength(8);
  expect(told.at(-1)).toMatch(/^56 lines of the text could not be used, for several reasons \(lines 14, 16, /);
});

test("names of files in an archive are left out of what stands in a report without secrets", () => {
  const parts = [
    { host: null, line: 1, where: { path: "sos report (lab-9)/lspci", line: 4 } },
    { host: null, line: 31, where: { path: "sos report (lab-9)/dmesg", line: 7 } },
  ];
  const told = [
    ...partProblems(parts, 0),
    ...unreadProblems([{ line: 12, why: halfByte }], "sos report (lab-9)/lspci"),
  ];
  expect(messages(told).every((message) => message.includes("lab-9"))).toBe(true);
  const plain = [
    "The text has 2 machines, or one machine at several moments. This is part 1.",
    "1 line of the text could not be used: it ends in the middle of a byte (line 12).",
  ];
  expect(messages(told.map(withoutPlaces))).toEqual(plain);
  // As reports of earlier versions have them.
  const asText = messages(told).map((message) => ({ attribute: "file", code: "EILSEQ", message }));
  expect(messages(asText.map(withoutPlaces))).toEqual(plain);
  const other = { attribute: "slots", code: "EIO", message: "1 lines of the text could not be used" };
  expect(withoutPlaces(other)).toBe(other);
});

test("a machine among several says which part it is, by lines and without a host's name", () => {
  const parts = [
    { host: "host-a", line: 1 },
    { host: "host-b", line: 31 },
    { host: null, line: 50 },
  ];
  expect(parts.map((part) => english(partName(part)))).toEqual([
    "host-a, from line 1",
    "host-b, from line 31",
    "from line 50",
  ]);
  expect(messages(partProblems(parts, 1))).toEqual([
    "The text has 3 machines, or one machine at several moments. This is part 2 (from line 31); not shown: part 1 (from line 1) and part 3 (from line 50).",
  ]);
  expect(partProblems(parts.slice(0, 1), 0)).toEqual([]);
});
