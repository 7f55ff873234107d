/** Leaves a function of the shown machine unread, or ends that: the program keeps the setting, and looks at it again. */
import { create } from "zustand";
import type { Bdf } from "../../shared/pci/bdf.ts";
import { errorWords } from "../../shared/words/errors.ts";
import type { Words } from "../../shared/words/message.ts";
import { client } from "./connection.ts";
import { useMachine } from "./machine.ts";

/** Why the last change of it was refused, by function; null = it was not. */
export const useLeaving = create<{ readonly bdf: Bdf | null; readonly problem: Words | null }>(() => ({
  bdf: null,
  problem: null,
}));

/** Never rejects. */
export async function leaveFunctionUnread(bdf: Bdf, isLeft: boolean): Promise<void> {
  const { host } = useMachine.getState();
  if (host === null) return;
  try {
    await client.call("function.leave", { host, bdf, isLeft });
    useLeaving.setState({ bdf, problem: null });
  } catch (error) {
    useLeaving.setState({ bdf, problem: errorWords(error) });
  }
}
