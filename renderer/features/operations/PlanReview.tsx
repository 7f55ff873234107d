import { useState } from "react";
import type { PlanView } from "../../../shared/contract/operation-schemas.ts";
import type { Words } from "../../../shared/words/message.ts";
import { CodeBlock } from "../../ui/CodeBlock.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { reachable } from "../../ui/reachable.ts";
import { Sentences } from "../../ui/Sentences.tsx";
import { StepList } from "../../ui/StepList.tsx";
import { Tabs } from "../../ui/Tabs.tsx";
import { useSay } from "../../words/language.ts";
import { PLAN_WORDS } from "../../words/plan.ts";
import { Checks } from "./Checks.tsx";
import { Effects } from "./Effects.tsx";
import { Impact } from "./Impact.tsx";
import { checksLeft } from "./impact-view.ts";
import { PlanSection } from "./PlanSection.tsx";
import { obstacleOf, plannedSteps } from "./plan-view.ts";
import styles from "./Split.module.css";

interface PlanReviewProps {
  readonly plan: PlanView;
  /** Why the plan before this one was not run. */
  readonly outdated: Words | null;
  /** Why this one was not. */
  readonly refused: Words | null;
}

function Undo({ plan }: { readonly plan: PlanView }) {
  if (plan.undo.length === 0) return null;
  return (
    <PlanSection title={PLAN_WORDS.howToUndo}>
      <Sentences lines={plan.undo} />
    </PlanSection>
  );
}

function Steps({ plan }: { readonly plan: PlanView }) {
  const [tab, setTab] = useState<"steps" | "commands">("steps");
  return (
    <Tabs
      label={PLAN_WORDS.stepsAndCommands}
      value={tab}
      onChange={setTab}
      tabs={[
        {
          id: "steps",
          label: PLAN_WORDS.steps({ count: plan.steps.length }),
          content: () => <StepList label={PLAN_WORDS.planSteps} steps={plannedSteps(plan.steps)} />,
        },
        {
          id: "commands",
          label: PLAN_WORDS.commands,
          content: () => (
            <div className={styles.commands}>
              <CodeBlock
                label={PLAN_WORDS.commands}
                text={plan.commands.join("\n")}
                copyLabel={PLAN_WORDS.copyAll}
                aside={PLAN_WORDS.commandsAside}
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
  const say = useSay();
  const undrawn = checksLeft(plan.checks);
  const hasSteps = plan.steps.length > 0;
  return (
    <div className={`${styles.split} ${hasSteps ? "" : styles.alone}`}>
      <section ref={reachable} aria-label={say(PLAN_WORDS.about)} className={styles.left} data-review="">
        {outdated === null ? null : <Notice tone="warn">{outdated}</Notice>}
        {refused === null ? null : (
          <Notice tone="danger" title={PLAN_WORDS.notRun}>
            {refused}
          </Notice>
        )}
        {plan.verdict === "nothing" ? <Notice tone="ok" title={PLAN_WORDS.noChanges} /> : null}
        <Checks checks={plan.checks} level="blocker" />
        <Impact plan={plan} />
        <Checks checks={undrawn} level="guard" />
        <Checks checks={undrawn} level="warning" />
        {obstacleOf(plan) === null ? (
          <>
            <Effects plan={plan} />
            {hasSteps ? null : <Undo plan={plan} />}
          </>
        ) : null}
        <Checks checks={plan.checks} level="fact" />
      </section>
      {hasSteps ? (
        <div className={styles.right}>
          <Steps plan={plan} />
          {obstacleOf(plan) === null ? (
            <div className={styles.undo}>
              <Undo plan={plan} />
            </div>
          ) : null}
        </div>
      ) : null}
    </div>
  );
}
