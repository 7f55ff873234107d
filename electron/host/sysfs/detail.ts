/** What is read only of a function that a person looks at: attributes that may be slow or lock. */
import { basename } from "node:path";
import type { FunctionDetail, ReadProblem } from "../../../shared/machine/facts.ts";
import type { Bdf } from "../../../shared/pci/bdf.ts";
import { meansGone, oddValue, readProblem } from "../errors.ts";
import type { TreeReader } from "./attribute-reader.ts";
import type { LockedReads, LockedRequest } from "./locked-reads.ts";
import { ownAttributes, ownPaths } from "./own-attributes.ts";
import { decimal, natural } from "./values.ts";

const SEVERITIES = ["correctable", "nonfatal", "fatal"] as const;

/** `RxErr 12` lines of aer_dev_*; the kernel's sum line at the end (`TOTAL_ERR_COR`) is left out. */
function parseCounters(text: string): { name: string; count: number }[] | null {
  const counters: { name: string; count: number }[] = [];
  for (const line of text.split("\n")) {
    const match = /^(\S+) (\d+)$/.exec(line.trim());
    if (!match) return null;
    const [, name = "", count = ""] = match;
    if (!name.startsWith("TOTAL_ERR_")) counters.push({ name, count: Number(count) });
  }
  return counters;
}

/** `0x00000000fee00000 0x00000000feefffff msi` lines of reserved_regions. */
function parseRegions(text: string): FunctionDetail["reservedRegions"] | null {
  const regions: { start: string; end: string; kind: string }[] = [];
  for (const line of text.split("\n")) {
    if (line === "") continue;
    const match = /^0x0*([0-9a-f]+) 0x0*([0-9a-f]+) (\S+)$/.exec(line.trim());
    if (!match) return null;
    const [, start = "", end = "", kind = ""] = match;
    regions.push({ start: `0x${start}`, end: `0x${end}`, kind });
  }
  return regions;
}

/** @param dir the function's folder */
export async function readDetail(
  tools: { readonly root: string; readonly reader: TreeReader; readonly locked: Pick<LockedReads, "read"> },
  bdf: Bdf,
  dir: string,
): Promise<FunctionDetail> {
  const { reader, root } = tools;
  const problems: ReadProblem[] = [];
  const listed = new Set(reader.names(dir));
  if (listed.size === 0) problems.push(readProblem("folder", reader.code || "ENOENT"));

  const value = <T>(name: string, parse: (text: string) => T | null): T | null => {
    const text = reader.text(`${dir}/${name}`);
    if (text === null) {
      if (!meansGone(reader.code) || listed.has(name)) problems.push(readProblem(name, reader.code));
      return null;
    }
    const parsed = parse(text);
    if (parsed === null) problems.push(oddValue(name, text));
    return parsed;
  };

  const groupLink = listed.has("iommu_group") ? reader.link(`${dir}/iommu_group`) : null;
  const group = groupLink === null ? null : basename(groupLink);
  const groupDir = `${root}/kernel/iommu_groups/${group}`;
  const numVfsPath = `${dir}/sriov_numvfs`;
  const requests: LockedRequest[] = [];
  if (listed.has("sriov_numvfs")) requests.push({ owner: bdf, path: numVfsPath });
  for (const name of group === null ? [] : ["type", "reserved_regions"]) {
    requests.push({ owner: `iommu group ${group}`, path: `${groupDir}/${name}` });
  }
  const paths = ownPaths(reader, dir, listed, bdf);
  for (const path of paths) requests.push({ owner: bdf, path: `${dir}/${path}` });
  const answers = await tools.locked.read(requests);
  const own = ownAttributes(reader, dir, listed, paths, answers);
  const locked = <T>(path: string, parse: (text: string) => T | null): T | null => {
    const answer = answers.get(path);
    if (!answer) return null;
    const name = basename(path);
    if ("code" in answer) {
      // Kernels before 5.11 have no `type`; a missing numvfs has left together with its device.
      if (answer.code !== "ENOENT" || name === "sriov_numvfs") problems.push(readProblem(name, answer.code));
      return null;
    }
    const parsed = parse(answer.text);
    if (parsed === null) problems.push(oddValue(name, answer.text));
    return parsed;
  };

  return {
    bdf,
    numVfs: locked(numVfsPath, natural),
    iommuGroupType: locked(`${groupDir}/type`, (text) => text || null),
    reservedRegions: locked(`${groupDir}/reserved_regions`, parseRegions) ?? [],
    aer: SEVERITIES.filter((severity) => listed.has(`aer_dev_${severity}`)).flatMap((severity) =>
      (value(`aer_dev_${severity}`, parseCounters) ?? []).map((counter) => ({ severity, ...counter })),
    ),
    runtimeStatus: listed.has("power") ? value("power/runtime_status", (text) => text || null) : null,
    enableCount: listed.has("enable") ? value("enable", decimal) : null,
    ...(own === null ? {} : { own }),
    problems,
  };
}
