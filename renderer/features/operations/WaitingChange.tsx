import { isAsking } from "../../model/operation-status.ts";
import { useMachine } from "../../stores/machine.ts";
import { useRuns } from "../../stores/operation-run.ts";
import { useOperations } from "../../stores/operations.ts";
import { RUN_WORDS } from "../../words/run.ts";
import { Asking } from "./KeepPrompt.tsx";

/** Above the content of any dialog: a change that is rolled back while its author is busy with something else. */
export function WaitingChange() {
  const host = useMachine((state) => state.host);
  const run = useRuns(({ runs }) => runs[host ?? ""]);
  const isShown = useOperations(({ asked }) => asked?.kind === "run");
  if (isShown || run === undefined || run.backAt === null || !isAsking(run.status)) return null;
  const { operationId, title, wayBack } = run.status;
  return (
    <Asking
      operationId={operationId}
      title={RUN_WORDS.waitingFor({ title })}
      backAt={run.backAt}
      mayEnd={wayBack?.mayEndWithLogin === true}
    />
  );
}
