/**
 * How a page of browser mode and the program prove to each other that they know the same secret. Loopback is no
 * authentication: any user of the machine can connect to the port, and can listen on it once the program has ended. So
 * neither side believes the other before its proof, and the secret itself never travels:
 *
 *   page → program   {@link PageHello}     which key, and a number used once
 *   program → page   {@link ProgramProof}  its own number, and the proof over both
 *   page → program   {@link PageAnswer}    the page's proof
 *   program → page   {@link Admitted}      from here on, requests and events
 *
 * A proof is an HMAC-SHA-256 over {@link signedText}. It names the address that the page was loaded from: a stranger on
 * another port cannot pass a challenge on to the program. The secret of a link opens one session, whose secret both
 * sides derive from it.
 */
import { z } from "zod";

/** The subprotocol of the WebSocket. It changes with the messages above. */
export const PAGE_PROTOCOL = "sriov-inspector.v2";

/** The program knows no such key: it was started again, or the link was used before. */
export const CLOSE_UNKNOWN_KEY = 4403;
/** A proof or a message was not what it must be. */
export const CLOSE_NOT_PROVEN = 4401;

const Hex256 = z.string().regex(/^[0-9a-f]{64}$/);
const KeyName = z.string().regex(/^[0-9a-f]{32}$/);

export const PageHello = z.strictObject({ page: z.literal("hello"), key: KeyName, nonce: Hex256 });
export const ProgramProof = z.strictObject({ program: z.literal("proof"), nonce: Hex256, proof: Hex256 });
export const PageAnswer = z.strictObject({ page: z.literal("proof"), proof: Hex256 });
export const Admitted = z.strictObject({ program: z.literal("admitted") });

/** Each side tells the other that it is alive: `ping` from the page, `pong` with the same number from the program. */
export const Ping = z.strictObject({ ping: z.int().min(0) });
export const Pong = z.strictObject({ pong: z.int().min(0) });

/** HMAC-SHA-256 with a secret of 64 hexadecimal digits, as 64 hexadecimal digits. */
export type Mac<T extends string | Promise<string>> = (secret: string, text: string) => T;

export interface Exchange {
  /** `http://127.0.0.1:PORT`, where the page was loaded from. */
  readonly origin: string;
  readonly key: string;
  readonly pageNonce: string;
  readonly programNonce: string;
}

/** What a proof is made over; `session` gives the secret of the session that a link opens. */
export function signedText(what: "program" | "page" | "session", exchange: Exchange): string {
  const { origin, key, pageNonce, programNonce } = exchange;
  return [PAGE_PROTOCOL, what, origin, key, pageNonce, programNonce].join("\n");
}

/** The text whose HMAC names a key without telling it. */
export const KEY_NAME_TEXT = `${PAGE_PROTOCOL}\nname`;

/** @param mac the HMAC of {@link KEY_NAME_TEXT} */
export function keyNameOf(mac: string): string {
  return mac.slice(0, 32);
}
