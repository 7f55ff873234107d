import { ChevronRight } from "lucide-react";
import { type ReactNode, useId } from "react";
import type { Words } from "../../../../shared/words/message.ts";
import { remember, useView } from "../../../stores/view.ts";
import { Say } from "../../../words/Say.tsx";
import styles from "./Fold.module.css";

interface FoldProps {
  /** By which it is remembered that this is open. */
  readonly id: string;
  readonly title: Words;
  readonly children: ReactNode;
}

/** What explains and is seldom asked for: closed to begin with, and open wherever it was opened once. */
export function Fold({ id, title, children }: FoldProps) {
  const bodyId = useId();
  const isOpen = useView((state) => state.unfolded.includes(id));
  const toggle = (): void => {
    const { unfolded } = useView.getState();
    remember({ unfolded: isOpen ? unfolded.filter((each) => each !== id) : [...unfolded, id] });
  };
  return (
    <section className={styles.fold}>
      <h3 className={styles.title}>
        <button type="button" aria-expanded={isOpen} aria-controls={bodyId} className={styles.button} onClick={toggle}>
          <ChevronRight aria-hidden="true" />
          <Say of={title} />
        </button>
      </h3>
      <div id={bodyId} hidden={!isOpen} className={styles.body} data-testid={id}>
        {isOpen ? children : null}
      </div>
    </section>
  );
}
