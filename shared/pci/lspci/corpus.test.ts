/**
 * Compares with what lspci 3.14.0 printed for the dumps in `corpus/`, and for a larger collection where one is kept beside
 * the project. Bytes are compared, so everything is read as one byte per character.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { functionsIn } from "../../pasted/testing/functions-in.ts";
import { accessorsOf } from "../accessor.ts";
import { DEFINITIONS, HEADERS } from "../capabilities/registry.ts";
import { ConfigSpace } from "../config-space.ts";
import { type CapabilityNode, decodeSpace } from "../decode.ts";
import { lspciMachineText } from "./function-text.ts";
import { NUMERIC } from "./naming.ts";

const OWN = new URL("corpus/", import.meta.url);
const BESIDE = new URL("../../../../shared/corpus/", import.meta.url);
/** Of the fields of all tables: so many are seen with two values or more. */
const MIN_MOVED = 0.9;

/** With the number of dumps below which one has lost its files. */
const CORPORA = [
  { whose: "our own", corpus: OWN, least: 135 },
  ...(existsSync(BESIDE) ? [{ whose: "others", corpus: BESIDE, least: 90 }] : []),
];

function read(url: URL): string {
  return readFileSync(url, "latin1");
}

function namesIn(folder: URL, ending: string): readonly string[] {
  const files = readdirSync(folder).filter((file) => file.endsWith(ending));
  return files.map((file) => file.slice(0, -ending.length)).sort();
}

const namesOf = (corpus: URL) => namesIn(new URL("dumps/", corpus), ".txt");
const dumpOf = (corpus: URL, name: string) => read(new URL(`dumps/${name}.txt`, corpus));
const expectedOf = (corpus: URL, name: string) => read(new URL(`expected/${name}.vvv-n.txt`, corpus));

/** The first line that differs, with what was printed and what was wanted. */
function difference(got: string, want: string): string | null {
  if (got === want) return null;
  const [gotLines, wantLines] = [got.split("\n"), want.split("\n")];
  const at = wantLines.findIndex((line, index) => line !== gotLines[index]);
  const line = at < 0 ? wantLines.length : at;
  return `line ${line + 1}: ${JSON.stringify(gotLines[line])} instead of ${JSON.stringify(wantLines[line])}`;
}

/** What a dump leaves out in the middle reads ff for lspci. */
function textOf(dump: string): string {
  const functions = functionsIn(dump);
  return lspciMachineText(
    functions.map(({ bdf, space }) => ({ bdf, space: new ConfigSpace(space.bytes), kernel: null, naming: NUMERIC })),
  );
}

describe.each(CORPORA)("the corpus of $whose", ({ corpus, least }) => {
  const names = namesOf(corpus);

  test(`gives the text of lspci for all ${names.length} dumps`, () => {
    expect(names.length).toBeGreaterThanOrEqual(least);
    expect(namesIn(new URL("expected/", corpus), ".vvv-n.txt")).toEqual(names);
    const different = names.flatMap((name) => {
      const found = difference(textOf(dumpOf(corpus, name)), expectedOf(corpus, name));
      return found === null ? [] : [`${name}: ${found}`];
    });
    expect(different).toEqual([]);
  });
});

describe("of our own, what there is", () => {
  const nodes = namesOf(OWN)
    .flatMap((name) => functionsIn(dumpOf(OWN, name)))
    .flatMap(({ space }): readonly CapabilityNode[] => {
      const { header, capabilities } = decodeSpace(space);
      return header === null ? capabilities : [header, ...capabilities];
    });

  test("has every table of the registry in it", () => {
    const seen = new Set(nodes.map(({ key }) => key));
    const missing = [...HEADERS, ...DEFINITIONS].filter(({ key }) => !seen.has(key));
    expect(missing.map(({ key }) => key)).toEqual([]);
  });

  test("has nine in ten fields with more than one value", () => {
    const seen = new Map<string, Set<number | bigint>>();
    for (const { key, path, registers } of nodes) {
      for (const field of registers.flatMap(({ fields }) => fields)) {
        if (field.raw === null) continue;
        // Instances of a group are one place.
        const place = `${key}${field.path.slice(path.length).replace(/\[\d+\]/, "")}`;
        seen.set(place, (seen.get(place) ?? new Set()).add(field.raw));
      }
    }
    const places = [...HEADERS, ...DEFINITIONS].flatMap((def) =>
      [...accessorsOf(def).values()].filter(({ field }) => field !== null).map(({ path }) => `${def.key}.${path}`),
    );
    const moved = places.filter((place) => (seen.get(place)?.size ?? 0) > 1);
    expect(moved.length / places.length).toBeGreaterThan(MIN_MOVED);
  });
});
