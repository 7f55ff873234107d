/**
 * Functions that are left unread, by the user's setting: some machines hang or die of a read of a certain function's
 * registers. Nothing opens its `config`, `vpd` or link attributes, nor wakes it; what the kernel itself remembers of it
 * (ids, driver, group, VFs) is shown as ever.
 */

import { blankDetail } from "../../shared/machine/blank.ts";
import type { ConfigReading, FunctionFacts, VpdReading } from "../../shared/machine/facts.ts";
import { idsText, subsystemIdsText } from "../../shared/machine/names.ts";
import type { Bdf } from "../../shared/pci/bdf.ts";
import { READING_WORDS } from "../../shared/words/texts/reading.ts";
import type { HostAccess, OnPart } from "./access.ts";

/** What the settings call them. */
export const LEFT_KEY = "leftUnread";

/** One choice: the address, and the card that it was made for. */
export interface LeftRule {
  readonly bdf: Bdf;
  /** {@link cardOf}; null = whatever is there, as the command line says it. */
  readonly card: string | null;
}

/** What tells a card from another one that came to its address: ids and subsystem, which the kernel keeps. */
export function cardOf(fn: FunctionFacts): string {
  return `${idsText(fn) ?? "unknown"} ${subsystemIdsText(fn) ?? "none"}`;
}

/** As the command line says it: whatever is at these addresses. */
export function leftByAddress(bdfs: readonly Bdf[]): LeftUnread {
  return new LeftUnread(bdfs.map((bdf) => ({ bdf, card: null })));
}

/** The choices for one machine. Until the ids of what is at an address are known, it is left alone. */
export class LeftUnread {
  private readonly rules = new Map<Bdf, LeftRule>();
  /** Addresses at which another card is now. */
  private readonly others = new Set<Bdf>();

  constructor(rules: readonly LeftRule[] = []) {
    for (const rule of rules) this.rules.set(rule.bdf, rule);
  }

  has(bdf: Bdf): boolean {
    return this.rules.has(bdf) && !this.others.has(bdf);
  }

  get addresses(): readonly Bdf[] {
    return [...this.rules.keys()].filter((bdf) => !this.others.has(bdf));
  }

  get all(): readonly LeftRule[] {
    return [...this.rules.values()];
  }

  add(rule: LeftRule): void {
    this.rules.set(rule.bdf, rule);
    this.others.delete(rule.bdf);
  }

  remove(bdf: Bdf): void {
    this.rules.delete(bdf);
    this.others.delete(bdf);
  }

  /** Holds what was scanned against the choices. @returns addresses at which another card is than the one that was meant */
  strangers(functions: readonly FunctionFacts[]): readonly Bdf[] {
    const found = functions.flatMap((fn) => {
      const card = this.rules.get(fn.bdf)?.card ?? null;
      // Ids that could not be read say nothing of another card.
      return card === null || fn.vendor === null || !this.has(fn.bdf) || card === cardOf(fn) ? [] : fn.bdf;
    });
    for (const bdf of found) this.others.add(bdf);
    return found;
  }
}

/** No errno: nobody asked the kernel. */
const CODE = "UNREAD";

function problem(attribute: string) {
  return { attribute, code: CODE, message: READING_WORDS.leftUnread };
}

export function unreadConfig(): ConfigReading {
  return { state: "unreadable", problem: problem("config") };
}
function unreadVpd(): VpdReading {
  return { state: "unreadable", problem: problem("vpd") };
}

/** Facts that come from registers are not those of a function that is left unread, whoever read them. */
export function markLeft<T extends FunctionFacts>(fn: T, left: LeftUnread): T {
  return left.has(fn.bdf) ? { ...fn, link: null, leftUnread: true } : fn;
}

type ReadingHost = Pick<HostAccess, "identity" | "scan" | "config" | "detail" | "close">;

function readingLeft(host: ReadingHost, left: LeftUnread): ReadingHost {
  const marked = (functions: readonly FunctionFacts[]) => functions.map((fn) => markLeft(fn, left));
  return {
    identity: () => host.identity(),
    async scan(only, onPart) {
      const told: OnPart | undefined = onPart && ((part, of) => onPart(marked(part), of));
      const found = await host.scan(only, told);
      const strangers = left.strangers(found.functions);
      if (strangers.length === 0) return { ...found, functions: marked(found.functions) };
      const again = new Map((await host.scan(strangers)).functions.map((fn) => [fn.bdf, fn]));
      return { ...found, functions: marked(found.functions.map((fn) => again.get(fn.bdf) ?? fn)) };
    },
    config: async (bdf, options) => (left.has(bdf) ? unreadConfig() : await host.config(bdf, options)),
    detail: async (bdf) =>
      left.has(bdf) ? { ...blankDetail(bdf), problems: [problem("registers")] } : await host.detail(bdf),
    close: () => host.close(),
  };
}

/** The host, of which nothing is read that goes to the registers of those functions. It was made with the same choices. */
export function leavingUnread(host: HostAccess, left: LeftUnread): HostAccess;
export function leavingUnread(host: ReadingHost, left: LeftUnread): ReadingHost;
export function leavingUnread(host: ReadingHost | HostAccess, left: LeftUnread): ReadingHost | HostAccess {
  if (!("perform" in host)) return readingLeft(host, left);
  const { askAgain, keptUsage, lookAtStall, armWayBack, take } = host;
  return {
    ...readingLeft(host, left),
    vpd: async (bdf, options) => (left.has(bdf) ? unreadVpd() : await host.vpd(bdf, options)),
    usage: () => host.usage(),
    ...(keptUsage === undefined ? {} : { keptUsage: () => keptUsage.call(host) }),
    ...(askAgain === undefined ? {} : { askAgain: () => askAgain.call(host) }),
    perform: (step, options) => host.perform(step, options),
    ...(lookAtStall === undefined ? {} : { lookAtStall: (step) => lookAtStall.call(host, step) }),
    ...(armWayBack === undefined ? {} : { armWayBack: (seconds, steps) => armWayBack.call(host, seconds, steps) }),
    ...(take === undefined ? {} : { take: (purpose) => take.call(host, purpose) }),
    events: (listener) => host.events(listener),
  };
}
