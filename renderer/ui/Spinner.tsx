import styles from "./Spinner.module.css";

/** Turns while something takes longer than a blink; `label` says what. */
export function Spinner({ label }: { readonly label: string }) {
  return <span className={styles.spinner} role="status" aria-label={label} />;
}
