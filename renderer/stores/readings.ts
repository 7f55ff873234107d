/**
 * What is read of one function at a time, when a person looks at it: kept per machine and function, read again when
 * the function has changed or an operation has written on the machine. The machine store makes a new object for a
 * function that changed and keeps the others, so an answer is fresh as long as the function is the very object it was
 * asked for and nothing was written since: what an operation wrote need not be among the facts of a scan.
 */
import { useEffect } from "react";
import { create, type StoreApi, type UseBoundStore } from "zustand";
import { useShallow } from "zustand/shallow";
import type { FunctionInfo } from "../../shared/machine/facts.ts";
import type { Bdf } from "../../shared/pci/bdf.ts";
import { errorWords } from "../../shared/words/errors.ts";
import type { Words } from "../../shared/words/message.ts";
import { withNewest } from "../model/newest.ts";
import { useMachine } from "./machine.ts";
import { useWrittenHere, writtenOn } from "./written.ts";

interface Answer<T> {
  readonly value: T;
  /** Milliseconds since 1970. */
  readonly at: number;
}

export interface Reading<T> {
  /** The function as it was when this was asked. */
  readonly fn: FunctionInfo;
  /** How often something had been written on the machine when this was asked. */
  readonly written: number;
  /** The latest answer; it stays while a newer one is awaited. */
  readonly answer: Answer<T> | null;
  /** The latest answer worth keeping when a later one brings nothing. */
  readonly kept: Answer<T> | null;
  readonly loading: boolean;
  /** Why the program could not be asked, in one sentence. */
  readonly error: Words | null;
}

interface ReadingsState<T> {
  readonly entries: ReadonlyMap<string, Reading<T>>;
}

export interface Readings<T> {
  readonly store: UseBoundStore<StoreApi<ReadingsState<T>>>;
  /** Asks now, whatever is known. */
  ask(host: string, fn: FunctionInfo, options?: { readonly wake?: boolean }): Promise<void>;
  /** Asks again for the shown machine's function. */
  again(fn: FunctionInfo, options?: { readonly wake?: boolean }): void;
}

interface ReadingsOptions<T> {
  readonly read: (host: string, bdf: Bdf, wake: boolean) => Promise<T>;
  /** Is this answer worth keeping? */
  readonly keeps: (value: T) => boolean;
  /** Called with an answer worth keeping that follows another one. */
  readonly onNext?: (host: string, fn: FunctionInfo, before: T, after: Answer<T>) => void;
}

function keyOf(host: string, bdf: Bdf): string {
  return `${host} ${bdf}`;
}

export function createReadings<T>({ read, keeps, onNext }: ReadingsOptions<T>): Readings<T> {
  const store = create<ReadingsState<T>>(() => ({ entries: new Map() }));
  /** The latest question for each key: only its answer counts. */
  const latest = new Map<string, number>();
  let questions = 0;

  const put = (key: string, reading: Reading<T>): void => {
    const entries = withNewest(store.getState().entries, key, reading);
    for (const known of latest.keys()) if (!entries.has(known)) latest.delete(known);
    store.setState({ entries });
  };

  const ask: Readings<T>["ask"] = async (host, fn, { wake = false } = {}) => {
    const key = keyOf(host, fn.bdf);
    const before = store.getState().entries.get(key);
    const question = ++questions;
    latest.set(key, question);
    const kept = before?.kept ?? null;
    const asked = { fn, written: writtenOn(host) };
    put(key, { ...asked, answer: before?.answer ?? null, kept, loading: true, error: null });
    try {
      const value = await read(host, fn.bdf, wake);
      if (latest.get(key) !== question) return;
      const answer = { value, at: Date.now() };
      const isKept = keeps(value);
      put(key, { ...asked, answer, kept: isKept ? answer : kept, loading: false, error: null });
      if (isKept && kept !== null) onNext?.(host, fn, kept.value, answer);
    } catch (error) {
      if (latest.get(key) !== question) return;
      put(key, { ...asked, answer: before?.answer ?? null, kept, loading: false, error: errorWords(error) });
    }
  };

  return {
    store,
    ask,
    again(fn, options) {
      const { host } = useMachine.getState();
      if (host !== null) void ask(host, fn, options);
    },
  };
}

/** Long enough that a person who runs through the table does not have every function on the way read. */
const DELAY_MS = 60;

/** Is what is kept, or on its way, of this very function and of after the last operation? */
export function isFresh<T>(reading: Reading<T> | null | undefined, fn: FunctionInfo, written: number): boolean {
  return reading?.fn === fn && reading.written === written;
}

/** What is known of the shown machine's function; nobody is asked. */
export function useKnown<T>({ store }: Readings<T>, fn: FunctionInfo): Reading<T> | null {
  const host = useMachine((state) => state.host);
  return store((state) => (host === null ? undefined : state.entries.get(keyOf(host, fn.bdf)))) ?? null;
}

/** {@link useKnown} at this moment. */
export function knownNow<T>({ store }: Readings<T>, fn: FunctionInfo): Reading<T> | null {
  const { host } = useMachine.getState();
  return host === null ? null : (store.getState().entries.get(keyOf(host, fn.bdf)) ?? null);
}

/**
 * What is known of each of these functions of the shown machine, in their order; who was never read is read now.
 * @param fresh those too whose reading is of before they changed or something was written
 */
export function useReadingsOf<T>(
  { store, ask }: Readings<T>,
  functions: readonly FunctionInfo[],
  fresh = false,
): readonly (Reading<T> | null)[] {
  const host = useMachine((state) => state.host);
  const written = useWrittenHere();
  useEffect(() => {
    if (host === null) return;
    const known = store.getState().entries;
    for (const fn of functions) {
      const reading = known.get(keyOf(host, fn.bdf));
      if (reading === undefined || (fresh && !isFresh(reading, fn, written))) void ask(host, fn);
    }
  }, [host, functions, fresh, written, ask, store]);
  // The same array as long as it holds the same: others are read all the time.
  return store(
    useShallow(({ entries }) =>
      functions.map((fn) => (host === null ? null : (entries.get(keyOf(host, fn.bdf)) ?? null))),
    ),
  );
}

/** The same, and read again when it is not fresh. */
export function useFreshReadings<T>({ store, ask }: Readings<T>, functions: readonly FunctionInfo[]) {
  const host = useMachine((state) => state.host);
  const written = useWrittenHere();
  const entries = store((state) => state.entries);
  useEffect(() => {
    if (host === null) return;
    const known = store.getState().entries;
    for (const fn of functions) if (!isFresh(known.get(keyOf(host, fn.bdf)), fn, written)) void ask(host, fn);
  }, [host, functions, written, ask, store]);
  return functions.map((fn) => (host === null ? null : (entries.get(keyOf(host, fn.bdf)) ?? null)));
}

/** The reading of the shown machine's function; asks for it when there is none or it is not fresh. */
export function useReading<T>({ store, ask }: Readings<T>, fn: FunctionInfo): Reading<T> | null {
  const host = useMachine((state) => state.host);
  const written = useWrittenHere();
  const reading = store((state) => (host === null ? undefined : state.entries.get(keyOf(host, fn.bdf)))) ?? null;
  const fresh = isFresh(reading, fn, written);
  useEffect(() => {
    if (host === null || fresh) return;
    const timer = window.setTimeout(() => {
      // Several parts of the screen may wait for the same reading: one question is enough.
      if (!isFresh(store.getState().entries.get(keyOf(host, fn.bdf)), fn, written)) void ask(host, fn);
    }, DELAY_MS);
    return () => window.clearTimeout(timer);
  }, [host, fn, written, fresh, ask, store]);
  return reading;
}
