/** One page and its way to the program, as the shell and the handlers see it. */

import type { HostIdText, Payload, TopicName } from "../../../shared/contract/contract.ts";
import type { Rights } from "../../../shared/contract/rights.ts";
import type { EventMessage } from "../../../shared/contract/wire.ts";
import type { Words } from "../../../shared/words/message.ts";
import type { OpenMachine } from "../machines/host-catalogue.ts";
import type { PromptListener } from "../machines/prompts.ts";
import type { Feed } from "./feed.ts";

/** What a shell brings along when it connects a page. */
export interface ShellConnection {
  readonly shell: "electron" | "browser";
  /** May this connection change a real machine? */
  readonly changes: { readonly allowed: true } | { readonly allowed: false; readonly because: Words };
  readonly send: (message: EventMessage) => void;
  /** Asks where to save; null where the shell cannot, or nothing was chosen. */
  readonly save: ((fileName: string, text: string) => Promise<string | null>) | null;
  /** Shows a file of ours in the program that is there for it; null where the shell cannot. @throws Error with the reason */
  readonly show: ((path: string) => Promise<void>) | null;
}

interface Watch {
  readonly machine: OpenMachine;
  readonly feed: Feed;
  leave(): void;
}

/** One connected page. */
export interface Connection {
  readonly id: string;
  readonly shell: ShellConnection;
  readonly rights: Rights;
  readonly prompts: PromptListener;
  /** Machines that it watches. */
  readonly joined: Map<HostIdText, Watch>;
  send<K extends TopicName>(topic: K, payload: Payload<K>): void;
}
