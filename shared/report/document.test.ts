import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { refuseNames } from "../machine/refuse-names.ts";
import { randomSnapshot } from "../machine/testing/random-machine.ts";
import type { UsageRead } from "../machine/usage-told.ts";
import { type Bdf, formatBdf } from "../pci/bdf.ts";
import { english } from "../words/testing/english.ts";
import { COMMON } from "../words/texts/common.ts";
import { USAGE_UNREAD_WORDS } from "../words/texts/usage-unread.ts";
import {
  DOCUMENT_FORMAT,
  DOCUMENT_VERSION,
  type DocumentConfig,
  looksLikeDocument,
  type MachineDocument,
  readDocument,
  writeDocument,
} from "./document.ts";
import { hexOfBytes } from "./secrets.ts";
import { PF, sampleInput } from "./testing/sample-report.ts";

const bytes = fc.uint8Array({ maxLength: 80 });
const config: fc.Arbitrary<DocumentConfig> = fc.record({ bytes, cut: fc.nat(80) }).map(({ bytes, cut }) => ({
  hex: hexOfBytes(bytes),
  known: cut < bytes.length ? [[cut, bytes.length] as const] : [],
  size: cut % 2 === 0 ? 4096 : null,
}));

const documents: fc.Arbitrary<MachineDocument> = fc
  .record({ snapshot: randomSnapshot, configs: fc.array(config, { maxLength: 5 }), redacted: fc.boolean() })
  .map(({ snapshot, configs, redacted }) => {
    const bdfs = snapshot.functions.map((fn) => fn.bdf);
    const byBdf: Record<Bdf, DocumentConfig> = {};
    const unread: Record<Bdf, string> = {};
    for (const [index, bdf] of bdfs.entries()) {
      const one = configs[index];
      if (one) byBdf[bdf] = one;
      else unread[bdf] = "Configuration space was not read.";
    }
    return {
      format: DOCUMENT_FORMAT,
      version: DOCUMENT_VERSION,
      createdAt: "2026-11-22T12:00:00.000Z",
      generator: { name: "SR-IOV Inspector", version: "0.1.0" },
      redacted,
      scope: bdfs.length > 0 && redacted ? { kind: "functions", bdfs } : { kind: "machine" },
      identity: snapshot.identity,
      host: snapshot.host,
      problems: [{ attribute: "slots", code: "EACCES", message: "slots could not be read" }],
      functions: snapshot.functions,
      configs: byBdf,
      unread,
      ...(redacted ? { usage: usageOf(bdfs) } : {}),
    };
  });

/** The last function is used by two, and nothing is known of disks. */
function usageOf(bdfs: readonly Bdf[]): UsageRead {
  const reason = { kind: "mount", short: "a|b", text: COMMON.unknown, evidence: "<b>", level: "in use" } as const;
  const bdf = bdfs.at(-1);
  return {
    functions: bdf === undefined ? [] : [{ bdf, reasons: [reason, { ...reason, kind: "guest", maybe: true }] }],
    unread: [{ source: "mounts", code: "EIO", reason: USAGE_UNREAD_WORDS.noEnd }],
  };
}

function sampleDocument(): MachineDocument {
  const { machine, createdAt, version } = sampleInput();
  const { identity, host, problems, functions } = machine.snapshot;
  return {
    format: DOCUMENT_FORMAT,
    version: DOCUMENT_VERSION,
    createdAt,
    generator: { name: "SR-IOV Inspector", version },
    redacted: false,
    scope: { kind: "machine" },
    identity,
    host,
    problems,
    functions,
    configs: { [PF]: { hex: "b3152110", known: [[0, 4]], size: 4096 } },
    unread: {},
  };
}

/** The sample as JSON, changed before it is read back. */
function messageAfter(change: (json: ReturnType<typeof JSON.parse>) => void): string {
  const json = JSON.parse(writeDocument(sampleDocument()));
  change(json);
  const result = readDocument(JSON.stringify(json));
  return result.ok ? "read" : english(result.message);
}

