import { Checkbox } from "../../ui/Checkbox.tsx";
import styles from "./Footer.module.css";
import { type GuardWish, LEAST, MOST } from "./guard-choice.ts";

interface GuardChoiceProps {
  readonly value: GuardWish;
  readonly onChange: (value: GuardWish) => void;
}

/** The dead-man switch: the machine takes the change back by itself, whatever becomes of this program. */
export function GuardChoice({ value, onChange }: GuardChoiceProps) {
  const { on, seconds } = value;
  return (
    <span className={styles.guard} data-testid="guard-choice">
      <Checkbox checked={on} onChange={(next) => onChange({ ...value, on: next })}>
        Take it back unless I confirm within
      </Checkbox>
      <input
        type="number"
        aria-label="Seconds to confirm within"
        className={`mono ${styles.seconds}`}
        value={seconds ?? ""}
        min={LEAST}
        max={MOST}
        disabled={!on}
        onChange={({ target }) => onChange({ on, seconds: target.value === "" ? null : Number(target.value) })}
      />
      <span>s</span>
    </span>
  );
}
