/**
 * The facts of one function out of its sysfs folder. Read here is only what neither wakes a device nor takes its lock
 * (drivers/pci/pci-sysfs.c, iov.c); the two attributes that lock come later (scan.ts). `uevent`, which has several of
 * these in one file, takes the lock on some kernels (drivers/base/core.c, uevent_show).
 */
import { blankFunction } from "../../../shared/machine/blank.ts";
import type { FunctionFacts, LinkFacts, PowerState, ReadProblem, SriovFacts } from "../../../shared/machine/facts.ts";
import { OWN_FOLDERS } from "../../../shared/machine/own-folders.ts";
import type { Bdf } from "../../../shared/pci/bdf.ts";
import { meansGone, readProblem } from "../errors.ts";
import type { TreeReader } from "./attribute-reader.ts";
import { readChildren, readHandedOut } from "./children.ts";
import { type DevicePlace, DevicePlaces } from "./device-place.ts";
import { FunctionReader } from "./function-reader.ts";
import { NO_SLOTS, readSlots, type SlotNames } from "./host-facts.ts";
import { ModaliasIds } from "./modalias-ids.ts";
import { kept, SharedValues, same } from "./shared-values.ts";
import {
  bareHex,
  byteHex,
  class24,
  decimal,
  id16,
  linkSpeed,
  linkWidth,
  natural,
  powerState,
  resources,
  yesNo,
} from "./values.ts";

/**
 * Which facts are read; each group costs files of its own for every function. Its place, ids, driver and IOMMU group are
 * read for everybody. What is not read is as in `blankFunction`.
 */
export interface Wanted {
  /** PF and VFs, SR-IOV, bus numbers, links and children that are handed out: what a tree is drawn of. */
  readonly tree: boolean;
  /** What lspci tells of the kernel. */
  readonly lspci: boolean;
  /** All children, vectors, resets, D3cold, ARI, and what stands behind a device's lock. */
  readonly rest: boolean;
}

export const EVERYTHING: Wanted = { tree: true, lspci: true, rest: true };

/** What a scan knows that is not in the function's folder. */
export interface ScanContext {
  readonly reader: TreeReader;
  readonly wanted: Wanted;
  readonly places: DevicePlaces;
  /** Modules whose alias matches, best first. */
  readonly modulesFor: (modalias: string) => readonly string[] | null;
  readonly ids: ModaliasIds;
  readonly shared: SharedValues;
  /** @see FunctionReader */
  readonly lacked: Set<string>;
  /** Slot names by domain, bus and device: `0000:01:00`. */
  readonly slots: SlotNames;
  /** Every of_node link leads into the device tree, and few machines have one. */
  readonly hasDeviceTree: boolean;
  /** A bridge's bus numbers as last read: reading them wakes a sleeping one. */
  readonly busNumbers: Map<Bdf, BusNumbers>;
  /** By the user's setting nothing goes to the registers of these. */
  readonly isLeft: (bdf: Bdf) => boolean;
}

interface BusNumbers {
  readonly secondary: number;
  readonly subordinate: number;
}

/** @param root where sysfs is: `/sys` */
export function scanContext(
  root: string,
  tools: Pick<ScanContext, "reader" | "wanted" | "modulesFor" | "busNumbers" | "isLeft">,
): ScanContext {
  const { reader, wanted } = tools;
  return {
    ...tools,
    places: new DevicePlaces(reader, root),
    ids: new ModaliasIds(),
    shared: new SharedValues(),
    lacked: new Set(),
    slots: wanted.lspci ? readSlots(reader, root) : NO_SLOTS,
    hasDeviceTree: reader.names(`${root}/firmware/devicetree`) !== null,
  };
}

/** lspci asks for attributes by name: to list a folder costs as much as to read several. */
function isFolderListed({ tree, rest }: Wanted): boolean {
  return tree || rest;
}

const NONE: readonly never[] = [];

const busNumber = (text: string) => {
  const value = natural(text);
  return value !== null && value <= 255 ? value : null;
};
const node = (text: string) => {
  const value = decimal(text);
  return value !== null && value >= -1 ? value : null;
};

