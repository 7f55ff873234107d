/** The page's side of shared/contract/page-proof.ts: it believes a program only after its proof, and then proves itself. */
import {
  Admitted,
  type Exchange,
  KEY_NAME_TEXT,
  keyNameOf,
  type Mac,
  ProgramProof,
  signedText,
} from "../../shared/contract/page-proof.ts";

function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function bytesOf(hex: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

const hmac: Mac<Promise<string>> = async (secret, text) => {
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  const key = await crypto.subtle.importKey("raw", bytesOf(secret), algorithm, false, ["sign"]);
  return hexOf(new Uint8Array(await crypto.subtle.sign("HMAC", key, new TextEncoder().encode(text))));
};

/** What a link or a tab knows. */
export interface Secret {
  /** 64 hexadecimal digits. */
  readonly hex: string;
  /** Of a link: it opens one session, with a secret of its own. */
  readonly isLink: boolean;
}

/**
 * `session` is the secret to remember before the answer is sent: the program spends the link when it gets the answer,
 * and its word that it did may be lost.
 */
type ProofStep = "stranger" | "admitted" | { readonly answer: unknown; readonly session: string };

/** One attempt to get in; its messages are taken one after the other. */
export class Proof {
  private readonly secret: Secret;
  private exchange: Exchange;
  private proven = false;

  private constructor(secret: Secret, exchange: Exchange) {
    this.secret = secret;
    this.exchange = exchange;
  }

  static async begin(secret: Secret, origin: string): Promise<Proof> {
    const key = keyNameOf(await hmac(secret.hex, KEY_NAME_TEXT));
    const pageNonce = hexOf(crypto.getRandomValues(new Uint8Array(32)));
    return new Proof(secret, { origin, key, pageNonce, programNonce: "" });
  }

  get greeting(): unknown {
    return { page: "hello", key: this.exchange.key, nonce: this.exchange.pageNonce };
  }

  /** @returns what to do next; `stranger` when who is there has not proved to be the program */
  async take(message: unknown): Promise<ProofStep> {
    if (!this.proven) return this.check(message);
    return Admitted.safeParse(message).success ? "admitted" : "stranger";
  }

  private async check(message: unknown): Promise<ProofStep> {
    const reply = ProgramProof.safeParse(message);
    if (!reply.success) return "stranger";
    this.exchange = { ...this.exchange, programNonce: reply.data.nonce };
    if ((await hmac(this.secret.hex, signedText("program", this.exchange))) !== reply.data.proof) return "stranger";
    this.proven = true;
    const { hex, isLink } = this.secret;
    return {
      answer: { page: "proof", proof: await hmac(hex, signedText("page", this.exchange)) },
      session: isLink ? await hmac(hex, signedText("session", this.exchange)) : hex,
    };
  }
}
