/** Leaves a function of the shown machine unread, or ends that: the program keeps the setting, and looks at it again. */
import { create } from "zustand";
import { errorText } from "../../shared/error-text.ts";
import type { Bdf } from "../../shared/pci/bdf.ts";
import { client } from "./connection.ts";
import { useMachine } from "./machine.ts";

/** Why the last change of it was refused, by function; null = it was not. */
export const useLeaving = create<{ readonly bdf: Bdf | null; readonly problem: string | null }>(() => ({
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
    useLeaving.setState({ bdf, problem: errorText(error) });
  }
}
