import { FROM_TEXT, FROM_TEXT_HELP } from "../../../../shared/machine/told-by-text.ts";
import styles from "./FromText.module.css";

/** Marks a value that nobody read from registers or a kernel. */
export function FromText() {
  return (
    <span className={styles.mark} title={FROM_TEXT_HELP}>
      {FROM_TEXT}
    </span>
  );
}
