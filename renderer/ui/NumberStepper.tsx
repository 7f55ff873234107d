import { NumberField } from "@base-ui/react/number-field";
import { Minus, Plus } from "lucide-react";
import type { FocusEvent, KeyboardEvent } from "react";
import type { Words } from "../../shared/words/message.ts";
import { useSay } from "../words/language.ts";
import { UI_WORDS } from "../words/ui.ts";
import styles from "./NumberStepper.module.css";

interface NumberStepperProps {
  readonly id: string;
  /** null while the field is empty. */
  readonly value: number | null;
  readonly onChange: (value: number | null) => void;
  readonly min: number;
  readonly max: number;
  /** What Page Up and Page Down, and Shift with the arrows, add and take away. */
  readonly leap?: number;
  readonly disabled?: boolean;
  /** Id of the text that explains the field. */
  readonly describedBy?: string;
  /** `VFs`, for the names of the buttons. */
  readonly unit: Words;
  /** Takes the keyboard when the dialog that it is in opens. */
  readonly autoFocus?: boolean;
}

/** What is typed takes the place of what is there; once the click that came with the focus has placed its caret. */
function selectAll({ currentTarget }: FocusEvent<HTMLInputElement>): void {
  window.requestAnimationFrame(() => {
    if (document.activeElement === currentTarget) currentTarget.select();
  });
}

/** A whole number with buttons beside it. Its label points to `id`. */
export function NumberStepper({
  id,
  value,
  onChange,
  min,
  max,
  leap = 4,
  disabled = false,
  describedBy,
  unit,
  autoFocus = false,
}: NumberStepperProps) {
  const say = useSay();
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== "PageUp" && event.key !== "PageDown") return;
    event.preventDefault();
    const next = (value ?? min) + (event.key === "PageUp" ? leap : -leap);
    onChange(Math.min(max, Math.max(min, next)));
  };
  return (
    <NumberField.Root
      id={id}
      value={value}
      onValueChange={onChange}
      min={min}
      max={max}
      step={1}
      largeStep={leap}
      disabled={disabled}
      format={{ useGrouping: false, maximumFractionDigits: 0 }}
      className={styles.root}
    >
      <NumberField.Group className={styles.group}>
        <NumberField.Decrement className={styles.button} aria-label={say(UI_WORDS.fewerOf({ unit }))}>
          <Minus aria-hidden="true" />
        </NumberField.Decrement>
        <NumberField.Input
          className={styles.input}
          aria-roledescription={say(UI_WORDS.numberField)}
          aria-describedby={describedBy}
          onKeyDown={onKeyDown}
          onFocus={selectAll}
          {...(autoFocus ? { "data-autofocus": "" } : {})}
        />
        <NumberField.Increment className={styles.button} aria-label={say(UI_WORDS.moreOf({ unit }))}>
          <Plus aria-hidden="true" />
        </NumberField.Increment>
      </NumberField.Group>
    </NumberField.Root>
  );
}
