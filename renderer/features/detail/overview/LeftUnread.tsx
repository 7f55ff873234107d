import type { FunctionInfo } from "../../../../shared/machine/facts.ts";
import { useRefusal } from "../../../stores/connection.ts";
import { leaveFunctionUnread, useLeaving } from "../../../stores/left-unread.ts";
import { useMachine } from "../../../stores/machine.ts";
import { Notice } from "../../../ui/Notice.tsx";
import { ReasonButton } from "../../../ui/ReasonButton.tsx";
import { Section } from "../parts/Section.tsx";

/** Ends it. */
export function ReadAgain({ fn }: { readonly fn: FunctionInfo }) {
  const host = useMachine((state) => state.host) ?? "local";
  const refused = useRefusal("function.leave", { host, bdf: fn.bdf, isLeft: false });
  return (
    <ReasonButton because={refused} onClick={() => void leaveFunctionUnread(fn.bdf, false)}>
      Read its registers again
    </ReasonButton>
  );
}

/** That the function is left unread, what that means, and the way to end it. Why a change of that was refused. */
export function LeftUnread({ fn }: { readonly fn: FunctionInfo }) {
  const problem = useLeaving((state) => (state.bdf === fn.bdf ? state.problem : null));
  if (!fn.leftUnread && problem === null) return null;
  return (
    <Section title="Left unread" wide testId="section-left">
      {fn.leftUnread ? (
        <Notice title="Its registers are left unread by your setting." actions={<ReadAgain fn={fn} />}>
          Nothing opens its configuration space, its product data or its link, and nothing wakes it. What the kernel
          remembers of it is shown. The setting is for this card at this address, and is kept over restarts, unless the
          command line named it (--skip).
        </Notice>
      ) : null}
      {problem === null ? null : <Notice tone="warn">{problem}</Notice>}
    </Section>
  );
}
