/**
 * Compares with what lspci 3.14.0 printed for a collection of dumps that is kept beside the project and is no part of it.
 * Bytes are compared, so everything is read as one byte per character.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { looksLikeDump, parseDump } from "../dump.ts";
import { lspciMachineText } from "./function-text.ts";
import { NUMERIC } from "./naming.ts";

const ROOT = new URL("../../../", import.meta.url);
const CORPUS = new URL("../shared/corpus/", ROOT);
const DUMPS = new URL("dumps/", CORPUS);

function read(url: URL): string {
  return readFileSync(url, "latin1");
}

/** The first line that differs, with what was printed and what was wanted. */
function difference(got: string, want: string): string | null {
  if (got === want) return null;
  const [gotLines, wantLines] = [got.split("\n"), want.split("\n")];
  const at = wantLines.findIndex((line, index) => line !== gotLines[index]);
  const line = at < 0 ? wantLines.length : at;
  return `line ${line + 1}: ${JSON.stringify(gotLines[line])} instead of ${JSON.stringify(wantLines[line])}`;
}

function textOf(dump: string): string {
  const parsed = parseDump(dump, { holesAsOnes: true });
  if (!parsed.ok) return parsed.message;
  return lspciMachineText(parsed.functions.map(({ bdf, space }) => ({ bdf, space, kernel: null, naming: NUMERIC })));
}

if (existsSync(DUMPS)) {
  describe("the corpus of dumps", () => {
    const names = readdirSync(DUMPS).map((file) => file.replace(/\.txt$/, ""));

    test(`gives the text of lspci for all ${names.length} dumps`, () => {
      const different: string[] = [];
      for (const name of names) {
        const want = read(new URL(`expected/${name}.vvv-n.txt`, CORPUS));
        const found = difference(textOf(read(new URL(`${name}.txt`, DUMPS))), want);
        if (found !== null) different.push(`${name}: ${found}`);
      }
      console.log(`lspci's text: ${names.length - different.length} of ${names.length} dumps are the same`);
      expect(different).toEqual([]);
      expect(names.length).toBeGreaterThan(0);
    });

    test("is recognized as dumps, and what lspci makes of it is not", () => {
      for (const name of names) {
        expect(looksLikeDump(read(new URL(`${name}.txt`, DUMPS))), name).toBe(true);
        expect(looksLikeDump(read(new URL(`expected/${name}.vvv-n.txt`, CORPUS))), name).toBe(false);
      }
    });
  });
} else {
  test("the corpus of dumps is not here, so nothing was compared with it", () => {
    console.log("The corpus of dumps (../shared/corpus) is not here: nothing was compared.");
    expect(existsSync(DUMPS)).toBe(false);
  });
}
