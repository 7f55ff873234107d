/** The dead-man switch of one operation: a way back on the machine itself that runs unless a person keeps the change. */
import type { Guard, Plan } from "../../shared/operations/types.ts";
import type { HostAccess, WayBack } from "../host/access.ts";
import type { RunnerClock } from "./runner-clock.ts";

/** How it was answered: by a person, or by the end of the time. */
export type GuardAnswer = "keep" | "back" | "fired";

export class RunGuard {
  private readonly seconds: number;
  private readonly until: string;
  private readonly wayBack: WayBack;
  private hasFired = false;
  private answer: (answer: GuardAnswer) => void = () => {};
  private readonly answered: Promise<GuardAnswer>;

  private constructor(seconds: number, until: string, wayBack: WayBack) {
    this.seconds = seconds;
    this.until = until;
    this.wayBack = wayBack;
    this.answered = new Promise((resolve) => {
      this.answer = resolve;
    });
    wayBack.fired.then(
      () => {
        this.hasFired = true;
        this.answer("fired");
      },
      () => undefined,
    );
  }

  /** @throws what the host throws: then nothing may be changed */
  static async arm(host: HostAccess, clock: RunnerClock, plan: Plan, seconds: number): Promise<RunGuard> {
    if (!host.armWayBack) throw new Error("this connection has no way back that runs by itself");
    const steps = plan.steps.toReversed().flatMap((step) => step.undo);
    const until = new Date(clock.now() + seconds * 1000).toISOString();
    return new RunGuard(seconds, until, await host.armWayBack(seconds, steps));
  }

  get fired(): boolean {
    return this.hasFired;
  }

  status(state: Guard["state"]): Guard {
    return { seconds: this.seconds, until: this.until, state };
  }

  /** A person's word; the first one counts. */
  tell(keep: boolean): void {
    this.answer(keep ? "keep" : "back");
  }

  wait(): Promise<GuardAnswer> {
    return this.answered;
  }

  /** @returns false when the way back has run already */
  async disarm(): Promise<boolean> {
    return !this.hasFired && (await this.wayBack.disarm());
  }
}
