/** Interfaces with what they are made of, here and in other network namespaces. */
import { interfaceRole } from "../../../shared/machine/interfaces.ts";
import type { InterfaceFacts, ProcessFacts } from "../../../shared/machine/usage-facts.ts";
import type { Bdf } from "../../../shared/pci/bdf.ts";
import { isKernelName } from "../../../shared/pci/kernel-names.ts";
import { type Addresses, isLoopback } from "./addresses.ts";
import { readContainers } from "./containers.ts";
import { processAt } from "./holders.ts";
import { functionOf, type UsagePlaces } from "./places.ts";
import type { SentFiles, SentFolder } from "./sent-files.ts";
import { readKinds } from "./tunnels.ts";

const IFF_UP = 0x1;
/** A host has one or two. Of more it is not told which of them a port is in, so nothing is known of what carries it. */
const MAX_DATAPATHS = 16;

/** All interfaces of this network namespace; the loopback only when it has addresses for others. */
export function readInterfaces(places: UsagePlaces, addresses: Addresses): InterfaceFacts[] {
  const { files } = places;
  const names = files.names("/sys/class/net").filter((name) => isKernelName("interface", name));
  const kinds = readKinds(places, new Set(names));
  const switches = names.filter(
    (name) => kinds.get(name)?.kind === "openvswitch" && files.folder(`/sys/class/net/${name}`).names.some(isLower),
  );
  const datapaths = switches.length > MAX_DATAPATHS ? [] : switches;
  const dialled = pppoeInterfaces(files);
  return names.flatMap((name): InterfaceFacts[] => {
    const folder = files.folder(`/sys/class/net/${name}`);
    const flags = Number.parseInt(folder.text("flags") ?? "", 16);
    const entries = folder.names;
    const own = (addresses.get(name) ?? []).filter((address) => name !== "lo" || !isLoopback(address));
    if (entries.length === 0 || (name === "lo" && own.length === 0)) return [];
    const { kind = null, link = null } = kinds.get(name) ?? {};
    const lower = entries.filter(isLower).map((entry) => entry.slice(LOWER.length));
    // The kernel ties the ports of Open vSwitch to its datapath, and the machine's own ports in it to nothing.
    const datapath = kind === "openvswitch" && lower.length === 0 ? datapaths : [];
    const type = kind ?? kindOf(folder);
    const isVirtual = folder.path.startsWith("/sys/devices/virtual/");
    return [
      {
        name,
        bdf: folder.has("device") ? functionOf(files.real(`${folder.path}/device`)) : null,
        up: Number.isNaN(flags) ? null : (flags & IFF_UP) !== 0,
        addresses: own,
        lower: [
          ...new Set([...lower, ...datapath, ...(type === "ppp" ? dialled : []), ...(link === null ? [] : [link])]),
        ],
        kind: type,
        isVirtual: isVirtual && !folder.has("device"),
        isRepresentor: isVfPort(folder.text("phys_port_name")),
        movedTo: null,
      },
    ];
  });
}

/**
 * Interfaces that PPPoE goes out by, which need no address for it (`Id Address Device` in /proc/net/pppoe). Which ppp
 * interface has which, nothing tells.
 */
function pppoeInterfaces(files: SentFiles): string[] {
  const lines = (files.text("/proc/net/pppoe") ?? "").split("\n");
  return [...new Set(lines.flatMap((line) => /^[0-9A-F]{8} +[0-9a-f:]{17} +(\S+)$/.exec(line.trim())?.[1] ?? []))];
}

/** Does it stand for a VF, by any of the names that drivers give (interfaces.ts). */
function isVfPort(portName: string | null | undefined): boolean {
  const role = interfaceRole(portName ? { portName } : {});
  return role.is === "represents" && role.vf !== null;
}

/** Names of links to what an interface is made of: `lower_eth0`. */
const LOWER = "lower_";

function isLower(entry: string): boolean {
  return entry.startsWith(LOWER);
}

function kindOf(folder: SentFolder): string | null {
  if (folder.has("bonding")) return "bond";
  if (folder.has("bridge")) return "bridge";
  return /^DEVTYPE=(.+)$/m.exec(folder.text("uevent") ?? "")?.[1] ?? null;
}

/** Interfaces of functions that other network namespaces have, from a sysfs that the helper mounted in each. */
export function readNamespaces({ files, said }: UsagePlaces): InterfaceFacts[] {
  const owners = [...otherNamespaces(files).values()];
  const containers = readContainers(said.get("cgroups") ?? []);
  return owners.flatMap((pid) => readMoved(files, processAt(files, pid, containers)));
}

function readMoved(files: SentFiles, owner: ProcessFacts): InterfaceFacts[] {
  const folder = `/proc/${owner.pid}/root/sys/class/net`;
  return files.names(folder).flatMap((name): InterfaceFacts[] => {
    const bdf = functionOf(files.real(`${folder}/${name}/device`));
    if (bdf === null) return [];
    const unknown = { up: null, addresses: [], lower: [], kind: null, isVirtual: false, isRepresentor: false };
    return [{ name, bdf, ...unknown, movedTo: owner }];
  });
}

/**
 * Functions with more interfaces than were found: how many each folder of them does not show here, whatever namespace they
 * are in. `2 /sys/devices/…/0000:01:00.1/virtio3/net`
 * @param found in other namespaces
 */
export function readHidden({ said }: Pick<UsagePlaces, "said">, found: readonly InterfaceFacts[]): Bdf[] {
  const missing = new Map<Bdf, number>();
  for (const line of said.get("hidden") ?? []) {
    const bdf = functionOf(line);
    if (bdf !== null) missing.set(bdf, (missing.get(bdf) ?? 0) + (Number(line.split(" ")[0]) || 1));
  }
  for (const { bdf } of found) if (bdf !== null) missing.set(bdf, (missing.get(bdf) ?? 0) - 1);
  return [...missing].flatMap(([bdf, count]) => (count > 0 ? [bdf] : []));
}

/** One process for each network namespace that is not ours. */
export function otherNamespaces(files: SentFiles): Map<string, number> {
  const own = files.link("/proc/self/ns/net");
  const found = new Map<string, number>();
  for (const pid of files.names("/proc").map(Number)) {
    const link = Number.isInteger(pid) ? files.link(`/proc/${pid}/ns/net`) : null;
    if (link !== null && link !== own && !found.has(link)) found.set(link, pid);
  }
  return found;
}
