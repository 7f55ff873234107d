/** Of functions that are to be bound to vfio-pci: which can be, and why the others are left out. Pure. */
import type { FunctionInfo } from "../../shared/machine/facts.ts";
import { hasVfs, isOnVfio, roleOf, subclass } from "../../shared/machine/role.ts";
import type { UsedByIndex } from "../../shared/machine/used-by.ts";
import type { Message, Words } from "../../shared/words/message.ts";
import { BINDABLE_WORDS } from "../words/bindable.ts";

/** In the order in which they are told. */
const REASONS = ["withVfs", "protected", "system", "bound"] as const;
type Reason = (typeof REASONS)[number];

/** Bridges, and the machine's own peripherals; "other" ones (0880h) are also accelerators such as DSA and IAA. */
function isOfSystem(fn: FunctionInfo): boolean {
  const kind = subclass(fn);
  if (roleOf(fn) === "bridge") return true;
  return kind !== null && (kind >>> 8 === 0x06 || (kind >>> 8 === 0x08 && kind !== 0x0880));
}

function leftOutBecause(fn: FunctionInfo, usedBy: UsedByIndex): Reason | null {
  if (isOnVfio(fn)) return "bound";
  if (isOfSystem(fn)) return "system";
  if (hasVfs(fn)) return "withVfs";
  return usedBy.of(fn).users.some(({ isProtected }) => isProtected) ? "protected" : null;
}

export interface Bindable {
  readonly able: readonly FunctionInfo[];
  /** How many are left out and why; null = none are. */
  readonly leftOut: Words | null;
  /** There are some left out that one could think of binding, so that it is worth saying why. */
  readonly isRefused: boolean;
}

/** One alone is left out only where binding makes no sense: of all else the plan tells why it cannot be, and the way out. */
export function bindable(functions: readonly FunctionInfo[], usedBy: UsedByIndex): Bindable {
  const isAlone = functions.length === 1;
  const counts = new Map<Reason, number>();
  const able = functions.filter((fn) => {
    const reason = leftOutBecause(fn, usedBy);
    if (reason === null || (isAlone && (reason === "withVfs" || reason === "protected"))) return true;
    counts.set(reason, (counts.get(reason) ?? 0) + 1);
    return false;
  });
  const told = REASONS.flatMap((reason): Message[] => {
    const count = counts.get(reason);
    return count === undefined ? [] : [BINDABLE_WORDS[reason]({ count })];
  });
  return {
    able,
    leftOut: told.length === 0 ? null : BINDABLE_WORDS.leftOut({ list: told }),
    isRefused: counts.has("withVfs") || counts.has("protected"),
  };
}
