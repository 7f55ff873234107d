/**
 * Who may make which call: the rule that the program applies to each, and by which a page knows before a click what will
 * be refused and why. Pure.
 */

import type { Message, Words } from "../words/message.ts";
import { CONTRACT_WORDS as T } from "../words/texts/contract.ts";
import { type AccessLevel, type CallName, contract, type HostIdText, type Input, type Output } from "./contract.ts";

/** What `app.info` says of a connection. */
export type Rights = Pick<Output<"app.info">, "changesAllowed" | "changesRefusedBecause" | "named">;

/** What each call of level `acts` does, as the subject of a sentence. */
const ACTS: Partial<Record<CallName, Message>> = {
  "host.open": T.connecting,
  "host.disconnect": T.disconnecting,
  "config.read": T.waking,
  "function.leave": T.leaving,
  "log.open": T.openingLog,
  "journal.settle": T.settling,
  "prompt.answer": T.answering,
  "prompt.cancel": T.answering,
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
  if (level === "privileged") return changesRefusedBecause ?? T.changesOff;
  if (host !== null && host === named) return null;
  const what = ACTS[method] ?? T.this;
  return host === "local" ? T.readOnly({ what }) : T.readOnlyHost({ what, host: host ?? "ssh:NAME" });
}
