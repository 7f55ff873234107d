import type { Words } from "../../shared/words/message.ts";
import { Coded } from "./Coded.tsx";
import styles from "./Sentences.module.css";

/** A sentence a line, names and paths in them set as code. */
export function Sentences({ lines }: { readonly lines: readonly Words[] }) {
  return (
    <ul className={styles.sentences}>
      {[...lines.entries()].map(([at, line]) => (
        <li key={at}>
          <Coded text={line} />
        </li>
      ))}
    </ul>
  );
}
