/** Machines and files that want to write to a terminal, to hide, or to be taken for markup: through every report. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { buildMachine } from "../machine/machine.ts";
import { refuseNames } from "../machine/refuse-names.ts";
import { firstUnseen, HOSTILE, hostileSnapshot, hostileText } from "../machine/testing/hostile-machine.ts";
import { bdf } from "../machine/testing/sample-machine.ts";
import { ConfigSpace } from "../pci/config-space.ts";
import { decodeSpace } from "../pci/decode.ts";
import { isKernelName } from "../pci/kernel-names.ts";
import type { Language } from "../words/say.ts";
import { english } from "../words/testing/english.ts";
import { createReport } from "./create-report.ts";
import { readDocument } from "./document.ts";
import { escapeMarkdown } from "./escape.ts";
import { pfBytes, reading, sampleInput } from "./testing/sample-report.ts";
import { treeText } from "./tree.ts";

const FORMATS = ["html", "md", "json", "lspci"] as const;
const SINKS = ["tree", ...FORMATS] as const;

/** The PF's pin of its interrupt; lspci shows a number that there is not as a byte of its arithmetic. */
const PIN = 0x3d;

function told(sink: (typeof SINKS)[number], bad: string, pin = 1, language: Language = "en"): string {
  const machine = buildMachine(hostileSnapshot(bad));
  if (sink === "tree") return treeText(machine, language, true);
  const bytes = pfBytes();
  bytes[PIN] = pin;
  const configs = new Map([[bdf("01:00.0"), reading(bytes)]]);
  return createReport(sampleInput({ machine, configs, format: sink, language, createdAt: bad, version: bad })).text;
}

describe.each(SINKS)("%s", (sink) => {
  test.each(HOSTILE.map((bad) => [bad]))("of a machine that says %j holds nothing unseen", (bad) => {
    for (const language of ["en", "zh"] as const) expect(firstUnseen(told(sink, bad, 1, language))).toBeNull();
  });

  test("of a machine that says anything at all holds nothing unseen", () => {
    fc.assert(
      fc.property(hostileText, fc.integer({ min: 0, max: 255 }), (bad, pin) => {
        expect(firstUnseen(told(sink, bad, pin))).toBeNull();
      }),
      { numRuns: 60 },
    );
  });
});

test.each(["tree", "lspci"] as const)("no name begins a line of its own in %s", (sink) => {
  const lines = (bad: string) => told(sink, bad).split("\n").length;
  expect(lines("x\n01:00.0 forged")).toBe(lines("x"));
});

test("the JSON keeps the names as they were; whoever reads it refuses those that no kernel makes, and says so", () => {
  for (const bad of HOSTILE) {
    const text = told("json", bad);
    expect(JSON.parse(text).functions).toEqual(hostileSnapshot(bad).functions);
    const opened = readDocument(text);
    if (!opened.ok) throw new Error(english(opened.message));
    const { identity, problems } = opened.document;
    expect(opened.document.functions).toEqual(hostileSnapshot(bad).functions.map(refuseNames));
    const said = problems.filter(({ attribute }) => attribute === "name");
    expect(said).toHaveLength(isKernelName("host", bad) ? 0 : 1);
    expect(identity.name).toBe(said.length === 0 ? bad : "unnamed machine");
  }
});

test("no register means anything unseen", () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 64, maxLength: 256 }), (bytes) => {
      const { header, capabilities } = decodeSpace(new ConfigSpace(bytes, [{ start: 0, end: bytes.length }]));
      const texts = JSON.stringify([header, capabilities], (_, value: unknown) =>
        typeof value === "bigint" ? value.toString() : value,
      );
      expect(firstUnseen(texts)).toBeNull();
      expect(texts).not.toMatch(/\\u00[01][0-9a-f]/);
    }),
  );
});

describe("Markdown", () => {
  test.each([
    ["@octocat", "@&#8203;octocat"],
    ["mail me@example.com", "mail me@&#8203;example.com"],
    ["fixes #12", "fixes \\#&#8203;12"],
    ["GH-7", "GH-&#8203;7"],
    ["_http://x.example", "\\_http&#8203;://x.example"],
    ["*www.x.example", "\\*www&#8203;.x.example"],
    ["[a](b) <b> a|b `c`", "\\[a\\](b) \\<b\\> a\\|b \\`c\\`"],
    ["\u001b[31m", "\\\\x1b\\[31m"],
  ])("%j is written as %s", (text, written) => {
    expect(escapeMarkdown(text)).toBe(written);
  });

  test("mentions nobody, wherever a machine says it", () => {
    const text = told("md", "@octocat GH-1 #1 x@y.example").replaceAll("&#8203;", " ");
    expect(text).toContain("octocat");
    expect(text).not.toMatch(/@\w|#\d|GH-\d/);
  });
});
