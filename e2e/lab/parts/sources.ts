/** Finds Debian's archives: those that this machine gets its own packages from. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Repositories beside the main archive, which carry no release as a whole. */
const OTHER_SUITE = /-(?:security|updates|proposed-updates|backports(?:-sloppy)?|debug)\b|\/updates$/;
/** Suites that only a Debian archive has; derivatives use names of their own. */
const DEBIAN_SUITE =
  /^(?:oldoldstable|oldstable|stable|testing|unstable|sid|buster|bullseye|bookworm|trixie|forky|duke)$/;
/** Where releases that are stable no more get their last kernels from. */
const SECURITY_SUITE = /^(?:oldoldstable|oldstable|stable|buster|bullseye|bookworm|trixie|forky|duke)-security$/;

/** The main archive, or the one beside it that has the security updates. */
export type ArchiveKind = "main" | "security";

const SUITES: { readonly [K in ArchiveKind]: (suite: string) => boolean } = {
  main: (suite) => !OTHER_SUITE.test(suite) && DEBIAN_SUITE.test(suite),
  security: (suite) => SECURITY_SUITE.test(suite),
};

/** `deb [options] URI suite component…` lines of a sources.list. */
function listEntries(text: string): { uri: string; suite: string }[] {
  const entries: { uri: string; suite: string }[] = [];
  for (const line of text.split("\n")) {
    const match = /^\s*deb\s+(?:\[[^\]]*\]\s+)?(\S+)\s+(\S+)/.exec(line);
    if (match) entries.push({ uri: match[1] ?? "", suite: match[2] ?? "" });
  }
  return entries;
}

/** Stanzas of a .sources file (deb822): every URI with every suite. */
function stanzaEntries(text: string): { uri: string; suite: string }[] {
  return text.split(/\n\s*\n/).flatMap((stanza) => {
    const field = (name: string): string[] => {
      const match = new RegExp(`^${name}:((?:.*)(?:\\n[ \\t].*)*)`, "im").exec(stanza);
      return (match?.[1] ?? "").split(/\s+/).filter((word) => word !== "" && word !== "#");
    };
    if (!field("Types").includes("deb") || /^Enabled:\s*no\b/im.test(stanza)) return [];
    const suites = field("Suites");
    return field("URIs").flatMap((uri) => suites.map((suite) => ({ uri, suite })));
  });
}

/**
 * Addresses of Debian archives in apt's own configuration, in its order, each once.
 * @param files names and contents of sources.list and of the files in sources.list.d
 */
export function debianArchives(
  files: readonly { readonly name: string; readonly text: string }[],
  kind: ArchiveKind = "main",
): readonly string[] {
  const entries = files.flatMap(({ name, text }) =>
    name.endsWith(".sources") ? stanzaEntries(text) : listEntries(text),
  );
  const uris = entries.filter(({ suite }) => SUITES[kind](suite)).map(({ uri }) => uri.replace(/\/$/, ""));
  return [...new Set(uris)];
}

/** The archives of this machine; none where apt is not used. */
export function machineArchives(kind: ArchiveKind = "main", etc = "/etc/apt"): readonly string[] {
  const folder = join(etc, "sources.list.d");
  const parts = existsSync(folder) ? readdirSync(folder).sort() : [];
  const paths = [join(etc, "sources.list"), ...parts.map((name) => join(folder, name))];
  return debianArchives(
    paths
      .filter((path) => /\.(?:list|sources)$/.test(path) && existsSync(path))
      .map((path) => ({ name: path, text: readFileSync(path, "utf8") })),
    kind,
  );
}
