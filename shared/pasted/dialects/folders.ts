/** What `ls` and `readlink` print of sysfs: the folder or the link stands on a line before, and says what it means. */
import { type Bdf, isBdf } from "../../pci/bdf.ts";
import type { Dialect, Sink } from "../dialect.ts";
import type { Line } from "../line.ts";
import type { TextFacts } from "../text-facts.ts";
import { bdfOf, WHOLE_ADDRESS } from "./address-patterns.ts";

/** With a colon behind it before its list, and without one in a command. */
const FOLDER = /(?:iommu_groups\/(\d{1,6})\/devices|bus\/pci\/drivers\/([\w-]{1,40}))\/?(:?)$/;
/** With or without what `ls -l` writes around it. */
const LISTED = new RegExp(`^(?:[a-z-]{10}.{0,200}?\\s)?(${WHOLE_ADDRESS})(?:$| ->)`, "i");
/** What else lies in a driver's folder. */
const NO_FUNCTIONS: ReadonlySet<string> = new Set(["bind", "unbind", "new_id", "remove_id", "uevent", "module"]);
/** A command that asks for a function's group, and its answer. */
const ASKED = new RegExp(`(${WHOLE_ADDRESS})/iommu_group/?$`, "i");
const ANSWER = /^(?:\.\.\/|\/).{0,100}iommu_groups\/(\d{1,6})$/;
const LONGEST_LINE = 4096;

export const FOLDERS: Dialect = {
  name: "ls of groups and drivers, readlink of a group",
  start: (sink) => {
    let folder: Partial<TextFacts> | null = null;
    let asked: Bdf | null = null;
    /** The step before that of the next line that may belong to them. */
    let last = 0;
    return (line) => {
      const { text } = line;
      if (text.length > LONGEST_LINE || (folder === null && !text.includes("/"))) return false;
      if (last !== sink.step - 1) {
        folder = null;
        asked = null;
      }
      last = sink.step;
      const match = text.includes(" -> ") ? null : FOLDER.exec(text);
      if (match !== null) {
        sink.close();
        folder = match[1] === undefined ? { driver: match[2] ?? "" } : { iommuGroup: match[1] };
        return match[3] === ":";
      }
      if (folder !== null) {
        // Whose link it is, paths tell (sysfs-paths.ts).
        if (/^total \d/.test(text) || takeListed(sink, line, folder)) return !text.includes(" -> ");
        folder = null;
      }
      const isAnswer = asked !== null && takeAnswer(sink, line, asked);
      const address = ASKED.exec(text)?.[1];
      asked = address === undefined ? null : bdfOf(address);
      return isAnswer;
    };
  },
};

/** A link, or names side by side. */
function takeListed(sink: Sink, line: Line, facts: Partial<TextFacts>): boolean {
  const linked = LISTED.exec(line.text)?.[1];
  const words = line.text.split(/\s+/).filter((word) => !NO_FUNCTIONS.has(word));
  const listed = linked !== undefined ? [bdfOf(linked)] : words.every(isBdf) ? words : [];
  for (const bdf of listed) sink.mention(bdf, line).tell(facts);
  return listed.length > 0;
}

function takeAnswer(sink: Sink, line: Line, asked: Bdf): boolean {
  const group = ANSWER.exec(line.text)?.[1];
  if (group !== undefined) sink.mention(asked, line).tell({ iommuGroup: group });
  return group !== undefined;
}
