/** Who has what a step takes away, and is it still as the plan expects: looked at right before the step. */

import type { Machine } from "../../../shared/machine/machine.ts";
import { resolveUsage, type Usage } from "../../../shared/machine/usage.ts";
import { noLongerRead, type UnreadSource, type UsageFacts } from "../../../shared/machine/usage-facts.ts";
import {
  AsPlanned,
  changesWhatIsThere,
  type FactsNow,
  mayTakeAway,
  reachedBy,
  takesAway,
} from "../../../shared/operations/impact/as-planned.ts";
import {
  hitsOfPlan,
  type ImpactEntry,
  impactOf,
  protectedLines,
  sameStop,
} from "../../../shared/operations/impact/impact.ts";
import type { StepTemplate } from "../../../shared/operations/verbs/list.ts";
import { type PlanStep, verbOf } from "../../../shared/operations/verbs/table.ts";
import { functionOf } from "../../../shared/operations/verbs/target.ts";
import type { Bdf } from "../../../shared/pci/bdf.ts";
import { distinctWords } from "../../../shared/words/capped.ts";
import { ended } from "../../../shared/words/joined.ts";
import type { Message, Words } from "../../../shared/words/message.ts";
import { RUN_WORDS } from "../../../shared/words/texts/running.ts";
import { USAGE_SOURCE_WORDS } from "../../../shared/words/texts/usage-unread.ts";
import type { HostAccess } from "../../host/access.ts";
import type { RunnerClock } from "./clock.ts";

/** What a person agreed to with a plan: who protected has what it reaches, and what of the machine's use was not read. */
export interface AgreedUse {
  readonly impact: readonly ImpactEntry[];
  readonly unread: readonly UnreadSource[];
}

type Reaching = readonly Pick<PlanStep, "template">[];

export function reachedUse({ machine, usage }: Looked, steps: Reaching): AgreedUse {
  return { impact: impactOf(usage, hitsOfPlan(machine, steps)), unread: usage.unread };
}

/** Why a plan has to be made again: what was agreed to is not what is found when it is started; null = it is. */
export function changedUse(agreed: AgreedUse, now: AgreedUse): Words | null {
  const known = new Set(agreed.unread.map(({ source }) => source));
  const lost = now.unread.find(({ source }) => !known.has(source));
  if (lost !== undefined) {
    return RUN_WORDS.usersUnknown({ what: USAGE_SOURCE_WORDS[lost.source], reason: lost.reason });
  }
  if (sameStop(agreed.impact, now.impact)) return null;
  return RUN_WORDS.usersChanged;
}

/**
 * The longest that a look counts, in milliseconds: what the script may take for one source (`limited`). A look counts for
 * as long as it took itself. What it says of the source that it read first is as old as that when it ends, so at most it
 * gets twice as old; and however many steps a plan has, looking takes no more of its time than the steps do.
 */
const LOOK_COUNTS_MS = 15_000;

export interface LookOptions {
  readonly host: HostAccess;
  readonly clock: RunnerClock;
  /** Looks at the whole machine; `getMachine` answers with what it found. */
  readonly refresh: () => Promise<unknown>;
  readonly getMachine: () => Machine;
}

/** What one look found: another object for each. */
interface Looked {
  readonly machine: Machine;
  readonly usage: Usage;
}

/** Looks at a machine and at who uses it, again when the last look counts no more. */
export class UseLook {
  private readonly options: LookOptions;
  private facts: UsageFacts | null = null;
  private found: Looked | null = null;
  private countsUntil = Number.NEGATIVE_INFINITY;

  constructor(options: LookOptions) {
    this.options = options;
  }

  /**
   * @param isMoved functions may have come or gone since: the machine is looked at whatever counts
   * @throws what the host throws
   */
  async take(isMoved: boolean): Promise<Looked> {
    const { host, clock, refresh, getMachine } = this.options;
    const started = clock.monotonic();
    const counting = started < this.countsUntil ? this.facts : null;
    if (counting !== null && this.found !== null && !isMoved) return this.found;
    const [facts] = await Promise.all([counting ?? host.usage(), refresh()]);
    const ended = clock.monotonic();
    if (counting === null) this.countsUntil = ended + Math.min(LOOK_COUNTS_MS, ended - started);
    this.facts = facts;
    this.found = { machine: getMachine(), usage: resolveUsage(facts, getMachine()) };
    return this.found;
  }

  /** What the last look found; null = there was none. */
  get last(): Looked | null {
    return this.found;
  }

  /** These functions as they are at this moment, the rest as it was seen. @throws what the host throws */
  async closer(bdfs: readonly Bdf[], { machine }: Looked): Promise<FactsNow> {
    const asked = new Set(bdfs);
    const { functions } = await this.options.host.scan(bdfs);
    const found = new Map(functions.map((fn) => [fn.bdf, fn]));
    return (bdf) => (asked.has(bdf) ? found.get(bdf) : machine.byBdf.get(bdf));
  }

