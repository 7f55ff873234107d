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

  /**
   * @returns what to answer; the secret to remember once the program lets us in; or `stranger` when who is there has
   *   not proved to be the program
   */
  async take(message: unknown): Promise<{ readonly answer: unknown } | { readonly session: string } | "stranger"> {
    if (!this.proven) return this.check(message);
    if (!Admitted.safeParse(message).success) return "stranger";
    const { hex, isLink } = this.secret;
    return { session: isLink ? await hmac(hex, signedText("session", this.exchange)) : hex };
  }

  private async check(message: unknown): Promise<{ readonly answer: unknown } | "stranger"> {
    const reply = ProgramProof.safeParse(message);
    if (!reply.success) return "stranger";
    this.exchange = { ...this.exchange, programNonce: reply.data.nonce };
    if ((await hmac(this.secret.hex, signedText("program", this.exchange))) !== reply.data.proof) return "stranger";
    this.proven = true;
    return { answer: { page: "proof", proof: await hmac(this.secret.hex, signedText("page", this.exchange)) } };
  }
}
