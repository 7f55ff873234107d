/** What the live light says: do changes on the machine appear as they happen. */

import type { Live } from "../../../shared/contract/contract.ts";
import type { SocketState } from "../../model/socket-state.ts";

interface LiveFace {
  readonly state: Live["state"];
  readonly word: string;
  /** What it means and what a click does. */
  readonly tip: string;
}

export function liveFace(live: Live["state"], reason: string | null, socket: SocketState): LiveFace {
  if (socket === "silent") {
    return { state: "lost", word: "No answer", tip: "The inspector does not answer. What you see may be out of date." };
  }
  if (socket !== "open") {
    return { state: "lost", word: "Lost", tip: "There is no connection to the inspector; it keeps trying." };
  }
  if (live === "lost") {
    return { state: "lost", word: "Lost", tip: `${reason ?? "The machine does not answer."} Click to try again.` };
  }
  if (live === "paused") {
    return { state: "paused", word: "Paused", tip: "Changes are held back. Click to let them in again." };
  }
  return { state: "live", word: "Live", tip: "Changes on the machine appear within two seconds. Click to pause." };
}
