/** One English text, several Chinese ones: the same thing has two names, or two things share one. */
import { listsBy } from "../../shared/machine/lists.ts";
import type { DeclaredText } from "./declared.ts";

/** Whose English is the same for different things, and which. */
export const SENSES: Readonly<Record<string, string>> = {
  Group: "the number of an IOMMU group, and the heading of its column",
  down: "a link that is not up, and a VF's link that is disabled",
  "In use": "the heading of what uses a function, and functions that something uses",
  "No driver": "what is chosen for VFs, and how a function is",
  "{name} has {what}": "a number of VFs, and settings",
  "{name} had {was} and now has {is}": "the same",
  "{found, plural, one {The driver accepted {asked} but created # VF.} other {The driver accepted {asked} but created # VFs.}} The kernel reports success.":
    "fewer than were asked for, and more",
};

/** Texts of the same English and different Chinese, but those with several senses. */
export function differingTexts(texts: readonly DeclaredText[]): (readonly DeclaredText[])[] {
  return [...listsBy(texts, ({ en }) => en)].flatMap(([en, same]) => {
    return !Object.hasOwn(SENSES, en) && new Set(same.map(({ zh }) => zh)).size > 1 ? [same] : [];
  });
}
