import type { Words } from "../../shared/words/message.ts";
import { useSay } from "../words/language.ts";
import styles from "./Spinner.module.css";

/** Turns while something takes longer than a blink; `label` says what. */
export function Spinner({ label }: { readonly label: Words }) {
  const say = useSay();
  return <span className={styles.spinner} role="status" aria-label={say(label)} />;
}
