import type { Words } from "../../shared/words/message.ts";
import { useSay } from "../words/language.ts";
import { UI_WORDS } from "../words/ui.ts";
import styles from "./Cause.module.css";
import { Coded } from "./Coded.tsx";
import { reachable } from "./reachable.ts";

interface CauseProps {
  readonly cause: Words;
  readonly remedy: Words;
  /** What was looked at, without the kernel's own lines. */
  readonly evidence: readonly Words[];
  /** The kernel's log lines, oldest first. */
  readonly log: readonly string[];
  /** Over the log lines where they are not the kernel's. */
  readonly logTitle?: Words;
}

/** Why something failed, what to do, and what that is known from. */
export function Cause({ cause, remedy, evidence, log, logTitle = UI_WORDS.kernelLog }: CauseProps) {
  const say = useSay();
  const lines = [...new Set(evidence)];
  return (
    <div className={styles.cause} data-testid="cause">
      <p className={styles.sentence}>
        <Coded text={cause} />
      </p>
      <div>
        <p className={styles.title}>{say(UI_WORDS.whatToDo)}</p>
        <p>
          <Coded text={remedy} />
        </p>
      </div>
      {lines.length === 0 ? null : (
        <div>
          <p className={styles.title}>{say(UI_WORDS.evidence)}</p>
          <ul className={styles.lines}>
            {[...lines.entries()].map(([at, line]) => (
              <li key={at}>
                <Coded text={line} />
              </li>
            ))}
          </ul>
        </div>
      )}
      {log.length === 0 ? null : (
        <div>
          <p className={styles.title}>{say(logTitle)}</p>
          <section ref={reachable} aria-label={say(logTitle)} className={styles.log}>
            <pre>{log.join("\n")}</pre>
          </section>
        </div>
      )}
    </div>
  );
}
