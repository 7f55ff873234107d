import type { FunctionInfo } from "../../../../shared/machine/facts.ts";
import { useRefusal } from "../../../stores/connection.ts";
import { leaveFunctionUnread, useLeaving } from "../../../stores/left-unread.ts";
import { useMachine } from "../../../stores/machine.ts";
import { Notice } from "../../../ui/Notice.tsx";
import { ReasonButton } from "../../../ui/ReasonButton.tsx";
import { useSay } from "../../../words/language.ts";
import { OVERVIEW_WORDS } from "../../../words/overview.ts";
import { Section } from "../parts/Section.tsx";

/** Ends it. */
export function ReadAgain({ fn }: { readonly fn: FunctionInfo }) {
  const host = useMachine((state) => state.host) ?? "local";
  const say = useSay();
  const refused = useRefusal("function.leave", { host, bdf: fn.bdf, isLeft: false });
  return (
    <ReasonButton because={refused} onClick={() => void leaveFunctionUnread(fn.bdf, false)}>
      {say(OVERVIEW_WORDS.readRegisters)}
    </ReasonButton>
  );
}

/** That the function is left unread, what that means, and the way to end it. Why a change of that was refused. */
export function LeftUnread({ fn }: { readonly fn: FunctionInfo }) {
  const say = useSay();
  const problem = useLeaving((state) => (state.bdf === fn.bdf ? state.problem : null));
  if (!fn.leftUnread && problem === null) return null;
  return (
    <Section title={OVERVIEW_WORDS.leftUnread} wide testId="section-left">
      {fn.leftUnread ? (
        <Notice title={say(OVERVIEW_WORDS.leftUnreadTitle)} actions={<ReadAgain fn={fn} />}>
          {say(OVERVIEW_WORDS.leftUnreadHelp)}
        </Notice>
      ) : null}
      {problem === null ? null : <Notice tone="warn">{say(problem)}</Notice>}
    </Section>
  );
}
