import type { FunctionInfo } from "../../../shared/machine/facts.ts";
import type { Machine } from "../../../shared/machine/machine.ts";
import { useMachine } from "../../stores/machine.ts";
import { useBusyWith } from "../../stores/operation-run.ts";
import { requestPlan, useOperations } from "../../stores/operations.ts";
import { Button } from "../../ui/Button.tsx";
import { ReasonButton } from "../../ui/ReasonButton.tsx";
import { ProtectedUses } from "./ProtectedUses.tsx";
import { planOf, useEffectsInTable, usePreview } from "./use-preview.ts";
import { useVfChoice, type VfChoice } from "./use-vf-choice.ts";
import styles from "./VfControl.module.css";
import { VfForm } from "./VfForm.tsx";

/** Leads to the plan; says why not while there is nothing to plan. */
export function ReviewButton({ choice }: { readonly choice: VfChoice }) {
  const busyWith = useBusyWith(useMachine((state) => state.host));
  const { request, count } = choice;
  const off =
    busyWith !== null
      ? `“${busyWith}” is still running.`
      : request !== null
        ? null
        : count === null
          ? "Type a number first."
          : "This is how it is now: choose another number or purpose.";
  return (
    <ReasonButton tone="primary" because={off} onClick={() => request !== null && requestPlan(request)}>
      Review plan…
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
            Reset
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
