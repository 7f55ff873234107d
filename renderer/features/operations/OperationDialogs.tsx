import { useOperations } from "../../stores/operations.ts";
import { HandoffDialog } from "./HandoffDialog.tsx";
import { PlanDialog } from "./PlanDialog.tsx";
import { VfDialog } from "./VfDialog.tsx";

/** The dialogs that lead from a request to the state afterwards. */
export function OperationDialogs() {
  const asked = useOperations((state) => state.asked);
  return (
    <>
      {asked?.kind === "vfs" ? <VfDialog bdf={asked.pf} draft={asked.draft} /> : null}
      {asked?.kind === "plan" || asked?.kind === "run" ? (
        <PlanDialog request={asked.kind === "plan" ? asked.request : null} />
      ) : null}
      {asked?.kind === "handoff" ? <HandoffDialog bdfs={asked.bdfs} /> : null}
    </>
  );
}
