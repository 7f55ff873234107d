import { useOperations } from "../../stores/operations.ts";
import { HandoffDialog } from "./HandoffDialog.tsx";
import { PlanDialog } from "./PlanDialog.tsx";
import { RunPill } from "./RunPill.tsx";
import { useFocusBack } from "./use-focus-back.ts";
import { VfDialog } from "./VfDialog.tsx";

/** The dialogs that lead from a wish to what is true afterwards. */
export function OperationDialogs() {
  const request = useOperations((state) => state.request);
  useFocusBack();
  return (
    <>
      {request?.kind === "vfs" ? <VfDialog bdf={request.pf} draft={request.draft} /> : null}
      {request?.kind === "plan" || request?.kind === "run" ? (
        <PlanDialog wish={request.kind === "plan" ? request.wish : null} />
      ) : null}
      {request?.kind === "handoff" ? <HandoffDialog bdfs={request.bdfs} /> : null}
      <RunPill />
    </>
  );
}
