/**
 * Reports of before: `fixtures/report-vN.json` is what the program wrote when its reports had format version N, of a
 * simulated machine. It is never written again.
 */
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { english } from "../words/testing/english.ts";
import { DOCUMENT_VERSION, type MachineDocument, readDocument, writeDocument } from "./document.ts";

const VERSIONS = Array.from({ length: DOCUMENT_VERSION }, (_, index) => index + 1);

const textOf = (version: number) => readFileSync(new URL(`fixtures/report-v${version}.json`, import.meta.url), "utf8");

function opened(text: string): MachineDocument {
  const reading = readDocument(text);
  if (!reading.ok) throw new Error(english(reading.message));
  return reading.document;
}

it.each(VERSIONS)("a report of version %i opens with all that was seen", (version) => {
  const document = opened(textOf(version));
  expect(document.identity).toMatchObject({ name: "testbench", kernel: "6.12.41", kind: "demo" });
  expect(document.functions.map(({ bdf, driver, sriov }) => [bdf, driver, sriov?.totalVfs ?? null])).toEqual([
    ["0000:01:00.0", "igb", 7],
    ["0000:04:00.0", "vfio-pci", 8],
    ["0000:16:00.0", "nvidia", 16],
    ["0000:18:00.0", null, null],
  ]);
  expect(Object.entries(document.configs).map(([bdf, { hex, size }]) => [bdf, hex.slice(0, 8), size])).toEqual([
    ["0000:01:00.0", "8680c910", 4096],
    ["0000:04:00.0", "8680c910", 4096],
    ["0000:18:00.0", "3412e811", 256],
  ]);
  expect(Object.keys(document.unread)).toEqual(["0000:16:00.0"]);
  // Of what it says nothing is lost, whatever else is known by now.
  const { decoded: _decoded, version: _version, ...told } = JSON.parse(textOf(version));
  expect(document).toMatchObject(told);
});

it.each(VERSIONS)("a report of version %i is written again as one of today that says the same", (version) => {
  const document = opened(textOf(version));
  expect(document.version).toBe(DOCUMENT_VERSION);
  expect(opened(writeDocument(document))).toEqual(document);
});
