import { useId } from "react";
import { WAY_BACK_SECONDS } from "../../../shared/operations/record/record.ts";
import { Checkbox } from "../../ui/Checkbox.tsx";
import { useSay } from "../../words/language.ts";
import { PLAN_WORDS } from "../../words/plan.ts";
import styles from "./Footer.module.css";
import { RANGE, type WayBackWanted, wayBackSeconds } from "./way-back-choice.ts";

interface WayBackChoiceProps {
  readonly value: WayBackWanted;
  readonly onChange: (value: WayBackWanted) => void;
}

/** The dead-man switch: unless the change is kept, the machine rolls it back, whatever becomes of this program. */
export function WayBackChoice({ value, onChange }: WayBackChoiceProps) {
  const say = useSay();
  const { on } = value;
  const rangeId = useId();
  const isWrong = on && wayBackSeconds(value) === null;
  return (
    <span className={styles.wayBack} data-testid="guard-choice">
      <Checkbox checked={on} onChange={(next) => onChange({ ...value, on: next })}>
        {PLAN_WORDS.rollback}
      </Checkbox>
      <input
        type="number"
        aria-label={say(PLAN_WORDS.rollbackSeconds)}
        className={`mono ${styles.seconds}`}
        value={value.seconds ?? ""}
        aria-invalid={isWrong || undefined}
        aria-describedby={rangeId}
        min={WAY_BACK_SECONDS.least}
        max={WAY_BACK_SECONDS.most}
        disabled={!on}
        onChange={({ target }) => onChange({ on, seconds: target.value === "" ? null : Number(target.value) })}
      />
      <span>{say(PLAN_WORDS.secondsUnit)}</span>
      <span id={rangeId} className={isWrong ? styles.wrong : styles.why}>
        {say(isWrong ? PLAN_WORDS.secondsWrong(RANGE) : PLAN_WORDS.secondsRange(RANGE))}
      </span>
    </span>
  );
}
