/** Can anything be done with the machine on screen: not while it, or the program that holds it, does not answer. */
import type { Words } from "../../shared/words/message.ts";
import { isConnected } from "../model/socket-state.ts";
import { LIVE_WORDS } from "../words/live.ts";
import { useConnection } from "./connection.ts";
import { useMachine } from "./machine.ts";

type Link = Pick<ReturnType<typeof useConnection.getState>, "socket" | "cutSince">;
type Reach = Pick<ReturnType<typeof useMachine.getState>, "live" | "lostBecause">;

/** One that was not connected yet has nothing on screen. */
function isCut({ socket, cutSince }: Link): boolean {
  return cutSince !== null && !isConnected(socket);
}

function why({ live, lostBecause }: Reach): Words | null {
  return live === "lost" ? (lostBecause ?? LIVE_WORDS.machineSilent) : null;
}

/** Why nothing can be changed on the machine on screen right now, in a sentence; null = it is in reach. */
export function outOfReachNow(): Words | null {
  return isCut(useConnection.getState()) ? LIVE_WORDS.notConnected : why(useMachine.getState());
}

/** {@link outOfReachNow}, for what is drawn. */
export function useOutOfReach(): Words | null {
  const isOff = useConnection(isCut);
  const machine = useMachine(why);
  return isOff ? LIVE_WORDS.notConnected : machine;
}
