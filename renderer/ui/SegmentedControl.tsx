import { Toggle } from "@base-ui/react/toggle";
import { ToggleGroup } from "@base-ui/react/toggle-group";
import type { ReactNode } from "react";
import styles from "./SegmentedControl.module.css";

interface SegmentedControlProps<T extends string> {
  readonly label: string;
  /** null = none of them */
  readonly value: T | null;
  readonly onChange: (value: T) => void;
  readonly options: readonly { readonly id: T; readonly label: ReactNode; readonly disabled?: boolean }[];
}

/** One of a few, all in view. */
export function SegmentedControl<T extends string>({ label, value, onChange, options }: SegmentedControlProps<T>) {
  return (
    <ToggleGroup
      aria-label={label}
      value={value === null ? [] : [value]}
      onValueChange={(next) => {
        const [chosen] = next;
        if (chosen !== undefined) onChange(chosen as T);
      }}
      className={styles.group}
    >
      {options.map((option) => (
        <Toggle key={option.id} value={option.id} disabled={option.disabled ?? false} className={styles.option}>
          {option.label}
        </Toggle>
      ))}
    </ToggleGroup>
  );
}