describe("the JSON report", () => {
  test("what is written is read back the same, for any machine, but for names that no kernel makes", () => {
    fc.assert(
      fc.property(documents, (document) => {
        const result = readDocument(writeDocument(document, { decoded: { [PF]: { capabilities: [] } } }));
        const kept = { ...document, functions: document.functions.map(refuseNames) };
        expect(result).toEqual({ ok: true, document: kept });
        // A report of that report is the same again.
        expect(readDocument(writeDocument(kept))).toEqual(result);
      }),
    );
  });

  test("the same document gives the same text, a line for each function", () => {
    const text = writeDocument(sampleDocument());
    expect(writeDocument(sampleDocument())).toBe(text);
    expect(text.split("\n").filter((line) => line.startsWith('  {"bdf":'))).toHaveLength(10);
  });

  test("names that a later program added are passed over", () => {
    expect(
      messageAfter((json) => {
        json.thermals = { hot: true };
        json.functions[2].flit = true;
        json.functions[2].sriov.vfBarSize = "0x1000";
        json.configs[PF].readAt = "now";
        json.scope.since = 1;
      }),
    ).toBe("read");
  });

  test("a report of an earlier program, without what was added since, is read", () => {
    expect(
      messageAfter((json) => {
        delete json.problems;
        delete json.unread;
        delete json.configs[PF].size;
      }),
    ).toBe("read");
  });

  test.each<[string, (json: ReturnType<typeof JSON.parse>) => void, string]>([
    ["a wrong BDF", (json) => (json.functions[1].bdf = "1:0.0"), "functions[1].bdf: not a function address"],
    ["a number as text", (json) => (json.functions[0].vendor = "8086"), "functions[0].vendor: "],
    ["an unknown kind", (json) => (json.functions[2].children[0].kind = "tape"), "functions[2].children[0].kind: "],
    ["half a byte", (json) => (json.configs[PF].hex = "b31"), 'configs["0000:01:00.0"].hex: '],
    ["a range past the bytes", (json) => (json.configs[PF].known = [[0, 5]]), "a known range goes past the bytes"],
    ["a range turned round", (json) => (json.configs[PF].known = [[3, 1]]), "a known range goes past the bytes"],
    ["too many bytes", (json) => (json.configs[PF].hex = "00".repeat(4097)), "4096 bytes"],
    ["a function twice", (json) => json.functions.push(json.functions[0]), "0000:00:01.0 occurs twice"],
    ["a missing part", (json) => delete json.host, "damaged at host: "],
    [
      "a damaged part beside an unknown name",
      (json) => Object.assign(json, { new: 1, functions: 1 }),
      "at functions: ",
    ],
  ])("%s is refused with its place", (_name, change, message) => {
    expect(messageAfter(change)).toContain(message);
    expect(messageAfter(change)).toMatch(/^The report is damaged at .*\.$/);
  });

  test("a fact that an older report does not have is not known", () => {
    const json = JSON.parse(writeDocument(sampleDocument()));
    delete json.host.crashed;
    for (const fn of json.functions) delete fn.d3coldAllowed;
    const reading = readDocument(JSON.stringify(json));
    expect(reading).toMatchObject({ ok: true, document: { host: { crashed: null } } });
    const facts = reading.ok ? reading.document.functions.map((fn) => fn.d3coldAllowed) : [];
    expect(facts).toEqual(sampleDocument().functions.map(() => null));
  });

  test("other files are told apart in one sentence", () => {
    expect(messageAfter((json) => (json.version = 2))).toContain("format version 2");
    expect(messageAfter((json) => (json.format = "lshw"))).toContain("not a report of SR-IOV Inspector");
    for (const text of ["", "{", "01:00.0 Ethernet controller", "[]", "null", "7"]) {
      const result = readDocument(text);
      expect(result.ok).toBe(false);
      if (!result.ok) expect(english(result.message)).toMatch(/^(Not a report|JSON, but not a report).*\.$/);
    }
    expect(looksLikeDocument('\ufeff\n {"format":1}')).toBe(true);
    expect(looksLikeDocument("00:00.0 Host bridge {")).toBe(false);
    expect(looksLikeDocument("{}")).toBe(true);
    expect(looksLikeDocument("{noformat}\n00:00.0 Host bridge")).toBe(false);
    expect(looksLikeDocument("{code:title=a host|borderStyle=solid}\n00:00.0 Host bridge")).toBe(false);
  });

  test("any damage is an answer, never an exception", () => {
    const text = writeDocument(sampleDocument());
    fc.assert(
      fc.property(fc.nat(text.length), fc.string({ maxLength: 3 }), (at, insert) => {
        const result = readDocument(text.slice(0, at) + insert + text.slice(at + 2));
        if (!result.ok) expect(english(result.message)).not.toBe("");
      }),
    );
    const deep = `${'{"format":"sriov-inspector-report","version":1,"x":'.repeat(1)}${"[".repeat(9999)}${"]".repeat(9999)}}`;
    expect(readDocument(deep).ok).toBe(false);
  });
});

describe("a report of any size", () => {
  /** Of two values under one name the last counts. */
  const messageWith = (value: string) => {
    const reading = readDocument(`${writeDocument(sampleDocument()).trimEnd().slice(0, -1)}, ${value}}`);
    return reading.ok ? "read" : english(reading.message);
  };

  test("is refused at the first of millions of functions that are none", () => {
    expect(messageWith(`"functions": [${"0,".repeat(3_000_000)}0]`)).toMatch(
      /^The report is damaged at functions\[0\]: /,
    );
  });

  test("is refused for a list that no machine has", () => {
    expect(messageWith(`"problems": [${"0,".repeat(3_000_000)}0]`)).toBe(
      "The report is damaged at problems: a list of 3000001 entries; the limit is 65535.",
    );
  });

  test.each([
    ["at its top", (names: string) => names, "at its top level: a list of 100012 entries"],
    ["in what it does not know", (names: string) => `"later": {${names}}`, "at later: a list of 100000 entries"],
    ["in the host", (names: string) => `"host": {${names}}`, "at host: a list of 100000 entries"],
  ])("is refused for more names than a machine has of anything, %s", (_where, sectionOf, what) => {
    const names = Array.from({ length: 100_000 }, (_, index) => `"n${index}": 1`).join(",");
    expect(messageWith(sectionOf(names))).toBe(`The report is damaged ${what}; the limit is 65535.`);
  });

  test("may have an entry for each of more functions than a PF has VFs", () => {
    const json: Record<string, unknown> = JSON.parse(writeDocument(sampleDocument()));
    const one = sampleDocument().functions[0];
    const bdfs = Array.from({ length: 66_000 }, (_, index) =>
      formatBdf({ domain: index >> 16, bus: (index >> 8) & 0xff, device: (index >> 3) & 0x1f, function: index & 7 }),
    );
    json.functions = bdfs.map((bdf) => ({ ...one, bdf }));
    json.unread = Object.fromEntries(bdfs.map((bdf) => [bdf, "It was not read."]));
    expect(readDocument(JSON.stringify(json)).ok).toBe(true);
  });
});
