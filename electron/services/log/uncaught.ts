/** What nobody caught. A mistake of ours somewhere must not end an operation in the middle: everything else goes on. */
import { errorText } from "../../../shared/error-text.ts";
import { errorDetails, type Log } from "./log.ts";

/** @param say shows one sentence to whoever started the program */
export function logUncaught(log: Log, say: (sentence: string) => void): void {
  const take = (error: unknown): void => {
    log.error("program", "Something went wrong inside, and nobody caught it.", errorDetails(error));
    const where = log.path === null ? "" : ` The details are in ${log.path}.`;
    say(`Something went wrong inside SR-IOV Inspector: ${errorText(error)}.${where}`);
  };
  process.on("uncaughtException", take);
  process.on("unhandledRejection", take);
}
