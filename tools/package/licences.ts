/** Licences of everything in a package: Debian's machine-readable copyright file (DEP-5), and one text with all of them. */
import { identifiersOf, LICENCES, type Part, type Place } from "./parts.ts";

const AUTHORS = "2026 The SR-IOV Inspector authors";
/** Lines of a licence before this are title and copyright; the rest is what is granted. */
const GRANT =
  /^(?:\(?Permission (?:is hereby granted|to use)|Redistribution and use|This Font Software is licensed|Licensed under the Apache)/m;
/** Sentences of licences begin with the word as well; who has it is named after a sign, a year or as a name. */
const COPYRIGHT = /^\s*(?:Copyright:?\s+(?=\([cC]\)|©|\d{4}|the\s|[A-Z])|(?:\([cC]\)|©)\s*(?=\d{4}))/;
const SENTENCE = /copyright (?:notice|holder|owner|statement|license|and)\b/i;

/** Who the copyright of a part is of, as its text says. */
export function copyrightLines(text: string): readonly string[] {
  const lines = text
    .split("\n")
    .filter((line) => COPYRIGHT.test(line) && !SENTENCE.test(line))
    .map((line) =>
      line
        .trim()
        .replace(/^(?:copyright:?\s*|\(c\)\s*|©\s*)+/i, "")
        // Fonts say it again for their other file.
        .replace(/\s\S+\.ttf: Copyright.*$/, "")
        .replace(/[,.]?\s*All rights reserved\.?$/i, "")
        .replace(/\s+/g, " "),
    );
  return [...new Set(lines)];
}

/** A licence without its copyright, for comparing: two that differ in line ends alone are the same. */
function grantOf(text: string): string {
  const at = GRANT.exec(text)?.index ?? 0;
  return text.slice(at).trim();
}

const sameText = (text: string): string => text.replaceAll(/\s+/g, " ").toLowerCase();

/** A text as the value of a field of a Debian control file. */
function folded(text: string): string {
  return text
    .trim()
    .split("\n")
    .map((line) => (line.trim() === "" ? " ." : ` ${line.trimEnd().replaceAll("\t", "  ")}`))
    .join("\n");
}

/** What a runtime says of itself, before the licences of its parts begin. */
function ownWords(part: Part): string {
  const parts = /^The externally maintained libraries/m.exec(part.text)?.index;
  return part.text.slice(0, parts).trim();
}

function isGathered({ licence }: Part): boolean {
  return /^LicenseRef-.*-parts$/m.test(identifiersOf(licence).join("\n"));
}

/** `Expat and ISC` of `MIT AND ISC`. */
function debianNames(expression: string): readonly string[] {
  return identifiersOf(expression).map((id) => LICENCES[id]?.debian ?? id);
}

/** Paragraphs of licences that stand alone, each text once; a part refers to its own by name. */
class LicenceTexts {
  private readonly byName = new Map<string, string>();

  /** @returns the name by which `License:` refers to it */
  nameFor(part: Part, notices: string): string {
    const names = debianNames(part.licence);
    const grant = grantOf(part.text);
    const usual = names.join(" and ");
    if (names.length === 1) {
      const there = this.byName.get(usual);
      if (there === undefined || sameText(there) === sameText(grant)) {
        this.byName.set(usual, there ?? grant);
        return usual;
      }
    }
    // Its own words: all of them.
    const own = `${names.join("-and-")}-${part.name.replaceAll(/[^\w.]+/g, "-").replace(/^-/, "")}`;
    const more = `The licences of its parts are in ${notices}.`;
    this.byName.set(own, isGathered(part) ? `${ownWords(part)}\n\n${more}` : part.text);
    return own;
  }

  paragraphs(): readonly string[] {
    return [...this.byName]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, text]) => `License: ${name}\n${folded(text)}`);
  }
}

/** Where parts of each kind lie in a package: paths from the root of the system, `*` at their ends. */
export type PlacePaths = Partial<Readonly<Record<Place, string>>>;

