import { ArrowLeftRight, Minus, Plus, SlidersHorizontal } from "lucide-react";
import { type ReactNode, useState } from "react";
import type { PlanView } from "../../../shared/contract/operation-schemas.ts";
import { ShowMore } from "../../ui/ShowMore.tsx";
import { PLAN_WORDS } from "../../words/plan.ts";
import { Say } from "../../words/Say.tsx";
import { SRIOV_TAB_WORDS } from "../../words/sriov-tab.ts";
import styles from "./Effects.module.css";
import { PlanSection } from "./PlanSection.tsx";
import { type EffectGroup, effectGroups } from "./plan-view.ts";

const ICONS: Readonly<Record<EffectGroup["kind"], ReactNode>> = {
  create: <Plus aria-hidden="true" />,
  destroy: <Minus aria-hidden="true" />,
  rebind: <ArrowLeftRight aria-hidden="true" />,
  settings: <SlidersHorizontal aria-hidden="true" />,
  vectors: <SlidersHorizontal aria-hidden="true" />,
};

/** Rows and names that are shown before all are asked for. */
const FEW = { rows: 6, names: 16 };

function isLong({ rows }: EffectGroup): boolean {
  return rows.length > FEW.rows || rows.some(({ names }) => names.length > FEW.names);
}

function Group({ group }: { readonly group: EffectGroup }) {
  const [all, setAll] = useState(false);
  const rows = all ? group.rows : group.rows.slice(0, FEW.rows);
  return (
    <div className={`${styles.group} ${styles[group.kind]}`} data-testid={`effect-${group.kind}`}>
      {ICONS[group.kind]}
      <div className={styles.text}>
        <h4 className={styles.title}>
          <Say of={group.title} />
        </h4>
        {[...rows.entries()].map(([place, row]) => (
          <div key={place} className={styles.row}>
            <span className={styles.bdfs}>
              {[...row.names.slice(0, all ? undefined : FEW.names).entries()].map(([at, name]) => (
                <span key={at} className={name === null ? styles.none : "mono"}>
                  <Say of={name ?? SRIOV_TAB_WORDS.noRoutingId} />
                </span>
              ))}
            </span>
            <span className={styles.detail}>
              <Say of={row.detail} />
            </span>
          </div>
        ))}
        {isLong(group) ? <ShowMore open={all} onToggle={setAll} more={PLAN_WORDS.showAll} /> : null}
      </div>
    </div>
  );
}

/** Functions that come, go, change hands and get other settings. */
export function Effects({ plan }: { readonly plan: PlanView }) {
  const groups = effectGroups(plan);
  if (groups.length === 0) return null;
  return (
    <PlanSection title={PLAN_WORDS.changes}>
      {[...groups.entries()].map(([at, group]) => (
        <Group key={at} group={group} />
      ))}
    </PlanSection>
  );
}
