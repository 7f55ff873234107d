/** Tables with a line of names on top, as Proxmox' `pvesh get /nodes/…/hardware/pci` draws them. */
import { parseBdf } from "../../pci/bdf.ts";
import type { Dialect } from "../dialect.ts";
import type { TextFacts } from "../text-facts.ts";
import { attributeFacts } from "./attribute-facts.ts";

const BAR = "\u2502";
const LONGEST_LINE = 4000;

type Read = (value: string) => Partial<TextFacts> | null;

const attribute =
  (name: string): Read =>
  (value) =>
    attributeFacts(name, value);

const COLUMNS: ReadonlyMap<string, Read> = new Map<string, Read>([
  ["class", attribute("class")],
  ["vendor", attribute("vendor")],
  ["device", attribute("device")],
  ["subsystem_vendor", attribute("subsystem_vendor")],
  ["subsystem_device", attribute("subsystem_device")],
  // -1 = in none.
  ["iommugroup", (value) => (/^\d{1,6}$/.test(value) ? { iommuGroup: value } : null)],
  ["device_name", (device) => ({ names: { device } })],
  ["vendor_name", (vendor) => ({ names: { vendor } })],
]);

export const TABLES: Dialect = {
  name: "pvesh get /nodes/NODE/hardware/pci",
  start: (sink) => {
    let names: readonly string[] = [];
    return (line) => {
      const { text } = line;
      if (text === "" || text.length > LONGEST_LINE || !text.includes(BAR)) return false;
      const cells = text.split(BAR).map((cell) => cell.trim());
      if (cells.includes("id") && cells.includes("class")) {
        names = cells;
        return true;
      }
      const bdf = parseBdf(cells[names.indexOf("id")] ?? "");
      if (bdf === null) return false;
      const fn = sink.mention(bdf, line);
      for (const [index, cell] of cells.entries()) {
        const facts = cell === "" ? null : COLUMNS.get(names[index] ?? "")?.(cell);
        if (facts) fn.tell(facts);
      }
      return true;
    };
  },
};
