import type { ExplanationAction } from "../../../shared/operations/record/record.ts";
import { ask, requestPlan } from "../../stores/operations.ts";
import { Button } from "../../ui/Button.tsx";
import { CodeBlock } from "../../ui/CodeBlock.tsx";
import { RUN_WORDS } from "../../words/run.ts";

/** What can be done about a failure with one press: a plan to look at, or a command to copy. */
export function NextStep({ action }: { readonly action: ExplanationAction }) {
  switch (action.kind) {
    // The dialog's own button plans the same again.
    case "retry":
      return null;
    case "command":
      return (
        <CodeBlock
          label={RUN_WORDS.rootCommand}
          text={action.command}
          copyLabel={action.label}
          aside={RUN_WORDS.forRootShell}
          testId="next-command"
        />
      );
    case "plan": {
      const { request, label } = action;
      return (
        <div>
          <Button
            data-autofocus=""
            onClick={() => {
              // What the VFs are for is chosen once more: the failure does not tell.
              if (request.kind === "vfs.set" && request.count > 0) ask({ kind: "vfs", pf: request.pf, draft: request });
              else requestPlan(request);
            }}
          >
            {label}
          </Button>
        </div>
      );
    }
  }
}
