/** What tells a VF from the others below its PF. Pure. */
import type { ColumnId } from "../../../shared/machine/columns.ts";
import type { FunctionInfo } from "../../../shared/machine/facts.ts";
import { interfacesOf } from "../../../shared/machine/interfaces.ts";
import { driverText } from "../../../shared/machine/role.ts";
import type { UsedBy } from "../../../shared/machine/used-by.ts";
import { names, phrase } from "../../../shared/words/joined.ts";
import type { Words } from "../../../shared/words/message.ts";

/**
 * Its interface with the MAC address; without one who uses it, or else its driver. Nothing that has a column of its own.
 * @param columns those that are shown
 */
export function vfName(fn: FunctionInfo, usedBy: UsedBy | null, columns: readonly ColumnId[]): Words {
  const [own] = interfacesOf(fn).own;
  if (own !== undefined) {
    const address = fn.children.find(({ name }) => name === own.name)?.address ?? null;
    return phrase(columns.includes("interfaces") ? null : own.name, address);
  }
  const users = usedBy?.users ?? [];
  if (users.length > 0 && !columns.includes("used-by")) return names(users.map(({ text }) => text));
  return columns.includes("driver") ? "" : driverText(fn);
}
