/**
 * Programs that have a device of a function open, by the device's number: a path says nothing where a program has
 * another root, and a node may be gone. What the numbers stand for is told by /sys/dev, and by the driver of NVIDIA
 * where the kernel has no entry there.
 */
import { mayBeAnywhere } from "../../../shared/machine/consoles.ts";
import type { HolderFacts, ProcessFacts } from "../../../shared/machine/usage-facts.ts";
import type { Words } from "../../../shared/words/message.ts";
import { USAGE_HOLDER_WORDS as T } from "../../../shared/words/texts/usage-holder.ts";
import { type ContainerOf, readContainers } from "./containers.ts";
import { functionsOfDax } from "./memory.ts";
import { functionOf, type UsagePlaces } from "./places.ts";
import type { SentFiles } from "./sent-files.ts";

/** What somebody who has it open has. */
type Device = Pick<HolderFacts, "kind" | "node" | "group" | "bdf" | "block" | "driver" | "interface" | "ranges">;

/** Folders of /sys that say of which class a device is, with where its node is and how it is used. */
const CLASSES: Readonly<Record<string, readonly [dev: string, kind: HolderFacts["kind"]]>> = {
  "vfio-dev": ["vfio/devices/", "vfio"],
  uio: ["", "uio"],
  infiniband_verbs: ["infiniband/", "rdma"],
  infiniband_mad: ["infiniband/", "rdma"],
  infiniband_cm: ["infiniband/", "rdma"],
  drm: ["dri/", "display"],
  graphics: ["", "display"],
  accel: ["accel/", "compute"],
  uacce: ["", "compute"],
  kfd: ["", "compute"],
  block: ["", "disk"],
  scsi_generic: ["", "disk"],
  scsi_tape: ["", "disk"],
  bsg: ["bsg/", "disk"],
  watchdog: ["", "watchdog"],
  tty: ["", "terminal"],
  input: ["input/", "device"],
  sound: ["snd/", "device"],
};

/** A tap of macvtap or ipvtap, which stands below its interface. */
const TAP = /\/virtual\/net\/([^/]+)\/(?:(?:mac|ip)vtap\/)?tap\d+$/;
/** Memory of CXL devices is below no function of theirs. */
const MEMORY = /^dax\d+\.\d+$/;
/** A function that a guest has by vDPA, whose driver stays with the host (drivers/vhost/vdpa.c): of no class. */
const VDPA = /\/vdpa\d+\/vhost-vdpa-\d+$/;
/** A namespace of NVMe as a character device has the number of its disk. */
const NVME_GENERIC = /^ng(\d+n\d+)$/;
/** NVIDIA's own major number (Documentation/admin-guide/devices.txt); those of its other nodes are in /proc/devices. */
const NVIDIA_MAJOR = 195;

const NOTHING = { group: null, bdf: null, block: null, driver: null } as const;

