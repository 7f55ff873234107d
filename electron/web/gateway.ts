/** What stands between the sockets of browser mode and the program that holds the machines. */
import type { EventMessage, ReplyMessage } from "../../shared/contract/wire.ts";

/** One connected page. */
export interface GatewayClient {
  /** Answers one request; the message has not been looked at. */
  request(message: unknown): Promise<ReplyMessage>;
  close(): void;
}

/** Takes in a page. In the same process, or in the parent when the server gave up its privileges. */
export type Gateway = (onEvent: (message: EventMessage) => void) => GatewayClient;
