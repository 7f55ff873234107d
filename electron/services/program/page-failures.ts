/** Failures that a page tells of itself, for the log. The page is not trusted: it can fill neither disk nor log. */
import type { Input } from "../../../shared/contract/contract.ts";
import type { Log } from "../log/log.ts";

export type PageFailure = Input<"page.failed">;

const WORDS: Readonly<Record<PageFailure["kind"], string>> = {
  error: "An error in the page",
  rejection: "An unhandled promise rejection in the page",
  boundary: "A pane of the page failed",
  policy: "Blocked by the page’s content security policy",
};

/** As many of all pages together in this time; the others are counted. */
const MAX_FAILURES = 20;
const WINDOW_MS = 60_000;

export class PageFailures {
  private readonly log: Log;
  private readonly now: () => number;
  private since = Number.NEGATIVE_INFINITY;
  private count = 0;

  /** @param now a monotonic clock in milliseconds. For tests. */
  constructor(log: Log, now: () => number = () => performance.now()) {
    this.log = log;
    this.now = now;
  }

  take({ kind, text, details }: PageFailure): void {
    if (this.now() - this.since >= WINDOW_MS) {
      const left = this.count - MAX_FAILURES;
      if (left > 0) this.log.warn("page", `${left} more failures of pages were left out.`);
      this.since = this.now();
      this.count = 0;
    }
    this.count += 1;
    if (this.count <= MAX_FAILURES) this.log.error("page", `${WORDS[kind]}: ${text}`, details);
  }
}
