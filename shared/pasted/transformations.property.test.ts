/** Whatever happens to a text on its way, it opens as the same machine, or not at all. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { readPasted } from "./read.ts";
import { LIST, WORDS, WORDS_AND_BYTES } from "./testing/texts.ts";
import { TRANSFORMATIONS, type Transformation } from "./testing/transformations.ts";

const OWN = new URL("../pci/lspci/corpus/dumps/", import.meta.url);
const BESIDE = new URL("../../../shared/corpus/dumps/", import.meta.url);
/** Longer ones take their time, and have nothing that a short one has not. */
const LONGEST = 20_000;

function dumpsIn(folder: URL): readonly string[] {
  if (!existsSync(folder)) return [];
  const texts = readdirSync(folder).map((name) => readFileSync(new URL(name, folder), "latin1"));
  return texts.filter(({ length }) => length <= LONGEST);
}

const WORDED = [WORDS_AND_BYTES, WORDS, LIST];
const OWN_TEXTS = [...WORDED, ...dumpsIn(OWN)];
const ALL = [...OWN_TEXTS, ...dumpsIn(BESIDE)];

/** What a text tells, without where in it; a refusal. */
function told(text: string): string | null {
  const pasted = readPasted(text);
  if (!pasted.ok) return null;
  const machines = pasted.machines.map(({ functions }) =>
    functions.map(({ bdf, space, text: words }) => ({ bdf, hex: space.toHex(), known: space.knownRanges(), words })),
  );
  const odd = pasted.notUnderstood.map(({ why }) => why);
  return JSON.stringify({ odd, machines }, (_, value) => (typeof value === "bigint" ? String(value) : value), 1);
}

const plainly = new Map<string, string | null>();

/** {@link told}, of a text that is asked for many times. */
function toldPlainly(text: string): string | null {
  const known = plainly.get(text);
  if (known !== undefined) return known;
  const read = told(text);
  plainly.set(text, read);
  return read;
}

/** The first line that differs; null for none, `refused` for a text that is refused now. */
function difference(plain: string, changed: string): string | null {
  const [want, got] = [toldPlainly(plain), told(changed)];
  if (got === want) return null;
  if (got === null) return "refused";
  const wanted = want?.split("\n") ?? [];
  const lines = got.split("\n");
  const at = lines.findIndex((line, index) => line !== wanted[index]);
  return `${lines[at]?.slice(0, 160)} instead of ${wanted[at]?.slice(0, 160)}`;
}

/** Pairs after which a text does not say any more what it was, with the reason. They may differ, and are not tried. */
const UNDECIDABLE: readonly {
  readonly why: string;
  readonly is: (first: Transformation, second: Transformation) => boolean;
}[] = [
  {
    why: "a line that was wrapped at two widths has ends that fill neither",
    is: (first, second) => first.kind === "wrap" && second.kind === "wrap",
  },
  {
    why: "what is wrapped or gets prefixes is what is shown, never its encoding",
    is: ({ kind }, second) => kind === "encoding" && ["wrap", "prefix", "stamp"].includes(second.kind),
  },
  {
    why: "a program writes whole rows: a column of characters or tabs are there before a row is broken",
    is: (first, second) => first.kind === "wrap" && second.kind === "rows",
  },
  {
    why: "where tabs stand between the bytes there is no blank to wrap at",
    is: ({ name }, second) => name === "tabs for blanks" && second.kind === "wrap",
  },
  {
    why: "beside a stamp an address does not fit on a narrow line",
    is: ({ kind }, { name }) => kind === "stamp" && /at (?:40|60)$/.test(name),
  },
  {
    why: "a number alone on a line is the line's own, or the end of one that was broken",
    is: ({ name }, second) => name === "numbered" && (second.name === "grep -n" || second.name.endsWith("at 40")),
  },
  {
    why: "two digits before a colon number a line, or a piece of a row begins with them",
    is: (first, { name }) => first.name === "broken at 40" && name === "grep -n",
  },
  {
    why: "the first line was broken together with the mark that stood before it",
    is: ({ name }, second) => name === "{code}" && second.name === "broken at 40",
  },
];

describe("every text opens as the same machine after", () => {
  test.each(TRANSFORMATIONS)("$name", ({ of }) => {
    const different = ALL.flatMap((text) => difference(text, of(text)) ?? []);
    expect(different.slice(0, 3)).toEqual([]);
  });
});

describe("a text opens as the same machine after a second one behind", () => {
  test.each(TRANSFORMATIONS.map((first, index) => ({ first, index, name: first.name })))(
    "$name",
    ({ first, index }) => {
      const different = TRANSFORMATIONS.flatMap((second, other) => {
        if (UNDECIDABLE.some(({ is }) => is(first, second))) return [];
        // Of the dumps one is tried with each pair, the same in every run.
        const dump = OWN_TEXTS[((index * TRANSFORMATIONS.length + other) * 7919) % OWN_TEXTS.length] ?? LIST;
        return [...WORDED, dump].flatMap((text) => {
          const found = difference(text, second.of(first.of(text)));
          return found === null ? [] : [`${second.name}: ${found}`];
        });
      });
      expect(different.slice(0, 5)).toEqual([]);
    },
  );
});

test("pairs that are not tried are few, and each reason for it has one", () => {
  const pairs = TRANSFORMATIONS.flatMap((first) => TRANSFORMATIONS.map((second) => [first, second] as const));
  const left = pairs.filter(([first, second]) => UNDECIDABLE.some(({ is }) => is(first, second)));
  expect(left.length / pairs.length).toBeLessThan(0.2);
  for (const { is } of UNDECIDABLE) expect(pairs.some(([first, second]) => is(first, second))).toBe(true);
});
