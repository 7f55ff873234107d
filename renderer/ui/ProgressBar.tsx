import { Progress } from "@base-ui/react/progress";
import styles from "./ProgressBar.module.css";

interface ProgressBarProps {
  readonly label: string;
  readonly value: number;
  readonly max: number;
  /** Spoken instead of a percentage: `Step 3 of 12`. */
  readonly text: string;
  readonly tone?: "accent" | "ok" | "danger" | "quiet";
}

export function ProgressBar({ label, value, max, text, tone = "accent" }: ProgressBarProps) {
  return (
    <Progress.Root
      value={value}
      max={Math.max(1, max)}
      aria-label={label}
      getAriaValueText={() => text}
      className={`${styles.root} ${styles[tone]}`}
    >
      <Progress.Track className={styles.track}>
        <Progress.Indicator className={styles.indicator} />
      </Progress.Track>
    </Progress.Root>
  );
}
