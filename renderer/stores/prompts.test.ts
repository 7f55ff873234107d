import { beforeEach, expect, test } from "vitest";
import { bridge } from "../testing/window.ts";
import { useConnection } from "./connection.ts";
import { answerPrompt, usePrompts } from "./prompts.ts";

const QUESTION = { id: "q1", host: "ssh:lab1", kind: "secret", text: "Password:", again: false } as const;
const answers = () => bridge.calls.filter(({ method }) => method.startsWith("prompt."));

beforeEach(() => {
  bridge.answer("prompt.answer", () => ({}));
  useConnection.setState({ socket: "open" });
  bridge.send("prompt.asked", QUESTION);
});

test.each(["lost", "refused", "connecting"] as const)("a question goes with the connection: %s", (socket) => {
  expect(usePrompts.getState().questions).toEqual([QUESTION]);
  useConnection.setState({ socket });
  expect(usePrompts.getState().questions).toEqual([]);
  // A new connection brings its own questions and none of the old one's.
  useConnection.setState({ socket: "open" });
  expect(usePrompts.getState().questions).toEqual([]);
});

test("what was typed is not sent while there is no connection, nor later", () => {
  const before = answers().length;
  useConnection.setState({ socket: "lost" });
  answerPrompt("q1", "the password");
  answerPrompt("q1", null);
  useConnection.setState({ socket: "open" });
  expect(answers()).toHaveLength(before);
  bridge.send("prompt.asked", QUESTION);
  answerPrompt("q1", "the password");
  expect(answers().at(-1)).toEqual({ method: "prompt.answer", input: { id: "q1", answer: "the password" } });
});