function deviceOf(files: SentFiles, place: string, nvidia: Nvidia): Device | null {
  const path = files.real(`/sys/dev/${place}`);
  if (path === null) return nvidiaDevice(place, nvidia);
  const name = path.slice(path.lastIndexOf("/") + 1);
  const group = /\/virtual\/vfio\/(?:noiommu-)?(\d+)$/.exec(path)?.[1];
  if (group !== undefined) return { ...NOTHING, kind: "vfio", node: `/dev/vfio/${name}`, group };
  // The node that all programs know is one of the first watchdog, and has no place of its own.
  if (path.endsWith("/virtual/misc/watchdog")) {
    const bdf = functionOf(files.real("/sys/class/watchdog/watchdog0"));
    return { ...NOTHING, kind: "watchdog", node: "/dev/watchdog", bdf };
  }
  // Guests with encrypted memory need AMD's security processor for as long as they run.
  if (path.endsWith("/virtual/misc/sev")) return { ...NOTHING, kind: "compute", node: "/dev/sev", driver: "ccp" };
  // Of what ACRN's guests have, the kernel tells no more than that it waits on pci-stub (drivers/virt/acrn).
  if (path.endsWith("/virtual/misc/acrn_hsm")) {
    return { ...NOTHING, kind: "guest", node: "/dev/acrn_hsm", driver: "pci-stub" };
  }
  const tap = TAP.exec(path)?.[1];
  if (tap !== undefined) return { ...NOTHING, kind: "network", node: `/dev/${name}`, interface: tap };
  const folder = path.split("/").findLast((part) => Object.hasOwn(CLASSES, part)) ?? "";
  const [dev, kind] = CLASSES[folder] ?? ["", "device"];
  const bdf = functionOf(path);
  if (VDPA.test(path) && bdf !== null) return { ...NOTHING, kind: "guest", node: `/dev/${name}`, bdf };
  const generic = NVME_GENERIC.exec(name)?.[1];
  if (generic !== undefined) {
    return { ...NOTHING, kind: "disk", node: `/dev/${name}`, bdf, block: bdf === null ? `nvme${generic}` : null };
  }
  if (place.startsWith("block/")) {
    return { ...NOTHING, kind: "disk", node: `/dev/${name}`, bdf, block: bdf === null ? name : null };
  }
  if (bdf !== null || kind === "watchdog" || mayBeAnywhere(name))
    return { ...NOTHING, kind, node: `/dev/${dev}${name}`, bdf };
  if (MEMORY.test(name)) return { ...NOTHING, kind: "memory", node: `/dev/${name}` };
  return folder === "kfd" ? { ...NOTHING, kind, node: `/dev/${name}`, driver: "amdgpu" } : nvidiaDevice(place, nvidia);
}

/** What NVIDIA's driver says of its numbers. */
interface Nvidia {
  /** Majors of all its nodes, with their names in /proc/devices. */
  readonly majors: ReadonlyMap<number, string>;
  /** Functions by the minor number of their node. */
  readonly minors: ReadonlyMap<number, NonNullable<HolderFacts["bdf"]>>;
}

function readNvidia(files: SentFiles): Nvidia {
  const [characters = ""] = (files.text("/proc/devices") ?? "").split("Block devices:");
  const majors = new Map([[NVIDIA_MAJOR, "nvidia"]]);
  for (const [, major, name = ""] of characters.matchAll(/^ *(\d+) (nvidia\S*)$/gm)) majors.set(Number(major), name);
  const folder = "/proc/driver/nvidia/gpus";
  const minors = files.names(folder).flatMap((name) => {
    const minor = /^Device Minor:\s*(\d+)/m.exec(files.text(`${folder}/${name}/information`) ?? "")?.[1];
    const bdf = functionOf(`/${name}`);
    return minor === undefined || bdf === null ? [] : [[Number(minor), bdf] as const];
  });
  return { majors, minors: new Map(minors) };
}

/** One of the driver's nodes: of one GPU, or of all of them where that is not told (nvidiactl, nvidia-uvm). */
function nvidiaDevice(place: string, { majors, minors }: Nvidia): Device | null {
  const [, major, minor] = /^char\/(\d+):(\d+)$/.exec(place) ?? [];
  const name = majors.get(Number(major));
  if (name === undefined) return null;
  const bdf = Number(major) === NVIDIA_MAJOR ? (minors.get(Number(minor)) ?? null) : null;
  const node = bdf === null ? name : `nvidia${minor}`;
  return {
    kind: "compute",
    node: `/dev/${node}`,
    group: null,
    bdf,
    block: null,
    driver: bdf === null ? "nvidia" : null,
  };
}

/** What one group stands for: a mediated device is no function, and its parent is. */
function membersOf(files: SentFiles, device: Device): Device[] {
  const folder = `/sys/kernel/iommu_groups/${device.group}/devices`;
  const mediated = files.names(folder).filter((name) => functionOf(`/${name}`) === null);
  const parents = new Set(mediated.flatMap((name) => functionOf(files.real(`${folder}/${name}`)) ?? []));
  return parents.size === 0 ? [device] : [...parents].map((bdf) => ({ ...device, bdf }));
}

