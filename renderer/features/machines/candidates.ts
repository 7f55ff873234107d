/** Machines that the connect dialog offers: those of before first, then those of the ssh configuration. */
import type { Words } from "../../../shared/words/message.ts";
import { remoteName } from "../../stores/remotes.ts";
import { CONNECT_WORDS } from "../../words/connect.ts";
import type { SayWords } from "../../words/language.ts";

export interface Candidate {
  readonly host: string;
  readonly name: string;
  readonly about: Words;
}

interface Named {
  readonly host: string;
  readonly name: string;
  /** The host name that stands behind it. */
  readonly about: Words | null;
}

/** @param text what was written so far: only names that hold it are offered */
export function candidates(
  text: string,
  remembered: readonly string[],
  configured: readonly Named[],
  say: SayWords,
): Candidate[] {
  const wanted = text.trim().toLowerCase();
  const known = new Map(configured.map((entry) => [entry.host, entry]));
  const hosts = [...new Set([...remembered, ...known.keys()])];
  return hosts
    .map((host) => {
      const entry = known.get(host);
      const about = entry === undefined ? CONNECT_WORDS.before : (entry.about ?? CONNECT_WORDS.configured);
      return { host, name: remoteName(host), about };
    })
    .filter(({ name, about }) => wanted === "" || `${name} ${say(about)}`.toLowerCase().includes(wanted));
}