/**
 * The function's facts with `driverOverride` and `sriov.vfTotalMsix` still null.
 * @returns null when the function has left, or never was there
 */
export function readFunction(bdf: Bdf, context: ScanContext): FunctionFacts | null {
  const { reader, wanted, shared } = context;
  const place = context.places.find(bdf);
  if (place === null) return null;
  const isListed = isFolderListed(wanted);
  const names = isListed ? reader.names(place.dir) : NONE;
  if (names === null) return unlistedFunction(bdf, place, reader.code);
  const fn = new FunctionReader(reader, place.dir, isListed ? new Set(names) : null, context.lacked);
  const physfn = isListed ? fn.bdfLink("physfn") : null;
  const isVf = physfn !== null;
  const isLeft = context.isLeft(bdf);
  // Asked before what goes to the registers of a function that has a link or is a bridge, which no VF is.
  const power = wanted.lspci || !isVf ? fn.value("power_state", powerState) : null;
  const modalias = fn.text("modalias");
  const ids = context.ids.idsOf(modalias, isVf ? "vf" : "other", () => readIds(fn));
  const driver = fn.link("driver");
  const modules = readModules(modalias, context);
  const virtfns = wanted.tree ? readVirtfns(fn, names, shared) : NONE;
  const { asleep, link, bridge } = isVf || !wanted.tree ? NOTHING_ASKED : askRegisters(fn, bdf, power, context);
  const rare = rareFacts(fn, { driver, modules, asleep }, place, isLeft, context);
  const facts: FunctionFacts = {
    bdf: same(shared.bdfs, bdf),
    parent: place.parent,
    hostBridge: place.hostBridge,
    vendor: ids.vendor,
    device: ids.device,
    subsystemVendor: ids.subsystemVendor,
    subsystemDevice: ids.subsystemDevice,
    classCode: ids.classCode,
    revision: wanted.lspci ? fn.value("revision", byteHex) : null,
    driver: driver === null ? null : same(shared.texts, driver),
    driverOverride: null,
    modules: modules.list,
    irq: wanted.lspci ? fn.value("irq", natural) : null,
    msi: wanted.rest ? readMsi(fn, shared) : null,
    numaNode: wanted.lspci ? fn.value("numa_node", node) : null,
    iommuGroup: fn.link("iommu_group"),
    powerState: power,
    d3coldAllowed: wanted.rest ? fn.value("d3cold_allowed", yesNo) : null,
    // A VF has no link of its own: its registers read zero (PCIe 6.2 §9.3.5).
    link,
    slot: context.slots.byAddress.get(bdf.slice(0, -2)) ?? null,
    label: wanted.lspci ? fn.text("label") || null : null,
    resources: wanted.lspci ? readResources(fn, shared) : NONE,
    bridge,
    sriov: wanted.tree ? readSriov(fn, countVirtfns(names)) : null,
    physfn: physfn === null ? null : same(shared.bdfs, physfn),
    virtfns,
    ariEnabled: wanted.rest ? fn.value("ari_enabled", yesNo) : null,
    resetMethods: wanted.rest ? readResetMethods(fn, shared) : null,
    children: childrenOf(place, names, context, fn.problems),
    problems: fn.problems.length === 0 ? NONE : fn.problems,
  };
  if (fn.leaving && reader.names(place.dir) === null) return null;
  return rare === null ? facts : { ...facts, ...rare };
}

interface Modules {
  readonly list: readonly string[];
  /** It cannot be told which there are. */
  readonly isUnknown: boolean;
}

function readModules(modalias: string | null, { wanted, modulesFor }: ScanContext): Modules {
  if (!wanted.lspci) return { list: NONE, isUnknown: false };
  const list = modalias === null ? null : modulesFor(modalias);
  return { list: list ?? NONE, isUnknown: list === null };
}

function readIds(fn: FunctionReader) {
  return {
    vendor: fn.required("vendor", id16),
    device: fn.required("device", id16),
    subsystemVendor: fn.value("subsystem_vendor", id16),
    subsystemDevice: fn.value("subsystem_device", id16),
    classCode: fn.required("class", class24),
  };
}

