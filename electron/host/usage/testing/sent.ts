/** A machine as a helper would have sent it, from a description of files and links. */
import { USAGE_SOURCE_NAMES, type UsageSource } from "../../../../shared/machine/usage-facts.ts";
import { usageOf } from "../usage-text.ts";

/** Files (text), names of which nothing more is known (null) and links (an array with the target), by absolute path. */
export type Tree = Readonly<Record<string, string | null | readonly [target: string]>>;

export interface Sent {
  readonly tree: Tree;
  /** What programs said, by the name of their part: `addresses`. */
  readonly said?: Readonly<Record<string, string>>;
  /** SSH_CONNECTION. */
  readonly session?: string | null;
  readonly isRemote?: boolean;
  /** The interface by which the kernel says that an address is reached, by the helper's word for it. */
  readonly ways?: Readonly<Record<string, string>>;
  /** Lines as the helper has them for what it could not read: `routes EIO reading it was ended`. */
  readonly unread?: readonly string[];
}

/** The helper's answers to `usage SOURCE`: all lines in the first. */
export function answersOf({ tree, said = {}, unread = [] }: Sent): Map<UsageSource, string> {
  const links: string[] = [];
  const texts: string[] = [];
  for (const [path, what] of Object.entries(tree)) {
    const name = path.slice(1);
    if (what === null) links.push(name);
    else if (typeof what !== "string") links.push(`${name} -> ${what[0]}`);
    else {
      const lines = path.endsWith("/cmdline") ? what.split("\0") : what.replace(/\n$/, "").split("\n");
      texts.push(...lines.map((line) => `${name}:${line}`));
    }
  }
  const lines = [
    "=links",
    ...links,
    "=texts",
    ...texts,
    ...Object.entries(said).flatMap(([name, text]) => [`=${name}`, text]),
  ];
  const ends = new Map(unread.map((line) => [line.split(" ")[0], `=unread ${line}`]));
  return new Map(
    USAGE_SOURCE_NAMES.map((source, index) => {
      const end = ends.get(source) ?? `=read ${source}`;
      return [source, [...(index === 0 ? lines : []), end].join("\n")];
    }),
  );
}

export function usageFrom(sent: Sent) {
  return usageFromAnswers(answersOf(sent), sent);
}

export async function usageFromAnswers(answers: Map<UsageSource, string>, sent: Omit<Sent, "tree">) {
  const { session = null, isRemote = false, ways = {} } = sent;
  const ask = (_verb: string, ...words: readonly string[]) =>
    words
      .flatMap((word) => [`=way ${word}`, ...(Object.hasOwn(ways, word) ? [`1 dev ${ways[word]} src 1`] : [])])
      .join("\n");
  return await usageOf(answers, { session, isRemote }, async (verb = "", ...words) => ask(verb, ...words));
}
