/** Reports in each language: all that is said is said in it, and what programs read is the same in every one. */
import { describe, expect, test } from "vitest";
import type { ConfigReading, FunctionDetail, FunctionInfo } from "../machine/facts.ts";
import { configSpaceOf, kernelViewOf } from "../machine/kernel-view.ts";
import { buildMachine } from "../machine/machine.ts";
import { functionInfo, IDENTITY, snapshot } from "../machine/testing/sample-machine.ts";
import type { Bdf } from "../pci/bdf.ts";
import { decodeSpace } from "../pci/decode.ts";
import { say } from "../words/say.ts";
import "../words/all.ts";
import { READING_WORDS } from "../words/texts/reading.ts";
import { REPORT_WORDS } from "../words/texts/report.ts";
import { createReport, type ReportInput } from "./create-report.ts";
import { readDocument } from "./document.ts";
import { PF, reading, sampleInput, UNPRIVILEGED } from "./testing/sample-report.ts";
import { treeText } from "./tree.ts";

const DETAILS = new Map<Bdf, FunctionDetail>([
  [
    PF,
    {
      problems: [],
      nvmeVfs: { state: "read", vfs: [], queues: null, interrupts: null },
      eswitch: { mode: "switchdev", inlineMode: "none", encap: "basic" },
      vfSettings: [
        {
          vf: 0,
          mac: "00:00:00:00:00:00",
          vlan: 0,
          qos: 0,
          spoofCheck: true,
          trust: false,
          linkState: "auto",
          minRate: 0,
          maxRate: 0,
        },
      ],
    } as unknown as FunctionDetail,
  ],
]);

/** The sample, with all that a report may have to say: unread, silent, crashed, out of a text, too much. */
function everything(format: ReportInput["format"]): ReportInput[] {
  const input = sampleInput({ format, details: DETAILS });
  const { snapshot: told } = input.machine;
  const problem = { attribute: "driver", code: "EACCES", message: unread("driver") };
  const functions = told.functions.map(
    (fn): FunctionInfo => ({
      ...fn,
      problems: fn.problems.length === 0 ? [] : [problem],
      label: null,
    }),
  );
  const crashed = buildMachine({ ...told, functions, host: { ...told.host, crashed: true } });
  const silent = new Map<Bdf, ConfigReading>([
    [PF, reading(new Uint8Array(4096).fill(0xff))],
    [UNPRIVILEGED, { state: "gone" }],
    ...told.functions.slice(3, 4).map(({ bdf }): [Bdf, ConfigReading] => [bdf, { state: "unreadable", problem }]),
  ]);
  const text = functionInfo("01:00.0", {
    fromText: {
      facts: ["driver", "iommuGroup", "classCode"],
      names: { vendor: null, device: null, whole: null },
      capabilities: [{ name: "MSI", at: 0x50, version: null }],
      barsInOrder: false,
      progIf: null,
    } as unknown as NonNullable<FunctionInfo["fromText"]>,
    registersOnly: true,
  });
  return [
    { ...input, machine: crashed },
    { ...input, machine: crashed, configs: silent, redact: true },
    { ...input, machine: crashed, scope: { kind: "functions", bdfs: [PF] } },
    { ...input, machine: buildMachine(snapshot([text])), configs: new Map() },
  ];
}

function unread(attribute: string) {
  return READING_WORDS.unread({ attribute, why: READING_WORDS.EACCES, code: "EACCES" });
}

/** Every string in facts, and in what the bytes mean: names, which are the same in every language. */
function foreignIn({ machine, configs }: ReportInput): string[] {
  const found = new Set<string>();
  const add = (value: unknown): void => {
    if (typeof value === "string") found.add(value);
    else if (typeof value === "object" && value !== null) for (const each of Object.values(value)) add(each);
  };
  add(machine.snapshot);
  for (const fn of machine.functions) {
    const config = configs.get(fn.bdf);
    const space = config === undefined ? null : configSpaceOf(config);
    if (space !== null) add(decodeSpace(space, kernelViewOf(fn)));
  }
  return [...found].filter((each) => /[a-z]{3}/i.test(each)).toSorted((a, b) => b.length - a.length);
}

