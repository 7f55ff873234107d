/** The pages of browser mode, as the process that holds the machines sees them: proof first, then requests and events. */
import {
  CLOSE_NOT_PROVEN,
  CLOSE_UNKNOWN_KEY,
  type Exchange,
  PageAnswer,
  PageHello,
  Ping,
  signedText,
} from "../../shared/contract/page-proof.ts";
import type { EventMessage, ReplyMessage } from "../../shared/contract/wire.ts";
import type { Gateway, PageFrames, PageSocket } from "./gateway.ts";
import { freshSecret, hmac, type PageKeys, sameMac } from "./page-keys.ts";

export interface PagesOptions {
  readonly keys: PageKeys;
  /** `http://127.0.0.1:PORT`: where pages are loaded from now. */
  readonly origin: () => string;
  /** Takes in a page that has proved itself. */
  readonly connect: (send: (message: EventMessage) => void) => PageClient;
  /** The link was used: there is another one now. */
  readonly onLinkUsed: () => void;
}

export interface PageClient {
  /** Answers one request; the message has not been looked at. */
  request(message: unknown): Promise<ReplyMessage>;
  close(): void;
}

/** Without a proof a frame is one of two short messages. */
const LONGEST_UNPROVEN = 1024;

interface Challenge {
  readonly secret: string;
  readonly isLink: boolean;
  readonly exchange: Exchange;
}

function parsed(text: string): { readonly value: unknown } | null {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    return null;
  }
}

class Page implements PageFrames {
  private readonly socket: PageSocket;
  private readonly options: PagesOptions;
  private challenge: Challenge | null = null;
  private client: PageClient | null = null;
  private ended = false;

  constructor(socket: PageSocket, options: PagesOptions) {
    this.socket = socket;
    this.options = options;
  }

  receive(text: string): void {
    if (this.ended) return;
    if (this.client === null && text.length > LONGEST_UNPROVEN) {
      this.end(CLOSE_NOT_PROVEN, "not proven");
      return;
    }
    const message = parsed(text);
    if (message === null) {
      this.end(1007, "not JSON");
      return;
    }
    if (this.client !== null) this.serve(this.client, message.value);
    else if (this.challenge === null) this.greet(message.value);
    else this.admit(this.challenge, message.value);
  }

  close(): void {
    this.ended = true;
    this.client?.close();
    this.client = null;
  }

  private greet(value: unknown): void {
    const hello = PageHello.safeParse(value);
    if (!hello.success) {
      this.end(CLOSE_NOT_PROVEN, "not a greeting");
      return;
    }
    const { key, nonce } = hello.data;
    const found = this.options.keys.find(key);
    if (found === null) {
      this.end(CLOSE_UNKNOWN_KEY, "unknown key");
      return;
    }
    const exchange = { origin: this.options.origin(), key, pageNonce: nonce, programNonce: freshSecret() };
    this.challenge = { ...found, exchange };
    const proof = hmac(found.secret, signedText("program", exchange));
    this.send({ program: "proof", nonce: exchange.programNonce, proof });
  }

  private admit({ secret, isLink, exchange }: Challenge, value: unknown): void {
    const answer = PageAnswer.safeParse(value);
    if (!answer.success || !sameMac(answer.data.proof, hmac(secret, signedText("page", exchange)))) {
      this.end(CLOSE_NOT_PROVEN, "not proven");
      return;
    }
    const { keys, connect, onLinkUsed } = this.options;
    if (isLink && !keys.redeem(secret, hmac(secret, signedText("session", exchange)))) {
      this.end(CLOSE_UNKNOWN_KEY, "unknown key");
      return;
    }
    // Before the page hears that it is in: whoever looks for the next link then must find it.
    if (isLink) onLinkUsed();
    this.socket.admit();
    this.send({ program: "admitted" });
    this.client = connect((event) => this.send(event));
  }

  private serve(client: PageClient, value: unknown): void {
    const ping = Ping.safeParse(value);
    if (ping.success) {
      this.send({ pong: ping.data.ping });
      return;
    }
    client.request(value).then(
      (reply) => this.send(reply),
      () => this.end(1011, "failed"),
    );
  }

  private send(message: unknown): void {
    if (!this.ended) this.socket.send(JSON.stringify(message));
  }

  private end(code: number, reason: string): void {
    this.close();
    this.socket.end(code, reason);
  }
}

/** Where the frames of every page go. */
export function createPages(options: PagesOptions): Gateway {
  return (socket) => new Page(socket, options);
}
