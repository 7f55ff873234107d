/**
 * What CHANGELOG.md says of one version, in the forms that packages want. Its sections are `## Unreleased` and
 * `## 0.2.0 (2026-12-24)`, with `### ` headings and lists of one level below them.
 */

/** Changes under one heading. */
interface Group {
  /** null = before the first heading */
  readonly heading: string | null;
  /** Each in one line, with its Markdown. */
  readonly changes: readonly string[];
}

export interface ReleaseNotes {
  readonly version: string;
  /** YYYY-MM-DD; null for what is not released. */
  readonly date: string | null;
  /** As it stands there, without the section's own heading. */
  readonly markdown: string;
  readonly groups: readonly Group[];
}

const SECTION = /^## (?:(Unreleased)|(\d\S*) \((\d{4}-\d\d-\d\d)\))\s*$/;

interface Section {
  /** null = unreleased */
  readonly version: string | null;
  readonly date: string | null;
  readonly lines: string[];
}

/** All sections, the newest first, as they stand in the file. @throws Error for a heading of another form */
function sectionsOf(changelog: string): readonly Section[] {
  const sections: Section[] = [];
  for (const [index, line] of changelog.split("\n").entries()) {
    if (/^## /.test(line)) {
      const found = SECTION.exec(line);
      if (found === null) {
        throw new Error(
          `CHANGELOG.md, line ${index + 1}: write "## Unreleased" or "## 0.2.0 (2026-12-24)", not "${line}"`,
        );
      }
      sections.push({ version: found[2] ?? null, date: found[3] ?? null, lines: [] });
    } else sections.at(-1)?.lines.push(line);
  }
  return sections;
}

function groupsOf(lines: readonly string[]): readonly Group[] {
  const groups: { heading: string | null; changes: string[] }[] = [];
  for (const line of lines) {
    const [, heading] = /^### (.+)$/.exec(line) ?? [];
    const [, change] = /^- (.+)$/.exec(line) ?? [];
    if (heading !== undefined) groups.push({ heading, changes: [] });
    else if (change !== undefined) {
      if (groups.length === 0) groups.push({ heading: null, changes: [] });
      groups.at(-1)?.changes.push(change);
    } else if (line.trim() !== "") {
      const changes = groups.at(-1)?.changes;
      const last = changes?.pop();
      if (changes === undefined || last === undefined) continue;
      changes.push(`${last} ${line.trim()}`);
    }
  }
  return groups.filter(({ changes }) => changes.length > 0);
}

/**
 * The section of a version.
 * @param isReleased false takes what is not released, and gives it this version
 * @throws Error where CHANGELOG.md has no such section
 */
export function releaseNotes(changelog: string, version: string, isReleased: boolean): ReleaseNotes {
  const wanted = isReleased ? version : null;
  const section = sectionsOf(changelog).find((each) => each.version === wanted);
  if (section === undefined) {
    const heading = isReleased ? `## ${version} (YYYY-MM-DD)` : "## Unreleased";
    throw new Error(`CHANGELOG.md has no section "${heading}": write what this version brings below it`);
  }
  const { date, lines } = section;
  return { version, date, markdown: lines.join("\n").trim(), groups: groupsOf(lines) };
}

/** release/RELEASE-NOTES.md */
export function notesFile({ version, date, markdown }: ReleaseNotes): string {
  return `# SR-IOV Inspector ${version}${date === null ? " (not released)" : ` (${date})`}\n\n${markdown}\n`;
}

/** Without the signs of Markdown. */
function plain(text: string): string {
  return text.replace(/\[([^\]]+)\]\([^)]+\)/g, "$1").replaceAll(/\*\*|`/g, "");
}

/** Words in lines of at most `width`, the first after `first`, the others after as many blanks. */
export function wrapped(text: string, first: string, width: number): string {
  const lines: string[] = [];
  let line = first;
  for (const word of text.split(/\s+/).filter(Boolean)) {
    if (line.length + 1 + word.length > width && line.trim() !== first.trim()) {
      lines.push(line);
      line = " ".repeat(first.length);
    }
    line += line.length === first.length ? word : ` ${word}`;
  }
  return [...lines, line].join("\n");
}

/** Who makes a package, and when: what an entry ends with. */
export interface Signed {
  /** `Name <mail>` */
  readonly maintainer: string;
  /** SOURCE_DATE_EPOCH: seconds. */
  readonly epoch: number;
}

/** Lines of a Debian changelog have at most 80 characters. */
const DEBIAN_WIDTH = 79;

/** An entry of a Debian changelog. @param version as the package has it */
export function debianChangelog(
  notes: ReleaseNotes,
  name: string,
  version: string,
  { maintainer, epoch }: Signed,
): string {
  const changes = notes.groups.flatMap(({ heading, changes }) => [
    ...(heading === null ? [] : [wrapped(`${plain(heading)}:`, "  * ", DEBIAN_WIDTH)]),
    ...changes.map((change) => wrapped(plain(change), heading === null ? "  * " : "    - ", DEBIAN_WIDTH)),
  ]);
  const date = new Date(epoch * 1000).toUTCString().replace("GMT", "+0000");
  const distribution = notes.date === null ? "UNRELEASED" : "unstable";
  return `${name} (${version}) ${distribution}; urgency=medium\n\n${changes.join("\n")}\n\n -- ${maintainer}  ${date}\n`;
}

/** What follows `%changelog` in a spec. @param version as the package has it, with its release */
export function rpmChangelog(notes: ReleaseNotes, version: string, { maintainer, epoch }: Signed): string {
  const [day = "", date = "", month = "", year = ""] = new Date(epoch * 1000).toUTCString().replace(",", "").split(" ");
  const changes = notes.groups.flatMap(({ heading, changes }) =>
    changes.map((change) => wrapped(plain(heading === null ? change : `${heading}: ${change}`), "- ", 100)),
  );
  // A macro would be expanded here, too.
  const text = changes.join("\n").replaceAll("%", "%%");
  return `* ${day} ${month} ${date} ${year} ${maintainer} - ${version}\n${text}\n`;
}

const XML: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** The `<release>` of the metainfo file: what shops show is short, so it has the headings. */
export function metainfoRelease(notes: ReleaseNotes, { epoch }: Pick<Signed, "epoch">, indent = "    "): string {
  const escaped = (text: string): string => plain(text).replace(/[&<>"]/g, (sign) => XML[sign] ?? sign);
  const headings = notes.groups.flatMap(({ heading }) => (heading === null ? [] : [heading]));
  const items = headings.length > 0 ? headings : notes.groups.flatMap(({ changes }) => changes);
  const date = notes.date ?? new Date(epoch * 1000).toISOString().slice(0, 10);
  const type = notes.date === null ? "development" : "stable";
  return [
    `<release version="${escaped(notes.version)}" date="${date}" type="${type}">`,
    "  <description>",
    "    <p>What is new:</p>",
    "    <ul>",
    ...items.map((item) => `      <li>${escaped(item)}</li>`),
    "    </ul>",
    "  </description>",
    "</release>",
  ]
    .map((line) => indent + line)
    .join("\n");
}