/** Where the two packages have them, each before what lies inside it. */
export const INSTALLED = {
  "sriov-inspector-cli": {
    node: "usr/lib/sriov-inspector/node",
    renderer: "usr/lib/sriov-inspector/app/dist/renderer/*",
    app: "usr/lib/sriov-inspector/app/dist/app/*",
    assets: "usr/lib/sriov-inspector/app/assets/pci.ids",
  },
  "sriov-inspector": {
    window: "usr/lib/sriov-inspector/window/*",
    renderer: "usr/lib/sriov-inspector/window/resources/app.asar",
    app: "usr/lib/sriov-inspector/window/resources/app.asar",
    assets: "usr/lib/sriov-inspector/window/resources/app.asar",
  },
} as const satisfies Readonly<Record<string, PlacePaths>>;

export type PackageName = keyof typeof INSTALLED;

const BUNDLES: readonly Place[] = ["renderer", "app", "preload"];

/**
 * `/usr/share/doc/PACKAGE/copyright`. One bundle has code of many: its paragraph names all of them.
 * @param ours the text of our own licence
 * @param paths where parts lie in this package; parts of other places are left out
 * @param notices where the licences of a runtime's parts stand: its own text has licences whole that Debian has already
 */
export function debianCopyright(ours: string, parts: readonly Part[], paths: PlacePaths, notices: string): string {
  const texts = new LicenceTexts();
  const own: Part = { name: "", version: null, type: "application", licence: "MIT", text: ours, places: [] };
  texts.nameFor(own, notices);
  const files: string[] = [];
  for (const path of new Set(Object.values(paths))) {
    const places = (Object.keys(paths) as Place[]).filter((place) => paths[place] === path);
    const here = parts.filter((part) => part.places.some((place) => places.includes(place)));
    if (here.length === 0) continue;
    const named = here.map((part) => ({ part, licence: texts.nameFor(part, notices) }));
    const holders = new Set(here.flatMap((part) => copyrightLines(isGathered(part) ? ownWords(part) : part.text)));
    // Bundles are our own code as well.
    const isBundle = places.some((place) => BUNDLES.includes(place));
    if (isBundle) holders.add(AUTHORS);
    const licences = new Set([...(isBundle ? ["Expat"] : []), ...named.map(({ licence }) => licence)]);
    files.push(
      [
        `Files: ${path}`,
        `Copyright: ${[...holders].join("\n           ")}`,
        `License: ${[...licences].join(" and ")}`,
        "Comment: Contains",
        ...named.map(
          ({ part, licence }) => `  ${part.name}${part.version === null ? "" : ` ${part.version}`} (${licence})`,
        ),
        ...here.flatMap(({ name, note }) => (note === undefined ? [] : [` ${name}: ${note}`])),
      ].join("\n"),
    );
  }
  const head = [
    "Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/",
    "Upstream-Name: SR-IOV Inspector",
  ].join("\n");
  const all = `Files: *\nCopyright: ${AUTHORS}\nLicense: Expat`;
  return `${[head, all, ...files, ...texts.paragraphs()].join("\n\n")}\n`;
}

const RULE = "-".repeat(78);

/** THIRD-PARTY-NOTICES: every part with its licence, whole. */
export function thirdPartyNotices(parts: readonly Part[]): string {
  const intro =
    "SR-IOV Inspector contains what follows. Each part is its authors' own, under the licence that stands below its name.";
  const each = parts.map(({ name, version, licence, note, text }) =>
    [
      RULE,
      `${name}${version === null ? "" : ` ${version}`}: ${licence.replaceAll("LicenseRef-", "")}`,
      ...(note === undefined ? [] : [note]),
      "",
      text.replaceAll("\r\n", "\n").trim(),
      "",
    ].join("\n"),
  );
  return `${intro}\n\n${each.join("\n")}`;
}
