/** Who uses what on one open machine, for looking at: kept for a few seconds, for it reads all of /proc. */
import type { UsageNow } from "../../shared/contract/contract.ts";
import { resolveUsage } from "../../shared/machine/usage.ts";
import type { UsageFacts } from "../../shared/machine/usage-facts.ts";
import type { MachineSession } from "./machine-session.ts";

const KEPT_MS = 4_000;

export class MachineUsage {
  private readonly session: MachineSession;
  private readonly clock: () => number;
  /** The last answer, or the one that is on its way: a slow machine is not asked again meanwhile. */
  private last: { readonly facts: Promise<UsageFacts>; keptUntil: number } | null = null;

  constructor(session: MachineSession, clock: () => number = () => performance.now()) {
    this.session = session;
    this.clock = clock;
  }

  /** Never rejects: what could not be read is among the problems. */
  async now(): Promise<UsageNow> {
    const { host } = this.session;
    const facts = await this.facts();
    // Reasons are told of the functions that are there now.
    const { machine } = this.session;
    const { unread, reasonsOf } = resolveUsage(facts, machine);
    return {
      unread: [...unread],
      wayBack: host.armWayBack !== undefined,
      functions: machine.functions.flatMap(({ bdf }) => {
        const reasons = [...reasonsOf(bdf)];
        return reasons.length === 0 ? [] : [{ bdf, reasons }];
      }),
    };
  }

  private async facts(): Promise<UsageFacts> {
    if (this.last !== null && this.clock() < this.last.keptUntil) return this.last.facts;
    const asked = { facts: this.session.host.usage(), keptUntil: Number.POSITIVE_INFINITY };
    this.last = asked;
    try {
      return await asked.facts;
    } finally {
      asked.keptUntil = this.clock() + KEPT_MS;
    }
  }
}
