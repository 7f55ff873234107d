import { Radio } from "@base-ui/react/radio";
import { RadioGroup } from "@base-ui/react/radio-group";
import { useId } from "react";
import type { Words } from "../../shared/words/message.ts";
import { useSay } from "../words/language.ts";
import { Say, type Shown } from "../words/Say.tsx";
import styles from "./RadioList.module.css";

interface RadioOption<T extends string> {
  readonly id: T;
  readonly label: Shown;
  readonly hint?: Shown;
}

interface RadioListProps<T extends string> {
  readonly label: Words;
  readonly value: T;
  readonly onChange: (value: T) => void;
  readonly options: readonly RadioOption<T>[];
  /** Side by side where there is room, instead of one below the other. */
  readonly columns?: boolean;
}

function Option<T extends string>({ option }: { readonly option: RadioOption<T> }) {
  const id = useId();
  const hintId = useId();
  return (
    <div className={styles.option}>
      <Radio.Root
        id={id}
        value={option.id}
        className={styles.dot}
        {...(option.hint === undefined ? {} : { "aria-describedby": hintId })}
      >
        <Radio.Indicator className={styles.mark} />
      </Radio.Root>
      <div className={styles.text}>
        <label htmlFor={id} className={styles.name}>
          <Say of={option.label} />
        </label>
        {option.hint === undefined ? null : (
          <span id={hintId} className={styles.hint}>
            <Say of={option.hint} />
          </span>
        )}
      </div>
    </div>
  );
}

/** One of a few that need a line of explanation each. */
export function RadioList<T extends string>({ label, value, onChange, options, columns = false }: RadioListProps<T>) {
  const say = useSay();
  return (
    <RadioGroup
      aria-label={say(label)}
      value={value}
      onValueChange={(next) => onChange(next)}
      className={`${styles.group} ${columns ? styles.columns : ""}`}
    >
      {options.map((option) => (
        <Option key={option.id} option={option} />
      ))}
    </RadioGroup>
  );
}
