import { expect, test } from "vitest";
import { readPasted } from "./read.ts";

test.each<[string, string, RegExp]>([
  ["nothing", " \n", /it is empty/],
  ["a picture", "\u0089PNG\r\n\u001a\n\0\0\0\rIHDR", /picture/],
  ["a program", `\u007fELF\u0002\u0001${"\u0001\u0003".repeat(40)}`, /not text/],
  ["a shell without lspci", "$ lspci -vvv\nbash: lspci: command not found\n", /install pciutils/],
  ["an error of lspci", "lspci: Unable to load libkmod resources: error -2\n", /error of lspci/],
  ["JSON of another program", '["a", {"b": 1}]', /JSON/],
  [
    "a shell without lspci, and a person's words",
    "bash: lspci: command not found\n01:00.0 hangs\n",
    /install pciutils/,
  ],
  ["a function in a sentence", "Look here 0d:00.0 Ethernet controller: Made-up\n", /paste what lspci/],
  ["an address alone", "01:00.0 hangs\n", /paste what lspci/],
  ["prose", "The card hangs when I start the guest. What can I do?\n", /paste what lspci/],
  ["bytes alone", "00: 86 80 21 15 06 04 10 00\n", /1 line of bytes.*address/],
])("what is refused says what helps: %s", (_what, text, expected) => {
  const pasted = readPasted(text);
  if (pasted.ok) throw new Error("it opened");
  expect(pasted.message).toMatch(expected);
  expect(pasted.message).toMatch(/^[A-Z][^\n]*\.$/);
});
