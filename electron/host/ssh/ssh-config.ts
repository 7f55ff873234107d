/** The names that a person has in the ssh configuration: to choose from. What they mean is ssh's own affair. */
import { readdirSync, readFileSync } from "node:fs";
import { userInfo } from "node:os";
import { isAbsolute, join, parse, sep } from "node:path";
import { parseSshTarget } from "../../../shared/machine/ssh-target.ts";

export interface ConfiguredHost {
  readonly name: string;
  /** `HostName` of the same block; null when it has none. */
  readonly hostName: string | null;
}

/** As deep as ssh follows Include itself (readconf.c). */
const DEEPEST = 16;
const MAX_HOSTS = 1000;

/** Files that a pattern stands for, sorted; `*` and `?` do not reach over a slash and not to hidden names. */
function filesOf(pattern: string): string[] {
  const { root } = parse(pattern);
  let found = [root];
  const parts = pattern.slice(root.length).split(sep === "/" ? "/" : /[/\\]/);
  for (const part of parts.filter((name) => name !== "")) {
    if (!/[*?]/.test(part)) {
      found = found.map((folder) => join(folder, part));
      continue;
    }
    const source = part
      .replace(/[\\^$+.()|[\]{}]/g, "\\$&")
      .replaceAll("*", ".*")
      .replaceAll("?", ".");
    const shape = new RegExp(`^(?!\\.)${source}$`);
    found = found.flatMap((folder) =>
      namesIn(folder).flatMap((name) => (shape.test(name) ? [join(folder, name)] : [])),
    );
  }
  return found;
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}

/** ssh looks where the system's list of users says that they live, whatever HOME is. */
function home(): string {
  return userInfo().homedir;
}

/** Keyword and arguments of a line: `Host a b`, `HostName=x`, `Include "a b"`. */
function wordsOf(line: string): string[] {
  const [, keyword = "", rest = ""] = /^\s*([A-Za-z]+)(?:\s*=\s*|\s+)(.*)$/.exec(line) ?? [];
  if (keyword === "") return [];
  const words = rest.match(/"[^"]*"|[^\s"]+/g) ?? [];
  return [keyword.toLowerCase(), ...words.map((word) => word.replaceAll('"', ""))];
}

class ConfigReader {
  readonly hosts = new Map<string, string | null>();
  private readonly folder: string;
  private current: string[] = [];

  constructor(folder: string) {
    this.folder = folder;
  }

  read(path: string, depth: number): void {
    let text = "";
    try {
      text = readFileSync(path, "utf8");
    } catch {
      return;
    }
    for (const line of text.split("\n")) {
      const [keyword, ...words] = wordsOf(line);
      if (keyword === "host") this.begin(words);
      else if (keyword === "match") this.current = [];
      else if (keyword === "hostname") this.name(words[0]);
      else if (keyword === "include" && depth < DEEPEST) for (const word of words) this.include(word, depth);
    }
  }

  private begin(patterns: readonly string[]): void {
    this.current = patterns.filter((pattern) => parseSshTarget(pattern)?.host === pattern);
    for (const name of this.current) {
      if (!this.hosts.has(name) && this.hosts.size < MAX_HOSTS) this.hosts.set(name, null);
    }
  }

  private name(hostName: string | undefined): void {
    for (const name of this.current) {
      if (this.hosts.get(name) === null && hostName !== undefined) this.hosts.set(name, hostName);
    }
  }

  private include(pattern: string, depth: number): void {
    const path = pattern.startsWith("~/") ? join(home(), pattern.slice(2)) : pattern;
    const outer = this.current;
    for (const file of filesOf(isAbsolute(path) ? path : join(this.folder, path))) this.read(file, depth + 1);
    this.current = outer;
  }
}

/**
 * In the order of the file; patterns are left out. A file that is not there has no names.
 * @param file null = the user's own
 * @param folder where what it includes is: the user's, whatever file is read (readconf.c, SSHCONF_USERCONF)
 */
export function configuredHosts(
  file: string | null = null,
  folder: string = join(home(), ".ssh"),
): readonly ConfiguredHost[] {
  const reader = new ConfigReader(folder);
  reader.read(file ?? join(folder, "config"), 0);
  return [...reader.hosts].map(([name, hostName]) => ({ name, hostName }));
}