type Sent = Pick<UsagePlaces, "files" | "said">;

export function readHolders({ files, said }: Sent): HolderFacts[] {
  const nvidia = readNvidia(files);
  const known = new Map<string, readonly Device[]>();
  const byGroup = new Map<string, readonly Device[]>();
  const inGroup = (device: Device, group: string): readonly Device[] => {
    const before = byGroup.get(group) ?? membersOf(files, device);
    byGroup.set(group, before);
    return before;
  };
  const daxFunctions = functionsOfDax(files);
  /** The device once for each function, where it is of several. */
  const eachOf = (place: string, device: Device): readonly Device[] => {
    if (device.group !== null) return inGroup(device, device.group);
    return device.kind === "memory"
      ? daxFunctions(files.real(`/sys/dev/${place}`)).map((bdf) => ({ ...device, bdf }))
      : [device];
  };
  const devicesOf = (place: string): readonly Device[] => {
    const before = known.get(place);
    if (before) return before;
    const device = deviceOf(files, place, nvidia);
    const devices = device === null ? [] : eachOf(place, device);
    known.set(place, devices);
    return devices;
  };
  const words = readWords(said.get("programs") ?? []);
  const open = readOpen(said.get("open") ?? []);
  const containers = readContainers(said.get("cgroups") ?? []);
  return [...open].flatMap(([pid, { places, handles, taps, bars, memory }]) => {
    const devices = [
      ...new Set([...places].map(devicesOf)),
      [...taps].map(tapOf),
      [...bars].flatMap(barOf),
      memory.length === 0 ? [] : [memoryOf(memory)],
    ].flat();
    const who = { ...processAt(files, pid, containers), vm: vmName(words.get(pid)?.join("\0") ?? "") };
    return [...devices, ...byHandle(files, handles, devices)].map((device) => ({ ...device, ...who }));
  });
}

/** The one node of all taps that are a program's own: which of them it has, its descriptor tells (`iff` in fdinfo). */
function tapOf(name: string): Device {
  return { ...NOTHING, kind: "network", node: "/dev/net/tun", interface: name };
}

/** A region of a function, by its file in sysfs: `0000:01:00.0/resource0`. */
function barOf(path: string): Device[] {
  const bdf = functionOf(`/${path}`);
  return bdf === null ? [] : [{ ...NOTHING, kind: "uio", node: `/sys/bus/pci/devices/${path}`, bdf }];
}

function memoryOf(ranges: NonNullable<Device["ranges"]>): Device {
  return { ...NOTHING, kind: "memory", node: "/dev/mem", ranges };
}

/**
 * Functions that a program has open without a node of theirs: handed over by another program, or by a node that was
 * closed since. Kernels since 6.16 tell which one it is (`vfio-device-syspath` in fdinfo); else as many as it has nodes
 * for are those of its nodes.
 */
function byHandle(files: SentFiles, handles: ReadonlyMap<string, string | null>, devices: readonly Device[]): Device[] {
  const vfio = devices.filter(({ kind }) => kind === "vfio");
  // What is mapped is mostly open as well.
  if (handles.has(MAPPED) && (handles.size > 1 || vfio.length > 0)) {
    return byHandle(files, new Map([...handles].filter(([handle]) => handle !== MAPPED)), devices);
  }
  const told = [...handles.values()].flatMap((path) => functionOf(path) ?? []);
  const nothing = { kind: "vfio", node: T.vfioDevice, group: null, block: null, driver: null } as const;
  const found: Device[] = [...new Set(told)].map((bdf) => ({ ...nothing, bdf }));
  const room = vfio.reduce((sum, { group }) => sum + (group === null ? 1 : groupSize(files, group)), 0);
  return handles.size - told.length > Math.max(0, room - found.length) ? [...found, { ...nothing, bdf: null }] : found;
}

