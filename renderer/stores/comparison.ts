/** Comparing the machine on screen with another: which, how far it is, and what came of it. */
import { create } from "zustand";
import type { Comparison } from "../../shared/compare/comparison.ts";
import { errorWords } from "../../shared/words/errors.ts";
import type { Words } from "../../shared/words/message.ts";
import { showDialog } from "./app-dialog.ts";
import { client } from "./connection.ts";
import { useMachine } from "./machine.ts";

interface ComparisonState {
  /** What the machine on screen is compared with; null = nothing was chosen yet. */
  readonly other: string | null;
  readonly comparison: Comparison | null;
  /** How much is done, from 0 to 1; null = nothing is under way. */
  readonly part: number | null;
  /** Why they could not be compared, in one sentence. */
  readonly error: Words | null;
}

const NOTHING: ComparisonState = { other: null, comparison: null, part: null, error: null };

export const useComparison = create<ComparisonState>(() => NOTHING);

/** Counts what was asked for: an answer to anything but the last is of no use any more. */
let asked = 0;

client.on("compare.progress", ({ part }) => {
  if (useComparison.getState().part !== null) useComparison.setState({ part });
});

// Another machine on screen differs in other things.
useMachine.subscribe(({ host }, before) => {
  if (host === before.host) return;
  cancelComparison();
  useComparison.setState(NOTHING);
});

/** Compares the machine on screen with another. */
export async function compareWith(other: string): Promise<void> {
  const { host } = useMachine.getState();
  if (host === null) return;
  asked += 1;
  const own = asked;
  useComparison.setState({ other, comparison: null, part: 0, error: null });
  try {
    const comparison = await client.call("machine.compare", { host, with: other });
    if (own === asked) useComparison.setState({ comparison, part: null });
  } catch (error) {
    if (own === asked) useComparison.setState({ part: null, error: errorWords(error) });
  }
}

/** Ends what is under way. */
export function cancelComparison(): void {
  if (useComparison.getState().part === null) return;
  asked += 1;
  useComparison.setState({ part: null });
  void client.call("compare.cancel", {}).catch(() => undefined);
}

/** Opens the dialog. @param other compared with at once; left out = the last one, or one that is chosen there */
export function openComparison(other = useComparison.getState().other): void {
  showDialog("compare");
  if (other !== null) void compareWith(other);
}
