import type { ReactNode } from "react";
import type { Words } from "../../shared/words/message.ts";
import { CodeBlock } from "./CodeBlock.tsx";
import { Coded } from "./Coded.tsx";
import styles from "./CodeSheet.module.css";

interface CodeSheetProps {
  readonly label: Words;
  readonly text: string;
  readonly copyLabel: Words;
  readonly testId: string;
  /** As of a code block. */
  readonly isFirst?: boolean;
  /** What to know of the text, a sentence each. */
  readonly notes: readonly Words[];
  /** Stands above the text: where it belongs. */
  readonly children?: ReactNode;
}

/** A text to take along, and what to know of it. */
export function CodeSheet({ notes, children, ...block }: CodeSheetProps) {
  return (
    <div className={styles.sheet}>
      {children}
      <div className={styles.code}>
        <CodeBlock {...block} />
      </div>
      <ul className={styles.notes}>
        {[...notes.entries()].map(([at, note]) => (
          <li key={at}>
            <Coded text={note} />
          </li>
        ))}
      </ul>
    </div>
  );
}
