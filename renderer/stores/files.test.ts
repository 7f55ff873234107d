import { expect, it } from "vitest";
import { labMachine } from "../testing/machines.ts";
import { openStores } from "../testing/stores.ts";

await openStores({ local: labMachine() });
const { looksLikeDump } = await import("./files.ts");

it("takes a dump for one, with or without names and domains, and nothing else", () => {
  expect(looksLikeDump("01:00.0 Ethernet controller: x\r\n00: b3 15 21 10 46 05 10 00\r\n")).toBe(true);
  expect(looksLikeDump("0000:01:00.0\n00: b3 15 21 10\n100: 0e 00 01 18\n")).toBe(true);
  expect(looksLikeDump('{ "format": 1, "functions": [] }')).toBe(true);
  expect(looksLikeDump("see 01:00.0 for the card")).toBe(false);
  expect(looksLikeDump("00: b3 15 21 10 46")).toBe(false);
  expect(looksLikeDump("")).toBe(false);
});
