/** Who has what a step takes away, and is it still as the plan expects: looked at right before the step. */
import type { Machine } from "../../shared/machine/machine.ts";
import { resolveUsage, type Usage } from "../../shared/machine/usage.ts";
import { type UnreadSource, USAGE_SOURCES } from "../../shared/machine/usage-facts.ts";
import { takesAway, unplanned } from "../../shared/operations/as-planned.ts";
import { blastOf, hitsOfPlan, protectedLines } from "../../shared/operations/blast.ts";
import { functionOf } from "../../shared/operations/targets.ts";
import type { BlastEntry, PlanStep, StepTemplate } from "../../shared/operations/types.ts";
import type { Bdf } from "../../shared/pci/bdf.ts";
import type { HostAccess } from "../host/access.ts";
import type { RunnerClock } from "./runner-clock.ts";

/** What a person agreed to with a plan: who protected has what it reaches, and what of the machine's use was not read. */
export interface AgreedUse {
  readonly blast: readonly BlastEntry[];
  readonly unread: readonly UnreadSource[];
}

export function reachedUse(machine: Machine, usage: Usage, steps: readonly Pick<PlanStep, "template">[]): AgreedUse {
  return { blast: blastOf(machine, usage, steps), unread: usage.unread };
}

/** @returns sentences on who has something now, and what cannot be read any more, that was not agreed to */
export function newUses(agreed: AgreedUse, now: AgreedUse): string[] {
  const known = new Set(protectedLines(agreed.blast));
  const before = new Set(agreed.unread.map(({ source }) => source));
  return [
    ...protectedLines(now.blast).flatMap((line) => (known.has(line) ? [] : `${line}.`)),
    ...now.unread
      .filter(({ source }) => !before.has(source))
      .map(({ source, reason }) => `It is not known any more ${USAGE_SOURCES[source]}: ${reason}.`),
  ];
}

/** The longest that a look counts, in milliseconds: as long as it took itself, and no longer than this. */
const LOOK_COUNTS_MS = 1_000;

/** Verbs that are about no function that somebody has: they are taken back whatever is left. */
const STANDS_ALONE: ReadonlySet<StepTemplate["verb"]> = new Set([
  "sriov.autoprobe",
  "reset.method",
  "module.load",
  "bus.rescan",
]);

/** The functions that a step is about; of a setting of a VF that VF. */
function touched(template: StepTemplate, machine: Machine): Bdf[] {
  const hits = hitsOfPlan(machine, [{ template }]).map(({ bdf }) => bdf);
  return hits.length > 0 ? hits : [functionOf(template, machine) ?? []].flat();
}

interface ReachOptions {
  readonly host: HostAccess;
  readonly clock: RunnerClock;
  /** Looks at the whole machine; `getMachine` answers with what it found. */
  readonly refresh: () => Promise<unknown>;
  readonly getMachine: () => Machine;
}

export class Reach {
  private readonly options: ReachOptions;
  private readonly agreed: AgreedUse;
  private readonly was: Machine;
  /** What steps that take others back have left, and why. */
  private readonly left = new Map<Bdf, readonly string[]>();
  private usage: Usage | null = null;
  private countsUntil = Number.NEGATIVE_INFINITY;

  /** @param was the machine when the operation began */
  constructor(options: ReachOptions, agreed: AgreedUse, was: Machine) {
    this.options = options;
    this.agreed = agreed;
    this.was = was;
  }

  /**
   * @param done the steps that were carried out
   * @param rest those that were not, the next one first
   * @returns why the next step may not be sent off: sentences, none when it may
   * @throws what the host throws
   */
  async objections(done: readonly PlanStep[], rest: readonly PlanStep[]): Promise<string[]> {
    const { getMachine } = this.options;
    const [next] = rest;
    if (next === undefined || !takesAway(next.template, getMachine())) return [];
    const usage = await this.look();
    const machine = getMachine();
    return [...unplanned(next, this.was, machine, done), ...newUses(this.agreed, reachedUse(machine, usage, rest))];
  }

  /**
   * Of a step that takes another one back: who has now what it would take away. What a person agreed to with the plan does
   * not stop it, nor does a function that is not as planned, because that may be what it mends. What is left stays left:
   * no later step makes half a change of it.
   * @returns why it may not be sent off: sentences, none when it may
   * @throws what the host throws
   */
  async holdsBack(template: StepTemplate): Promise<readonly string[]> {
    const { getMachine } = this.options;
    if (STANDS_ALONE.has(template.verb)) return [];
    const earlier = touched(template, getMachine()).flatMap((bdf) => this.left.get(bdf) ?? []);
    if (earlier.length > 0) return earlier;
    // VFs that were made since are seen by a look alone.
    if (template.verb !== "sriov.numvfs" && !takesAway(template, getMachine())) return [];
    const usage = await this.look();
    const now = getMachine();
    const lines = newUses(this.agreed, reachedUse(now, usage, [{ template }]));
    if (lines.length > 0) for (const bdf of touched(template, now)) this.left.set(bdf, lines);
    return lines;
  }

  /** Why something was not taken back, each reason once. */
  get leftBecause(): string[] {
    return [...new Set([...this.left.values()].flat())];
  }

  /** A look that took long counts for the next steps for as long: a plan of many VFs does not wait for one at each. */
  private async look(): Promise<Usage> {
    const { host, clock, refresh, getMachine } = this.options;
    const started = clock.monotonic();
    const [facts] = await Promise.all([
      started < this.countsUntil && this.usage !== null ? this.usage.facts : host.usage(),
      refresh(),
    ]);
    const ended = clock.monotonic();
    if (started >= this.countsUntil) this.countsUntil = ended + Math.min(LOOK_COUNTS_MS, ended - started);
    this.usage = resolveUsage(facts, getMachine());
    return this.usage;
  }
}
