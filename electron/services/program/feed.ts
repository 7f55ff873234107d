/** A machine on its way to one page: short messages in order, each in a turn of its own. */
import type { MachinePatch, MachineSnapshot } from "../../../shared/machine/facts.ts";
import { patchParts, snapshotParts } from "../../../shared/machine/parts.ts";

export class Feed {
  private readonly send: (patch: MachinePatch) => void;
  private waiting: MachinePatch[] = [];
  private turn: NodeJS.Immediate | null = null;
  /** Of how many functions the page has a part, once all that waits has been sent. */
  private partOf: number | undefined;

  constructor(send: (patch: MachinePatch) => void) {
    this.send = send;
  }

  /** What the page is answered with; the other functions follow. */
  begin(snapshot: MachineSnapshot): MachineSnapshot {
    const { first, rest } = snapshotParts(snapshot);
    this.waiting = [...rest];
    this.partOf = snapshot.partOf;
    this.later();
    return first;
  }

  add(patch: MachinePatch): void {
    this.waiting.push(...patchParts(patch, this.partOf));
    this.partOf = patch.partOf;
    if (this.turn === null) this.next();
  }

  end(): void {
    this.waiting = [];
    if (this.turn !== null) clearImmediate(this.turn);
    this.turn = null;
  }

  private next(): void {
    this.turn = null;
    const patch = this.waiting.shift();
    if (patch === undefined) return;
    this.send(patch);
    this.later();
  }

  private later(): void {
    if (this.waiting.length > 0) this.turn ??= setImmediate(() => this.next());
  }
}
