import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { debianChangelog, metainfoRelease, notesFile, releaseNotes, rpmChangelog } from "./release-notes.ts";

const CHANGELOG = `# Changelog

## Unreleased

### Not yet
- Something.

## 0.2.0 (2026-12-24)

### Faster & smaller
- **Compare with…** takes 5 % less, and \`--part N\` on the command line opens the parts of a text that holds several machines
  one after the other. See [the page](docs/page.md).
- Another.

### For <whoever> works on it
- Tests.

## 0.1.0 (2026-11-01)
- The first one.
`;
const SIGNED = { maintainer: "A Name <a@example.org>", epoch: 1_798_070_400 };
const notes = releaseNotes(CHANGELOG, "0.2.0", true);

test("a version has its own section and no other, and what is not released the one without a version", () => {
  expect(notes.date).toBe("2026-12-24");
  expect(notes.markdown.split("\n").at(0)).toBe("### Faster & smaller");
  expect(notes.markdown).not.toContain("The first one");
  expect(releaseNotes(CHANGELOG, "0.3.0~1", false)).toMatchObject({
    date: null,
    markdown: "### Not yet\n- Something.",
  });
  expect(releaseNotes(CHANGELOG, "0.1.0", true).groups).toEqual([{ heading: null, changes: ["The first one."] }]);
  expect(notesFile(notes)).toMatch(/^# SR-IOV Inspector 0\.2\.0 \(2026-12-24\)\n\n### Faster/);
});

test("a version that is not there and a heading of another form are told", () => {
  expect(() => releaseNotes(CHANGELOG, "0.4.0", true)).toThrow('no section "## 0.4.0 (YYYY-MM-DD)"');
  expect(() => releaseNotes("## 0.2.0 - today\n", "0.2.0", true)).toThrow("CHANGELOG.md, line 1");
});

test("Debian's changelog has no long line and no Markdown", () => {
  const text = debianChangelog(notes, "sriov-inspector", "0.2.0-1", SIGNED);
  expect(text).toMatchInlineSnapshot(`
    "sriov-inspector (0.2.0-1) unstable; urgency=medium

      * Faster & smaller:
        - Compare with… takes 5 % less, and --part N on the command line opens the
          parts of a text that holds several machines one after the other. See the
          page.
        - Another.
      * For <whoever> works on it:
        - Tests.

     -- A Name <a@example.org>  Thu, 24 Dec 2026 00:00:00 +0000
    "
  `);
});

test("rpm's changelog expands no macro", () => {
  const text = rpmChangelog(notes, "0.2.0-1", SIGNED);
  expect(text).toMatch(/^\* Thu Dec 24 2026 A Name <a@example\.org> - 0\.2\.0-1\n- Faster & smaller: Compare/);
  expect(text).toContain("5 %% less");
});

test("the metainfo has the headings, as XML", () => {
  expect(metainfoRelease(notes, SIGNED, "")).toMatchInlineSnapshot(`
    "<release version="0.2.0" date="2026-12-24" type="stable">
      <description>
        <p>What is new:</p>
        <ul>
          <li>Faster &amp; smaller</li>
          <li>For &lt;whoever&gt; works on it</li>
        </ul>
      </description>
    </release>"
  `);
  expect(metainfoRelease(releaseNotes(CHANGELOG, "0.3.0", false), SIGNED)).toContain(
    'date="2026-12-24" type="development"',
  );
});

test("the project's own can be read, to the last line", () => {
  const text = readFileSync(join(import.meta.dirname, "../../CHANGELOG.md"), "utf8");
  const own = releaseNotes(text, "0.0.0", false);
  const words = (of: string): number =>
    of
      .replaceAll(/^(?:#+|-) /gm, "")
      .split(/\s+/)
      .filter(Boolean).length;
  const read = own.groups.flatMap(({ heading, changes }) => [heading ?? "", ...changes]).join(" ");
  expect(words(read)).toBe(words(own.markdown));
  const debian = debianChangelog(own, "sriov-inspector", "0.0.0", SIGNED);
  expect(debian.split("\n").filter((line) => line.length > 80)).toEqual([]);
});
