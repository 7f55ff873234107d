import { Toggle } from "@base-ui/react/toggle";
import { ToggleGroup } from "@base-ui/react/toggle-group";
import type { Words } from "../../shared/words/message.ts";
import { useSay } from "../words/language.ts";
import { Say, type Shown } from "../words/Say.tsx";
import styles from "./SegmentedControl.module.css";

interface SegmentedControlProps<T extends string> {
  readonly label: Words;
  /** null = none of them */
  readonly value: T | null;
  readonly onChange: (value: T) => void;
  readonly options: readonly { readonly id: T; readonly label: Shown; readonly disabled?: boolean }[];
}

/** One of a few, all in view. */
export function SegmentedControl<T extends string>({ label, value, onChange, options }: SegmentedControlProps<T>) {
  const say = useSay();
  return (
    <ToggleGroup
      aria-label={say(label)}
      value={value === null ? [] : [value]}
      onValueChange={(next) => {
        const [chosen] = next;
        if (chosen !== undefined) onChange(chosen as T);
      }}
      className={styles.group}
    >
      {options.map((option) => (
        <Toggle key={option.id} value={option.id} disabled={option.disabled ?? false} className={styles.option}>
          <Say of={option.label} />
        </Toggle>
      ))}
    </ToggleGroup>
  );
}
