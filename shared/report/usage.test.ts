/** Who uses what, in reports: for people, for programs, opened again, and without names. */
import { describe, expect, test } from "vitest";
import { buildMachine } from "../machine/machine.ts";
import { firstUnseen, HOSTILE } from "../machine/testing/hostile-machine.ts";
import { UsageReasonSchema } from "../machine/usage-reason.ts";
import type { UsageRead } from "../machine/usage-told.ts";
import { usedByIndex } from "../machine/used-by.ts";
import type { Bdf } from "../pci/bdf.ts";
import { say } from "../words/say.ts";
import { english } from "../words/testing/english.ts";
import { createReport, type ReportInput } from "./create-report.ts";
import { type MachineDocument, readDocument } from "./document.ts";
import { redactUsage } from "./redact-usage.ts";
import { PF, sampleInput } from "./testing/sample-report.ts";
import { FREE_VF, GUESTS_VF, NAMES_OF_USERS, sampleUsage } from "./testing/sample-usage.ts";

function report(rest: Partial<ReportInput>): string {
  return createReport(sampleInput({ usage: sampleUsage(), ...rest })).text;
}

// biome-ignore lint/suspicious/noExplicitAny: what a file holds
type Json = any;

function opened(text: string): MachineDocument {
  const reading = readDocument(text);
  if (!reading.ok) throw new Error(english(reading.message));
  return reading.document;
}

/** A report as JSON, changed before it is read back. */
function after(change: (json: Json) => void, usage = sampleUsage()) {
  const json = JSON.parse(report({ format: "json", usage }));
  change(json);
  return readDocument(JSON.stringify(json));
}

function usageAfter(change: (json: Json) => void, usage = sampleUsage()): UsageRead | undefined {
  const reading = after(change, usage);
  if (!reading.ok) throw new Error(english(reading.message));
  return reading.document.usage;
}

const stateIn = (document: MachineDocument, bdf: Bdf) => {
  const { identity, host, problems, functions, usage } = document;
  const machine = buildMachine({ identity, host, problems, functions, revision: 1 });
  const fn = machine.byBdf.get(bdf);
  return fn === undefined
    ? null
    : usedByIndex(machine, usage === undefined ? null : { ...usage, seen: machine }).of(fn).state;
};

describe("for people", () => {
  test.each(["html", "md"] as const)("%s says it of each function, in the table and among the VFs", (format) => {
    const text = report({ format });
    expect(text.split("guest acme-payroll").length - 1).toBe(4);
    expect(text).toContain(
      format === "md" ? "- Used by: guest acme-payroll" : "<dt>Used by</dt><dd>guest acme-payroll</dd>",
    );
    expect(text).toMatch(
      format === "md" ? /VF \d `0000:01:00\.3` – .*, used by guest acme-payroll/ : /, used by guest/,
    );
    expect(text).toContain(format === "md" ? "- Used by: not in use" : "<dd>not in use</dd>");
    expect(report({ format, language: "zh" })).toContain("虚拟机 acme-payroll");
  });

  test.each(["html", "md"] as const)("%s says what is unknown, and why, and nowhere that nobody uses it", (format) => {
    const text = report({ format, usage: sampleUsage({ isWhole: false }) });
    expect(text.replaceAll("\\", "")).toContain("Could not fully read mounts: /srv/acme could not be read.");
    expect(text).toContain(format === "md" ? "- Used by: unknown" : "<dt>Used by</dt><dd>unknown</dd>");
    expect(text).toContain("guest acme-payroll");
    expect(text).not.toMatch(/not in use|\bfree\b/);
  });

  test("of a machine that was not asked all is unknown", () => {
    const text = report({ format: "md", usage: null });
    expect(text).toContain("What uses this machine is unknown: the machine was not asked.");
    expect(text).not.toMatch(/not in use|\bfree\b/);
  });

  test.each(HOSTILE.map((bad) => [bad]))("a guest called %j is not hidden and no markup", (bad) => {
    const usage = JSON.parse(JSON.stringify(sampleUsage()).replaceAll('"acme-payroll"', JSON.stringify(bad)));
    for (const format of ["html", "md", "json"] as const) {
      const text = report({ format, usage });
      expect(firstUnseen(text)).toBeNull();
      if (format === "html") expect(text).not.toMatch(/<script|<img/);
    }
  });
});

describe("as JSON", () => {
  test("other programs read it without knowing more", () => {
    const json = JSON.parse(report({ format: "json" }));
    expect(json.usedBy[GUESTS_VF]).toMatchObject({
      state: "used",
      shown: "guest acme-payroll",
      reasons: [{ kind: "guest", short: "guest acme-payroll", level: "protected" }],
    });
    expect(json.usedBy[FREE_VF]).toEqual({ state: "nobody", shown: "free", reasons: [] });
    expect(Object.keys(json.usedBy)).toEqual(json.functions.map(({ bdf }: { bdf: string }) => bdf));
    const unread = JSON.parse(report({ format: "json", usage: sampleUsage({ isWhole: false }) })).usageUnread;
    expect(unread).toMatchObject([{ source: "mounts", code: "EACCES", reason: "/srv/acme could not be read" }]);
  });

  test.each([true, false])("opens as what was told, in both languages (everything read: %s)", (isWhole) => {
    const usage = sampleUsage({ isWhole });
    const document = opened(report({ format: "json", usage }));
    expect(document.usage).toEqual(usage);
    expect(say("zh", document.usage?.functions.at(-1)?.reasons[0]?.short ?? "")).toMatch(/[一-鿿]/);
    expect(stateIn(document, FREE_VF)).toBe(isWhole ? "nobody" : "unknown");
    expect(stateIn(document, GUESTS_VF)).toBe("used");
  });

  test("tells the users of its own functions alone", () => {
    const scope = { kind: "functions", bdfs: [FREE_VF] } as const;
    const text = report({ format: "json", scope });
    expect(Object.keys(JSON.parse(text).usedBy)).toEqual([FREE_VF]);
    for (const name of NAMES_OF_USERS) expect(text).not.toContain(name);
  });

  test("of what nobody was asked, or an earlier program did not keep, nothing is known", () => {
    expect(JSON.parse(report({ format: "json", usage: null }))).not.toHaveProperty("usedBy");
    const bare = (json: Json) => {
      delete json.usedBy;
      delete json.usageUnread;
    };
    expect(usageAfter(bare)).toBeUndefined();
    // What was not read is half of it.
    expect(usageAfter((json) => delete json.usageUnread)).toBeUndefined();
  });
});

