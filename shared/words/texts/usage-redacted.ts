/** Who uses a function, where a report must not name anybody. */
import { messages } from "../messages.ts";

export const USAGE_REDACTED_WORDS = messages("usage.redacted", {
  program: { en: "a program", zh: "某个程序" },
  disk: { en: "disk", zh: "磁盘" },
  network: { en: "network", zh: "网络" },
  /** Clauses that go after the function's address. */
  inUse: { en: "is in use: {who}", zh: "正在使用：{who}" },
  mayBeInUse: { en: "may be in use: {who}", zh: "可能正在使用：{who}" },
  evidence: { en: "the names are redacted", zh: "名称已脱敏" },
  /** Why something could not be read, after a colon. */
  reason: { en: "the reason is redacted", zh: "原因已脱敏" },
});
