/** Checks on what the steps name and reach: names that cannot be seen, and functions of which it was not read who has them. */

import { allOnesCause } from "../../machine/all-ones.ts";
import { unreadOf } from "../../machine/uses.ts";
import { isVisible, visibleLine } from "../../pci/visible-text.ts";
import { sentences } from "../../words/joined.ts";
import { STEP_CHECK_WORDS as T } from "../../words/texts/check-use.ts";
import { verbOf } from "../verbs/table.ts";
import { writtenTo } from "../verbs/target.ts";
import { type Answer, check, ofEach, type PlanCheck } from "./check.ts";

/** The steps would go to registers that the user keeps everybody from. */
const leftUnread = check({
  id: "left-unread",
  about:
    "No step reaches a function that is left unread by the user's setting; else only a typed address lets the plan run",
  source: "the setting",
  noCase: "no kernel is asked",
  says: ({ hits, machine }) => {
    const reached = new Set(hits.map(({ bdf }) => bdf));
    const left = [...reached].flatMap((bdf) => machine.byBdf.get(bdf) ?? []).filter((fn) => fn.leftUnread);
    return ofEach(left, ({ bdf }) => ({
      level: "guard",
      title: T.leftUnread({ bdf }),
      evidence: T.leftUnreadEvidence({ bdf }),
      remedy: T.leftUnreadRemedy,
    }));
  },
});

/** What is written to it is lost, and a guest gets nothing that works. */
const readsFf = check({
  id: "reads-ff",
  about: "What the steps write to responds",
  source: "config; PCIe 6.2 §2.3.2",
  noCase: "lab world",
  says: ({ machine, steps, knowledge }) => {
    const written = [...new Set(steps.flatMap(({ template }) => writtenTo(template) ?? []))];
    return written.flatMap((bdf): Answer | Answer[] => {
      const fn = machine.byBdf.get(bdf);
      if (fn === undefined || knowledge.readsAllOnes?.(bdf) !== true) return [];
      const { cause, evidence, remedy } = allOnesCause(machine, fn, (each) => knowledge.config?.(each.bdf) ?? null);
      return {
        level: "warning",
        subject: bdf,
        title: T.allOnes({ bdf }),
        evidence: sentences(cause, evidence),
        remedy,
      };
    });
  },
});

export const STEP_CHECKS: readonly PlanCheck[] = [
  leftUnread,
  readsFf,
  /** One for each such name in the steps or in what takes them back: it cannot be read before the plan is run, nor typed. */
  check({
    id: "hidden-characters",
    about: "No name that the steps write has invisible characters",
    source: "the journal, driver",
    noCase: "no kernel is asked",
    says: ({ steps }) => {
      const names = steps.flatMap(({ template, undo }) =>
        [template, ...undo].flatMap((each) => verbOf(each).names?.(each) ?? []),
      );
      return [...new Set(names.filter((name) => !isVisible(name)))].map((name) => ({
        level: "blocker",
        title: T.hiddenName({ name: visibleLine(name) }),
        evidence: T.hiddenNameEvidence,
        remedy: T.hiddenNameRemedy,
      }));
    },
  }),
  /** One for each function that the steps are written to or reach, and of which such a fact is not known. */
  check({
    id: "facts-unread",
    about: "What uses the functions that the steps reach could be read",
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
          title: T.factsUnread({ bdf }),
          evidence: sentences(...unread),
          remedy: T.factsUnreadRemedy,
        };
      });
    },
  }),
];
