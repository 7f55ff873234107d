import { expect, test } from "vitest";
import { capabilitiesText } from "./capabilities-text.ts";

test("the list of capabilities tells who decodes what", () => {
  const lines = capabilitiesText("en").split("\n");
  const line = (words: string) => lines.find((candidate) => candidate.includes(words)) ?? "";
  expect(line("ext 10h")).toMatch(
    /Single Root I\/O Virtualization +PCIe 6\.2 §9\.3\.3 +\d+ registers, \d+ fields +decodes$/,
  );
  expect(line("ext 04h")).toMatch(/Power Budgeting .* fields +name only$/);
  expect(line("ext 38h")).toMatch(/layout not public +number only$/);
  expect(line("Flit Performance")).toContain("layout not public");
  expect(line("DesignWare eDMA")).toMatch(/vendor’s header$/);
  expect(line("std 15h")).toMatch(/number only$/);
  expect(line("std 0ch")).toMatch(/name only$/);
  expect(line("lspci 3.14.0 decodes")).toBe("lspci 3.14.0 decodes 64 of them.");
  expect(line("explanation")).toMatch(
    /^\d+ fields: access type \d+ %, explanation \d+ %; reset value \d+ % of the \d+ that can be written\.$/,
  );
});
