/** Paths of sysfs, as find, ls -l and readlink print them: who is above whom, in which group, with which interface and driver. */
import type { Bdf } from "../../pci/bdf.ts";
import type { Dialect, Sink } from "../dialect.ts";
import type { Line } from "../line.ts";
import type { TextFacts } from "../text-facts.ts";
import { bdfOf, WHOLE_ADDRESS } from "./address-patterns.ts";
import { attributeFacts } from "./attribute-facts.ts";

/** `/sys/kernel/iommu_groups/14/devices/0000:01:00.0` */
const IN_GROUP = new RegExp(`iommu_groups/(\\d{1,6})/devices/(${WHOLE_ADDRESS})(?![^\\s:])`, "i");
/** `/sys/bus/pci/devices/0000:01:00.0/iommu_group -> ../../../../kernel/iommu_groups/14` */
const LINKS = new RegExp(`(${WHOLE_ADDRESS})/(iommu_group|driver|physfn) -> (\\S+)$`, "i");
/** What `grep .` prints of attributes: `/sys/bus/pci/devices/0000:01:00.0/sriov_numvfs:4`. */
const ATTRIBUTE = new RegExp(`(${WHOLE_ADDRESS})/([a-z_]{3,40}):\\s{0,4}(\\S.{0,100})$`, "i");
/** `…/devices/pci0000:00/0000:00:01.0/0000:01:00.0`, and an interface of it. */
const CHAIN = new RegExp(
  `devices/pci[0-9a-f]{4,8}:[0-9a-f]{2}((?:/${WHOLE_ADDRESS}){1,40})(?:/net/([\\w.-]{1,40}))?(?![^\\s<'":])`,
  "i",
);

/** Of all of them, so that most lines are looked at once. */
const MARK = new RegExp(WHOLE_ADDRESS, "i");
const LONGEST_LINE = 4096;

export const SYSFS_PATHS: Dialect = {
  name: "paths of sysfs",
  start: (sink) => (line) =>
    line.text.includes("/") && line.text.length <= LONGEST_LINE && MARK.test(line.text) && takePaths(sink, line),
};

function takePaths(sink: Sink, line: Line): boolean {
  const { text } = line;
  const member = IN_GROUP.exec(text);
  if (member !== null) tell(sink, line, bdfOf(member[2] ?? ""), { iommuGroup: member[1] ?? "" });
  const link = LINKS.exec(text);
  if (link !== null) tell(sink, line, bdfOf(link[1] ?? ""), linkFacts(link[2] ?? "", link[3] ?? ""));
  const [, address, name = "", value = ""] = ATTRIBUTE.exec(text) ?? [];
  const attribute = attributeFacts(name, value);
  if (address !== undefined && attribute !== null) tell(sink, line, bdfOf(address), attribute);
  const chain = CHAIN.exec(text);
  if (chain !== null) takeChain(sink, line, chain[1] ?? "", chain[2]);
  return (member ?? link ?? attribute ?? chain) !== null;
}

function tell(sink: Sink, line: Line, bdf: Bdf, facts: Partial<TextFacts>): void {
  sink.mention(bdf, line).tell(facts);
}

function linkFacts(name: string, target: string): Partial<TextFacts> {
  const last = target.slice(target.lastIndexOf("/") + 1);
  if (name === "iommu_group") return /^\d+$/.test(last) ? { iommuGroup: last } : {};
  return name === "driver" ? { driver: last } : {};
}

function takeChain(sink: Sink, line: Line, chain: string, interface_: string | undefined): void {
  let parent: Bdf | null = null;
  for (const address of chain.split("/").slice(1)) {
    const bdf = bdfOf(address);
    tell(sink, line, bdf, parent === null ? {} : { parent });
    parent = bdf;
  }
  if (parent !== null && interface_ !== undefined) tell(sink, line, parent, { interfaces: [interface_] });
}
