/** Facts of one line beside each other. */
import type { FunctionFacts } from "../machine/facts.ts";
import type { Words } from "../words/message.ts";
import { REPORT_WORDS as T } from "../words/texts/report.ts";

/** `VF 3, bound to igbvf, group 7`; those that are null are left out. */
export function beside(first: Words, ...more: readonly (Words | null)[]): Words {
  return more.reduce<Words>((text, each) => (each === null ? text : T.beside({ text, more: each })), first);
}

/** `group 7`; null for a function in none. */
export function groupPhrase({ iommuGroup }: Pick<FunctionFacts, "iommuGroup">): Words | null {
  return iommuGroup === null ? null : T.group({ group: iommuGroup });
}
