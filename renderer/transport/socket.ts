/** The contract over the WebSocket of browser mode: proof first, reconnection, and a pulse that tells a program that hangs. */
import type { Transport } from "../../shared/contract/client.ts";
import { CLOSE_UNKNOWN_KEY, PAGE_PROTOCOL, Pong } from "../../shared/contract/page-proof.ts";
import type { EventMessage, ReplyMessage } from "../../shared/contract/wire.ts";
import type { Message } from "../../shared/words/message.ts";
import type { SocketState } from "../model/socket-state.ts";
import { LIVE_WORDS } from "../words/live.ts";
import { Proof, type Secret } from "./page-proof.ts";

const SESSION_KEY = "sriov-inspector.session";
const FIRST_RETRY_MS = 250;
const LAST_RETRY_MS = 4000;
const PULSE_MS = 3000;
/** As many pulses without an answer: it hangs, or the way to it does. */
const MAX_UNANSWERED = 3;
/** Who accepts the connection and says nothing is not waited for without end. */
const PROOF_MS = 15_000;

export interface SocketTransport extends Transport {
  onState(listener: (state: SocketState) => void): () => void;
}

const LINK_FRAGMENT = /^#([0-9a-f]{64})$/;

/** The one-time secret of the link, taken out of the address bar at once. */
function takeLink(): Secret | null {
  const hex = LINK_FRAGMENT.exec(window.location.hash)?.[1];
  if (hex === undefined) return null;
  window.history.replaceState(null, "", window.location.pathname);
  return { hex, isLink: true };
}

function tabSecret(): Secret | null {
  const hex = window.sessionStorage.getItem(SESSION_KEY);
  return hex !== null && /^[0-9a-f]{64}$/.test(hex) ? { hex, isLink: false } : null;
}

export function socketTransport(): SocketTransport {
  const { host, origin } = window.location;
  const events = new Set<(message: EventMessage) => void>();
  const states = new Set<(state: SocketState) => void>();
  const waiting = new Map<number, (reply: ReplyMessage) => void>();
  /** Sent when the first connection stands; later ones fail at once, so that nothing is ever sent twice. */
  let outbox: string[] | null = [];
  /** Whose other end has proved to be the program. Nothing but the proof is sent through any other. */
  let proven: WebSocket | null = null;
  let state: SocketState = "connecting";
  let retry = FIRST_RETRY_MS;
  let link = takeLink();
  let pulse = 0;
  let unanswered = 0;

  // A new link in an old tab changes the fragment only. It is another program's, perhaps a newer one: start over.
  window.addEventListener("hashchange", () => {
    if (LINK_FRAGMENT.test(window.location.hash)) window.location.reload();
  });

  const setState = (next: SocketState): void => {
    if (next === state) return;
    state = next;
    for (const listener of states) listener(next);
  };

  const failWaiting = (message: Message): void => {
    for (const [id, answer] of waiting) answer({ v: 1, id, ok: false, error: { code: "IO", message } });
    waiting.clear();
  };

  const again = (): void => {
    window.setTimeout(() => void connect(), retry);
    retry = Math.min(retry * 2, LAST_RETRY_MS);
  };

  const admitted = (next: WebSocket): void => {
    proven = next;
    link = null;
    retry = FIRST_RETRY_MS;
    unanswered = 0;
    for (const text of outbox ?? []) next.send(text);
    outbox = null;
    setState("open");
  };

  const take = (message: unknown): void => {
    unanswered = 0;
    setState("open");
    if (Pong.safeParse(message).success) return;
    const known = message as (ReplyMessage & { topic?: undefined }) | EventMessage;
    if (known.topic !== undefined) {
      for (const listener of events) listener(known);
    } else {
      waiting.get(known.id)?.(known);
      waiting.delete(known.id);
    }
  };

  const connect = async (): Promise<void> => {
    const secret = link ?? tabSecret();
    if (secret === null) {
      setState("refused");
      return;
    }
    const proof = await Proof.begin(secret, origin);
    const next = new WebSocket(`ws://${host}/socket`, [PAGE_PROTOCOL]);
    let isIn = false;
    let isOver = false;
    /** Once, whoever ends it: a peer that never closes its side is not waited for. */
    const over = (why: "lost" | "stranger"): void => {
      if (isOver) return;
      isOver = true;
      window.clearTimeout(tooLate);
      next.close();
      ended(secret, why);
    };
    const tooLate = window.setTimeout(() => over("lost"), PROOF_MS);
    const prove = async (text: string): Promise<void> => {
      if (isOver) return;
      if (isIn) return take(JSON.parse(text));
      const step = await proof.take(JSON.parse(text));
      if (isOver) return;
      if (step === "stranger") over("stranger");
      else if (step === "admitted") {
        window.clearTimeout(tooLate);
        isIn = true;
        admitted(next);
      } else {
        window.sessionStorage.setItem(SESSION_KEY, step.session);
        next.send(JSON.stringify(step.answer));
      }
    };
    // One frame after the other: each step of the proof takes a moment.
    let frames: Promise<void> = Promise.resolve();
    next.addEventListener("open", () => next.send(JSON.stringify(proof.greeting)));
    next.addEventListener("message", ({ data }) => {
      const text = String(data);
      if (isIn) take(JSON.parse(text));
      else frames = frames.then(() => prove(text)).catch(() => over("stranger"));
    });
    // Who does not know this tab is not the program that it was opened by.
    next.addEventListener("close", ({ code }) => over(code === CLOSE_UNKNOWN_KEY ? "stranger" : "lost"));
  };

  const ended = (secret: Secret, why: "lost" | "stranger"): void => {
    proven = null;
    const first = outbox !== null;
    if (!first) failWaiting(LIVE_WORDS.lostBeforeReply);
    if (why === "stranger" && secret.isLink && tabSecret() !== null) {
      // The link was used before; this tab may have been in already.
      link = null;
      void connect();
    } else if (why === "stranger" && first) {
      outbox = null;
      setState("refused");
      failWaiting(LIVE_WORDS.unknownTab);
    } else {
      setState(why);
      again();
    }
  };

  const beat = (): void => {
    if (proven === null) return;
    if (unanswered >= MAX_UNANSWERED) setState("silent");
    unanswered += 1;
    pulse += 1;
    proven.send(JSON.stringify({ ping: pulse }));
  };
  window.setInterval(beat, PULSE_MS);
  void connect();

  return {
    request(message) {
      return new Promise((resolve) => {
        const text = JSON.stringify(message);
        if (proven?.readyState === WebSocket.OPEN) {
          waiting.set(message.id, resolve);
          proven.send(text);
        } else if (outbox !== null && state !== "refused") {
          waiting.set(message.id, resolve);
          outbox.push(text);
        } else {
          const error = { code: "IO", message: LIVE_WORDS.notConnected } as const;
          resolve({ v: 1, id: message.id, ok: false, error });
        }
      });
    },
    onEvent(listener) {
      events.add(listener);
      return () => events.delete(listener);
    },
    onState(listener) {
      states.add(listener);
      listener(state);
      return () => states.delete(listener);
    },
  };
}
