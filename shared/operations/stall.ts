/** What is known of a write that does not come back, put beside what is generally so. Pure. */
import type { Explanation } from "./types.ts";
import { counted, listed } from "./words.ts";

/** What a host sees of it. */
export interface StallView {
  readonly waitsIn: string | null;
  readonly holders: readonly {
    readonly bdf: string;
    readonly pid: number;
    readonly program: string;
    readonly guest: string | null;
  }[];
  readonly alsoStuck: readonly { readonly pid: number; readonly program: string; readonly waitsIn: string | null }[];
  readonly kernelLog: readonly string[];
}

/** @param general what {@link explainStall} says without having looked */
export function stallExplanation(
  general: Explanation,
  { waitsIn, holders, alsoStuck, kernelLog }: StallView,
): Explanation {
  const names = holders.map(({ pid, program, guest }) =>
    guest === null ? `${program} (process ${pid})` : `guest ${guest} (${program}, process ${pid})`,
  );
  const distinct = [...new Set(names)];
  const who = listed(distinct);
  const have = distinct.length === 1 ? "has" : "have";
  return {
    cause:
      who === ""
        ? general.cause
        : `The kernel has not come back from the write: ${who} still ${have} a function open that is taken away.`,
    evidence: [
      ...general.evidence,
      ...(waitsIn === null ? [] : [`The writing process waits in ${waitsIn}.`]),
      ...holders.map(({ bdf, pid }) => `${bdf} is open in process ${pid}.`),
      ...(alsoStuck.length === 0
        ? []
        : [
            `${counted(alsoStuck.length, "other process")} ${alsoStuck.length === 1 ? "waits" : "wait"} without end: ${listed(
              alsoStuck.map(
                ({ pid, program, waitsIn: where }) => `${program} (${pid}${where === null ? "" : `, in ${where}`})`,
              ),
            )}.`,
          ]),
      ...kernelLog,
    ],
    remedy:
      who === ""
        ? `${general.remedy} The program can be closed meanwhile: the write goes on, and the next start tells of it.`
        : `Shut down ${who}; the write then comes back by itself. Until then other changes to this PF, and hot-plug on the whole machine, wait as well. The program can be closed meanwhile.`,
  };
}
