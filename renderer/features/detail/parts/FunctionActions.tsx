import { ChevronDown } from "lucide-react";
import type { FunctionInfo } from "../../../../shared/machine/facts.ts";
import type { Machine } from "../../../../shared/machine/machine.ts";
import type { UsedByIndex } from "../../../../shared/machine/used-by.ts";
import { functionMenu } from "../../../actions/function-menu.tsx";
import { primaryAction } from "../../../actions/primary-action.ts";
import { useVfControllers } from "../../../stores/function-detail.ts";
import { useOutOfReach } from "../../../stores/out-of-reach.ts";
import { Button } from "../../../ui/Button.tsx";
import { Menu } from "../../../ui/Menu.tsx";
import { useSay } from "../../../words/language.ts";
import { MANY_WORDS } from "../../../words/many.ts";

interface FunctionActionsProps {
  readonly machine: Machine;
  readonly functions: readonly FunctionInfo[];
  readonly usedBy: UsedByIndex;
  /** They stand in a pane whose first action is another one. */
  readonly isSecond?: boolean;
}

/** What can be done with these functions: the one that most come for, and all others under More. */
export function FunctionActions({ machine, functions, usedBy, isSecond = false }: FunctionActionsProps) {
  const say = useSay();
  const outOfReach = useOutOfReach();
  const controllerOf = useVfControllers(machine, functions);
  const primary = primaryAction(machine, functions, { usedBy, outOfReach, controllerOf });
  return (
    <>
      {primary === null ? null : (
        <Button
          tone={isSecond ? "plain" : "primary"}
          icon={<primary.icon />}
          title={primary.hint}
          onClick={() => primary.run()}
        >
          {primary.label}
        </Button>
      )}
      <Menu
        align="end"
        trigger={
          <Button>
            {say(MANY_WORDS.more)}
            <ChevronDown aria-hidden="true" />
          </Button>
        }
        items={functionMenu(machine, functions, { without: primary?.id, usedBy, outOfReach })}
      />
    </>
  );
}
