import { expect, it } from "vitest";
import { screen, show } from "../testing/page.tsx";
import { Coded, piecesOf } from "./Coded.tsx";

const shown = (text: string) => piecesOf(text).map(({ text: piece, code }) => (code ? `[${piece}]` : piece));

it("sets addresses, paths, errnos and attribute names apart, wherever they stand", () => {
  expect(shown("0000:01:00.0 has no driver.")).toEqual(["[0000:01:00.0]", " has no driver."]);
  expect(shown("Write 4 to sriov_numvfs of 0000:01:00.0")).toEqual([
    "Write 4 to ",
    "[sriov_numvfs]",
    " of ",
    "[0000:01:00.0]",
  ]);
  expect(shown("It has no driver.")).toEqual(["It has no driver."]);
});

it("gives each piece a place of its own, which React tells them apart by", () => {
  for (const text of ["0000:01:00.0 has no driver.", "EBUSY", "0000:01:00.0"]) {
    const places = piecesOf(text).map(({ at }) => at);
    expect(new Set(places).size).toBe(places.length);
  }
});

it("is one element, so that a flexible box leaves its blanks alone", () => {
  show(
    <p>
      <Coded text="0000:01:00.0 has no driver." />
    </p>,
  );
  const { children, textContent } = screen.getByRole("paragraph");
  expect([children.length, textContent]).toEqual([1, "0000:01:00.0 has no driver."]);
  expect(screen.getByRole("code").textContent).toBe("0000:01:00.0");
});
