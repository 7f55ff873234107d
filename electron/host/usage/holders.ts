/** Processes that have a function's device node open, found through the links of /proc/PID/fd. */
import type { HolderFacts } from "../../../shared/machine/usage-facts.ts";
import { functionOf, type UsagePlaces } from "./places.ts";
import type { SentFiles } from "./sent-files.ts";

type Node = Pick<HolderFacts, "kind" | "node" | "group" | "bdf">;

/** Class folders whose entries are device nodes of functions. */
const CLASSES: readonly { readonly folder: string; readonly dev: string; readonly kind: HolderFacts["kind"] }[] = [
  { folder: "infiniband_verbs", dev: "infiniband/", kind: "rdma" },
  { folder: "drm", dev: "dri/", kind: "display" },
  { folder: "uio", dev: "", kind: "uio" },
  { folder: "vfio-dev", dev: "vfio/devices/", kind: "vfio" },
];

/** Device nodes that stand for functions, by path. */
function readNodes({ files }: UsagePlaces): Map<string, Node> {
  const nodes = new Map<string, Node>();
  for (const { folder, dev: prefix, kind } of CLASSES) {
    for (const name of files.names(`/sys/class/${folder}`)) {
      const bdf = functionOf(files.real(`/sys/class/${folder}/${name}/device`));
      const node = `/dev/${prefix}${name}`;
      if (bdf !== null) nodes.set(node, { kind, node, group: null, bdf });
    }
  }
  for (const name of files.names("/dev/vfio")) {
    const group = /^(?:noiommu-)?(\d+)$/.exec(name)?.[1];
    if (group !== undefined)
      nodes.set(`/dev/vfio/${name}`, { kind: "vfio", node: `/dev/vfio/${name}`, group, bdf: null });
  }
  return nodes;
}

export function readHolders(places: UsagePlaces): HolderFacts[] {
  const nodes = readNodes(places);
  const pids = places.files.names("/proc").map(Number).filter(Number.isInteger);
  return nodes.size === 0 ? [] : pids.flatMap((pid) => openNodes(places.files, pid, nodes));
}

export function processName(files: SentFiles, pid: number): string {
  return files.text(`/proc/${pid}/comm`) ?? "a process";
}

function openNodes(files: SentFiles, pid: number, nodes: ReadonlyMap<string, Node>): HolderFacts[] {
  const open = new Set<Node>();
  for (const fd of files.names(`/proc/${pid}/fd`)) {
    const node = nodes.get(files.link(`/proc/${pid}/fd/${fd}`) ?? "");
    if (node) open.add(node);
  }
  if (open.size === 0) return [];
  const process = processName(files, pid);
  const vm = vmName(files.text(`/proc/${pid}/cmdline`) ?? "");
  return [...open].map((node) => ({ ...node, pid, process, vm }));
}

/**
 * The name of a virtual machine out of its command line: QEMU's `-name guest=build-7,debug-threads=on` or
 * `-name build-7`, Cloud Hypervisor and others by their API socket are left to their process name.
 */
export function vmName(commandLine: string): string | null {
  const words = commandLine.split("\0");
  const at = words.findIndex((word) => word === "-name" || word === "--name");
  const value = at < 0 ? undefined : words[at + 1];
  if (value === undefined || value === "") return null;
  const named = /(?:^|,)guest=((?:[^,]|,,)*)/.exec(value)?.[1] ?? value.split(",")[0] ?? "";
  return named.replaceAll(",,", ",") || null;
}
