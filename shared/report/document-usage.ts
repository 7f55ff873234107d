/**
 * Who used what, in a report's JSON: `usedBy` has an entry for each function, `usageUnread` what could not be read. Texts
 * stand there as English sentences, and beside them as data.
 */
import { z } from "zod";
import { words } from "../machine/schema-parts.ts";
import { USAGE_SOURCE_NAMES, type UsageSource } from "../machine/usage-facts.ts";
import { USAGE_REMEDIES, type UsageKind, type UsageReason, UsageReasonSchema } from "../machine/usage-reason.ts";
import type { UsageRead } from "../machine/usage-told.ts";
import type { UsedBy } from "../machine/used-by.ts";
import type { Bdf } from "../pci/bdf.ts";
import type { Words } from "../words/message.ts";
import { say } from "../words/say.ts";
import { REPORT_FILE_WORDS as T } from "../words/texts/report-file.ts";
import { isKnown, isRecord } from "./document-words.ts";

/** Far more than share a function anywhere: each is drawn in one cell. */
const MOST_USERS = 1_000;
/** Characters of what is said of one user: lists of open files are the longest. */
const MOST_SAID = 65_536;

/** Of a later program there may be others: they stand for whatever is none of the rest. */
const LATER_KIND: UsageKind = "device-user";
const LATER_SOURCE: UsageSource = "holders";

const short = words.refine((value) => JSON.stringify(value).length <= MOST_SAID, `more than ${MOST_SAID} characters`);

const ReasonSchema = UsageReasonSchema.extend({
  kind: z.string().transform((kind) => (isKind(kind) ? kind : LATER_KIND)),
  text: short,
  short,
  evidence: short,
});

/** Of one function. What a reader finds out itself (`state`, `shown`) is left out by it. */
export const UsedBySchema = z.strictObject({
  reasons: z.array(ReasonSchema).max(MOST_USERS, `more than ${MOST_USERS} users`),
});

export const UsageUnreadSchema = z
  .array(z.strictObject({ source: z.string(), code: z.string(), reason: short }))
  .transform((list) =>
    list.map(({ source, code, reason }) =>
      isSource(source) ? { source, code, reason } : { source: LATER_SOURCE, code, reason: T.laterSource({ source }) },
    ),
  );

function isKind(kind: string): kind is UsageKind {
  return Object.hasOwn(USAGE_REMEDIES, kind);
}

function isSource(source: string): source is UsageSource {
  return (USAGE_SOURCE_NAMES as readonly string[]).includes(source);
}

/** How a function's users are shown, for other programs. */
export interface ShownUsers {
  readonly state: UsedBy["state"];
  /** What a cell says. */
  readonly shown: Words;
}

/** The two sections, with an entry for each function of the report; nothing where nothing is told. */
export function usageSections(
  usage: UsageRead | undefined,
  bdfs: readonly Bdf[],
  shownOf: (bdf: Bdf) => ShownUsers | null,
): Readonly<Record<string, unknown>> {
  if (usage === undefined) return {};
  const reasons = new Map(usage.functions.map((each) => [each.bdf, each.reasons]));
  const entries = bdfs.map((bdf) => {
    const told = shownOf(bdf);
    const said = told === null ? {} : { state: told.state, shown: say("en", told.shown) };
    return [bdf, { ...said, reasons: (reasons.get(bdf) ?? []).map((reason) => written(reason, REASON_TEXTS)) }];
  });
  return {
    usedBy: Object.fromEntries(entries),
    usageUnread: usage.unread.map((each) => written(each, ["reason"])),
  };
}

const REASON_TEXTS = ["text", "short", "evidence"] as const satisfies (keyof UsageReason)[];

/** With the texts as sentences, and those that are messages in `words` as well. */
function written<K extends string>(item: Readonly<Record<K, Words>>, texts: readonly K[]): object {
  const said = Object.fromEntries(texts.map((key) => [key, say("en", item[key])]));
  const messages = texts.filter((key) => typeof item[key] !== "string").map((key) => [key, item[key]]);
  return { ...item, ...said, ...(messages.length === 0 ? {} : { words: Object.fromEntries(messages) }) };
}

/** Puts words in the place of their sentences, and takes out what a reader finds out itself. @param value is changed */
export function takeUsageWords({ usedBy, usageUnread }: Readonly<Record<string, unknown>>): void {
  if (Array.isArray(usageUnread)) for (const each of usageUnread) taken(each, ["reason"]);
  if (!isRecord(usedBy)) return;
  for (const entry of Object.values(usedBy)) {
    if (!isRecord(entry)) continue;
    delete entry.state;
    delete entry.shown;
    if (Array.isArray(entry.reasons)) for (const reason of entry.reasons) taken(reason, REASON_TEXTS);
  }
}

function taken(item: unknown, texts: readonly string[]): void {
  if (!isRecord(item)) return;
  const { words: said } = item;
  delete item.words;
  if (!isRecord(said)) return;
  for (const key of texts) {
    if (Object.hasOwn(said, key) && Object.hasOwn(item, key) && isKnown(said[key])) item[key] = said[key];
  }
}
