import { ArrowLeftRight, Minus, Plus, SlidersHorizontal } from "lucide-react";
import { type ReactNode, useState } from "react";
import type { PlanView } from "../../../shared/contract/operation-schemas.ts";
import { ShowMore } from "../../ui/ShowMore.tsx";
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

/** Rows and names that are shown before somebody asks for all. */
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
        <h4 className={styles.title}>{group.title}</h4>
        {[...rows.entries()].map(([place, row]) => (
          <div key={place} className={styles.row}>
            <span className={styles.bdfs}>
              {row.names.slice(0, all ? undefined : FEW.names).map((name, at) => (
                <span key={name ?? `none ${String(at)}`} className={name === null ? styles.none : "mono"}>
                  {name ?? "no routing id"}
                </span>
              ))}
            </span>
            <span className={styles.detail}>{row.detail}</span>
          </div>
        ))}
        {isLong(group) ? <ShowMore open={all} onToggle={setAll} more="Show all" /> : null}
      </div>
    </div>
  );
}

/** Functions that come, go, change hands and get other settings. */
export function Effects({ plan }: { readonly plan: PlanView }) {
  const groups = effectGroups(plan);
  if (groups.length === 0) return null;
  return (
    <PlanSection title="What changes">
      {groups.map((group) => (
        <Group key={group.kind} group={group} />
      ))}
    </PlanSection>
  );
}
