import type { Words } from "../../../../shared/words/message.ts";
import { Say } from "../../../words/Say.tsx";
import styles from "./SourceHelp.module.css";

interface SourceHelpProps {
  /** What a value means. */
  readonly help?: Words | undefined;
  /** The kernel attribute or the section of the specification that it comes from. */
  readonly source?: string | undefined;
}

/** The content of a value's tooltip. */
export function SourceHelp({ help, source }: SourceHelpProps) {
  return (
    <span className={styles.help}>
      {help === undefined ? null : (
        <span>
          <Say of={help} />
        </span>
      )}
      {source === undefined ? null : <code className={styles.source}>{source}</code>}
    </span>
  );
}
