/**
 * Who uses what, without names. People name guests, volumes and mount points after customers and projects, and programs,
 * process ids and addresses tell what runs where: none of it is needed to see which function is taken, by which sort of
 * user, and what is protected. So nothing of what was told is kept but that; names nobody thought of cannot slip through.
 * Pure.
 */
import type { UnreadSource } from "../machine/usage-facts.ts";
import type { UsageReason } from "../machine/usage-reason.ts";
import type { UsageRead } from "../machine/usage-told.ts";
import { type UserKind, userKindOf } from "../machine/used-by.ts";
import type { Words } from "../words/message.ts";
import { USAGE_REDACTED_WORDS as T } from "../words/texts/usage-redacted.ts";
import { USAGE_SHORT_WORDS as S } from "../words/texts/usage-short.ts";

const SORTS: Readonly<Record<UserKind, Words>> = {
  guest: S.aGuest,
  container: S.aContainer,
  program: T.program,
  disk: T.disk,
  network: T.network,
  machine: S.machine,
};

/** @returns the same functions, with sorts of users for users */
export function redactUsage({ functions, unread }: UsageRead): UsageRead {
  return {
    functions: functions.map(({ bdf, reasons }) => ({ bdf, reasons: onceEach(reasons.map(redactReason)) })),
    unread: unread.map(redactUnread),
  };
}

function redactReason({ kind, level, maybe, inContainer }: UsageReason): UsageReason {
  const container = inContainer ? { inContainer } : {};
  const who = SORTS[userKindOf({ kind, ...container })];
  const base = { kind, level, ...container, evidence: T.evidence };
  if (maybe) return { ...base, text: T.mayBeInUse({ who }), short: S.maybe({ who }), maybe };
  return { ...base, text: T.inUse({ who }), short: who };
}

/** Two that differ in their names alone are one; protected ones come first. */
function onceEach(reasons: readonly UsageReason[]): readonly UsageReason[] {
  const byText = new Map<string, UsageReason>();
  for (const reason of reasons) {
    const key = JSON.stringify(reason.text);
    if (!byText.has(key)) byText.set(key, reason);
  }
  return [...byText.values()];
}

/** A reason that is one of this program's own texts, with nothing from the machine in it, stays. */
function redactUnread({ source, code, reason }: UnreadSource): UnreadSource {
  const isOwn =
    typeof reason !== "string" && Object.values(reason.values ?? {}).every((value) => typeof value === "number");
  return { source, code, reason: isOwn ? reason : T.reason };
}
