import type { ReactNode } from "react";
import type { Words } from "../../../../shared/words/message.ts";
import { reachable } from "../../../ui/reachable.ts";
import { useSay } from "../../../words/language.ts";
import table from "./table.module.css";

interface TableProps {
  readonly label?: Words;
  readonly head: readonly Words[];
  /** Titles of the columns that hold numbers. */
  readonly numbers?: readonly Words[];
  /** Titles that are heard and not seen. */
  readonly hidden?: readonly Words[];
  /** Its rows. */
  readonly children: ReactNode;
}

/** A table that scrolls sideways where it is too wide for the pane. */
export function Table({ label, head, numbers = [], hidden = [], children }: TableProps) {
  const say = useSay();
  return (
    <div ref={reachable} className={table.scroll}>
      <table className={table.table} aria-label={label === undefined ? undefined : say(label)}>
        <thead>
          <tr>
            {[...head.entries()].map(([at, title]) => (
              <th key={at} className={numbers.includes(title) ? table.number : undefined}>
                {hidden.includes(title) ? <span className="visually-hidden">{say(title)}</span> : say(title)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}
