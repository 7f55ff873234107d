import { FROM_TEXT, FROM_TEXT_HELP } from "../../../../shared/machine/told-by-text.ts";
import { useSay } from "../../../words/language.ts";
import styles from "./FromText.module.css";

/** Marks a value that nobody read from registers or a kernel. */
export function FromText() {
  const say = useSay();
  return (
    <span className={styles.mark} title={say(FROM_TEXT_HELP)}>
      {say(FROM_TEXT)}
    </span>
  );
}
