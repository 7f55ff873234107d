import type { ReactNode } from "react";
import type { Words } from "../../../shared/words/message.ts";
import { useSay } from "../../words/language.ts";
import styles from "./PlanSection.module.css";

interface PlanSectionProps {
  readonly title: Words;
  /** How many there are, where more than one is worth a number. */
  readonly count?: number;
  readonly testId?: string;
  readonly children: ReactNode;
}

/** One of the parts that a plan is read in. */
export function PlanSection({ title, count = 1, testId, children }: PlanSectionProps) {
  const say = useSay();
  return (
    <section aria-label={say(title)} className={styles.section} data-testid={testId}>
      <h3 className={styles.heading}>
        {say(title)}
        {count > 1 ? <span className={styles.count}>{count}</span> : null}
      </h3>
      {children}
    </section>
  );
}
