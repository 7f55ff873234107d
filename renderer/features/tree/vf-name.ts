/** What tells a VF from the others below its PF. Pure. */
import type { FunctionInfo } from "../../../shared/machine/facts.ts";
import { interfacesOf } from "../../../shared/machine/interfaces.ts";
import { driverText } from "../../../shared/machine/role.ts";
import type { UsedBy } from "../../../shared/machine/used-by.ts";
import { names, phrase } from "../../../shared/words/joined.ts";
import type { Words } from "../../../shared/words/message.ts";

/** Its interface with the MAC address; without one who uses it, or else its driver. */
export function vfName(fn: FunctionInfo, usedBy: UsedBy | null): Words {
  const [own] = interfacesOf(fn).own;
  if (own !== undefined) return phrase(own.name, fn.children.find(({ name }) => name === own.name)?.address ?? null);
  const users = usedBy?.users ?? [];
  return users.length > 0 ? names(users.map(({ text }) => text)) : driverText(fn);
}
