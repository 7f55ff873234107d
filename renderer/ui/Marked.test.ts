import { describe, expect, it } from "vitest";
import { piecesOf } from "./marked-pieces.ts";

const texts = (text: string, terms: readonly string[]) =>
  piecesOf(text, terms).map(({ text: piece, hit }) => (hit ? `[${piece}]` : piece));

describe("marked text", () => {
  it("marks every place of every term, whatever the case", () => {
    expect(texts("VF Enable of a VF", ["vf"])).toEqual(["[VF]", " Enable of a ", "[VF]"]);
    expect(texts("Link Speed", ["speed", "link"])).toEqual(["[Link]", " ", "[Speed]"]);
  });

  it("takes the longest of several terms at one place, and loses no character", () => {
    expect(texts("TotalVFs", ["total", "totalvf"])).toEqual(["[TotalVF]", "s"]);
    expect(texts("abc", ["x"])).toEqual(["abc"]);
    expect(texts("", ["x"])).toEqual([]);
  });
});
