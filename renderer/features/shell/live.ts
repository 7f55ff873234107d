/** What the live light says: do changes on the machine appear as they happen, and since when not. */

import type { Live } from "../../../shared/contract/contract.ts";
import { sentences } from "../../../shared/words/joined.ts";
import type { Words } from "../../../shared/words/message.ts";
import type { SocketState } from "../../model/socket-state.ts";
import { LIVE_WORDS } from "../../words/live.ts";
import { ROW_WORDS } from "../../words/tree-rows.ts";

interface LiveFace {
  readonly state: Live["state"];
  readonly word: Words;
  /** What it means and what a click does. */
  readonly tip: Words;
  /** Since when it is lost, in milliseconds since 1970; null where it is not, or nobody noted it. */
  readonly since: number | null;
}

interface LiveFacts {
  readonly live: Live["state"];
  readonly lostBecause: Words | null;
  readonly lostSince: number | null;
}

/** @param cutSince since when the program itself is out of reach */
export function liveFace(machine: LiveFacts, socket: SocketState, cutSince: number | null): LiveFace {
  const { live, lostBecause, lostSince } = machine;
  const cut = { state: "lost", since: cutSince } as const;
  if (socket === "silent") return { ...cut, word: ROW_WORDS.silent, tip: LIVE_WORDS.silentTip };
  if (socket !== "open") return { ...cut, word: LIVE_WORDS.lost, tip: LIVE_WORDS.noConnection };
  if (live === "lost") {
    const tip = sentences(lostBecause ?? LIVE_WORDS.machineSilent, LIVE_WORDS.retry);
    return { state: "lost", since: lostSince, word: LIVE_WORDS.lost, tip };
  }
  if (live === "paused") return { state: "paused", since: null, word: LIVE_WORDS.paused, tip: LIVE_WORDS.pausedTip };
  return { state: "live", since: null, word: LIVE_WORDS.live, tip: LIVE_WORDS.liveTip };
}

/** `Lost 40 s ago`. @param passed milliseconds; what a clock that runs ahead makes less than nothing is now */
export function lostWords(passed: number): Words {
  const seconds = Math.max(0, Math.floor(passed / 1000));
  if (seconds < 60) return LIVE_WORDS.lostSeconds({ count: String(seconds) });
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return LIVE_WORDS.lostMinutes({ count: String(minutes) });
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return LIVE_WORDS.lostHours({ count: String(hours), minutes: String(minutes % 60) });
  return LIVE_WORDS.lostDays({ count: Math.floor(hours / 24) });
}
