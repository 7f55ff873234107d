/** Checks on facts of the functions themselves: what could not be read of who has a function guards every plan that reaches it. */
import type { FunctionInfo } from "../../machine/facts.ts";
import { writtenTo } from "../verbs/target.ts";
import { type Answer, check, type PlanCheck } from "./check.ts";

/** Attributes that tell who has a function or what lives on it, as `problems` names them. */
const WHO_HAS_IT: ReadonlySet<string> = new Set([
  "folder",
  "driver",
  "physfn",
  "net",
  "block",
  "infiniband",
  "drm",
  "nvme",
  "vfio",
]);

/** What could not be read of who has the function and what lives on it, in sentences. */
export function unreadOf({ problems }: FunctionInfo): readonly string[] {
  return problems
    .filter(({ attribute }) => WHO_HAS_IT.has(attribute) || attribute.startsWith("virtfn"))
    .map(({ message }) => message);
}

export const UNREAD_CHECKS: readonly PlanCheck[] = [
  /** One for each function that the steps are written to or reach, and of which such a fact is not known. */
  check({
    id: "facts-unread",
    about: "It was read who has what the steps reach",
    source: "links, folders and names of the function",
    noCase: "no kernel is asked",
    says: ({ machine, steps, hits }) => {
      const written = steps.flatMap(({ template }) => writtenTo(template) ?? []);
      return [...new Set([...written, ...hits.map(({ bdf }) => bdf)])].flatMap((bdf): Answer | Answer[] => {
        const fn = machine.byBdf.get(bdf);
        const unread = fn === undefined ? [] : unreadOf(fn);
        if (unread.length === 0) return [];
        return {
          level: "guard",
          subject: bdf,
          title: `It is not known to the end who has ${bdf} and what lives on it.`,
          evidence: unread.join(" "),
          remedy: "Refresh the machine. If the same is missing again, find out on the machine why it cannot be read.",
        };
      });
    },
  }),
];
