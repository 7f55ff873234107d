import { expect, test } from "vitest";
import { english } from "../words/testing/english.ts";
import { readPasted } from "./read.ts";

test.each<[string, string, RegExp]>([
  ["nothing", " \n", /is empty/],
  ["a picture", "\u0089PNG\r\n\u001a\n\0\0\0\rIHDR", /picture/],
  ["a program", `\u007fELF\u0002\u0001${"\u0001\u0003".repeat(40)}`, /not text/],
  ["a shell without lspci", "$ lspci -vvv\nbash: lspci: command not found\n", /Install pciutils/],
  ["an error of lspci", "lspci: Unable to load libkmod resources: error -2\n", /error from lspci/],
  ["JSON of another program", '["a", {"b": 1}]', /JSON/],
  [
    "a shell without lspci, and a person's words",
    "bash: lspci: command not found\n01:00.0 hangs\n",
    /Install pciutils/,
  ],
  ["a function in a sentence", "Look here 0d:00.0 Ethernet controller: Made-up\n", /Paste the output of lspci/],
  ["an address alone", "01:00.0 hangs\n", /Paste the output of lspci/],
  ["prose", "The card hangs when I start the guest. What can I do?\n", /Paste the output of lspci/],
  ["bytes alone", "00: 86 80 21 15 06 04 10 00\n", /1 line of bytes.*address/],
])("what is refused says what helps: %s", (_what, text, expected) => {
  const pasted = readPasted(text);
  if (pasted.ok) throw new Error("it opened");
  expect(english(pasted.message)).toMatch(expected);
  expect(english(pasted.message)).toMatch(/^[A-Z][^\n]*\.$/);
});
