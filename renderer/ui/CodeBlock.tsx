import type { ReactNode } from "react";
import styles from "./CodeBlock.module.css";
import { CopyButton } from "./CopyButton.tsx";
import { reachable } from "./reachable.ts";

interface CodeBlockProps {
  readonly text: string;
  /** `Copy the commands` */
  readonly copyLabel: string;
  readonly label: string;
  /** Beside the copy button. */
  readonly aside?: ReactNode;
  readonly testId?: string;
}

/** Text to take away as it is, with a button that does. Long lines scroll. */
export function CodeBlock({ text, copyLabel, label, aside, testId }: CodeBlockProps) {
  return (
    <div className={styles.block}>
      <div className={styles.bar}>
        <span className={styles.aside}>{aside}</span>
        <CopyButton text={text} label={copyLabel} wide />
      </div>
      <section ref={reachable} aria-label={label} className={styles.text}>
        <pre data-testid={testId}>{text}</pre>
      </section>
    </div>
  );
}