function readResources(fn: FunctionReader, { texts }: SharedValues): FunctionFacts["resources"] {
  return fn.required("resource", (text) => resources(text, texts)) ?? NONE;
}

function childrenOf(
  { dir }: DevicePlace,
  names: readonly string[],
  { reader, wanted }: ScanContext,
  problems: ReadProblem[],
) {
  if (wanted.rest) return readChildren(reader, dir, names, problems);
  return wanted.tree ? readHandedOut(reader, dir, names, problems) : NONE;
}

/** A folder that is there and cannot be listed is still a function. */
function unlistedFunction(bdf: Bdf, { parent, hostBridge }: DevicePlace, code: string): FunctionFacts | null {
  if (meansGone(code)) return null;
  const problems = [readProblem("folder", code)];
  return { ...blankFunction(bdf), parent, hostBridge, driverUnknown: true, problems };
}

/** What next to no function has; null = nothing of it. */
function rareFacts(
  fn: FunctionReader,
  { driver, modules, asleep }: { readonly driver: string | null; readonly modules: Modules; readonly asleep: boolean },
  { parent }: DevicePlace,
  isLeft: boolean,
  { wanted, hasDeviceTree }: ScanContext,
): Partial<FunctionFacts> | null {
  // A link that is there and cannot be read leads to some driver.
  const driverUnknown = driver === null && fn.problems.some(({ attribute }) => attribute === "driver");
  const deviceTreeNode = wanted.lspci && hasDeviceTree ? fn.target("of_node") : null;
  // Only an endpoint inside the root complex can be a restricted CXL device (drivers/cxl/pci.c, cxl_rcd_visible).
  const rcdLink = wanted.lspci && parent === null && !isLeft ? readRcdLink(fn) : null;
  const ownFolders = wanted.tree ? OWN_FOLDERS.filter((name) => fn.has(name)) : [];
  // One that cannot be listed is told: what it has is read later, and only what is listed.
  for (const name of ownFolders) fn.names(name);
  const rare: Partial<FunctionFacts> = {
    ...(isLeft ? { leftUnread: true } : {}),
    ...(asleep ? { asleep } : {}),
    ...(modules.isUnknown ? { modulesUnknown: true } : {}),
    ...(ownFolders.length === 0 ? {} : { ownFolders }),
    ...(driverUnknown ? { driverUnknown } : {}),
    ...(deviceTreeNode === null ? {} : { deviceTreeNode }),
    ...(rcdLink === null ? {} : { rcdLink }),
  };
  return Object.keys(rare).length === 0 ? null : rare;
}

function readRcdLink(fn: FunctionReader): NonNullable<FunctionFacts["rcdLink"]> | null {
  const register = (name: string) => Number.parseInt(fn.text(name) ?? "", 16);
  const capabilities = register("rcd_link_cap");
  if (Number.isNaN(capabilities) || capabilities === 0) return null;
  const [control, status] = [register("rcd_link_ctrl"), register("rcd_link_status")];
  // One that was not read is not 0.
  return Number.isNaN(control) || Number.isNaN(status) ? null : { capabilities, control, status };
}

/** A function that cannot be reset has neither file; one that can has `reset` on every kernel (pci_dev_reset_attrs). */
function readResetMethods(fn: FunctionReader, { lists }: SharedValues): readonly string[] | null {
  if (!fn.has("reset_method")) return fn.has("reset") ? null : NONE;
  const text = fn.text("reset_method");
  return text === null ? null : kept(lists, text, () => text.split(" ").filter((word) => word !== ""));
}

/**
 * May attributes be read that go to the device's registers? The kernel then resumes a device in D3cold and every
 * suspended bridge above (pci_config_pm_runtime_get), so anything not known to be awake is left alone.
 */
function mayTouch(fn: FunctionReader, power: PowerState | null): boolean {
  if (power === "D0") return true;
  if (power === "D3cold") return false;
  if (!fn.has("power")) return true;
  return fn.quietText("power/runtime_status") !== "suspended";
}

