/** What helpers, ssh, sudo and pkexec write to standard error, for the log. */
import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { HELPER_SAID, type HelperSaid } from "../../host/helper/helper-process.ts";
import type { Log } from "./log.ts";

/** @returns what ends it */
export function logHelperLines(log: Log): () => void {
  const take = (message: unknown): void => {
    const { program, text } = message as HelperSaid;
    for (const line of text.split("\n")) if (line.trim() !== "") log.debug("helper", `${program}: ${line}`);
  };
  subscribe(HELPER_SAID, take);
  return () => void unsubscribe(HELPER_SAID, take);
}
