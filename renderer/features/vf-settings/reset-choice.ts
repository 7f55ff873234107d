/** Which methods a reset of several functions can be made by. Pure. */
import type { FunctionInfo } from "../../../shared/machine/facts.ts";
import type { Words } from "../../../shared/words/message.ts";
import { RESET_WORDS } from "../../words/reset.ts";

interface ResetChoice {
  /** What all of them can do, in the first one's order. */
  readonly methods: readonly { readonly id: string; readonly isKernelsFirst: boolean }[];
  /** The machine lists no methods and takes no choice (Linux before 5.15): the kernel chooses. */
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
export function withoutChoice({ isUntold }: ResetChoice, fns: readonly FunctionInfo[]): Words {
  if (isUntold) return RESET_WORDS.kernelChooses;
  const untold = fns.filter((fn) => fn.resetMethods === null).length;
  if (untold > 0) return RESET_WORDS.someUnknown;
  return fns.length === 1 ? RESET_WORDS.noMethod : RESET_WORDS.noneInCommon;
}
