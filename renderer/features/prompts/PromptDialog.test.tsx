// The page comes first: the stores look for the program as they are loaded.
import "../../testing/window.ts";
import { beforeEach, expect, test } from "vitest";
import type { PromptQuestion } from "../../../shared/contract/contract.ts";
import { useConnection } from "../../stores/connection.ts";
import { screen, show } from "../../testing/page.tsx";
import { bridge } from "../../testing/window.ts";
import { PromptDialog } from "./PromptDialog.tsx";

const PASSWORD: PromptQuestion = { id: "q1", host: "ssh:lab1", kind: "secret", text: "Password:", again: false };
const HOST_KEY: PromptQuestion = { ...PASSWORD, kind: "confirm", text: "ED25519 key fingerprint is SHA256:abc." };

beforeEach(() => {
  bridge.answer("prompt.answer", () => ({}));
  bridge.answer("prompt.cancel", () => ({}));
  useConnection.setState({ socket: "open" });
});

const answer = () => bridge.calls.findLast(({ method }) => method.startsWith("prompt."));

const field = () => screen.getByLabelText("Password", { selector: "input" });

function asked(question: PromptQuestion) {
  bridge.send("prompt.asked", question);
  return show(<PromptDialog />);
}

test("a password is typed at once, and Enter or Ctrl+Enter sends it", async () => {
  for (const [id, keys] of [
    ["q1", "{Enter}"],
    ["q2", "{Control>}{Enter}{/Control}"],
  ] as const) {
    const { user } = asked({ ...PASSWORD, id });
    await expect.poll(() => document.activeElement).toBe(field());
    await user.keyboard(`secret${keys}`);
    await expect.poll(answer).toEqual({ method: "prompt.answer", input: { id, answer: "secret" } });
  }
});

test("Escape declines, and nothing that was typed is sent", async () => {
  const { user } = asked({ ...PASSWORD, id: "q3" });
  await expect.poll(() => document.activeElement).toBe(field());
  await user.keyboard("secret{Escape}");
  await expect.poll(answer).toEqual({ method: "prompt.cancel", input: { id: "q3" } });
  expect(screen.queryByRole("dialog")).toBeNull();
});

test("a host key is trusted by a word of its own: the keyboard is at the fingerprint, where Enter does nothing", async () => {
  const { user } = asked({ ...HOST_KEY, id: "q4" });
  await expect.poll(() => document.activeElement?.textContent).toBe(HOST_KEY.text);
  await user.keyboard("{Enter}");
  expect(screen.getByRole("dialog", { name: "Trust this host key?" })).toBeTruthy();
  await user.keyboard("{Control>}{Enter}{/Control}");
  await expect.poll(answer).toEqual({ method: "prompt.answer", input: { id: "q4", answer: "yes" } });
});
