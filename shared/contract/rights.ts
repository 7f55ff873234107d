/**
 * Who may make which call: the rule that the program applies to each, and by which a page knows before a click what will
 * be refused and why. Pure.
 */
import type { Words } from "../words/message.ts";
import { type AccessLevel, type CallName, contract, type HostIdText, type Input, type Output } from "./contract.ts";

/** What `app.info` says of a connection. */
export type Rights = Pick<Output<"app.info">, "changesAllowed" | "changesRefusedBecause" | "named">;

/** What each call of level `acts` does, as the beginning of a sentence. */
const ACTS: Partial<Record<CallName, string>> = {
  "host.open": "Connecting by ssh",
  "host.disconnect": "Ending a connection",
  "config.read": "Waking a function",
  "function.leave": "Leaving a function unread",
  "log.open": "Opening the log",
  "journal.settle": "Leaving an operation as it is",
  "prompt.answer": "Answering ssh's questions",
  "prompt.cancel": "Answering ssh's questions",
};

/** Only of demo machines and files is it known that nothing real is behind them. */
function isReal(host: HostIdText | null): boolean {
  return host === null || !/^(demo|file):/.test(host);
}

export function levelOf<K extends CallName>(method: K, input: Input<K>): AccessLevel {
  const { access } = contract[method];
  return typeof access === "string" ? access : (access as (input: Input<K>) => AccessLevel)(input);
}

/**
 * Reads are allowed to every page. The rest is allowed on demo machines and files, and on real machines where changes
 * are allowed; what only acts also on the one machine behind ssh that the command line named, which whoever started the
 * program requested to reach.
 * @param host the machine that the call is about; null = it is not known, so it counts as a real one
 * @returns why not, in one sentence; null when it is allowed
 */
export function refusalOf(
  method: CallName,
  level: AccessLevel,
  host: HostIdText | null,
  { changesAllowed, changesRefusedBecause, named }: Rights,
): Words | null {
  if (level === "read" || changesAllowed || !isReal(host)) return null;
  if (level === "privileged") return changesRefusedBecause ?? "Changes are off for this connection.";
  if (host !== null && host === named) return null;
  const what = ACTS[method] ?? "This";
  const alone = host === "local" ? "" : `, or with --host ${host ?? "ssh:NAME"} for that machine alone`;
  return `${what} is off, because this page may only look: start the program again with --allow-changes${alone}.`;
}
