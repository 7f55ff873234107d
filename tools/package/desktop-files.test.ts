/** The files by which a desktop knows the program, held against the program. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { demoNames } from "../../electron/host/simulated/machines/catalogue.ts";
import { parseLaunch } from "../../electron/services/program/launch-options.ts";
import { createReport } from "../../shared/report/create-report.ts";
import { sampleInput } from "../../shared/report/testing/sample-report.ts";
import { ROOT } from "../build.ts";
import { metainfo } from "./metainfo.ts";

function packaging(name: string): string {
  return readFileSync(join(ROOT, "packaging", name), "utf8");
}

const ENTRY = packaging("sriov-inspector.desktop");
const TYPES = packaging("sriov-inspector.xml");
const METAINFO = packaging("org.sriov_inspector.SriovInspector.metainfo.xml");

function all(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map(([, found = ""]) => found);
}

/** What is said of one type. */
function typeText(type: string): string {
  return TYPES.split(`<mime-type type="${type}">`)[1]?.split("</mime-type>")[0] ?? "";
}

const REPORT = "application/vnd.sriov-inspector.report+json";
const DUMP = "text/x-lspci";

test("reports and dumps are known by the names that the program gives them", () => {
  const endings = (type: string) => all(typeText(type), /<glob pattern="\*(.*?)"\/>/g);
  const isKnown = (type: string, name: string) => endings(type).some((ending) => name.endsWith(ending));
  expect(isKnown(REPORT, createReport(sampleInput({ format: "json" })).fileName)).toBe(true);
  expect(isKnown(DUMP, createReport(sampleInput({ format: "lspci" })).fileName)).toBe(true);
  // What belongs to everybody is not taken.
  for (const name of ["other.json", "notes.txt"]) {
    expect([isKnown(REPORT, name), isKnown(DUMP, name)]).toEqual([false, false]);
  }
});

test("a report is known by how it begins, whatever it is called", () => {
  const { text } = createReport(sampleInput({ format: "json" }));
  const beginnings = all(typeText(REPORT), /offset="1:32" value="(.*?)"/g).map((value) =>
    value.replaceAll("&quot;", '"'),
  );
  const places = (from: string) => beginnings.map((each) => from.indexOf(each)).filter((at) => at >= 1 && at <= 32);
  expect(places(text)).toHaveLength(1);
  expect(places(JSON.stringify(JSON.parse(text)))).toHaveLength(1);
});

test("entry, types and metainfo speak of the same types", () => {
  const declared = all(TYPES, /<mime-type type="(.*?)"/g);
  expect(all(ENTRY, /^MimeType=(.*);$/gm).flatMap((types) => types.split(";"))).toEqual(declared);
  expect(all(METAINFO, /<mediatype>(.*?)</g)).toEqual(declared);
  expect(METAINFO).toContain('<launchable type="desktop-id">sriov-inspector.desktop</launchable>');
});

test("what a desktop starts is a command that the program takes", () => {
  const commands = all(ENTRY, /^Exec=sriov-inspector (.*)$/gm).map((words) =>
    words.replace("%f", "a.lspci").split(" "),
  );
  expect(commands).toHaveLength(2);
  for (const words of commands) expect(parseLaunch(words, "0", demoNames())).toMatchObject({ kind: "run" });
});

test("what a person reads of each is there in Chinese too", () => {
  const english = (text: string, name: string) => all(text, new RegExp(`<(${name})>`, "g")).length;
  const chinese = (text: string, name: string) => all(text, new RegExp(`<(${name}) xml:lang="zh_CN">`, "g")).length;
  const policy = readFileSync(join(ROOT, "assets/org.sriov-inspector.policy"), "utf8");
  for (const [text, names] of [
    [METAINFO, ["summary", "p", "li"]],
    [TYPES, ["comment"]],
    [policy, ["description", "message"]],
  ] as const) {
    for (const name of names) {
      expect(english(text, name), name).toBeGreaterThan(0);
      expect(chinese(text, name), name).toBe(english(text, name));
    }
  }
  for (const key of ["GenericName", "Comment", "Keywords"])
    expect(ENTRY).toMatch(new RegExp(`^${key}\\[zh_CN\\]=`, "m"));
  expect(ENTRY.split("[Desktop Action demo]")[1]).toContain("\nName[zh_CN]=");
});

test("the metainfo has what the release brings, in its place", () => {
  const release = '    <release version="1.1.0" date="2027-01-02"/>';
  expect(metainfo(METAINFO, release)).toContain(`\n  <releases>\n${release}\n  </releases>\n`);
  expect(() => metainfo("<releases/>", release)).toThrow("no line RELEASES");
});
