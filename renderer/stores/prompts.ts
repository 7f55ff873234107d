/** What ssh wants to know: one question after the other. Answers are kept nowhere. */

import { create } from "zustand";
import type { PromptQuestion } from "../../shared/contract/contract.ts";
import { isConnected } from "../model/socket-state.ts";
import { client, useConnection } from "./connection.ts";

interface PromptsState {
  /** The first is shown. */
  readonly questions: readonly PromptQuestion[];
}

export const usePrompts = create<PromptsState>(() => ({ questions: [] }));

function without(id: string): void {
  usePrompts.setState(({ questions }) => ({ questions: questions.filter((question) => question.id !== id) }));
}

client.on("prompt.asked", (question) => {
  without(question.id);
  usePrompts.setState(({ questions }) => ({ questions: [...questions, question] }));
});
client.on("prompt.ended", ({ id }) => without(id));
// Who asked is gone with the connection, and whoever answers there next must not be given what was typed.
useConnection.subscribe(({ socket }) => {
  if (!isConnected(socket) && usePrompts.getState().questions.length > 0) usePrompts.setState({ questions: [] });
});

/** @param answer null = the user declined */
export function answerPrompt(id: string, answer: string | null): void {
  without(id);
  if (!isConnected(useConnection.getState().socket)) return;
  const sent = answer === null ? client.call("prompt.cancel", { id }) : client.call("prompt.answer", { id, answer });
  // One that nobody wants to know any more needs no answer either.
  void sent.catch(() => undefined);
}
