/** Checks on the names that a plan writes: one that cannot be seen cannot be read before the plan is run, nor typed. */
import { isVisible, visibleLine } from "../../pci/visible-text.ts";
import { verbOf } from "../verbs/table.ts";
import { check, type PlanCheck } from "./check.ts";

export const NAME_CHECKS: readonly PlanCheck[] = [
  /** One for each such name in the steps or in what takes them back. */
  check({
    id: "hidden-characters",
    about: "No name that the steps write has characters that cannot be seen",
    source: "the journal, driver",
    noCase: "no kernel is asked",
    says: ({ steps }) => {
      const names = steps.flatMap(({ template, undo }) =>
        [template, ...undo].flatMap((each) => verbOf(each).names?.(each) ?? []),
      );
      return [...new Set(names.filter((name) => !isVisible(name)))].map((name) => ({
        level: "blocker",
        title: `The name ${visibleLine(name)} holds characters that cannot be seen, and no step may write it.`,
        evidence: "the kernel and its drivers use no such names",
        remedy: "Find out where the name comes from before you change anything on this machine.",
      }));
    },
  }),
];
