import { CircleAlert, CircleCheck, TriangleAlert } from "lucide-react";
import type { Check, CheckLevel } from "../../../shared/operations/types.ts";
import { Coded } from "../../ui/Coded.tsx";
import styles from "./Checks.module.css";
import { checkGroups } from "./plan-view.ts";

const ICONS: Readonly<Record<CheckLevel, typeof CircleAlert>> = {
  blocker: CircleAlert,
  warning: TriangleAlert,
  fact: CircleCheck,
};

function CheckItem({ check }: { readonly check: Check }) {
  const Icon = ICONS[check.level];
  return (
    <li className={`${styles.check} ${styles[check.level]}`} data-testid={`check-${check.id}`}>
      <Icon aria-hidden="true" />
      <div className={styles.text}>
        <p className={styles.title}>
          <Coded text={check.title} />
        </p>
        {check.remedy === null ? null : (
          <p>
            <Coded text={check.remedy} />
          </p>
        )}
        <p className={styles.evidence}>
          <Coded text={check.evidence} />
        </p>
      </div>
    </li>
  );
}

/** What speaks against a plan, what to mind, and what else is known; each with what was looked at. */
export function Checks({ checks }: { readonly checks: readonly Check[] }) {
  return checkGroups(checks).map((group) => (
    <section key={group.level} aria-label={group.title} className={styles.group}>
      <h3 className={styles.heading}>
        {group.title}
        {group.checks.length > 1 ? <span className={styles.count}>{group.checks.length}</span> : null}
      </h3>
      <ul className={styles.list}>
        {group.checks.map((check) => (
          <CheckItem key={`${check.id} ${check.title}`} check={check} />
        ))}
      </ul>
    </section>
  ));
}
