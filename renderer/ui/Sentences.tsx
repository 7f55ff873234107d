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
      {lines.map((line) => (
        <li key={line}>
          <Coded text={line} />
        </li>
      ))}
    </ul>
  );
}
