/** A function's link in one line: is it what it could be, and if not, what keeps it below that. Pure. */
import type { FunctionInfo } from "../../../../shared/machine/facts.ts";
import { type LinkJudgement, linkOf, speedText } from "../../../../shared/machine/link.ts";
import type { Machine } from "../../../../shared/machine/machine.ts";
import { withRegisterLink } from "../../../../shared/machine/register-link.ts";
import { shortBdf } from "../../../../shared/pci/bdf.ts";
import type { ConfigSpace } from "../../../../shared/pci/config-space.ts";
import { sentences } from "../../../../shared/words/joined.ts";
import type { Words } from "../../../../shared/words/message.ts";
import { LINK_TAB_WORDS as T } from "../../../words/link-tab.ts";
import { type Hop, hopsOf } from "./hops.ts";

interface LinkVerdict {
  /** `8 GT/s x8 of 16 GT/s x16: 00:01.1 limits it`. */
  readonly text: Words;
  /** The same in sentences, and what to know about it. */
  readonly tip: Words;
  /** `degraded`: below what both ends could do. */
  readonly state: "fine" | "degraded" | "unknown";
}

/** What is degraded of a link, as a badge says it and in sentences; null = nothing is. */
export function degradedWords(link: LinkJudgement): { readonly label: Words; readonly text: Words } | null {
  if (link.speedDegraded && link.widthDegraded) return { label: T.slowAndNarrow, text: T.slowAndNarrowText };
  if (link.speedDegraded) return { label: T.slow, text: T.slowText };
  return link.widthDegraded ? { label: T.narrow, text: T.narrowText } : null;
}

/** Why nothing is known of a link. */
export function unreadLinkText(fn: FunctionInfo): Words {
  if (fn.leftUnread) return T.leftUnread;
  return fn.asleep ? T.asleep : T.linkUnknown;
}

function rate(speed: number | null, width: number | null): string {
  return [speed === null ? [] : speedText(speed), width === null ? [] : `x${width}`].flat().join(" ");
}

/** The link further up that carries less than the function's own, which then decides. */
function narrower(own: LinkJudgement, hops: readonly Hop[]): Hop | null {
  const hop = hops.find(({ narrowest }) => narrowest) ?? null;
  return hop === null || hop === hops[0] || hop.link === null || hop.link.text === own.text ? null : hop;
}

function verdictOf(link: LinkJudgement, hops: readonly Hop[]): LinkVerdict {
  const { facts, state, notes } = link;
  const [now, max] = [rate(facts.speed, facts.width), rate(facts.maxSpeed, facts.maxWidth)];
  const degraded = degradedWords(link);
  const tip = (first: Words | null) => sentences(first, ...notes);
  if (degraded !== null) return { text: T.degradedOf({ now, max }), tip: tip(degraded.text), state: "degraded" };
  if (state === "down") return { text: T.linkDown, tip: tip(T.linkDownHelp), state: "fine" };
  if (now === "") return { text: T.unknownLink, tip: tip(T.rateUnknown), state: "unknown" };
  const above = narrower(link, hops);
  if (above !== null) {
    const [up, port] = [rate(above.link?.facts.speed ?? null, above.link?.facts.width ?? null), above.above.bdf];
    const text = T.narrowerAbove({ now, up, port: shortBdf(port) });
    return { text, tip: tip(T.narrowerAboveHelp({ below: above.below.bdf, port, up })), state: "fine" };
  }
  if (link.limitedBy !== null) {
    return { text: T.limitedBy({ now, max, bdf: shortBdf(link.limitedBy) }), tip: tip(null), state: "fine" };
  }
  const isFull = state === "full";
  return { text: now, tip: tip(isFull ? T.fullHelp : T.maximumUnknown), state: "fine" };
}

/** @param space the function's registers, for what the kernel does not tell; null = not read. null = it has no link */
export function linkVerdict(machine: Machine, fn: FunctionInfo, space: ConfigSpace | null): LinkVerdict | null {
  const known = withRegisterLink(fn, space);
  const link = linkOf(machine, known.fn);
  if (link !== null) return verdictOf(link, hopsOf(machine, known.fn));
  // A VF that has no link to show has a PF of which nothing is known.
  const owner = (fn.physfn === null ? null : machine.byBdf.get(fn.physfn)) ?? fn;
  const isKnown = owner === fn ? known.isKnown : withRegisterLink(owner, null).isKnown;
  return isKnown ? null : { text: T.unknownLink, tip: unreadLinkText(owner), state: "unknown" };
}
