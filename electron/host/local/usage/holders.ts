/** Processes that have a function's device node open, found through the links of /proc/PID/fd. */

import type { HolderFacts, ProcessFacts } from "../../../../shared/machine/usage-facts.ts";
import { Slices } from "../slices.ts";
import { Namespaces } from "./network.ts";
import { functionOf, type UsagePlaces } from "./places.ts";

type Node = Pick<HolderFacts, "kind" | "node" | "group" | "bdf">;

/** Class folders whose entries are device nodes of functions. */
const CLASSES: readonly { readonly folder: string; readonly dev: string; readonly kind: HolderFacts["kind"] }[] = [
  { folder: "infiniband_verbs", dev: "infiniband/", kind: "rdma" },
  { folder: "drm", dev: "dri/", kind: "display" },
  { folder: "uio", dev: "", kind: "uio" },
  { folder: "vfio-dev", dev: "vfio/devices/", kind: "vfio" },
];

/** Device nodes that stand for functions, by path. */
export function readNodes({ files, sys, dev }: UsagePlaces): Map<string, Node> {
  const nodes = new Map<string, Node>();
  for (const { folder, dev: prefix, kind } of CLASSES) {
    for (const name of files.names(`${sys}/class/${folder}`)) {
      const bdf = functionOf(files.real(`${sys}/class/${folder}/${name}/device`));
      const node = `/dev/${prefix}${name}`;
      if (bdf !== null) nodes.set(node, { kind, node, group: null, bdf });
    }
  }
  for (const name of files.names(`${dev}/vfio`)) {
    const group = /^(?:noiommu-)?(\d+)$/.exec(name)?.[1];
    if (group !== undefined)
      nodes.set(`/dev/vfio/${name}`, { kind: "vfio", node: `/dev/vfio/${name}`, group, bdf: null });
  }
  return nodes;
}

export interface ProcessLook {
  readonly holders: readonly HolderFacts[];
  readonly seen: "all" | "own";
  /** One process for each other network namespace. */
  readonly namespaces: readonly ProcessFacts[];
}

/** Longer than this nobody waits for a plan. */
const LONGEST_MS = 1_000;

/** Looks at every process, in slices; those of other users only root sees. */
export async function readProcesses(places: UsagePlaces, nodes: ReadonlyMap<string, Node>): Promise<ProcessLook> {
  const slices = new Slices();
  const namespaces = new Namespaces(places);
  const holders: HolderFacts[] = [];
  const started = performance.now();
  let all = true;
  for (const name of places.files.names(places.proc)) {
    const pid = Number(name);
    if (!Number.isInteger(pid) || pid === places.pid) continue;
    if (slices.due) await slices.rest();
    if (performance.now() - started > LONGEST_MS) {
      all = false;
      break;
    }
    namespaces.look(pid);
    if (nodes.size > 0 && !openNodes(places, pid, nodes, holders)) all = false;
  }
  return {
    holders,
    seen: all ? "all" : "own",
    namespaces: [...namespaces.others.values()].map((pid) => ({ pid, process: processName(places, pid) })),
  };
}

function processName({ files, proc }: UsagePlaces, pid: number): string {
  return files.text(`${proc}/${pid}/comm`) ?? "a process";
}

/** @returns false when this process may not be looked into */
function openNodes(
  places: UsagePlaces,
  pid: number,
  nodes: ReadonlyMap<string, Node>,
  holders: HolderFacts[],
): boolean {
  const { files } = places;
  const folder = `${places.proc}/${pid}/fd`;
  let isShut = false;
  const fds = files.names(folder, () => {
    isShut = true;
  });
  if (isShut) return false;
  const open = new Set<Node>();
  for (const fd of fds) {
    const target = files.link(`${folder}/${fd}`);
    const node = target?.startsWith("/dev/") ? nodes.get(target) : undefined;
    if (node) open.add(node);
  }
  if (open.size === 0) return true;
  const process = processName(places, pid);
  const vm = vmName(files.text(`${places.proc}/${pid}/cmdline`) ?? "");
  for (const node of open) holders.push({ ...node, pid, process, vm });
  return true;
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
