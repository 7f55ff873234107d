/** Checks on the names that a plan writes: one that cannot be seen cannot be read before the plan is run, nor typed. */
import { isVisible, visibleLine } from "../../pci/visible-text.ts";
import type { StepTemplate } from "../verbs/step.ts";
import { settingWords } from "../verbs/vf-settings.ts";
import { check, type PlanCheck } from "./check.ts";

/** The words of a step that come from the machine or the journal. */
function namesIn(template: StepTemplate): readonly string[] {
  switch (template.verb) {
    case "driver.override":
      return template.driver === null ? [] : [template.driver];
    case "reset.method":
      return template.methods ?? [];
    case "vf.network":
      return template.settings.flatMap(settingWords);
    default:
      return [];
  }
}

/** One for each such name in the steps or in what takes them back. */
const hiddenCharacters = check({
  id: "hidden-characters",
  about: "No name that the steps write has characters that cannot be seen",
  source: "the journal, driver",
  proof: "no kernel is asked",
  says: ({ steps }) => {
    const names = steps.flatMap(({ template, undo }) => [template, ...undo].flatMap(namesIn));
    return [...new Set(names.filter((name) => !isVisible(name)))].map((name) => ({
      level: "blocker",
      title: `The name ${visibleLine(name)} holds characters that cannot be seen, and no step may write it.`,
      evidence: "the kernel and its drivers use no such names",
      remedy: "Find out where the name comes from before you change anything on this machine.",
    }));
  },
});

export const NAME_CHECKS: readonly PlanCheck[] = [hiddenCharacters];
