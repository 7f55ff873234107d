/**
 * Who may talk to browser mode. Loopback is no authentication: any user of the machine and any web page can reach it.
 * A link holds a 256-bit token that opens one session; the page keeps the session's key for reloads of the same tab.
 */
import { createHash, randomBytes, timingSafeEqual } from "node:crypto";

const KEY_BYTES = 32;

function sameText(a: string, b: string): boolean {
  // Equal-length digests, so that neither the comparison's time nor its length tells anything of the secret.
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}

export class AccessKeys {
  private token: string = randomBytes(KEY_BYTES).toString("hex");
  private readonly sessions: string[] = [];

  /** The token of the link that is good now. */
  get currentToken(): string {
    return this.token;
  }

  /** Spends the token and returns a session key; null when it is wrong or was spent before. */
  redeem(token: string): string | null {
    if (!sameText(token, this.token)) return null;
    this.token = randomBytes(KEY_BYTES).toString("hex");
    const session = randomBytes(KEY_BYTES).toString("hex");
    this.sessions.push(session);
    return session;
  }

  isSession(key: string): boolean {
    let found = false;
    for (const session of this.sessions) if (sameText(key, session)) found = true;
    return found;
  }
}
