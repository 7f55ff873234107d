import { ShieldAlert, Users } from "lucide-react";
import type { PlanView } from "../../../shared/contract/operation-schemas.ts";
import { sentence } from "../../../shared/operations/words.ts";
import { Badge } from "../../ui/Badge.tsx";
import { Coded } from "../../ui/Coded.tsx";
import { useFew } from "../../ui/ShowMore.tsx";
import { useSay } from "../../words/language.ts";
import { PLAN_WORDS } from "../../words/plan.ts";
import styles from "./Impact.module.css";
import { type ImpactRow, impactRows } from "./impact-view.ts";
import { PlanSection } from "./PlanSection.tsx";

/** So many are shown before all are asked for; protected ones always are. */
const FEW = 5;

function Row({ row }: { readonly row: ImpactRow }) {
  const say = useSay();
  const Icon = row.isProtected ? ShieldAlert : Users;
  return (
    <li
      className={`${styles.row} ${row.isProtected ? styles.protected : ""}`}
      data-testid={`impact-${row.bdfs[0]}`}
      data-protected={row.isProtected}
    >
      <Icon aria-hidden="true" />
      <div className={styles.text}>
        <p className={styles.head}>
          {row.bdfs.map((bdf) => (
            <span key={bdf} className="mono">
              {bdf}
            </span>
          ))}
          <Badge tone={row.isProtected ? "danger" : "neutral"}>{row.how}</Badge>
        </p>
        <ul className={styles.reasons}>
          {[...row.reasons.entries()].map(([at, { text, evidence }]) => (
            <li key={at}>
              <span className={styles.reason}>
                <Coded text={sentence(say(text))} />
              </span>
              <span className={styles.evidence}>
                <Coded text={evidence} />
              </span>
            </li>
          ))}
        </ul>
        {row.remedy === null ? null : (
          <p>
            <Coded text={row.remedy} />
          </p>
        )}
      </div>
    </li>
  );
}

/** Who uses what the plan reaches: what the machine stands on, guests by name, and the rest. */
export function Impact({ plan }: { readonly plan: PlanView }) {
  const rows = impactRows(plan);
  const { shown, button } = useFew(rows, Math.max(FEW, rows.filter(({ isProtected }) => isProtected).length));
  if (rows.length === 0) return null;
  return (
    <PlanSection title={PLAN_WORDS.affected}>
      <ul className={styles.list}>
        {shown.map((row) => (
          <Row key={row.bdfs[0]} row={row} />
        ))}
      </ul>
      {button}
    </PlanSection>
  );
}
