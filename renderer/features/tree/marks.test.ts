import { expect, test } from "vitest";
import { parseQuery } from "../../../shared/machine/search.ts";
import { piecesOf } from "./marks.ts";

function marked(text: string, query: string): string {
  return piecesOf(text, parseQuery(query))
    .map((piece) => (piece.found ? `[${piece.text}]` : piece.text))
    .join("");
}

test("every place of every term is marked, whatever the case", () => {
  expect(marked("ConnectX-7 connect", "CONNECT")).toBe("[Connect]X-7 [connect]");
  expect(marked("MT2910 Family", "fam mt")).toBe("[MT]2910 [Fam]ily");
});

test("finds that overlap become one mark", () => {
  expect(marked("0000:01:00.0", "01:0 1:00")).toBe("0000:[01:00].0");
});

test("a numbered word marks the number in its own column only", () => {
  expect(marked("41", "group 41")).toBe("[41]");
  expect(marked("141", "group 41")).toBe("141");
  expect(marked("IOMMU group 41", "group 41")).toBe("IOMMU [group 41]");
});

test("without a query the text is one piece", () => {
  expect(piecesOf("abc", [])).toEqual([{ text: "abc", found: false }]);
});
