/** A page's side of the proof over a real socket, for tests: as good or as bad as the test wants. */
import WebSocket from "ws";
import { KEY_NAME_TEXT, keyNameOf, PAGE_PROTOCOL, signedText } from "../../../shared/contract/page-proof.ts";
import { freshSecret, hmac } from "../page-keys.ts";

export interface Attempt {
  readonly port: number;
  /** 64 hexadecimal digits, of a link or a session. */
  readonly secret: string;
  readonly path?: string;
  readonly protocols?: readonly string[];
  /** Of the page, as the browser tells it; what the proof names is `provenOrigin`. */
  readonly origin?: string;
  readonly provenOrigin?: string;
  readonly host?: string;
  /** What the page sends instead of its proof. */
  readonly answer?: unknown;
}

export interface TestPage {
  readonly socket: WebSocket;
  /** The secret of the session that a link opens. */
  readonly session: string;
  /** Did the program prove that it knows the secret, too? */
  readonly programProved: boolean;
  /** All frames until it was let in, of both sides. */
  readonly wire: readonly string[];
  next(): Promise<string>;
}

/** Resolves with the page once it is in; with the code of the close, or null for a refusal before, when it is not. */
export function openPage(attempt: Attempt): Promise<TestPage | number | null> {
  const { port, secret, path = "/socket", protocols = [PAGE_PROTOCOL] } = attempt;
  const origin = attempt.origin ?? `http://127.0.0.1:${port}`;
  const key = keyNameOf(hmac(secret, KEY_NAME_TEXT));
  const pageNonce = freshSecret();
  return new Promise((resolve) => {
    const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, [...protocols], {
      origin,
      headers: attempt.host === undefined ? {} : { Host: attempt.host },
    });
    socket.once("error", () => resolve(null));
    socket.once("close", (code) => resolve(code));
    const wire: string[] = [];
    const say = (message: unknown): void => {
      wire.push(JSON.stringify(message));
      socket.send(JSON.stringify(message));
    };
    socket.once("open", () => say({ page: "hello", key, nonce: pageNonce }));
    socket.once("message", (data) => {
      wire.push(String(data));
      const { nonce, proof } = JSON.parse(String(data)) as { nonce: string; proof: string };
      const exchange = { origin: attempt.provenOrigin ?? origin, key, pageNonce, programNonce: nonce };
      const programProved = proof === hmac(secret, signedText("program", exchange));
      const session = hmac(secret, signedText("session", exchange));
      const answer = attempt.answer ?? { page: "proof", proof: hmac(secret, signedText("page", exchange)) };
      socket.once("message", (admitted) => {
        wire.push(String(admitted));
        const got: string[] = [];
        const wanted: ((text: string) => void)[] = [];
        socket.on("message", (message) => {
          const taker = wanted.shift();
          if (taker) taker(String(message));
          else got.push(String(message));
        });
        const next = (): Promise<string> => {
          const there = got.shift();
          return there === undefined ? new Promise((take) => wanted.push(take)) : Promise.resolve(there);
        };
        resolve({ socket, session, programProved, wire, next });
      });
      say(answer);
    });
  });
}

/** @throws when it is not let in */
export async function openedPage(attempt: Attempt): Promise<TestPage> {
  const page = await openPage(attempt);
  if (page === null || typeof page === "number") throw new Error(`the page was not let in: ${page}`);
  return page;
}
