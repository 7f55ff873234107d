/** What programs on the way to a machine want to know from a person: passwords, host keys. Answers are kept nowhere. */
import { randomUUID } from "node:crypto";
import type { HostIdText, PromptQuestion } from "../../../shared/contract/contract.ts";
import type { AskPerson } from "../../host/ssh/askpass.ts";

/** A page. */
export interface PromptListener {
  /** May it answer for this machine: only then does it hear its questions. */
  mayAnswer(host: HostIdText): boolean;
  asked(question: PromptQuestion): void;
  ended(id: string): void;
}

interface Open {
  readonly question: PromptQuestion;
  readonly answer: (text: string | null) => void;
}

export class Prompts {
  private readonly open = new Map<string, Open>();
  private readonly listeners = new Set<PromptListener>();

  /** Tells of every question that it may answer, those that are open already included, until it leaves. */
  listen(listener: PromptListener): () => void {
    this.listeners.add(listener);
    this.tell(listener);
    return () => {
      this.listeners.delete(listener);
      // A question lives only as long as somebody could answer it.
      for (const { question } of [...this.open.values()]) {
        if (this.answerers(question.host).length === 0) this.end(question.id, null);
      }
    };
  }

  /** Tells once more what is open: a page that was loaded again has forgotten it. */
  tell(listener: PromptListener): void {
    for (const { question } of this.open.values()) if (listener.mayAnswer(question.host)) listener.asked(question);
  }

  /** The machine on the way to which this is asked; null when nobody asks it any more. */
  hostOf(id: string): HostIdText | null {
    return this.open.get(id)?.question.host ?? null;
  }

  /** Asks on behalf of a machine. With nobody there who could answer, nobody is waited for. */
  asker(host: HostIdText): AskPerson {
    return ({ kind, text, again }, signal) =>
      new Promise((resolve) => {
        const answerers = this.answerers(host);
        if (answerers.length === 0 || signal.aborted) {
          resolve(null);
          return;
        }
        const question: PromptQuestion = { id: randomUUID(), host, kind, text, again };
        const end = () => this.end(question.id, null);
        this.open.set(question.id, {
          question,
          answer: (answer) => {
            signal.removeEventListener("abort", end);
            resolve(answer);
          },
        });
        signal.addEventListener("abort", end);
        for (const listener of answerers) listener.asked(question);
      });
  }

  /** @param answer null = the user declined. @returns false when nobody asks this any more */
  end(id: string, answer: string | null): boolean {
    const open = this.open.get(id);
    if (!open) return false;
    this.open.delete(id);
    for (const listener of this.answerers(open.question.host)) listener.ended(id);
    open.answer(answer);
    return true;
  }

  private answerers(host: HostIdText): readonly PromptListener[] {
    return [...this.listeners].filter((listener) => listener.mayAnswer(host));
  }
}
