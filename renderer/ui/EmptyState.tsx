import type { ReactNode } from "react";
import { Say, type Shown } from "../words/Say.tsx";
import styles from "./EmptyState.module.css";

interface EmptyStateProps {
  readonly icon?: ReactNode;
  readonly title: Shown;
  readonly children?: Shown;
  /** Buttons that lead on. */
  readonly actions?: ReactNode;
}

/** The face of a pane that has nothing to show: what is so, why, and what to do. */
export function EmptyState({ icon, title, children, actions }: EmptyStateProps) {
  return (
    <div className={styles.state}>
      {icon}
      <p className={styles.title}>
        <Say of={title} />
      </p>
      {children === undefined ? null : (
        <div className={styles.text}>
          <Say of={children} />
        </div>
      )}
      {actions === undefined ? null : <div className={styles.actions}>{actions}</div>}
    </div>
  );
}
