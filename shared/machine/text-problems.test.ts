import { expect, test } from "vitest";
import { partName, partProblems, unreadProblems, withoutPlaces } from "./text-problems.ts";

const messages = (problems: readonly { message: string }[]) => problems.map(({ message }) => message);

test("lines that could not be used are counted by reason, and those in a row are a range", () => {
  const none = "no address stands above these bytes";
  const all = [12, 15, 16, 17].map((line) => ({ line, why: none }));
  expect(messages(unreadProblems([...all, { line: 30, why: "the row is cut off" }]))).toEqual([
    "4 lines of the text could not be used: no address stands above these bytes (lines 12 and 15–17).",
    "One line of the text could not be used: the row is cut off (line 30).",
  ]);
  expect(unreadProblems([])).toEqual([]);
});

test("many lines and many reasons stay a few sentences, with how many there are", () => {
  const scattered = Array.from({ length: 25 }, (_, at) => ({ line: 2 * at, why: "the row is cut off" }));
  expect(messages(unreadProblems(scattered))[0]).toMatch(/^25 lines .* 22 and 13 more\)\.$/);
  const told = messages(unreadProblems(scattered.map(({ line }) => ({ line, why: `reason ${line}` }))));
  expect(told).toHaveLength(8);
  expect(told.at(-1)).toMatch(/^18 lines of the text could not be used, for several reasons \(lines 14, 16, /);
});

test("names of files in an archive are left out of what stands in a report without secrets", () => {
  const parts = [
    { host: null, lines: [1, 30] as const, where: "sos report (lab-9)/lspci, line 4" },
    { host: null, lines: [31, 46] as const, where: "sos report (lab-9)/dmesg, line 7" },
  ];
  const [unread] = unreadProblems([{ line: 12, why: "the row is cut off" }]);
  const told = [
    ...partProblems(parts, 0),
    { attribute: "file", code: "EILSEQ", message: `sos report (lab-9)/lspci: ${unread?.message}` },
  ];
  expect(messages(told).every((message) => message.includes("lab-9"))).toBe(true);
  expect(messages(told.map(withoutPlaces))).toEqual([
    "The text has 2 machines, or one at several moments, and this is part 1 of it.",
    "One line of the text could not be used: the row is cut off (line 12).",
  ]);
  const other = { attribute: "slots", code: "EIO", message: "1 lines of the text could not be used" };
  expect(withoutPlaces(other)).toBe(other);
});

test("a machine among several says which part it is, by lines and without a host's name", () => {
  const parts = [
    { host: "host-a", lines: [1, 30] as const },
    { host: "host-b", lines: [31, 46] as const },
    { host: null, lines: [50, 50] as const },
  ];
  expect(parts.map(partName)).toEqual(["host-a, lines 1–30", "host-b, lines 31–46", "line 50"]);
  expect(messages(partProblems(parts, 1))).toEqual([
    "The text has 3 machines, or one at several moments, and this is part 2 of it (lines 31–46); not shown: part 1 (lines 1–30) and part 3 (line 50).",
  ]);
  expect(partProblems(parts.slice(0, 1), 0)).toEqual([]);
});
