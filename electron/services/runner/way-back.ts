/** The dead-man switch of one operation: a way back on the machine itself that runs unless a person keeps the change. */

import type { Plan } from "../../../shared/operations/plan/types.ts";
import type { WayBackStatus } from "../../../shared/operations/record/record.ts";
import type { Words } from "../../../shared/words/message.ts";
import { RUN_WORDS } from "../../../shared/words/texts/running.ts";
import type { HostAccess, WayBack, WayBackEnd } from "../../host/access.ts";
import type { RunnerClock } from "./clock.ts";

/** The first sentence on a machine after a way back that was not called off. */
export const ENDS = {
  fired: RUN_WORDS.firedLate,
  /** The same, where steps were still under way. */
  firedEarly: RUN_WORDS.firedEarly,
  /** The kernel crashed before the way back was over, or before this program took anything back. */
  crashedBefore: RUN_WORDS.crashed,
  /** Nothing on the machine waited any more. */
  lost: RUN_WORDS.lost,
} as const;

/** How it was answered: by a person, or by what became of the way back. */
export type WayBackAnswer = "keep" | "back" | WayBackEnd;

/**
 * The least that the machine waits for while steps run, in seconds: one look at a large machine can take half of it.
 * What a person has to keep the change begins after the last step.
 */
const LEAST_WHILE_STEPS_RUN = 30;
/** It is extended when this part of its time has passed. */
const EXTEND_AFTER = 1 / 4;
/** How long a way back that runs is waited for beyond its own time, in milliseconds. */
const RUN_MS = 120_000;

export class RunWayBack {
  private readonly clock: RunnerClock;
  private readonly wayBack: WayBack;
  /** How long there is to keep the change. */
  private readonly chosen: number;
  private readonly hold: number;
  private seconds: number;
  private extendedAt: number;
  private until: string;
  private state: WayBackStatus["state"] = "armed";
  /** crashed = the kernel did, so it did not run to its end; lost = what waited there was ended by somebody */
  ended: WayBackEnd | null = null;
  /** It cannot be extended any more: it runs, has run, or is lost. */
  private isRefused = false;
  private isOff = false;
  /** Were all steps done before it ended? */
  wasAsked = false;
  private answer: (answer: WayBackAnswer) => void = () => {};
  private readonly answered: Promise<WayBackAnswer>;

  private constructor(clock: RunnerClock, wayBack: WayBack, chosen: number, hold: number) {
    this.clock = clock;
    this.wayBack = wayBack;
    this.chosen = chosen;
    this.hold = hold;
    this.seconds = wayBack.seconds;
    this.extendedAt = clock.monotonic();
    this.until = this.endAfter(wayBack.seconds);
    this.answered = new Promise((resolve) => {
      this.answer = resolve;
    });
    void wayBack.ended.then((end) => this.end(end));
  }

  /**
   * Waits for as long as steps take, and from the end of the last one for what was chosen.
   * @throws what the host throws: then nothing may be changed
   */
  static async arm(host: HostAccess, clock: RunnerClock, plan: Plan, seconds: number): Promise<RunWayBack> {
    if (!host.armWayBack) throw new Error("the machine cannot take a change back on this connection");
    const steps = plan.steps.toReversed().flatMap((step) => step.undo);
    const hold = Math.max(seconds, LEAST_WHILE_STEPS_RUN);
    return new RunWayBack(clock, await host.armWayBack(hold, steps), seconds, hold);
  }

  /** No further step may be sent off: it runs, has run, or is lost. */
  get isOver(): boolean {
    return this.isRefused || this.ended !== null;
  }

  /** Steps that the machine left out of it, a sentence each on why. */
  get left(): readonly Words[] {
    return this.wayBack.left;
  }

  status(): WayBackStatus {
    const passed = this.clock.monotonic() - this.extendedAt;
    return {
      seconds: this.seconds,
      until: this.until,
      leftMs: Math.max(0, Math.round(this.seconds * 1000 - passed)),
      state: this.state,
      ...(this.wayBack.outlivesLogin ? {} : { mayEndWithLogin: true }),
    };
  }

  /**
   * Begins its time again while steps run.
   * @param always also where little of it has passed
   * @throws what the host throws
   */
  async extend(always: boolean): Promise<void> {
    const passed = this.clock.monotonic() - this.extendedAt;
    if (this.isOff || this.isOver || (!always && passed < this.hold * 1000 * EXTEND_AFTER)) return;
    await this.again(this.hold);
  }

  /** The last step is done: the time in which it can be kept begins. */
  async ask(): Promise<void> {
    // Without a connection what is left of the time counts.
    await this.again(this.chosen).catch(() => undefined);
    if (this.isOver) return;
    this.wasAsked = true;
    this.state = "asking";
  }

  /** A person's word; the first one counts. */
  tell(keep: boolean): void {
    this.answer(keep ? "keep" : "back");
  }

  wait(): Promise<WayBackAnswer> {
    return this.answered;
  }

  /**
   * Calls it off.
   * @param kept by a person's word
   * @returns false when it runs or has run: then it has ended by now, as far as the machine can be asked
   */
  async disarm(kept: boolean): Promise<boolean> {
    if (await this.wayBack.disarm()) {
      this.isOff = true;
      if (kept) this.state = "kept";
      else if (this.ended === null) this.state = "off";
      return true;
    }
    const waiting = new AbortController();
    const end = this.clock.monotonic() + this.seconds * 1000 + RUN_MS;
    const over = this.wayBack.ended.finally(() => waiting.abort());
    while (this.ended === null && this.clock.monotonic() < end) {
      await Promise.race([over, this.clock.wait(1_000, waiting.signal)]);
    }
    // One that was ended in the middle is called off after all, and the program takes over.
    if (this.ended === "lost" && (await this.wayBack.disarm())) {
      this.isOff = true;
      return true;
    }
    this.end("fired");
    // It is known now that it has run: the machine lets this program write again.
    await this.wayBack.disarm();
    return false;
  }

  private async again(seconds: number): Promise<void> {
    const asked = this.clock.monotonic();
    const taken = await this.wayBack.extend(seconds);
    if (taken === null) {
      this.isRefused = true;
      // One that can be called off and not extended is waited for by nobody any more.
      if (await this.wayBack.disarm()) this.end("lost");
      return;
    }
    this.seconds = taken;
    this.extendedAt = asked;
    this.until = this.endAfter(taken);
  }

  private end(how: WayBackEnd): void {
    this.ended ??= how;
    this.state = this.ended;
    this.answer(this.ended);
  }

  private endAfter(seconds: number): string {
    return new Date(this.clock.now() + seconds * 1000).toISOString();
  }
}
