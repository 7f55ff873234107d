import { expect, test } from "vitest";
import { NUMERIC } from "../pci/lspci/naming.ts";
import { lspciOfText } from "./lspci-of-text.ts";
import { functionInfo } from "./testing/sample-machine.ts";

const names = { vendor: null, device: null, whole: "Made-up Card", subsystem: null, classLabel: null, progIf: null };
const fromText = { facts: ["driver", "iommuGroup"], names, capabilities: [] };
const UNKNOWN = { vendor: null, device: null, classCode: null, revision: null, irq: null, numaNode: null };

test("a function of a text is written as lspci writes one that it cannot read", () => {
  const ids = { ...UNKNOWN, vendor: 0x8086, device: 0x1521, classCode: 0x020000, revision: 1 };
  const fn = functionInfo("01:00.0", { ...ids, driver: "igb", iommuGroup: "14", fromText });
  expect(lspciOfText(fn, NUMERIC, false)).toBe(
    "01:00.0 0200: 8086:1521 (rev 01)\n\tIOMMU group: 14\n\tKernel driver in use: igb\n",
  );
});

test("without ids it is called as in the text, and no id is made up", () => {
  const fn = functionInfo("01:00.0", { ...UNKNOWN, driver: "igb", fromText });
  expect(lspciOfText(fn, NUMERIC, true)).toBe("0000:01:00.0 Made-up Card\n\tKernel driver in use: igb\n");
  const label = { ...names, classLabel: "Ethernet controller" };
  expect(lspciOfText({ ...fn, fromText: { ...fromText, names: label } }, NUMERIC, false)).toMatch(
    /^01:00\.0 Ethernet controller: Made-up Card\n/,
  );
  const drive = { ...names, classLabel: "Drive", progIf: "Fast one" };
  expect(lspciOfText({ ...fn, fromText: { ...fromText, names: drive, progIf: 2 } }, NUMERIC, false)).toMatch(
    /^01:00\.0 Drive: Made-up Card \(prog-if 02 \[Fast one\]\)\n/,
  );
  const half = { ...fn, vendor: 0x8086, device: 0x1521, fromText: { ...fromText, names: { ...names, whole: null } } };
  expect(lspciOfText(half, NUMERIC, false)).toMatch(/^01:00\.0 Device 8086:1521\n/);
});
