import { ArrowLeftRight, Minus, Plus } from "lucide-react";
import { type ReactNode, useState } from "react";
import type { Plan } from "../../../shared/operations/types.ts";
import { Button } from "../../ui/Button.tsx";
import styles from "./Effects.module.css";
import { PlanSection } from "./PlanSection.tsx";
import { type EffectGroup, effectGroups } from "./plan-view.ts";

const ICONS: Readonly<Record<EffectGroup["kind"], ReactNode>> = {
  create: <Plus aria-hidden="true" />,
  destroy: <Minus aria-hidden="true" />,
  rebind: <ArrowLeftRight aria-hidden="true" />,
};

/** Rows and addresses that are shown before somebody asks for all. */
const FEW = { rows: 6, bdfs: 16 };

function isLong({ rows }: EffectGroup): boolean {
  return rows.length > FEW.rows || rows.some(({ bdfs }) => bdfs.length > FEW.bdfs);
}

function Group({ group }: { readonly group: EffectGroup }) {
  const [all, setAll] = useState(false);
  const rows = all ? group.rows : group.rows.slice(0, FEW.rows);
  return (
    <div className={`${styles.group} ${styles[group.kind]}`} data-testid={`effect-${group.kind}`}>
      {ICONS[group.kind]}
      <div className={styles.text}>
        <h4 className={styles.title}>{group.title}</h4>
        {rows.map((row) => (
          <div key={`${row.bdfs[0]} ${row.detail}`} className={styles.row}>
            <span className={styles.bdfs}>
              {row.bdfs.slice(0, all ? undefined : FEW.bdfs).map((bdf, at) => (
                <span key={bdf ?? `none ${String(at)}`} className={bdf === null ? styles.none : "mono"}>
                  {bdf ?? "no routing id"}
                </span>
              ))}
            </span>
            <span className={styles.detail}>{row.detail}</span>
          </div>
        ))}
        {isLong(group) ? (
          <Button tone="quiet" className={styles.more ?? ""} aria-expanded={all} onClick={() => setAll(!all)}>
            {all ? "Show fewer" : "Show all"}
          </Button>
        ) : null}
      </div>
    </div>
  );
}

/** Functions that come, go and change hands. */
export function Effects({ effects }: { readonly effects: Plan["effects"] }) {
  const groups = effectGroups(effects);
  if (groups.length === 0) return null;
  return (
    <PlanSection title="What changes">
      {groups.map((group) => (
        <Group key={group.kind} group={group} />
      ))}
    </PlanSection>
  );
}