/** A VF whose link leads nowhere that can be read is one all the same. */
function countVirtfns(names: readonly string[]): number {
  return names.reduce((count, name) => (/^virtfn\d+$/.test(name) ? count + 1 : count), 0);
}

function readVirtfns(
  fn: FunctionReader,
  names: readonly string[],
  { bdfs }: SharedValues,
): readonly { index: number; bdf: Bdf }[] {
  const found: { index: number; bdf: Bdf }[] = [];
  for (const name of names) {
    if (!name.startsWith("virtfn")) continue;
    const index = natural(name.slice(6));
    const bdf = index === null ? null : fn.bdfLink(name);
    if (index !== null && bdf !== null) found.push({ index, bdf: same(bdfs, bdf) });
  }
  return found.length === 0 ? NONE : found.sort((a, b) => a.index - b.index);
}

/** What a function's own registers tell of a link and of buses below; a VF has neither. */
interface RegisterFacts extends Pick<FunctionFacts, "link" | "bridge"> {
  /** It sleeps, and was not asked. */
  readonly asleep: boolean;
}

const NOTHING_ASKED: RegisterFacts = { asleep: false, link: null, bridge: null };

function askRegisters(fn: FunctionReader, bdf: Bdf, power: PowerState | null, context: ScanContext): RegisterFacts {
  const isLeft = context.isLeft(bdf);
  const asleep = !isLeft && !mayTouch(fn, power);
  const isUntouched = isLeft || asleep;
  return { asleep, link: isUntouched ? null : readLink(fn), bridge: readBusNumbers(fn, isUntouched, bdf, context) };
}

function readLink(fn: FunctionReader): LinkFacts | null {
  if (!fn.has("current_link_speed") && !fn.has("max_link_speed")) return null;
  const link = {
    speed: linkSpeed(fn.text("current_link_speed") ?? ""),
    width: linkWidth(fn.text("current_link_width") ?? ""),
    maxSpeed: linkSpeed(fn.text("max_link_speed") ?? ""),
    maxWidth: linkWidth(fn.text("max_link_width") ?? ""),
  };
  // Functions inside a root complex have the attributes and no link.
  return link.speed === null && link.width === null && link.maxSpeed === null && link.maxWidth === null ? null : link;
}

function readBusNumbers(
  fn: FunctionReader,
  isUntouched: boolean,
  bdf: Bdf,
  { busNumbers }: ScanContext,
): BusNumbers | null {
  if (!fn.has("secondary_bus_number")) return null;
  if (isUntouched) return busNumbers.get(bdf) ?? null;
  const secondary = fn.value("secondary_bus_number", busNumber);
  const subordinate = fn.value("subordinate_bus_number", busNumber);
  if (secondary === null || subordinate === null) return null;
  const bridge = { secondary, subordinate };
  busNumbers.set(bdf, bridge);
  return bridge;
}

function readSriov(fn: FunctionReader, numVfs: number): SriovFacts | null {
  if (!fn.has("sriov_totalvfs")) return null;
  return {
    totalVfs: fn.value("sriov_totalvfs", natural),
    numVfs,
    offset: fn.value("sriov_offset", natural),
    stride: fn.value("sriov_stride", natural),
    vfDevice: fn.value("sriov_vf_device", (text) => bareHex(text, 0xffff)),
    driversAutoprobe: fn.value("sriov_drivers_autoprobe", yesNo),
    vfTotalMsix: null,
  };
}

/** One file per vector, each saying of which kind it is; all are of one kind. */
function readMsi(fn: FunctionReader, { vectors }: SharedValues): FunctionFacts["msi"] {
  const names = fn.names("msi_irqs");
  const [first] = names;
  if (first === undefined) return null;
  // A vector that is given back meanwhile is no problem.
  const kind = fn.textBelow("msi_irqs", first);
  if (kind !== "msi" && kind !== "msix") return null;
  return kept(vectors, `${kind} ${names.length}`, () => ({ kind, vectors: names.length }));
}
