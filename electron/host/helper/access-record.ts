/**
 * What a lock says. State, note and all else are one value that is replaced as a whole, here and nowhere else, so no two
 * parts of it can come from different moments; whoever listens hears each in order.
 */
import { ACCESS_UNKNOWN, type AccessState } from "../../../shared/machine/access-state.ts";
import { Listeners } from "../listeners.ts";

export class AccessRecord {
  private readonly listeners = new Listeners<AccessState>();
  private value: AccessState;

  constructor(first: Partial<AccessState> = {}) {
    this.value = { ...ACCESS_UNKNOWN, ...first };
  }

  get now(): AccessState {
    return this.value;
  }

  /** What is not named stays as it is. */
  set(change: Partial<AccessState>): void {
    this.value = { ...this.value, ...change };
    this.listeners.tell(this.value);
  }

  listen(listener: (access: AccessState) => void): () => void {
    return this.listeners.add(listener);
  }

  close(): void {
    this.listeners.clear();
  }
}
