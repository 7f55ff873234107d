import { isAsking } from "../../model/operation-status.ts";
import { useMachine } from "../../stores/machine.ts";
import { useRuns } from "../../stores/operation-run.ts";
import { useOperations } from "../../stores/operations.ts";
import { RUN_WORDS } from "../../words/run.ts";
import { Asking } from "./KeepPrompt.tsx";

/** Above the content of any dialog, which covers the pill: a change that is rolled back while its author is busy. */
export function WaitingChange() {
  const host = useMachine((state) => state.host);
  const run = useRuns(({ runs }) => runs[host ?? ""]);
  const isShown = useOperations(({ asked }) => asked?.kind === "run");
  if (isShown || host === null || run === undefined || run.backAt === null || !isAsking(run.status)) return null;
  const title = RUN_WORDS.waitingFor({ title: run.status.title });
  return <Asking host={host} run={run} title={title} backAt={run.backAt} />;
}
