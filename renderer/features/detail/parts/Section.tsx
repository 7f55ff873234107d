import { type ReactNode, useId } from "react";
import type { Words } from "../../../../shared/words/message.ts";
import { Say } from "../../../words/Say.tsx";
import styles from "./Section.module.css";

interface SectionProps {
  readonly title: Words;
  /** At the right end of the heading: a count, a switch, a button. */
  readonly aside?: ReactNode;
  readonly children: ReactNode;
  /** Takes the whole width where sections stand side by side. */
  readonly wide?: boolean;
  readonly testId?: string;
}

export function Section({ title, aside, children, wide = false, testId }: SectionProps) {
  const id = useId();
  return (
    <section className={`${styles.section} ${wide ? styles.wide : ""}`} aria-labelledby={id} data-testid={testId}>
      <header className={styles.header}>
        <h3 id={id} className={styles.title}>
          <Say of={title} />
        </h3>
        {aside === undefined ? null : <div className={styles.aside}>{aside}</div>}
      </header>
      {children}
    </section>
  );
}

/** The sections of a tab: one column, two where there is room. */
export function Sections({ children }: { readonly children: ReactNode }) {
  return (
    <div className={styles.frame}>
      <div className={styles.sections}>{children}</div>
    </div>
  );
}
