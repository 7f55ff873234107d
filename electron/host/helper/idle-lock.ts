/** Rights that nobody uses for a while are given up; while something uses them they stay. */
import type { Message } from "../../../shared/words/message.ts";
import { HELPER_WORDS } from "../../../shared/words/texts/helper.ts";
import type { TakeAnswer } from "../access.ts";

/** Locks after this long without use. */
const IDLE_MS = 15 * 60_000;

export class IdleLock {
  private readonly idleMs: number;
  private readonly lock: (note: Message) => void;
  private timer: NodeJS.Timeout | null = null;
  private users = 0;
  private operations = 0;
  private armed = false;

  /** @param lock is told why, in a sentence for a person */
  constructor(lock: (note: Message) => void, idleMs = IDLE_MS) {
    this.lock = lock;
    this.idleMs = idleMs;
  }

  /** Something is being changed. A read can be cut short or waited for; a change must not lose its rights half way. */
  get isOperating(): boolean {
    return this.operations > 0;
  }

  /** From now on there are rights to give up. */
  arm(): void {
    this.armed = true;
    this.restart();
  }

  disarm(): void {
    this.armed = false;
    this.restart();
  }

  /** {@link during}, for what changes the machine. */
  async operating<T>(work: () => Promise<T>): Promise<T> {
    this.operations += 1;
    try {
      return await this.during(work);
    } finally {
      this.operations -= 1;
    }
  }

  /** {@link operating} from the moment in which the machine is taken until it is given to others again. */
  async holding(take: () => Promise<TakeAnswer>): Promise<TakeAnswer> {
    let end: () => void = () => undefined;
    void this.operating(
      () =>
        new Promise<void>((resolve) => {
          end = resolve;
        }),
    );
    try {
      const answer = await take();
      if (!answer.ok) end();
      return answer.ok ? { ok: true, hold: { release: () => answer.hold.release().finally(end) } } : answer;
    } catch (error) {
      end();
      throw error;
    }
  }

  async during<T>(work: () => Promise<T>): Promise<T> {
    this.users += 1;
    this.restart();
    try {
      return await work();
    } finally {
      this.users -= 1;
      this.restart();
    }
  }

  private restart(): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    if (!this.armed || this.users > 0) return;
    const note = HELPER_WORDS.idle({ minutes: Math.round(this.idleMs / 60_000) });
    this.timer = setTimeout(() => this.lock(note), this.idleMs);
    this.timer.unref();
  }
}
