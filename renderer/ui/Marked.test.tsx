import { describe, expect, it } from "vitest";
import { screen, show } from "../testing/page.tsx";
import { Marked, piecesOf } from "./Marked.tsx";

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
    expect(texts("abc", [])).toEqual(["abc"]);
    expect(texts("", ["x"])).toEqual([]);
  });

  it("makes one mark of finds that overlap", () => {
    expect(texts("0000:01:00.0", ["01:0", "1:00"])).toEqual(["0000:", "[01:00]", ".0"]);
  });

  it("marks a number with its word in the number's own column only", () => {
    expect(texts("41", ["group 41"])).toEqual(["[41]"]);
    expect(texts("141", ["group 41"])).toEqual(["141"]);
    expect(texts("IOMMU group 41", ["group 41"])).toEqual(["IOMMU ", "[group 41]"]);
  });

  it("is one element, so that a flexible box leaves its blanks alone", () => {
    show(
      <p>
        <Marked text="Ethernet controller" terms={["ethernet"]} />
      </p>,
    );
    const { children, textContent } = screen.getByRole("paragraph");
    expect([children.length, textContent]).toEqual([1, "Ethernet controller"]);
    expect(screen.getByRole("mark").textContent).toBe("Ethernet");
  });
});
