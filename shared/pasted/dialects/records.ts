/** What `lspci -vmm` writes: a record for each function, `Slot:` first, a tab behind each name. */
import { parseBdf } from "../../pci/bdf.ts";
import type { Dialect, FunctionSink } from "../dialect.ts";
import { LONGEST_LINE, type TextFacts } from "../text-facts.ts";
import { classFacts } from "./names.ts";
import { modelFacts, progIfFacts, revisionFacts, subsystemWords, vendorFacts } from "./title-facts.ts";

const NUMBER = /^\d{1,9}$/;
const BYTE = /^[0-9a-f]{2}$/i;
/** `lspci -vm` calls the slot a device, and the device as well. */
const SLOTS = ["Slot", "Device"];

/** The subsystem's vendor stands on the line before its device. */
interface OpenRecord {
  readonly fn: FunctionSink;
  subsystemVendor: string;
}

const FIELDS: ReadonlyMap<string, (text: string, record: OpenRecord) => Partial<TextFacts>> = new Map<
  string,
  (text: string, record: OpenRecord) => Partial<TextFacts>
>([
  ["Class", classFacts],
  ["Vendor", vendorFacts],
  ["Device", modelFacts],
  [
    "SVendor",
    (text, record) => {
      record.subsystemVendor = text;
      return subsystemWords(text, "");
    },
  ],
  ["SDevice", (text, record) => subsystemWords(record.subsystemVendor, text)],
  ["PhySlot", (slot) => ({ slot })],
  ["Rev", (text) => (BYTE.test(text) ? revisionFacts(text) : {})],
  ["ProgIf", (text) => (BYTE.test(text) ? progIfFacts(text) : {})],
  ["Driver", (driver) => ({ driver })],
  ["Module", (module) => ({ modules: [module] })],
  ["NUMANode", (text) => (NUMBER.test(text) ? { numaNode: Number(text) } : {})],
  ["IOMMUGroup", (iommuGroup) => ({ iommuGroup })],
  ["DTNode", (deviceTreeNode) => ({ deviceTreeNode })],
]);

export const RECORDS: Dialect = {
  name: "lspci -vmm",
  start: (sink) => {
    let record: OpenRecord | null = null;
    return (line) => {
      const colon = line.text.indexOf(":");
      // What stands behind the colon has a tab before it, or blanks that took its place.
      if (colon < 0 || line.text.length > LONGEST_LINE || !/\s/.test(line.text.charAt(colon + 1))) return false;
      const key = line.text.slice(0, colon);
      const text = line.text.slice(colon + 1).trim();
      const bdf = SLOTS.includes(key) ? parseBdf(text) : null;
      if (bdf !== null) {
        record = { fn: sink.open(bdf, line, key === "Slot"), subsystemVendor: "" };
        return true;
      }
      if (record === null || record.fn !== sink.current || text === "") return false;
      const facts = FIELDS.get(key)?.(text, record);
      if (facts === undefined) return false;
      record.fn.tell(facts);
      return true;
    };
  },
};
