/**
 * The helper's answers to `usage SOURCE`: lines of parts, and `=read SOURCE` at the end, or `=unread SOURCE CODE REASON`.
 * A reason begins with a token in brackets, which {@link reasonOf} knows. One that ends otherwise was cut off, whatever else it holds.
 */
import {
  type UnreadSource,
  USAGE_SOURCE_NAMES,
  type UsageFacts,
  type UsageSource,
} from "../../../shared/machine/usage-facts.ts";
import { errorWords } from "../../../shared/words/errors.ts";
import { USAGE_UNREAD_WORDS as T } from "../../../shared/words/texts/usage-unread.ts";
import { unreadPart } from "./places.ts";
import { readUsage } from "./read-usage.ts";
import { reasonOf } from "./reason-tokens.ts";
import { sections } from "./sections.ts";
import { SentFiles } from "./sent-files.ts";
import { askWays } from "./ways.ts";

interface Asker {
  /** SSH_CONNECTION of whoever asks; null = none. */
  readonly session: string | null;
  /** The machine is reached by ssh, whatever is known of the connection. */
  readonly isRemote: boolean;
}

type Request = (...words: readonly string[]) => Promise<string>;

/** One answer for each source; empty where none came. */
export type Answers = ReadonlyMap<UsageSource, string>;

/** Never rejects. @param request to the helper */
export async function usageThrough(request: Request, asker: Asker): Promise<UsageFacts> {
  const lost: UnreadSource[] = [];
  const answers = await Promise.all(
    USAGE_SOURCE_NAMES.map(async (source): Promise<[UsageSource, string]> => {
      const failed = (error: unknown) => {
        lost.push(unreadPart(source, "EHOST", errorWords(error)));
        return "";
      };
      return [source, await request("usage", source).catch(failed)];
    }),
  );
  return await usageOf(new Map(answers), asker, request, lost);
}

/**
 * @param answers whatever they are, the facts are what could be understood of them, and the rest is unread
 * @param request to the helper: for the ways to the other machines that the answers tell of
 */
export async function usageOf(
  answers: Answers,
  { session, isRemote }: Asker,
  request: Request,
  lost: readonly UnreadSource[] = [],
): Promise<UsageFacts> {
  const said = sections([...answers.values()].join("\n"));
  const { facts, sessions, tunnels } = await readUsage({ files: new SentFiles(said), said, session, isRemote });
  const { interfaces, peers } = facts;
  const asked = await askWays(request, { interfaces, sessions, peers, tunnels });
  const unread = new Map<UsageSource, UnreadSource>();
  const told = USAGE_SOURCE_NAMES.flatMap((source) => unreadOf(source, answers.get(source) ?? "") ?? []);
  for (const each of [...lost, ...told, ...facts.unread, ...asked.unread]) {
    if (!unread.has(each.source)) unread.set(each.source, each);
  }
  return { ...facts, sessions: asked.sessions, peers: asked.peers, unread: [...unread.values()] };
}

/** How long the helper may take for one source (`limited` in the script). */
const LIMIT_S = 15;

/** Only the last line counts: no name that a source holds can pass for its end. */
function unreadOf(source: UsageSource, answer: string): UnreadSource | null {
  const text = answer.trimEnd();
  const last = text.slice(text.lastIndexOf("\n") + 1);
  if (last === `=read ${source}`) return null;
  const [, name, code = "", reason = ""] = /^=unread ([a-z]+) (E[A-Z0-9]+) (.+)$/.exec(last) ?? [];
  if (name === source) return unreadPart(source, code, reasonOf(reason));
  if (last === "=late") return unreadPart(source, "ETIME", T.late({ seconds: LIMIT_S }));
  return unreadPart(source, "EIO", T.noEnd);
}
