import { expect, test } from "vitest";
import type { PromptQuestion } from "../../../shared/contract/contract.ts";
import { Prompts } from "./prompts.ts";

function listener(prompts: Prompts, mayAnswer = true) {
  const asked: PromptQuestion[] = [];
  const ended: string[] = [];
  const leave = prompts.listen({
    mayAnswer: () => mayAnswer,
    asked: (question) => asked.push(question),
    ended: (id) => ended.push(id),
  });
  return { asked, ended, leave };
}
const QUESTION = { kind: "secret", text: "me@lab1's password:", again: false } as const;

test("a question reaches every page, also one that comes later, and is answered once", async () => {
  const prompts = new Prompts();
  const first = listener(prompts);
  const answer = prompts.asker("ssh:lab1")(QUESTION, new AbortController().signal);
  const second = listener(prompts);
  expect(second.asked).toEqual(first.asked);
  const [question] = first.asked;
  expect(question).toMatchObject({ host: "ssh:lab1", ...QUESTION });
  expect(prompts.end(question?.id ?? "", "secret")).toBe(true);
  expect(await answer).toBe("secret");
  expect(prompts.end(question?.id ?? "", "again")).toBe(false);
  expect(first.ended).toEqual([question?.id]);
  expect(second.ended).toEqual([question?.id]);
});

test("a question that nobody wants answered any more disappears", async () => {
  const prompts = new Prompts();
  const page = listener(prompts);
  const ending = new AbortController();
  const answer = prompts.asker("ssh:lab1")(QUESTION, ending.signal);
  ending.abort();
  expect(await answer).toBeNull();
  expect(page.ended).toEqual(page.asked.map(({ id }) => id));
});

test("with nobody there to answer nobody waits", async () => {
  const prompts = new Prompts();
  listener(prompts).leave();
  expect(await prompts.asker("ssh:lab1")(QUESTION, new AbortController().signal)).toBeNull();
});

test("a question ends when the last page that could answer it leaves, and no page that comes later is told of it", async () => {
  const prompts = new Prompts();
  const pages = [listener(prompts), listener(prompts)];
  const answer = prompts.asker("ssh:lab1")(QUESTION, new AbortController().signal);
  const id = pages[0]?.asked[0]?.id ?? "";
  pages[0]?.leave();
  expect(prompts.hostOf(id)).toBe("ssh:lab1");
  pages[1]?.leave();
  expect(await answer).toBeNull();
  expect(prompts.hostOf(id)).toBeNull();
  expect(listener(prompts).asked).toEqual([]);
});

test("only pages that may answer are asked, and a page that may not keeps no question alive", async () => {
  const prompts = new Prompts();
  const looks = listener(prompts, false);
  const acts = listener(prompts);
  const answer = prompts.asker("ssh:lab1")(QUESTION, new AbortController().signal);
  expect([looks.asked.length, acts.asked.length]).toEqual([0, 1]);
  acts.leave();
  expect(await answer).toBeNull();
  expect(looks.ended).toEqual([]);
  expect(await prompts.asker("ssh:lab1")(QUESTION, new AbortController().signal)).toBeNull();
});
