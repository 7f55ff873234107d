import { type InputHTMLAttributes, useId } from "react";
import type { Words } from "../../shared/words/message.ts";
import { useSay } from "../words/language.ts";
import { Say, type Shown } from "../words/Say.tsx";
import styles from "./TextField.module.css";

interface TextFieldProps
  extends Omit<InputHTMLAttributes<HTMLInputElement>, "id" | "onChange" | "value" | "placeholder"> {
  readonly label: Shown;
  readonly value: string;
  readonly onText: (text: string) => void;
  /** What may be written, or more about it. */
  readonly hint?: Shown;
  /** What is wrong with it, instead of the hint. */
  readonly problem?: Shown;
  readonly placeholder?: Words;
}

/** A line to write in, with its name above and what there is to know of it below. */
export function TextField({ label, value, onText, hint, problem, className, placeholder, ...rest }: TextFieldProps) {
  const say = useSay();
  const id = useId();
  const isWrong = problem !== undefined && problem !== null;
  const below = isWrong ? problem : hint;
  return (
    <div className={`${styles.field} ${className ?? ""}`}>
      <label htmlFor={id} className={styles.label}>
        <Say of={label} />
      </label>
      <input
        id={id}
        value={value}
        placeholder={placeholder === undefined ? undefined : say(placeholder)}
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
        <Say of={below} />
      </p>
    </div>
  );
}
