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

it("keeps the options of one command together", () => {
  expect(shown("Add -object iommufd,id=iommufd0 once, and ,iommufd=iommufd0 to each")).toEqual([
    "Add -object ",
    "[iommufd,id=iommufd0]",
    " once, and ",
    "[,iommufd=iommufd0]",
    " to each",
  ]);
});

it("does not break a line at the hyphen of a name", () => {
  show(
    <p>
      <Coded text="先分离该 Function（xl pci-detach）。" />
    </p>,
  );
  expect(screen.getByText("pci-detach").textContent).toBe("pci-detach");
  expect(screen.getByRole("paragraph").textContent).toBe("先分离该 Function（xl pci-detach）。");
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
