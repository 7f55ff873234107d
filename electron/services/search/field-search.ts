/** Finds registers and fields by name, value or meaning in all functions of a machine, without waking any of them. */
import type { FieldAnswerData, FieldQueryInput } from "../../../shared/contract/fields.ts";
import type { ConfigReading, FunctionInfo } from "../../../shared/machine/facts.ts";
import { configSpaceOf, kernelViewOf } from "../../../shared/machine/kernel-view.ts";
import { type Bdf, shortBdf } from "../../../shared/pci/bdf.ts";
import type { ChineseOf } from "../../../shared/pci/chinese/chinese-of.ts";
import { decodeSpace } from "../../../shared/pci/decode.ts";
import type { MachineSession } from "../session/machine-session.ts";
import { FieldIndex } from "./field-index.ts";
import { fieldTerms } from "./field-terms.ts";

type Leaving = "asleep" | "gone" | "unreadable";

/** What came of reading one function. */
type Known =
  | { readonly state: "read"; readonly ids: Uint32Array; readonly isCut: boolean }
  | { readonly state: Leaving };

/** Told while the machine is being read, when that takes longer than a moment. */
export type OnProgress = (done: number, total: number) => void;

/** Spaces that are asked for at once: a connection to another machine answers many in one round trip. */
const AT_ONCE = 32;
/** Milliseconds of decoding after which the rest of the program has its turn. */
const SLICE = 12;
/** Milliseconds before progress is told, and between one telling and the next. */
const QUIET = 300;
const PACE = 120;
const HEADER_SIZE = 64;
/** Values of functions that have left stay until there are this many; then everything is read again. */
const MAX_ENTRIES = 1_000_000;

const NOTHING: FieldAnswerData = {
  state: "superseded",
  groups: [],
  found: { groups: 0, hits: 0 },
  searched: 0,
  left: { asleep: 0, gone: 0, unreadable: 0, cut: 0 },
};

export class FieldSearch {
  private readonly session: MachineSession;
  private index = new FieldIndex();
  private readonly known = new Map<Bdf, Known>();
  /** Counts what was forgotten: an answer that was on its way then is not kept. */
  private forgotten = 0;
  /** One pass over the machine serves all queries that wait for it. */
  private filling: Promise<void> | null = null;
  private readonly waiting = new Set<OnProgress>();

  constructor(session: MachineSession) {
    this.session = session;
    session.listen({
      changed: ({ upsert, removed }) => {
        for (const { bdf } of upsert) this.known.delete(bdf);
        for (const bdf of removed) this.known.delete(bdf);
      },
      live: () => undefined,
    });
  }

  /** What was read may be old: it is read again for the next query. */
  forget(bdf: Bdf | null = null): void {
    this.forgotten++;
    if (bdf !== null) this.known.delete(bdf);
    else this.known.clear();
  }

  /**
   * @param signal set when a newer query has come: the answer is then `superseded`
   * @param onProgress called from the 300th millisecond on
   */
  async search(query: FieldQueryInput, signal: AbortSignal, onProgress: OnProgress): Promise<FieldAnswerData> {
    const { terms, addresses } = fieldTerms(query.query);
    if (terms.length === 0) return { ...NOTHING, state: "done" };
    this.waiting.add(onProgress);
    try {
      while (!signal.aborted && this.missing().length > 0) {
        this.filling ??= this.fill().finally(() => {
          this.filling = null;
        });
        await raceAbort(this.filling, signal);
      }
    } finally {
      this.waiting.delete(onProgress);
    }
    const isChinese = terms.some(({ chinese }) => chinese.length > 0);
    const chinese: ChineseOf = isChinese ? (await import("../../../shared/pci/chinese/explanations.ts")).CHINESE : {};
    if (signal.aborted) return NOTHING;
    const left = { asleep: 0, gone: 0, unreadable: 0, cut: 0 };
    const functions: (readonly [Bdf, Uint32Array])[] = [];
    for (const { bdf } of this.session.snapshot.functions) {
      const known = this.known.get(bdf);
      if (known === undefined) continue;
      if (addresses.length > 0 && !addresses.some((part) => bdf.startsWith(part) || shortBdf(bdf).startsWith(part))) {
        continue;
      }
      if (known.state !== "read") left[known.state]++;
      else {
        if (known.isCut) left.cut++;
        functions.push([bdf, known.ids]);
      }
    }
    const { groups, total } = this.index.search(functions, terms, query, chinese);
    return { state: "done", groups: [...groups], found: total, searched: functions.length, left };
  }

  private missing(): FunctionInfo[] {
    return this.session.snapshot.functions.filter(({ bdf }) => !this.known.has(bdf));
  }

  private async fill(): Promise<void> {
    if (this.index.size > MAX_ENTRIES) {
      this.index = new FieldIndex();
      this.known.clear();
    }
    const work = this.missing();
    const total = this.session.snapshot.functions.length;
    const started = performance.now();
    let told = started + QUIET - PACE;
    let turn = started;
    for (let from = 0; from < work.length && this.waiting.size > 0; from += AT_ONCE) {
      const batch = work.slice(from, from + AT_ONCE);
      const { forgotten } = this;
      const readings = await Promise.all(batch.map(({ bdf }) => this.session.host.config(bdf, { wake: false })));
      for (const [at, fn] of batch.entries()) {
        const reading = readings[at];
        if (reading !== undefined && forgotten === this.forgotten) this.known.set(fn.bdf, this.take(fn, reading));
        if (performance.now() - turn < SLICE) continue;
        await new Promise(setImmediate);
        turn = performance.now();
      }
      if (turn - told < PACE) continue;
      told = turn;
      for (const tell of this.waiting) tell(total - work.length + Math.min(from + AT_ONCE, work.length), total);
    }
  }

  private take(fn: FunctionInfo, reading: ConfigReading): Known {
    if (reading.state !== "read") return { state: reading.state };
    const space = configSpaceOf(reading);
    if (space === null || space.length === 0) return { state: "unreadable" };
    // All ones is nobody's answer: the function has left, is asleep or in reset.
    if (space.readsAllOnes) return { state: "gone" };
    const ids = this.index.add(decodeSpace(space, kernelViewOf(fn)));
    return { state: "read", ids, isCut: space.length <= HEADER_SIZE };
  }
}

/** Resolves with the work, or as soon as nobody waits for it any more. */
async function raceAbort(work: Promise<void>, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  let end: () => void = () => undefined;
  const aborted = new Promise<void>((resolve) => {
    end = resolve;
  });
  signal.addEventListener("abort", end, { once: true });
  try {
    await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener("abort", end);
  }
}
