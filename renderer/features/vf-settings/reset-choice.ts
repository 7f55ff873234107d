/** Which methods a reset of several functions can be made by. Pure. */
import type { FunctionInfo } from "../../../shared/machine/facts.ts";

interface ResetChoice {
  /** What all of them can do, in the first one's order. */
  readonly methods: readonly { readonly id: string; readonly isKernelsFirst: boolean }[];
  /** The machine tells no methods and lets nobody choose (Linux before 5.15): the kernel does. */
  readonly isUntold: boolean;
}

export function resetChoice(fns: readonly FunctionInfo[]): ResetChoice {
  const common = (fns[0]?.resetMethods ?? []).filter((id) => fns.every((fn) => fn.resetMethods?.includes(id)));
  return {
    methods: common.map((id) => ({ id, isKernelsFirst: fns.every((fn) => fn.resetMethods?.[0] === id) })),
    isUntold: fns.length > 0 && fns.every((fn) => fn.resetMethods === null),
  };
}

/** Why there is nothing to choose from; one sentence. */
export function withoutChoice({ isUntold }: ResetChoice, fns: readonly FunctionInfo[]): string {
  if (isUntold) return "This machine does not tell which methods there are: the kernel chooses.";
  const untold = fns.filter((fn) => fn.resetMethods === null).length;
  if (untold > 0) return "The methods of some of them are not known: reset each on its own.";
  return fns.length === 1 ? "The kernel has no method to reset it." : "There is no method that all of them know.";
}
