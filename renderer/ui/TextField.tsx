import { type InputHTMLAttributes, type ReactNode, useId } from "react";
import styles from "./TextField.module.css";

interface TextFieldProps extends Omit<InputHTMLAttributes<HTMLInputElement>, "id" | "onChange" | "value"> {
  readonly label: ReactNode;
  readonly value: string;
  readonly onText: (text: string) => void;
  /** What may be written, or more about it. */
  readonly hint?: ReactNode;
  /** What is wrong with it, instead of the hint. */
  readonly problem?: ReactNode;
}

/** A line to write in, with its name above and what there is to know of it below. */
export function TextField({ label, value, onText, hint, problem, className, ...rest }: TextFieldProps) {
  const id = useId();
  const isWrong = problem !== undefined && problem !== null;
  const below = isWrong ? problem : hint;
  return (
    <div className={`${styles.field} ${className ?? ""}`}>
      <label htmlFor={id} className={styles.label}>
        {label}
      </label>
      <input
        id={id}
        value={value}
        onChange={(event) => onText(event.target.value)}
        className={styles.input}
        aria-invalid={isWrong}
        aria-describedby={`${id}-below`}
        spellCheck={false}
        autoCapitalize="off"
        autoComplete="off"
        {...rest}
      />
      <p id={`${id}-below`} className={isWrong ? styles.problem : styles.hint}>
        {below}
      </p>
    </div>
  );
}
