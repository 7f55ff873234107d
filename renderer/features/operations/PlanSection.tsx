import type { ReactNode } from "react";
import styles from "./PlanSection.module.css";

interface PlanSectionProps {
  readonly title: string;
  /** How many there are, where more than one is worth a number. */
  readonly count?: number;
  readonly testId?: string;
  readonly children: ReactNode;
}

/** One of the parts that a plan is read in. */
export function PlanSection({ title, count = 1, testId, children }: PlanSectionProps) {
  return (
    <section aria-label={title} className={styles.section} data-testid={testId}>
      <h3 className={styles.heading}>
        {title}
        {count > 1 ? <span className={styles.count}>{count}</span> : null}
      </h3>
      {children}
    </section>
  );
}
