/** A program whose answers are not of the contract: what a broken one might say. Browser mode only. */
import type { Page } from "@playwright/test";
import type { CallName } from "../../shared/contract/contract.ts";

/** JSON as it came, to be changed in place: what is wrong on purpose has no type of its own. */
export type Answer = Record<string, unknown>;

/** Call → what is done to its answers. */
export type Altered = { readonly [K in CallName]?: (output: Answer) => void };

interface Message {
  readonly id?: number;
  readonly method?: CallName;
  readonly ok?: boolean;
  readonly output?: Answer;
}

/**
 * Stands between this page and the program from its next load on. A page that is not in yet cannot be loaded again.
 * @param now what is done to an answer that arrives now
 */
export async function alterAnswers(page: Page, now: () => Altered): Promise<void> {
  await page.routeWebSocket(/\/socket$/, (socket) => {
    const program = socket.connectToServer();
    const asked = new Map<number | undefined, CallName>();
    socket.onMessage((text) => {
      const { id, method } = JSON.parse(String(text)) as Message;
      if (method !== undefined) asked.set(id, method);
      program.send(text);
    });
    program.onMessage((text) => {
      const message = JSON.parse(String(text)) as Message;
      const method = asked.get(message.id);
      if (method !== undefined && message.output !== undefined) now()[method]?.(message.output);
      socket.send(JSON.stringify(message));
    });
  });
}