function groupSize(files: SentFiles, group: string): number {
  return Math.max(1, files.names(`/sys/kernel/iommu_groups/${group}/devices`).length);
}

interface Open {
  /** Devices as they are named below /sys/dev: `char/250:41`. */
  readonly places: Set<string>;
  /** Functions that are open as such, by their descriptor or {@link MAPPED}, with their path where the kernel tells it. */
  readonly handles: Map<string, string | null>;
  /** Interfaces whose packets it has by `/dev/net/tun`. */
  readonly taps: Set<string>;
  /** Files in sysfs of regions that it has mapped. */
  readonly bars: Set<string>;
  /** What it has mapped of `/dev/mem`. */
  readonly memory: { readonly start: string; readonly end: string }[];
}

/** In place of a descriptor, where one may be closed since. */
const MAPPED = "mapped";

/**
 * `70 char/250:41`, `70 block/8:0`, `70 vfio/12`, `70 vfio/12 /sys/devices/…`, `70 vfio/mapped`, `70 tap vnet0`,
 * `70 bar/0000:01:00.0/resource0`, `70 mem/fe000000:7f00-8f00` with offset and addresses of a mapping, by process.
 */
function readOpen(lines: readonly string[]): Map<number, Open> {
  const open = new Map<number, Open>();
  for (const line of lines) {
    const [, pid, place, handle, path, tap, bar, offset, from, to] = OPEN.exec(line) ?? [];
    if (pid === undefined) continue;
    let of = open.get(Number(pid));
    if (!of) {
      of = { places: new Set(), handles: new Map(), taps: new Set(), bars: new Set(), memory: [] };
      open.set(Number(pid), of);
    }
    if (place !== undefined) of.places.add(place);
    if (tap !== undefined) of.taps.add(tap);
    if (bar !== undefined) of.bars.add(bar);
    if (offset !== undefined) of.memory.push(rangeAt(offset, from, to));
    if (handle !== undefined) of.handles.set(handle, path ?? of.handles.get(handle) ?? null);
  }
  return open;
}

const OPEN =
  /^(\d+) (?:((?:char|block)\/\d+:\d+)|vfio\/(\d+|mapped)(?: (\/.*))?|tap (\S+)|bar\/(\S+)|mem\/([0-9a-f]{1,16}):([0-9a-f]{1,16})-([0-9a-f]{1,16}))$/;

/** @param offset physical, of a mapping from one virtual address to another, which is not in it; all hexadecimal */
function rangeAt(offset: string, from = "0", to = "0"): Open["memory"][number] {
  const start = BigInt(`0x${offset}`);
  const end = start + BigInt(`0x${to}`) - BigInt(`0x${from}`) - 1n;
  return { start: `0x${start.toString(16)}`, end: `0x${end.toString(16)}` };
}

/** Words of command lines by process: `70 word -name`. */
function readWords(lines: readonly string[]): Map<number, string[]> {
  const words = new Map<number, string[]>();
  for (const line of lines) {
    const [, pid, text = ""] = /^(\d+) word (.*)$/.exec(line) ?? [];
    if (pid === undefined) continue;
    const before = words.get(Number(pid));
    if (before) before.push(text);
    else words.set(Number(pid), [text]);
  }
  return words;
}

export function processName(files: SentFiles, pid: number): Words {
  // It is sent by more than one source, and may be told twice on end.
  return files.text(`/proc/${pid}/comm`)?.split("\n")[0] ?? T.unknownProgram;
}

/** With the container that it runs in, as far as that is known. */
export function processAt(files: SentFiles, pid: number, containers: ContainerOf): ProcessFacts {
  const process = processName(files, pid);
  const container = containers(pid, process);
  return { pid, process, ...(container === undefined ? {} : { container }) };
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