/** Words of plain English, or of names that no fact has. */
function plainWords(text: string, input: ReportInput): string[] {
  let left = text
    .replaceAll(/\\(?=[^A-Za-z0-9])/g, "")
    .replaceAll("&#8203;", "")
    .replaceAll("```text", "")
    .replaceAll(/<style>.*?<\/style>/gs, " ")
    .replaceAll(/<meta[^>]*>/g, " ");
  for (const name of foreignIn(input)) left = left.replaceAll(name, " ");
  // Tags and their attributes, but for what is read to people.
  left = left
    .replaceAll(/<[^>]*?(?:aria-label="([^"]*)")?[^>]*>/g, " $1 ")
    .replaceAll(/&(?:lt|gt|amp|#39|quot);/g, " ");
  // Commands, paths and what a field is called in a unit or a document.
  left = left.replaceAll(/\b(?:mstconfig|devlink)\b[^<;\n]*/g, " ").replaceAll(/[\w./*-]*[_/][\w./*()-]*/g, " ");
  return (left.match(/(?<![\w\\-])[A-Za-z]?[a-z]{3,}(?![\w-])/g) ?? []).filter((word) => !STAY.has(word));
}

const STAY = new Set([
  "vfio",
  "lspci",
  "Inspector",
  "switchdev",
  "none",
  "basic",
  "redacted",
  "root",
  "Vendor",
  "Device",
  "Class",
]);

describe.each(["html", "md"] as const)("%s", (format) => {
  test("is written in Chinese all through", () => {
    const text = createReport(sampleInput({ format, language: "zh" })).text.replaceAll("\\", "");
    for (const said of ["全部 Function", "已开启 4 个 VF（上限 16）", "已绑定 mlx5", "切片", "未读取配置空间"]) {
      expect(text).toContain(said);
    }
    expect(text).not.toMatch(/\bunknown vendor|All functions|was not read|bound to/i);
    expect(text).toContain(format === "html" ? '<html lang="zh-CN">' : "- 机器：lab-7");
  });

  test("names the file that a machine is read from", () => {
    const identity = { ...IDENTITY, kind: "file" as const, connection: "file /tmp/my lab.txt" };
    const machine = buildMachine(snapshot([], { identity }));
    const text = (language: "en" | "zh") => createReport(sampleInput({ format, language, machine })).text;
    expect(text("en")).toContain("file /tmp/my lab.txt");
    expect(text("zh")).toContain("文件 /tmp/my lab.txt");
  });

  test("says nothing that is no message", () => {
    for (const input of everything(format)) {
      const { text } = createReport({ ...input, language: "xx" });
      expect([...new Set(plainWords(text, input))]).toEqual([]);
    }
  });

  test("has names of machines escaped in Chinese too", () => {
    const fn = functionInfo("01:00.0", { driver: "<script>alert(1)</script>", slot: "*a* |b|" });
    const input = sampleInput({ format, language: "zh", machine: buildMachine(snapshot([fn])), configs: new Map() });
    expect(createReport(input).text).not.toMatch(
      format === "html" ? /<script/ : /(?<!\\)<script|(?<!\\)\*a|(?<![\\ ])\|b/,
    );
  });
});

test.each(["json", "lspci"] as const)("%s is the same in every language", (format) => {
  for (const input of everything(format).slice(0, 3)) {
    expect(createReport({ ...input, language: "zh" }).text).toBe(createReport({ ...input, language: "en" }).text);
  }
});

test("redacting takes out the same in every language", () => {
  const input = sampleInput({ redact: true, format: "html" });
  for (const language of ["en", "zh"] as const) {
    const { text } = createReport({ ...input, language });
    expect(text).not.toMatch(/b8.?3f.?d2.?12.?34.?56|12-34-56/i);
    expect(text).toContain("140: 03 00 01 18 -- -- -- --");
  }
});

test("the tree says nothing that is no message", () => {
  for (const input of everything("html")) {
    expect([...new Set(plainWords(treeText(input.machine, "xx"), input))]).toEqual([]);
    expect(treeText(input.machine, "zh")).not.toMatch(/function|bound|driver|Note/);
  }
});

describe("a JSON report that is opened", () => {
  const machine = buildMachine({
    ...snapshot([
      functionInfo("01:00.0", { problems: [{ attribute: "vpd", code: "EACCES", message: unread("vpd") }] }),
    ]),
    problems: [{ attribute: "slots", code: "EACCES", message: unread("slots") }],
  });
  const { text } = createReport(sampleInput({ machine, configs: new Map(), format: "json" }));

  test("has English sentences for other programs", () => {
    const json = JSON.parse(text);
    expect(json.problems[0].message).toBe("slots could not be read: permission denied (EACCES).");
    expect(json.functions[0].problems[0].message).toBe("vpd could not be read: permission denied (EACCES).");
    expect(json.unread["0000:01:00.0"]).toBe("Configuration space was not read.");
  });

  test("is read in the language of its reader", () => {
    const opened = readDocument(text);
    if (!opened.ok) throw new Error(say("en", opened.message));
    const { problems, functions, unread: why } = opened.document;
    expect(problems.map(({ message }) => say("zh", message))).toEqual(["无法读取 slots：权限不足（EACCES）。"]);
    expect(functions[0]?.problems.map(({ message }) => say("zh", message))).toEqual([
      "无法读取 vpd：权限不足（EACCES）。",
    ]);
    expect(Object.values(why)).toEqual([REPORT_WORDS.notRead]);
  });

  test("keeps the sentence where a later program has another message", () => {
    const later = text
      .replaceAll('"say":"reading.EACCES"', '"say":"reading.later"')
      .replaceAll('"say":"report.notRead"', '"say":"report.later"');
    expect(later).not.toBe(text);
    const opened = readDocument(later);
    if (!opened.ok) throw new Error(say("en", opened.message));
    const { problems, functions, unread: why } = opened.document;
    expect(problems[0]?.message).toBe("slots could not be read: permission denied (EACCES).");
    expect(functions[0]?.problems[0]?.message).toBe("vpd could not be read: permission denied (EACCES).");
    expect(Object.values(why)).toEqual(["Configuration space was not read."]);
  });
});
