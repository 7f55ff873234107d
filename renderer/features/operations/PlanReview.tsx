import { useState } from "react";
import type { PlanView } from "../../../shared/contract/operation-schemas.ts";
import { CodeBlock } from "../../ui/CodeBlock.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { reachable } from "../../ui/reachable.ts";
import { Sentences } from "../../ui/Sentences.tsx";
import { StepList } from "../../ui/StepList.tsx";
import { Tabs } from "../../ui/Tabs.tsx";
import { Checks } from "./Checks.tsx";
import { Effects } from "./Effects.tsx";
import { Impact } from "./Impact.tsx";
import { DRAWN } from "./impact-view.ts";
import { PlanSection } from "./PlanSection.tsx";
import { obstacleOf, plannedSteps } from "./plan-view.ts";
import styles from "./Split.module.css";

interface PlanReviewProps {
  readonly plan: PlanView;
  /** Why the plan before this one was not run. */
  readonly outdated: string | null;
  /** Why this one was not. */
  readonly refused: string | null;
}

function Undo({ plan }: { readonly plan: PlanView }) {
  if (plan.undo.length === 0) return null;
  return (
    <PlanSection title="How it is taken back">
      <Sentences lines={plan.undo} />
    </PlanSection>
  );
}

function Steps({ plan }: { readonly plan: PlanView }) {
  const [tab, setTab] = useState<"steps" | "commands">("steps");
  return (
    <Tabs
      label="Steps and commands"
      value={tab}
      onChange={setTab}
      tabs={[
        {
          id: "steps",
          label: `Steps (${plan.steps.length})`,
          content: () =>
            plan.steps.length === 0 ? (
              <p className={styles.none}>No steps: nothing would be written.</p>
            ) : (
              <StepList label="Steps of the plan" steps={plannedSteps(plan.steps)} />
            ),
        },
        {
          id: "commands",
          label: "Equivalent commands",
          content: () => (
            <div className={styles.commands}>
              <CodeBlock
                label="Equivalent commands"
                text={plan.commands.join("\n")}
                copyLabel="Copy all"
                aside="The same for a root shell."
                testId="plan-commands"
              />
            </div>
          ),
        },
      ]}
    />
  );
}

/** A plan, before anything is touched: what to know on the left, what would be done on the right. */
export function PlanReview({ plan, outdated, refused }: PlanReviewProps) {
  const undrawn = plan.checks.filter(({ id }) => !DRAWN.has(id));
  return (
    <div className={styles.split}>
      <section ref={reachable} aria-label="What to know of the plan" className={styles.left}>
        {outdated === null ? null : <Notice tone="warn">{outdated}</Notice>}
        {refused === null ? null : (
          <Notice tone="danger" title="The plan was not run">
            {refused}
          </Notice>
        )}
        {plan.verdict === "nothing" ? <Notice tone="ok" title="The machine is already so" /> : null}
        <Checks checks={plan.checks} level="blocker" />
        <Impact plan={plan} />
        <Checks checks={undrawn} level="guard" />
        <Checks checks={undrawn} level="warning" />
        {obstacleOf(plan) === null ? (
          <>
            <Effects plan={plan} />
            <Undo plan={plan} />
          </>
        ) : null}
        <Checks checks={plan.checks} level="fact" />
      </section>
      <div className={styles.right}>
        <Steps plan={plan} />
      </div>
    </div>
  );
}
