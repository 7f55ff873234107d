/** Actions as the items of a menu, with a line between their groups: the same in the table, the header and wherever else. */
import type { FunctionInfo } from "../../shared/machine/facts.ts";
import { isFile } from "../../shared/machine/file-name.ts";
import type { Machine } from "../../shared/machine/machine.ts";
import type { MenuItem } from "../ui/Menu.tsx";
import { FUNCTION_ACTION_WORDS } from "../words/function-actions.ts";
import { type FunctionAction, type FunctionActionId, functionActions } from "./function-actions.ts";

interface MenuOptions {
  /** It stands beside the menu already. */
  readonly without?: FunctionActionId | undefined;
  /** Items that follow one of the actions, in its group. */
  readonly after?: (id: FunctionActionId) => readonly MenuItem[];
}

function itemOf({ id, icon: Icon, label, isDestructive, disabledBecause, hint: more, run }: FunctionAction): MenuItem {
  const hint = disabledBecause ?? more;
  return {
    id,
    label,
    icon: <Icon />,
    danger: isDestructive ?? false,
    disabled: disabledBecause !== null,
    ...(hint === undefined ? {} : { hint }),
    run: () => run(),
  };
}

/** What can be done with these functions; of a file, why it is so little. */
export function functionMenu(
  machine: Machine,
  functions: readonly FunctionInfo[],
  { without, after = () => [] }: MenuOptions = {},
): MenuItem[] {
  const actions = functionActions(machine, functions).filter(({ id }) => id !== without);
  const items = actions.flatMap((action, at): MenuItem[] => {
    const { id, group } = action;
    const beginsGroup = at > 0 && actions[at - 1]?.group !== group;
    return [...(beginsGroup ? [{ kind: "line", id: `before-${id}` } as const] : []), itemOf(action), ...after(id)];
  });
  if (functions.length > 0 && isFile(machine.snapshot))
    items.push({ kind: "note", id: "file", label: FUNCTION_ACTION_WORDS.fileIsOld });
  return items;
}
