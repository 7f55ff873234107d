/** Follows a machine through its helper by cheap looks, one after the other; each is also a sign of life. */

import { type Bdf, compareBdf, isBdf } from "../../../shared/pci/bdf.ts";
import type { Words } from "../../../shared/words/message.ts";
import type { HostEvent } from "../access.ts";
import { Listeners } from "../listeners.ts";

type Request = (...words: readonly string[]) => Promise<string>;
type Listener = (event: HostEvent) => void;

/** A look at a large machine takes a while there: it shall not be busy with looks. */
const PAUSE_PER_LOOK = 5;
/** A look that had to wait behind something slow says little of what looks cost: a person waits for this at most. */
const LONGEST_PAUSE_MS = 2_000;
const SAME = "same";
const FIRST = "0-0";

export class HelperWatch {
  private readonly request: Request;
  private readonly pollMs: number;
  private readonly listeners = new Listeners<HostEvent>();
  private before: Look | null = null;
  private timer: NodeJS.Timeout | null = null;
  private running = false;
  private ended = false;

  constructor(request: Request, pollMs: number) {
    this.request = request;
    this.pollMs = pollMs;
  }

  /** @returns ends it for this listener */
  listen(listener: Listener): () => void {
    const end = this.listeners.add(listener);
    void this.look();
    return () => {
      end();
      if (this.listeners.any) return;
      if (this.timer) clearTimeout(this.timer);
      // Who listens next starts from what is there then.
      this.before = null;
    };
  }

  told(event: HostEvent): void {
    this.listeners.tell(event);
  }

  /** The connection is gone. */
  lost(reason: Words): void {
    if (this.ended) return;
    this.close();
    this.told({ kind: "lost", reason });
  }

  close(): void {
    this.ended = true;
    if (this.timer) clearTimeout(this.timer);
  }

  private async look(): Promise<void> {
    if (this.running || this.ended) return;
    this.running = true;
    if (this.timer) clearTimeout(this.timer);
    const started = performance.now();
    try {
      const answer = await this.request("poll", this.before?.sum ?? FIRST);
      if (answer !== SAME) this.compare(parseLook(answer));
    } catch {
      // The connection tells of its end itself; a look that was refused is tried again.
    }
    this.running = false;
    const took = performance.now() - started;
    if (this.ended || !this.listeners.any) return;
    const pause = Math.max(this.pollMs, Math.min(took * PAUSE_PER_LOOK, LONGEST_PAUSE_MS));
    this.timer = setTimeout(() => void this.look(), pause);
  }

  private compare(now: Look | null): void {
    if (now === null || !this.listeners.any) return;
    const { before } = this;
    this.before = now;
    if (before === null) return;
    const bdfs = changedFunctions(before, now);
    if (bdfs.length > 0) this.told({ kind: "changed", bdfs });
  }
}

/** `devices/0000:01:00.0`, `drivers/igb/0000:01:00.0`, `devices/0000:01:00.0/virtfn3`. */
const LINE = /^(?:devices|drivers\/[^/]+)\/([0-9a-f:.]+)(?:\/virtfn[0-9]+)?$/;

/** Of cksum, or of md5sum on machines that have none, or of neither. */
const SUM = /^(?:[0-9]{1,20}-[0-9]{1,20}|[0-9a-f]{32}-+|none)$/;

interface Look {
  /** Given back with the next question: a look that is the same is not sent again. */
  readonly sum: string;
  readonly lines: ReadonlySet<string>;
}

/** @returns null when the answer is no look at all */
function parseLook(text: string): Look | null {
  const [sum = "", ...lines] = text.split("\n");
  return SUM.test(sum) ? { sum, lines: new Set(lines) } : null;
}

/** Functions that came, went, changed their driver or their number of VFs, sorted. */
function changedFunctions(before: Look, now: Look): Bdf[] {
  const changed = new Set<Bdf>();
  const compare = (some: Look, others: Look) => {
    for (const line of some.lines) {
      const bdf = others.lines.has(line) ? undefined : LINE.exec(line)?.[1];
      if (bdf !== undefined && isBdf(bdf)) changed.add(bdf);
    }
  };
  compare(before, now);
  compare(now, before);
  return [...changed].sort(compareBdf);
}
