import { Progress } from "@base-ui/react/progress";
import type { Words } from "../../shared/words/message.ts";
import { useSay } from "../words/language.ts";
import styles from "./ProgressBar.module.css";

interface ProgressBarProps {
  readonly label: Words;
  readonly value: number;
  readonly max: number;
  /** Spoken instead of a percentage: `Step 3 of 12`. */
  readonly text: Words;
  readonly tone?: "accent" | "ok" | "danger" | "quiet";
}

export function ProgressBar({ label, value, max, text, tone = "accent" }: ProgressBarProps) {
  const say = useSay();
  return (
    <Progress.Root
      value={value}
      max={Math.max(1, max)}
      aria-label={say(label)}
      getAriaValueText={() => say(text)}
      className={`${styles.root} ${styles[tone]}`}
    >
      <Progress.Track className={styles.track}>
        <Progress.Indicator className={styles.indicator} />
      </Progress.Track>
    </Progress.Root>
  );
}