describe("of somebody else's making", () => {
  test("what a later program has more is passed over, and never makes more known than is", () => {
    const usage = usageAfter((json) => {
      json.usedBy[GUESTS_VF].reasons[0].kind = "teleport";
      json.usedBy[GUESTS_VF].reasons[0].since = "now";
      json.usageUnread.push({ source: "moons", code: "EIO", reason: "no moon" });
    });
    const reasons = usage?.functions.find(({ bdf }) => bdf === GUESTS_VF)?.reasons;
    expect(UsageReasonSchema.safeParse(reasons?.[0]).success).toBe(true);
    expect(usage?.unread.map(({ reason }) => english(reason))).toEqual([
      "the report names a source that this version does not know: moons",
    ]);
  });

  test("a function without an entry is not free", () => {
    const usage = usageAfter((json) => delete json.usedBy[PF]);
    expect(usage?.unread.map(({ reason }) => english(reason))).toEqual([
      `the report does not contain the users of ${PF}`,
    ]);
  });

  test("a message that nobody knows is left for its sentence", () => {
    const usage = usageAfter((json) => {
      json.usedBy[GUESTS_VF].reasons[0].words.short = { say: "teleport.to" };
    });
    expect(usage?.functions.find(({ bdf }) => bdf === GUESTS_VF)?.reasons[0]?.short).toBe("guest acme-payroll");
  });

  test.each<[string, (json: Json) => void, string]>([
    ["no list", (json) => (json.usedBy[PF].reasons = {}), `usedBy["${PF}"].reasons: `],
    ["a user that is none", (json) => (json.usedBy[PF].reasons = ["guest"]), `usedBy["${PF}"].reasons[0]: `],
    [
      "another level",
      (json) => (json.usedBy[GUESTS_VF].reasons[0].level = "hot"),
      `usedBy["${GUESTS_VF}"].reasons[0].level: `,
    ],
    [
      "a number for words",
      (json) => Object.assign(json.usedBy[GUESTS_VF].reasons[0], { short: 7, words: {} }),
      `usedBy["${GUESTS_VF}"].reasons[0].short: `,
    ],
    [
      "too long a name",
      (json) => Object.assign(json.usedBy[GUESTS_VF].reasons[0], { short: "x".repeat(70_000), words: {} }),
      "more than 65536 characters",
    ],
    [
      "too many users",
      (json) => (json.usedBy[GUESTS_VF].reasons = Array(1_001).fill(json.usedBy[GUESTS_VF].reasons[0])),
      "more than 1000 users",
    ],
    [
      "an address that is none",
      (json) => (json.usedBy["1:0.0"] = { reasons: [] }),
      'usedBy["1:0.0"]: not a function address',
    ],
    ["too many sources", (json) => (json.usageUnread = Array(70_000).fill({})), "usageUnread: a list of 70000 entries"],
    [
      "a source without a reason",
      (json) => (json.usageUnread = [{ source: "mounts", code: "EIO" }]),
      "usageUnread[0].reason: ",
    ],
  ])("%s is refused with its place", (_name, change, message) => {
    const reading = after(change);
    expect(reading.ok ? "read" : english(reading.message)).toContain(message);
  });
});

describe("without names", () => {
  test.each(["html", "md", "json"] as const)("%s tells which function is used, by which sort of user", (format) => {
    const usage = sampleUsage({ isWhole: false });
    const text = report({ format, usage, redact: true });
    for (const name of NAMES_OF_USERS) {
      expect(report({ format, usage }).includes(name) || format !== "json").toBe(true);
      expect(text).not.toContain(name);
    }
    expect(text).toContain("a guest");
  });

  test("users that differ in their names alone are one, and what is protected stays so", () => {
    const [used] = sampleUsage().functions.filter(({ bdf }) => bdf === GUESTS_VF);
    const [guest] = used?.reasons ?? [];
    if (used === undefined || guest === undefined) throw new Error("no guest");
    const other = { ...guest, text: "is in use by guest b", short: "guest b" };
    const maybe = { ...other, maybe: true as const };
    const [redacted] = redactUsage({ functions: [{ ...used, reasons: [guest, other, maybe] }], unread: [] }).functions;
    expect(redacted?.reasons.map(({ short, level }) => [english(short), level])).toEqual([
      ["a guest", "protected"],
      ["maybe a guest", "protected"],
    ]);
  });

  test("why something is unread stays where it is a text of this program", () => {
    const [told] = sampleUsage({ isWhole: false }).unread;
    if (told === undefined) throw new Error("all is read");
    const own = { ...told, reason: { say: "usage.unread.late", values: { seconds: 15 } } };
    const { unread } = redactUsage({ functions: [], unread: [told, own, { ...told, reason: "acme: no" }] });
    expect(unread.map(({ reason }) => english(reason))).toEqual([
      "the reason is redacted",
      "reading took longer than 15 s",
      "the reason is redacted",
    ]);
  });
});
