/**
 * The helper's answer to `usage`, which it gives source by source: after the lines of one comes `=read SOURCE`, or
 * `=unread SOURCE CODE REASON`. A source without either was cut off.
 */
import { errorText } from "../../../shared/error-text.ts";
import {
  type UnreadSource,
  USAGE_SOURCES,
  type UsageFacts,
  type UsageSource,
  unreadUsage,
} from "../../../shared/machine/usage-facts.ts";
import { sections } from "../helper/sections.ts";
import { unreadPart } from "./places.ts";
import { readUsage } from "./read-usage.ts";
import { SentFiles } from "./sent-files.ts";
import { askWays } from "./ways.ts";

interface Asker {
  /** SSH_CONNECTION of whoever asks; null = none. */
  readonly session: string | null;
  /** The machine is reached by ssh, whatever is known of the connection. */
  readonly isRemote: boolean;
}

/** Never rejects. @param request to the helper */
export async function usageThrough(
  request: (...words: readonly string[]) => Promise<string>,
  asker: Asker,
): Promise<UsageFacts> {
  try {
    return await usageOf(await request("usage"), asker, request);
  } catch (error) {
    return unreadUsage(errorText(error), "EHOST");
  }
}

/**
 * @param text the answer; whatever it is, the facts are what could be understood of it, and the rest is unread
 * @param request to the helper: for the ways to the other machines that the answer tells of
 */
export async function usageOf(
  text: string,
  { session, isRemote }: Asker,
  request: (...words: readonly string[]) => Promise<string>,
): Promise<UsageFacts> {
  const said = sections(text);
  const { facts, sessions, tunnels } = await readUsage({ files: new SentFiles(said), said, session, isRemote });
  const { interfaces, peers } = facts;
  const asked = await askWays(request, { interfaces, sessions, peers, tunnels });
  const unread = new Map<UsageSource, UnreadSource>();
  for (const each of [...unreadOf(said), ...facts.unread, ...asked.unread]) {
    if (!unread.has(each.source)) unread.set(each.source, each);
  }
  return { ...facts, sessions: asked.sessions, peers: asked.peers, unread: [...unread.values()] };
}

/** How long the helper may take (`limited` in the script). */
const LIMIT_S = 15;

function unreadOf(said: ReadonlyMap<string, readonly string[]>): UnreadSource[] {
  const told = new Map<string, UnreadSource>();
  for (const name of said.keys()) {
    const [, source, code = "", reason = ""] = /^unread ([a-z]+) (E[A-Z0-9]+) (.+)$/.exec(name) ?? [];
    if (isSource(source)) told.set(source, unreadPart(source, code, reason));
  }
  return Object.keys(USAGE_SOURCES)
    .filter(isSource)
    .flatMap((source) => {
      const reason = told.get(source);
      if (reason) return [reason];
      if (said.has(`read ${source}`)) return [];
      return [
        said.has("late")
          ? unreadPart(source, "ETIME", `reading it took longer than ${LIMIT_S} seconds`)
          : unreadPart(source, "EIO", "the answer has no end"),
      ];
    });
}

function isSource(name: string | undefined): name is UsageSource {
  return name !== undefined && Object.hasOwn(USAGE_SOURCES, name);
}
