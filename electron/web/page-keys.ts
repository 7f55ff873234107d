/**
 * The secrets that let pages in, kept by the process that holds the machines. A link holds a 256-bit secret that opens
 * one session; the tab keeps the session's secret for reloads. None of them is ever sent: see shared/contract/page-proof.ts.
 */
import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { KEY_NAME_TEXT, keyNameOf, type Mac } from "../../shared/contract/page-proof.ts";

const SECRET_BYTES = 32;
/** Tabs that are remembered; the oldest must be opened by a new link. */
const MAX_SESSIONS = 64;

export const hmac: Mac<string> = (secret, text) =>
  createHmac("sha256", Buffer.from(secret, "hex")).update(text).digest("hex");

/** 64 hexadecimal digits that nobody can guess. */
export function freshSecret(): string {
  return randomBytes(SECRET_BYTES).toString("hex");
}

/** Compares two MACs in a time that does not depend on where they differ. */
export function sameMac(a: string, b: string): boolean {
  return a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
}

function nameOf(secret: string): string {
  return keyNameOf(hmac(secret, KEY_NAME_TEXT));
}

export class PageKeys {
  private token = freshSecret();
  /** By name, oldest first. */
  private readonly sessions = new Map<string, string>();

  /** The secret for the next link. */
  get linkSecret(): string {
    return this.token;
  }

  /** The secret of that name and whether it is a link's; null when there is none, or it was spent. */
  find(name: string): { readonly secret: string; readonly isLink: boolean } | null {
    if (name === nameOf(this.token)) return { secret: this.token, isLink: true };
    const secret = this.sessions.get(name);
    return secret === undefined ? null : { secret, isLink: false };
  }

  /** Spends the link's secret for a session. @returns false when another page was faster */
  redeem(linkSecret: string, sessionSecret: string): boolean {
    if (linkSecret !== this.token) return false;
    this.token = freshSecret();
    this.sessions.set(nameOf(sessionSecret), sessionSecret);
    const [oldest] = this.sessions.keys();
    if (this.sessions.size > MAX_SESSIONS && oldest !== undefined) this.sessions.delete(oldest);
    return true;
  }
}
