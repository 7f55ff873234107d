/** What the live light says: do changes on the machine appear as they happen. */

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
}

export function liveFace(live: Live["state"], reason: Words | null, socket: SocketState): LiveFace {
  if (socket === "silent") return { state: "lost", word: ROW_WORDS.silent, tip: LIVE_WORDS.silentTip };
  if (socket !== "open") return { state: "lost", word: LIVE_WORDS.lost, tip: LIVE_WORDS.noConnection };
  if (live === "lost")
    return {
      state: "lost",
      word: LIVE_WORDS.lost,
      tip: sentences(reason ?? LIVE_WORDS.machineSilent, LIVE_WORDS.retry),
    };
  if (live === "paused") return { state: "paused", word: LIVE_WORDS.paused, tip: LIVE_WORDS.pausedTip };
  return { state: "live", word: LIVE_WORDS.live, tip: LIVE_WORDS.liveTip };
}
