/** A search through the registers of the shown machine: the latest query's answer, and how far it is. */
import { create } from "zustand";
import type { FieldAnswerData } from "../../shared/contract/fields.ts";
import { errorWords } from "../../shared/words/errors.ts";
import type { Words } from "../../shared/words/message.ts";
import { showDialog } from "./app-dialog.ts";
import { client } from "./connection.ts";
import { useMachine } from "./machine.ts";

interface FieldSearchState {
  /** What was asked last; empty = nothing. */
  readonly query: string;
  /** The latest answer; it stays while a newer one is awaited. */
  readonly answer: FieldAnswerData | null;
  /** The query that it answers. */
  readonly answered: string;
  readonly searching: boolean;
  /** The machine's registers are being read first; null when that takes no time. */
  readonly progress: { readonly done: number; readonly total: number } | null;
  /** Why it could not be searched, in one sentence. */
  readonly error: Words | null;
}

const NOTHING: FieldSearchState = {
  query: "",
  answer: null,
  answered: "",
  searching: false,
  progress: null,
  error: null,
};

export const useFieldSearch = create<FieldSearchState>(() => NOTHING);

/** Fewer letters are in nearly every field. */
export const SHORTEST_QUERY = 2;

/** Pauses between letters are shorter than this. */
const DELAY_MS = 120;
let timer: number | null = null;
let asked = 0;

client.on("fields.progress", ({ host, done, total }) => {
  if (host === useMachine.getState().host && useFieldSearch.getState().searching) {
    useFieldSearch.setState({ progress: { done, total } });
  }
});

useMachine.subscribe(({ host }, before) => {
  // Another machine has other registers.
  if (host !== before.host) useFieldSearch.setState(NOTHING);
});

interface Limits {
  readonly groups: number;
  readonly each: number;
}

async function ask(host: string, query: string, limits: Limits): Promise<void> {
  const question = ++asked;
  try {
    const answer = await client.call("fields.search", { host, query, ...limits });
    if (question !== asked || answer.state === "superseded") return;
    useFieldSearch.setState({ answer, answered: query, searching: false, progress: null, error: null });
  } catch (error) {
    if (question !== asked) return;
    useFieldSearch.setState({ searching: false, progress: null, error: errorWords(error) });
  }
}

/** Searches when typing has stopped for a moment; a query that is too short clears the answer. */
export function searchFields(text: string, limits: Limits): void {
  const { host } = useMachine.getState();
  const query = text.trim().slice(0, 200);
  if (timer !== null) window.clearTimeout(timer);
  timer = null;
  if (host === null || query.length < SHORTEST_QUERY) {
    asked++;
    useFieldSearch.setState(NOTHING);
    return;
  }
  useFieldSearch.setState({ query, searching: true });
  timer = window.setTimeout(() => {
    timer = null;
    void ask(host, query, limits);
  }, DELAY_MS);
}

/** Reads all registers again and searches again. */
export async function searchAgain(limits: Limits): Promise<void> {
  const { host } = useMachine.getState();
  const { query } = useFieldSearch.getState();
  if (host === null || query === "") return;
  useFieldSearch.setState({ searching: true });
  await client.call("fields.forget", { host }).catch(() => undefined);
  await ask(host, query, limits);
}

/** Opens the search with this query. */
export function openFieldSearch(query: string): void {
  if (query.trim() !== "") useFieldSearch.setState({ query: query.trim() });
  showDialog("fields");
}
