import type { FunctionInfo } from "../../../shared/machine/facts.ts";
import type { Machine } from "../../../shared/machine/machine.ts";
import { useMachine } from "../../stores/machine.ts";
import { useBusyWith } from "../../stores/operation-run.ts";
import { requestPlan, useOperations } from "../../stores/operations.ts";
import { useOutOfReach } from "../../stores/out-of-reach.ts";
import { Button } from "../../ui/Button.tsx";
import { ReasonButton } from "../../ui/ReasonButton.tsx";
import { BUTTON_WORDS } from "../../words/buttons.ts";
import { PLAN_WORDS } from "../../words/plan.ts";
import { VF_CHOICE_WORDS } from "../../words/vf-choice.ts";
import { ProtectedUses } from "./ProtectedUses.tsx";
import { planOf, useEffectsInTable, usePreview } from "./use-preview.ts";
import { useVfChoice, type VfChoice } from "./use-vf-choice.ts";
import styles from "./VfControl.module.css";
import { VfForm } from "./VfForm.tsx";

/** Leads to the plan; says why not while there is nothing to plan. */
export function ReviewButton({ choice }: { readonly choice: VfChoice }) {
  const busyWith = useBusyWith(useMachine((state) => state.host));
  const outOfReach = useOutOfReach();
  const { request, count } = choice;
  const off =
    outOfReach !== null
      ? outOfReach
      : busyWith !== null
        ? PLAN_WORDS.busy({ title: busyWith })
        : request !== null
          ? null
          : count === null
            ? VF_CHOICE_WORDS.typeFirst
            : VF_CHOICE_WORDS.asNow;
  return (
    <ReasonButton
      tone={outOfReach === null ? "primary" : "plain"}
      because={off}
      onClick={() => request !== null && requestPlan(request)}
    >
      {BUTTON_WORDS.reviewPlan}
    </ReasonButton>
  );
}

function Control({ machine, pf }: { readonly machine: Machine; readonly pf: FunctionInfo }) {
  const choice = useVfChoice(machine, pf, null);
  const preview = usePreview(choice.request, pf);
  const idle = useOperations((state) => state.asked === null);
  useEffectsInTable(planOf(preview), idle);
  return (
    <div className={styles.control} data-testid="vf-control">
      <VfForm choice={choice} preview={preview}>
        <ProtectedUses machine={machine} pf={pf} />
      </VfForm>
      <div className={styles.buttons}>
        <ReviewButton choice={choice} />
        {choice.request === null && choice.count !== null ? null : (
          <Button tone="quiet" onClick={choice.reset}>
            {VF_CHOICE_WORDS.reset}
          </Button>
        )}
      </div>
    </div>
  );
}

/** Sets a PF's number of VFs where its SR-IOV state is shown. */
export function VfControl({ pf }: { readonly pf: FunctionInfo }) {
  const machine = useMachine((state) => state.machine);
  return machine === null ? null : <Control key={pf.bdf} machine={machine} pf={pf} />;
}
