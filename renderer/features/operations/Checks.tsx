import { CircleAlert, Info, ShieldAlert, TriangleAlert } from "lucide-react";
import type { Check, CheckLevel } from "../../../shared/operations/checks/found.ts";
import { Coded } from "../../ui/Coded.tsx";
import { useFew } from "../../ui/ShowMore.tsx";
import { PLAN_WORDS } from "../../words/plan.ts";
import styles from "./Checks.module.css";
import { NextStep } from "./NextStep.tsx";
import { PlanSection } from "./PlanSection.tsx";
import { type CheckKind, checkGroup } from "./plan-view.ts";

const ICONS: Readonly<Record<CheckLevel, typeof CircleAlert>> = {
  blocker: CircleAlert,
  guard: ShieldAlert,
  warning: TriangleAlert,
  fact: Info,
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
        {check.follow === undefined ? null : (
          <NextStep action={{ kind: "plan", label: PLAN_WORDS.planThis, request: check.follow }} />
        )}
      </div>
    </li>
  );
}

/** So many of one kind are shown before all are asked for. */
const FEW = 2;

function Kind({ kind }: { readonly kind: CheckKind }) {
  const { shown, button } = useFew(kind.checks, FEW);
  return (
    <>
      {[...shown.entries()].map(([at, check]) => (
        <CheckItem key={at} check={check} />
      ))}
      {button === null ? null : <li className={styles.more}>{button}</li>}
    </>
  );
}

interface ChecksProps {
  readonly checks: readonly Check[];
  readonly level: CheckLevel;
}

/** The checks of one level, each with what was looked at and what to do. */
export function Checks({ checks, level }: ChecksProps) {
  const group = checkGroup(checks, level);
  if (group === null) return null;
  return (
    <PlanSection title={group.title} count={group.count}>
      <ul className={styles.list}>
        {group.kinds.map((kind) => (
          <Kind key={kind.id} kind={kind} />
        ))}
      </ul>
    </PlanSection>
  );
}
