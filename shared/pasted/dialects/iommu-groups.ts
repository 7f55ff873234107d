/**
 * Lists of IOMMU groups, as the scripts for them print them: a header for each group with its functions below it, or the
 * group before each function; with lspci's titles, or with ids in front of names in columns.
 */
import type { Dialect, Sink } from "../dialect.ts";
import type { Line } from "../line.ts";
import type { TextFacts } from "../text-facts.ts";
import { ADDRESS, bdfOf, hexOf } from "./address-patterns.ts";
import { titleFacts } from "./title-facts.ts";

const GROUP = "(?:iommu[ _-]?)?group[ \\t:#=]{0,8}(\\d{1,6})";
/** `IOMMU Group 3:`, `### Group 3 ###` */
const HEADER = new RegExp(`^[\\s#*=+>-]{0,40}${GROUP}[\\s:#*=-]{0,40}$`, "i");
/** `IOMMU Group 3 00:01.0 …`, `Group 3:  [8086:352a] [R] 00:01.0  …`, and what stands below a header. */
const ENTRY = new RegExp(
  `^(?:[\\s#*+>-]{0,40}${GROUP}[\\s:-]{1,40})?[\\s*+>|-]{0,80}(?:\\[([0-9a-f]{4}):([0-9a-f]{4})\\]\\s{0,8})?(?:\\[[A-Z]{1,3}\\]\\s{0,8})?(${ADDRESS})(?:\\s+(\\S.*))?$`,
  "i",
);

/** What `lspci -v` has below a function. */
const DETAIL = /^(?:[A-Z][\w /-]{2,40}: \S|(?:Memory|I\/O ports|Expansion ROM) at )/;
/** Written as lspci does below a function: of that one, unless a list goes on with another group. */
const OF_FUNCTION = /^IOMMU(?: g|G)roup:\s/;
/** Of a group whose functions stand side by side. */
const ONLY_ADDRESS = new RegExp(`^${ADDRESS}$`, "i");
/** At the end of a line, where a script asks for it. */
const DRIVER = /\s\[?Driver: ?([\w-]{1,40})?\]?$/i;
/** On a line of its own below a function. */
const DRIVER_BELOW = /^\s*[|+-]{0,8}\s*Driver(?: in use)?: ?(?:([\w-]{1,40})|\(none\))$/i;
const LONGEST_LINE = 1000;

export const IOMMU_GROUPS: Dialect = {
  name: "IOMMU groups",
  start: (sink) => {
    let group: string | null = null;
    /** The step at which the group was seen to go on: a line that others took ends it. */
    let last = 0;
    /** Does a blank line leave it open? */
    let isOpen = false;
    const goOn = () => {
      if (last !== sink.step - 1) group = null;
      last = sink.step;
    };
    return (line) => {
      const { text } = line;
      if (text === "") {
        if (isOpen) goOn();
        return false;
      }
      if (text.length > LONGEST_LINE) return false;
      if (group === null && !/group/i.test(text)) return false;
      goOn();
      const header = HEADER.exec(text)?.[1];
      if (header !== undefined && !(OF_FUNCTION.test(text) && sink.current !== null && header === (group ?? header))) {
        sink.close();
        group = header;
        isOpen = true;
        return true;
      }
      const driver = DRIVER_BELOW.exec(text);
      if (driver !== null && group !== null && sink.current !== null) {
        const name = driver[1] ?? "none";
        sink.current.tell({ driver: name.toLowerCase() === "none" ? null : name });
        return true;
      }
      const entry = ENTRY.exec(text);
      if (entry?.[1] !== undefined) group = entry[1];
      if (entry === null || group === null) {
        // lspci -v ends each function with a blank line.
        isOpen = DETAIL.test(text);
        if (!isOpen) group = null;
        return false;
      }
      // Ids in front of the address stand in such lists alone.
      isOpen = entry[2] !== undefined;
      take(sink, line, group, entry);
      return true;
    };
  },
};

function take(
  sink: Sink,
  line: Line,
  group: string,
  [, , vendor, device, address = "", rest = ""]: RegExpExecArray,
): void {
  const words = rest.split(/[\s,]+/).filter((word) => word !== "");
  if (words.length > 0 && words.every((word) => ONLY_ADDRESS.test(word))) {
    for (const word of [address, ...words]) sink.mention(bdfOf(word), line).tell({ iommuGroup: group });
    return;
  }
  const fn = sink.mention(bdfOf(address), line);
  const driver = DRIVER.exec(rest);
  fn.tell(wordsOf(rest.slice(0, driver?.index).trim()));
  if (driver?.[1] !== undefined) fn.tell({ driver: driver[1] });
  if (vendor !== undefined && device !== undefined) fn.tell({ vendor: hexOf(vendor), device: hexOf(device) });
  fn.tell({ iommuGroup: group });
}

/** lspci's title, or class and name in columns. */
function wordsOf(rest: string): Partial<TextFacts> {
  const title = rest === "" ? {} : titleFacts(rest);
  if (title !== null) return title;
  const [classLabel = "", name] = rest.split(/ {2,}|\t/);
  return name === undefined ? {} : { names: { classLabel, device: name.trim() } };
}
