/**
 * Who uses what on one open machine, for looking at: kept for a few seconds, for it reads all of /proc, and no longer than
 * until the machine is another: an operation has ended, or a function has another driver or other interfaces. While steps
 * are carried out the last answer counts: a look takes its turn before the next step, and the runner looks itself.
 */
import type { UsageNow } from "../../../shared/contract/contract.ts";
import type { Machine } from "../../../shared/machine/machine.ts";
import type { UnreadSource, UsageFacts } from "../../../shared/machine/usage-facts.ts";
import { toldUsage, type UsageRead } from "../../../shared/machine/usage-told.ts";
import { partsOfUse } from "../../../shared/machine/uses.ts";
import { refusesInterrupts } from "../../../shared/operations/findings/interrupts.ts";
import { USAGE_UNREAD_WORDS } from "../../../shared/words/texts/usage-unread.ts";
import type { MachineSession } from "./machine-session.ts";

/** Or as long as the look took: a slow machine does other things as well. */
const KEPT_MS = 4_000;

function partsOf({ functions }: Machine): string {
  return functions.map(partsOfUse).join("\n");
}

const HAS_CHANGED: UnreadSource = { source: "holders", code: "ESTALE", reason: USAGE_UNREAD_WORDS.hasChanged };

interface Asked {
  readonly facts: Promise<UsageFacts>;
  /** Of the machine when it was asked. */
  readonly revision: number;
  /** The machine as it was when it was asked; null = it is another by now. */
  parts: string | null;
  keptUntil: number;
}

export class MachineUsage {
  private readonly session: MachineSession;
  private readonly clock: () => number;
  /** The last answer, or the one that is on its way: a slow machine is not asked again meanwhile. */
  private last: Asked | null = null;
  private isBusy = false;

  constructor(session: MachineSession, clock: () => number = () => performance.now()) {
    this.session = session;
    this.clock = clock;
  }

  /** Never rejects: what could not be read is among the problems. */
  async now(): Promise<UsageNow> {
    const { host } = this.session;
    const asked = await this.asked();
    const facts = await asked.facts;
    const { unread, functions } = this.readBy(facts);
    const { machine } = this.session;
    return {
      revision: asked.parts === partsOf(machine) ? machine.snapshot.revision : asked.revision,
      unread: [...unread],
      wayBack: host.armWayBack !== undefined,
      refusesInterrupts: refusesInterrupts(facts.platform),
      functions: functions.map(({ bdf, reasons }) => ({ bdf, reasons: [...reasons] })),
    };
  }

  /** For a report: what was looked at is the machine as it is now, or that is among what is unread. Never rejects. */
  async read(): Promise<UsageRead> {
    const { facts, parts } = await this.asked();
    const read = this.readBy(await facts);
    return parts === partsOf(this.session.machine) ? read : { ...read, unread: [...read.unread, HAS_CHANGED] };
  }

  /** Reasons name functions that are there now; a report that was opened has those of its time. */
  private readBy(facts: UsageFacts): UsageRead {
    const { host, machine } = this.session;
    return host.keptUsage?.() ?? toldUsage(facts, machine);
  }

  /** @param isBusy steps are carried out; once they are not, what was asked before is asked again when it is needed next */
  follow(isBusy: boolean): void {
    if (this.isBusy && !isBusy) this.forget();
    this.isBusy = isBusy;
  }

  /** Something was written: what was asked before is asked again when it is needed next. */
  forget(): void {
    if (this.last !== null) this.last.parts = null;
  }

  private async asked(): Promise<Asked> {
    const { last } = this;
    const { machine } = this.session;
    const parts = partsOf(machine);
    const isFresh = last !== null && last.parts === parts && this.clock() < last.keptUntil;
    if (last !== null && (isFresh || this.isBusy)) return last;
    const started = this.clock();
    const asked: Asked = {
      facts: this.ask(last),
      revision: machine.snapshot.revision,
      parts,
      keptUntil: Number.POSITIVE_INFINITY,
    };
    this.last = asked;
    try {
      await asked.facts;
    } finally {
      const ended = this.clock();
      asked.keptUntil = ended + Math.max(KEPT_MS, ended - started);
    }
    return asked;
  }

  /** @param before an answer that is old, and may be on its way */
  private async ask(before: Asked | null): Promise<UsageFacts> {
    if (before?.keptUntil === Number.POSITIVE_INFINITY) await before.facts.catch(() => null);
    return this.session.host.usage();
  }
}
