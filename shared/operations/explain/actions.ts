/** What a person can do about a failure with one press. */

import type { ExplanationAction } from "../record/record.ts";
import { interfaceWord, shellWord } from "../verbs/shell.ts";
import type { FailedStep } from "./failed-step.ts";
import type { RuleMatch } from "./rule.ts";

type MakeAction = (failed: FailedStep, match: RuleMatch) => ExplanationAction | null;

/** The same plan once more: what was in the way passes. */
export const retry: MakeAction = () => ({ kind: "retry", label: "Plan again" });

export const bindOwnDriver: MakeAction = ({ step }) =>
  "bdf" in step
    ? { kind: "plan", label: "Bind its own driver…", request: { kind: "giveBack", bdfs: [step.bdf] } }
    : null;

/** @param group which group of the log line has the number that fits */
export const setVfs =
  (group: number): MakeAction =>
  ({ step }, match) => {
    const count = Number.parseInt(match[group] ?? "", 10);
    if (!("bdf" in step) || !Number.isInteger(count) || count <= 0) return null;
    const request = { kind: "vfs.set", pf: step.bdf, count, purpose: "host" } as const;
    return { kind: "plan", label: count === 1 ? "Choose 1 VF…" : `Choose ${count} VFs…`, request };
  };

export const setAllAllowed: MakeAction = (failed) => setVfs(0)(failed, [String(failed.fn?.sriov?.totalVfs ?? "")]);

export const removeVfs: MakeAction = ({ step }) =>
  "bdf" in step
    ? {
        kind: "plan",
        label: "Set it to 0 VFs…",
        request: { kind: "vfs.set", pf: step.bdf, count: 0, purpose: "host" },
      }
    : null;

/** The text is copied: no value of it comes from outside this program but names that the kernel gave. */
export function command(label: string, text: string): MakeAction {
  return () => ({ kind: "command", label, command: text });
}

export const netUp: MakeAction = ({ fn }) => {
  const name = interfaceWord(fn);
  return name === null ? null : { kind: "command", label: "Copy command", command: `ip link set ${name} up` };
};

export const loadModule: MakeAction = ({ fn }) => {
  const module = fn?.modules.find((name) => /^\w+$/.test(name) && !name.includes("vfio"));
  return module === undefined
    ? null
    : { kind: "command", label: "Copy command", command: `modprobe ${shellWord(module)}` };
};
