import { Checkbox as Base } from "@base-ui/react/checkbox";
import { Check } from "lucide-react";
import { useId } from "react";
import { Say, type Shown } from "../words/Say.tsx";
import styles from "./Checkbox.module.css";

interface CheckboxProps {
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  readonly children: Shown;
  /** A second, quieter line. */
  readonly hint?: Shown;
  readonly disabled?: boolean;
}

export function Checkbox({ checked, onChange, children, hint, disabled = false }: CheckboxProps) {
  const id = useId();
  const hintId = useId();
  return (
    <div className={styles.row} data-disabled={disabled || undefined}>
      <Base.Root
        id={id}
        checked={checked}
        onCheckedChange={onChange}
        disabled={disabled}
        className={styles.box}
        {...(hint === undefined ? {} : { "aria-describedby": hintId })}
      >
        <Base.Indicator className={styles.mark}>
          <Check aria-hidden="true" />
        </Base.Indicator>
      </Base.Root>
      <div>
        <label htmlFor={id}>
          <Say of={children} />
        </label>
        {hint === undefined ? null : (
          <span id={hintId} className={styles.hint}>
            <Say of={hint} />
          </span>
        )}
      </div>
    </div>
  );
}
