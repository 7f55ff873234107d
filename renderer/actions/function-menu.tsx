/** Actions as the items of a menu, with a line between their groups: the same in the table, the header and wherever else. */
import type { FunctionInfo } from "../../shared/machine/facts.ts";
import { isFile } from "../../shared/machine/file-name.ts";
import type { Machine } from "../../shared/machine/machine.ts";
import type { Words } from "../../shared/words/message.ts";
import { outOfReachNow } from "../stores/out-of-reach.ts";
import type { MenuItem } from "../ui/Menu.tsx";
import { FUNCTION_ACTION_WORDS } from "../words/function-actions.ts";
import { type FunctionAction, type FunctionActionId, functionActions, type Known } from "./function-actions.ts";

interface MenuOptions extends Known {
  /** It stands beside the menu already. */
  readonly without?: FunctionActionId | undefined;
  /** Items that follow one of the actions, in its group. */
  readonly after?: (id: FunctionActionId) => readonly MenuItem[];
}

/** @param told what stands below all items, once */
function itemOf(
  { id, icon: Icon, label, isDestructive, disabledBecause, hint: more, run }: FunctionAction,
  told: Words | null,
): MenuItem {
  const hint = disabledBecause === null ? more : disabledBecause === told ? undefined : disabledBecause;
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

/** What can be done with these functions; of a file and of a machine out of reach, why it is so little. */
export function functionMenu(
  machine: Machine,
  functions: readonly FunctionInfo[],
  { without, after = () => [], outOfReach = outOfReachNow(), ...known }: MenuOptions = {},
): MenuItem[] {
  const actions = functionActions(machine, functions, { ...known, outOfReach }).filter(({ id }) => id !== without);
  const items = actions.flatMap((action, at): MenuItem[] => {
    const { id, group } = action;
    const beginsGroup = at > 0 && actions[at - 1]?.group !== group;
    return [
      ...(beginsGroup ? [{ kind: "line", id: `before-${id}` } as const] : []),
      itemOf(action, outOfReach),
      ...after(id),
    ];
  });
  const note = isFile(machine.snapshot) ? FUNCTION_ACTION_WORDS.fileIsOld : outOfReach;
  if (functions.length > 0 && note !== null) items.push({ kind: "note", id: "note", label: note });
  return items;
}