  /** As it was seen last, by this look or by another one. */
  get machine(): Machine {
    return this.options.getMachine();
  }
}

/** The functions that a step is about; of a setting of a VF that VF. */
function touched(template: StepTemplate, machine: Machine): Bdf[] {
  const hits = hitsOfPlan(machine, [{ template }]).map(({ bdf }) => bdf);
  return hits.length > 0 ? hits : [functionOf(template, machine) ?? []].flat();
}

/** What was agreed to is the same clause again. */
const keyOf = (line: Message) => JSON.stringify(line);

/**
 * What it asks is asked for each step, so it does as much for a step whether the plan has ten or 100,000: who uses what
 * the rest of the plan reaches is gone through once for a look, as no later step reaches more.
 */
export class Reach {
  private readonly look: UseLook;
  private readonly planned: AsPlanned;
  private readonly agreedLines: ReadonlySet<string>;
  private readonly agreedUnread: ReadonlySet<string>;
  /** Steps that were carried out since the last look. */
  private readonly done: PlanStep[] = [];
  /** A step was sent off with which functions may have come or gone. */
  private isMoved = false;
  /** The last look, when it had nothing against the rest of the plan. */
  private cleared: Looked | null = null;
  /** What steps that take others back have left, and why. */
  private readonly left = new Map<Bdf, readonly Words[]>();

  /** @param was the machine when the operation began */
  constructor(look: UseLook, agreed: AgreedUse, was: Machine) {
    this.look = look;
    this.planned = new AsPlanned(was);
    this.agreedLines = new Set(protectedLines(agreed.impact).map(keyOf));
    this.agreedUnread = new Set(agreed.unread.map(({ source }) => source));
  }

  /** A step was carried out. */
  did(step: PlanStep): void {
    this.done.push(step);
  }

  /**
   * @param rest the steps that were not carried out, the next one first; asked for where a look is new
   * @returns why the next step may not be sent off: sentences, none when it may
   * @throws what the host throws
   */
  async objections(next: PlanStep, rest: () => readonly PlanStep[]): Promise<Words[]> {
    const found = takesAway(next.template, this.look.machine) ? await this.againstIt(next, rest) : [];
    this.isMoved ||= changesWhatIsThere(next.template, this.look.machine);
    return found;
  }

  private async againstIt(next: PlanStep, rest: () => readonly PlanStep[]): Promise<Words[]> {
    const before = this.look.last;
    const looked = await this.lookNow();
    const { machine } = looked;
    for (const step of this.done.splice(0)) this.planned.add(step, machine);
    const reached = reachedBy(next, machine);
    const isOld = looked === before;
    const factsNow: FactsNow = isOld ? await this.look.closer(reached, looked) : (bdf) => machine.byBdf.get(bdf);
    const uses = looked === this.cleared ? [] : this.newUses(looked, rest());
    if (uses.length === 0) this.cleared = looked;
    return [...this.planned.contradicts(reached, factsNow), ...uses];
  }

  /**
   * Of a step that takes another one back: who has now what it would take away. What a person agreed to with the plan does
   * not stop it, nor does a function that is not as planned, because that may be what it mends. What is left stays left:
   * no later step makes half a change of it.
   * @returns why it may not be sent off: sentences, none when it may
   * @throws what the host throws
   */
  async holdsBack(template: StepTemplate): Promise<readonly Words[]> {
    // What is about no function that somebody has is taken back whatever is left.
    if (verbOf(template).about === "nobody") return [];
    const earlier = touched(template, this.look.machine).flatMap((bdf) => this.left.get(bdf) ?? []);
    if (earlier.length > 0) return earlier;
    if (!mayTakeAway(template)) return [];
    const looked = await this.lookNow();
    const lines = this.newUses(looked, [{ template }]);
    if (lines.length > 0) for (const bdf of touched(template, looked.machine)) this.left.set(bdf, lines);
    else this.isMoved ||= changesWhatIsThere(template, looked.machine);
    return lines;
  }

  /** Why something was not taken back, each reason once. */
  get leftBecause(): Words[] {
    return distinctWords([...this.left.values()].flat());
  }

  private async lookNow(): Promise<Looked> {
    const looked = await this.look.take(this.isMoved);
    this.isMoved = false;
    return looked;
  }

  /** Sentences on who has something now, and what cannot be read any more, that was not agreed to. */
  private newUses(looked: Looked, steps: Reaching): Words[] {
    const now = reachedUse(looked, steps);
    return [
      ...protectedLines(now.impact).flatMap((line) => (this.agreedLines.has(keyOf(line)) ? [] : ended(line))),
      ...now.unread.filter(({ source }) => !this.agreedUnread.has(source)).map(noLongerRead),
    ];
  }
}
