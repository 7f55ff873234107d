/** What the live light says: do changes on the machine appear as they happen. */

import type { Live } from "../../../shared/contract/contract.ts";
import type { Words } from "../../../shared/words/message.ts";
import type { SocketState } from "../../model/socket-state.ts";
import { LIVE_WORDS as T } from "../../words/shell.ts";

interface LiveFace {
  readonly state: Live["state"];
  readonly word: Words;
  /** What it means and what a click does. */
  readonly tip: Words;
}

export function liveFace(live: Live["state"], reason: Words | null, socket: SocketState): LiveFace {
  if (socket === "silent") return { state: "lost", word: T.silent, tip: T.silentTip };
  if (socket !== "open") return { state: "lost", word: T.lost, tip: T.noConnection };
  if (live === "lost") return { state: "lost", word: T.lost, tip: T.lostTip({ reason: reason ?? T.machineSilent }) };
  if (live === "paused") return { state: "paused", word: T.paused, tip: T.pausedTip };
  return { state: "live", word: T.live, tip: T.liveTip };
}
