import type { Words } from "../../shared/words/message.ts";
import { useSay } from "../words/language.ts";
import { Say, type Shown } from "../words/Say.tsx";
import styles from "./CodeBlock.module.css";
import { CopyButton } from "./CopyButton.tsx";
import { reachable } from "./reachable.ts";

interface CodeBlockProps {
  readonly text: string;
  /** `Copy the commands` */
  readonly copyLabel: Words;
  readonly label: Words;
  /** Beside the copy button. */
  readonly aside?: Shown;
  readonly testId?: string;
  /** Its copy button is what the dialog is for. */
  readonly isFirst?: boolean;
}

/** Text to take away as it is, with a button that does. Long lines scroll. */
export function CodeBlock({ text, copyLabel, label, aside, testId, isFirst = false }: CodeBlockProps) {
  const say = useSay();
  return (
    <div className={styles.block}>
      <div className={styles.bar} data-copies="">
        <span className={styles.aside}>
          <Say of={aside} />
        </span>
        <CopyButton text={text} label={copyLabel} wide isFirst={isFirst} />
      </div>
      <section ref={reachable} aria-label={say(label)} className={styles.text}>
        <pre data-testid={testId}>{text}</pre>
      </section>
    </div>
  );
}
