import { CircleAlert, Info, ShieldAlert, TriangleAlert } from "lucide-react";
import { useState } from "react";
import type { Check, CheckLevel } from "../../../shared/operations/checks/found.ts";
import type { OperationRequest } from "../../../shared/operations/request/request.ts";
import type { Bdf } from "../../../shared/pci/bdf.ts";
import { capped } from "../../../shared/words/capped.ts";
import type { Words } from "../../../shared/words/message.ts";
import { EXPLAIN_WORDS } from "../../../shared/words/texts/explain.ts";
import { Coded } from "../../ui/Coded.tsx";
import { ShowMore, useFew } from "../../ui/ShowMore.tsx";
import { PLAN_WORDS } from "../../words/plan.ts";
import { UI_WORDS } from "../../words/ui.ts";
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

function followLabel(request: OperationRequest): Words {
  return request.kind === "vfs.set" && request.count === 0 ? EXPLAIN_WORDS.removeVfs : PLAN_WORDS.planThis;
}

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
          <div className={styles.follow} {...(check.level === "blocker" ? { "data-way-out": "" } : {})}>
            <NextStep action={{ kind: "plan", label: followLabel(check.follow), request: check.follow }} />
          </div>
        )}
      </div>
    </li>
  );
}

/** So many of one kind are shown before all are asked for. */
const FEW = 2;
/** So many addresses are named in the line that stands for them. */
const NAMED = 8;

function Few({ checks }: Pick<CheckKind, "checks">) {
  const { shown, button } = useFew(checks, FEW);
  return (
    <>
      {[...shown.entries()].map(([at, check]) => (
        <CheckItem key={at} check={check} />
      ))}
      {button === null ? null : <li className={styles.more}>{button}</li>}
    </>
  );
}

/** What several functions have alike is told once, of the first of them, and of all when that is asked for. */
function Alike({ checks, others }: Pick<CheckKind, "checks"> & { readonly others: readonly Bdf[] }) {
  const [open, setOpen] = useState(false);
  const count = others.length;
  return (
    <>
      {[...(open ? checks : checks.slice(0, 1)).entries()].map(([at, check]) => (
        <CheckItem key={at} check={check} />
      ))}
      <li className={styles.more}>
        {open ? null : (
          <p>
            <Coded text={PLAN_WORDS.alike({ count, functions: capped(others, NAMED) })} />
          </p>
        )}
        <ShowMore open={open} onToggle={setOpen} more={UI_WORDS.showMore({ count })} />
      </li>
    </>
  );
}

function Kind({ kind: { checks } }: { readonly kind: CheckKind }) {
  const functions = new Set(checks.flatMap(({ subject }) => subject ?? []));
  const isOneEach = functions.size === checks.length && functions.size > FEW;
  return isOneEach ? <Alike checks={checks} others={[...functions].slice(1)} /> : <Few checks={checks} />;
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
