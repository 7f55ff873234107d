import type { ReactNode } from "react";
import { reachable } from "../../../ui/reachable.ts";
import table from "./table.module.css";

interface TableProps {
  readonly label?: string;
  readonly head: readonly string[];
  /** Titles of the columns that hold numbers. */
  readonly numbers?: readonly string[];
  /** Titles that are heard and not seen. */
  readonly hidden?: readonly string[];
  /** Its rows. */
  readonly children: ReactNode;
}

/** A table that scrolls sideways where it is too wide for the pane. */
export function Table({ label, head, numbers = [], hidden = [], children }: TableProps) {
  return (
    <div ref={reachable} className={table.scroll}>
      <table className={table.table} aria-label={label}>
        <thead>
          <tr>
            {head.map((title) => (
              <th key={title} className={numbers.includes(title) ? table.number : undefined}>
                {hidden.includes(title) ? <span className="visually-hidden">{title}</span> : title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}
