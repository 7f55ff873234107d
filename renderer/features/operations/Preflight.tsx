import { CircleAlert, TriangleAlert } from "lucide-react";
import { useState } from "react";
import type { VfPreflight } from "../../../shared/operations/checks/vf-preflight.ts";
import { clauses, sentences } from "../../../shared/words/joined.ts";
import { Coded } from "../../ui/Coded.tsx";
import { ShowMore } from "../../ui/ShowMore.tsx";
import { Say } from "../../words/Say.tsx";
import { VF_CHOICE_WORDS } from "../../words/vf-choice.ts";
import styles from "./Preflight.module.css";
import { limitedBy, limitRows } from "./vf-choice.ts";

/** What limits the number of VFs, folded into a line that names it, and what keeps any from being made. */
export function Preflight({ preflight }: { readonly preflight: VfPreflight }) {
  const rows = limitRows(preflight);
  const { hindrances, loweredFrom } = preflight;
  const [isOpen, setOpen] = useState(false);
  return (
    <div className={styles.preflight} data-testid="vf-preflight">
      {hindrances.map(({ id, level, title, remedy }) => (
        <p key={id} className={`${styles.hindrance} ${level === "blocker" ? styles.blocker : styles.warning}`}>
          {level === "blocker" ? <CircleAlert aria-hidden="true" /> : <TriangleAlert aria-hidden="true" />}
          <span>
            <Coded text={sentences(title, remedy)} />
          </span>
        </p>
      ))}
      {rows.length === 0 ? null : (
        <p>
          <ShowMore open={isOpen} onToggle={setOpen} more={limitedBy(rows)} fewer={VF_CHOICE_WORDS.hideLimits} />
        </p>
      )}
      {rows.length === 0 || !isOpen ? null : (
        <table className={styles.limits}>
          <caption className="visually-hidden">
            <Say of={VF_CHOICE_WORDS.limits} />
          </caption>
          <thead>
            <tr>
              <th scope="col">
                <Say of={VF_CHOICE_WORDS.limit} />
              </th>
              <th scope="col" className={styles.number}>
                <Say of={VF_CHOICE_WORDS.vfs} />
              </th>
              <th scope="col">
                <Say of={VF_CHOICE_WORDS.readFrom} />
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.kind} className={row.binds ? styles.binds : undefined} data-testid={`limit-${row.kind}`}>
                <th scope="row">
                  <Say of={row.label} />
                  {row.binds ? (
                    <span className="visually-hidden">
                      {" "}
                      <Say of={VF_CHOICE_WORDS.binds} />
                    </span>
                  ) : null}
                </th>
                <td className={styles.number}>{row.most}</td>
                <td className={styles.evidence}>
                  <Coded
                    text={clauses(
                      row.evidence,
                      row.kind === "driver" && loweredFrom !== null
                        ? VF_CHOICE_WORDS.lowered({ from: loweredFrom, to: row.most })
                        : null,
                    )}
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </div>
  );
}
