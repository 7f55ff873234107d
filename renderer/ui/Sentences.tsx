import { Coded } from "./Coded.tsx";
import styles from "./Sentences.module.css";

interface SentencesProps {
  readonly lines: readonly string[];
  readonly className?: string | undefined;
}

/** A sentence a line, names and paths in them set as code. */
export function Sentences({ lines, className = "" }: SentencesProps) {
  return (
    <ul className={`${styles.sentences} ${className}`}>
      {[...lines.entries()].map(([at, line]) => (
        <li key={at}>
          <Coded text={line} />
        </li>
      ))}
    </ul>
  );
}
