/** What changes a machine through its helper: takes it for an operation, carries steps out, and looks at one that hangs. */

import type { StallFacts } from "../../../shared/operations/explain/stall.ts";
import type { Step } from "../../../shared/operations/verbs/list.ts";
import type { PerformResult } from "../../../shared/operations/verbs/performed.ts";
import type { Words } from "../../../shared/words/message.ts";
import type { PerformOptions, TakeAnswer } from "../access.ts";
import { markProcess } from "../sysfs/process-facts.ts";
import { failed, type PerformChannel, performThrough, takenFailure } from "./helper-perform.ts";
import { lookThrough } from "./helper-stall.ts";
import { CannotTake, type TakeMark, takeMark, takeThrough } from "./helper-take.ts";

export class HelperChanges {
  private readonly connected: () => Promise<PerformChannel>;
  private readonly isHere: boolean;
  /** The process there that carries a step out, or did so last. */
  private job: number | null = null;
  /** The operation that goes on, and whether the helper of the moment has the machine for it. */
  private operation: TakeMark | null = null;
  private hasIt = false;

  /**
   * @param connected to the helper of the moment
   * @param isHere it runs on the machine of this program, so that the numbers of its processes mean something
   */
  constructor(connected: () => Promise<PerformChannel>, isHere: boolean) {
    this.connected = connected;
    this.isHere = isHere;
  }

  /** An operation has the machine by this helper. */
  get isTaken(): boolean {
    return this.hasIt;
  }

  /** The helper that had the machine is gone, or another one speaks now. */
  forget(): void {
    this.hasIt = false;
  }

  /**
   * A step of no operation that has the machine takes it for itself.
   * @throws ChannelClosed when the connection goes: then it is not known whether the step was carried out
   */
  async perform(step: Step, options: PerformOptions = {}): Promise<PerformResult> {
    if (this.hasIt) return await this.carryOut(step, options);
    const { operation } = this;
    try {
      // An operation whose helper was started again goes on: its mark lets it in where only what it left running is there.
      const holder = await this.takeFor(operation ?? takeMark(step.verb));
      if (holder !== null) return takenFailure(step, holder);
    } catch (error) {
      if (error instanceof CannotTake) return failed(step, error.code, [error.message]);
      throw error;
    }
    const carriedOut = this.carryOut(step, options);
    return operation === null ? await carriedOut.finally(() => this.leave()) : await carriedOut;
  }

  async lookAtStall(step: Step): Promise<StallFacts> {
    return await lookThrough((...words) => this.request(...words), step, this.job);
  }

  /** @throws Error when it could not be asked, or nothing there keeps others out: then nothing may be changed */
  async take(purpose: string): Promise<TakeAnswer> {
    const holder = await this.takeFor(takeMark(purpose));
    return holder === null ? { ok: true, hold: { release: () => this.leave() } } : { ok: false, holder };
  }

  /** {@link take} for an operation that may have begun by another connection. @returns null, or who has it */
  async takeFor(by: TakeMark): Promise<Words | null> {
    const holder = await takeThrough((...words) => this.request(...words), by);
    this.hasIt = holder === null;
    if (this.hasIt) this.operation = by;
    return holder;
  }

  /** Never rejects: the lock of a helper that has ended is gone with it. */
  async leave(): Promise<void> {
    this.hasIt = false;
    this.operation = null;
    await this.request("leave").catch(() => undefined);
  }

  private async request(...words: readonly string[]): Promise<string> {
    return await (await this.connected()).request(...words);
  }

  /** By one helper from its beginning to its end: another one knows nothing of the step. */
  private async carryOut(step: Step, { onWriter }: PerformOptions): Promise<PerformResult> {
    return await performThrough(await this.connected(), step, async (pid) => {
      this.job = pid;
      const mark = this.isHere ? markProcess(pid) : null;
      if (mark !== null) await onWriter?.(mark);
    });
  }
}
