/** dpdk-devbind's status: `0000:5e:00.0 'Ethernet Controller E810-C for QSFP 1592' if=ens5f0 drv=ice unused=vfio-pci *Active*`. */
import type { Dialect } from "../dialect.ts";
import type { TextFacts } from "../text-facts.ts";
import { ADDRESS, bdfOf, hexOf } from "./address-patterns.ts";

const ENTRY = new RegExp(`^\\s*(${ADDRESS}) '([^']*(?:'(?! [a-z_]+=)[^']*)*)'(?: (.*))?$`, "i");
/** The device's id stands behind its name. */
const NAME_AND_ID = /^(?:(.*) )?([0-9a-f]{4})$/i;
/** It counts what stands for DPDK among the modules of each function. */
const FOR_DPDK: ReadonlySet<string> = new Set(["vfio-pci", "igb_uio", "uio_pci_generic"]);
const HEADINGS =
  /^(?:No '[^']*' devices detected|[A-Z][A-Za-z ]* devices using (?:DPDK-compatible|kernel) driver|Other [A-Z][A-Za-z ]* devices)\s*$/;
const LONGEST_LINE = 1000;

export const DEVBIND: Dialect = {
  name: "dpdk-devbind --status",
  start: (sink) => (line) => {
    if (line.text.length > LONGEST_LINE) return false;
    if (HEADINGS.test(line.text)) {
      sink.close();
      return true;
    }
    if (!line.text.includes(" '")) return false;
    const match = ENTRY.exec(line.text);
    if (match === null) return false;
    const [, address = "", name = "", words = ""] = match;
    const fn = sink.mention(bdfOf(address), line);
    fn.tell(nameFacts(name));
    fn.tell(optionFacts(words));
    return true;
  },
};

function nameFacts(text: string): Partial<TextFacts> {
  const [, name = "", id] = NAME_AND_ID.exec(text) ?? [];
  if (id === undefined) return text === "" ? {} : { names: { device: text } };
  return { device: hexOf(id), ...(name === "" || name === "Device" ? {} : { names: { device: name } }) };
}

function optionFacts(text: string): Partial<TextFacts> {
  const options = new Map(
    text.split(" ").map((word) => [word.slice(0, word.indexOf("=")), word.slice(word.indexOf("=") + 1)]),
  );
  const listOf = (key: string) => (options.get(key) ?? "").split(",").filter((word) => word !== "");
  const modules = listOf("unused").filter((module) => !FOR_DPDK.has(module));
  const node = options.get("numa_node");
  return {
    ...driverFacts(options),
    ...(modules.length === 0 ? {} : { modules }),
    ...(listOf("if").length === 0 ? {} : { interfaces: listOf("if") }),
    ...(node === undefined || !/^\d+$/.test(node) ? {} : { numaNode: Number(node) }),
  };
}

/** Where no driver has it, the modules that could are all that is written. */
function driverFacts(options: ReadonlyMap<string, string>): Partial<TextFacts> {
  const driver = options.get("drv");
  if (driver !== undefined && driver !== "") return { driver };
  return options.has("unused") ? { driver: null } : {};
}
