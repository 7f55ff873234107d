/**
 * The facts of one function out of its sysfs folder. Read here is only what neither wakes a device nor takes its lock
 * (drivers/pci/pci-sysfs.c, iov.c); the two attributes that lock come later: see {@link withLocked}.
 */
import { blankFunction } from "../../../shared/machine/blank.ts";
import type {
  FunctionFacts,
  LinkFacts,
  PowerState,
  ReadProblem,
  ResourceFacts,
  SriovFacts,
} from "../../../shared/machine/facts.ts";
import { type Bdf, isBdf } from "../../../shared/pci/bdf.ts";
import { meansGone, missing, oddValue, readProblem } from "../errors.ts";
import type { TreeReader } from "./attribute-reader.ts";
import { readChildren } from "./children.ts";
import type { DevicePlace } from "./device-place.ts";
import type { ModaliasIds } from "./modalias-ids.ts";
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

/** What a scan knows that is not in the function's folder. */
export interface ScanContext {
  readonly reader: TreeReader;
  /** Modules whose alias matches, best first. */
  readonly modulesFor: (modalias: string) => readonly string[];
  readonly ids: ModaliasIds;
  /** Slot names by domain, bus and device: `0000:01:00`. */
  readonly slots: ReadonlyMap<string, string>;
  /** A bridge's bus numbers as last read: reading them wakes a sleeping one. */
  readonly busNumbers: Map<Bdf, { secondary: number; subordinate: number }>;
}

/** Reads one folder's attributes and keeps account of what went wrong. */
class FunctionReader {
  readonly problems: ReadProblem[] = [];
  /** A listed attribute was gone when it was opened. */
  leaving = false;
  private readonly reader: TreeReader;
  private readonly dir: string;
  private readonly listed: ReadonlySet<string>;

  constructor(reader: TreeReader, dir: string, listed: ReadonlySet<string>) {
    this.reader = reader;
    this.dir = dir;
    this.listed = listed;
  }

  has(name: string): boolean {
    return this.listed.has(name);
  }

  /** The text of an attribute; null when there is none, with a problem when there is one that cannot be read. */
  text(name: string): string | null {
    if (!this.listed.has(name)) return null;
    const text = this.reader.text(`${this.dir}/${name}`);
    if (text === null) this.failed(name);
    return text;
  }

  value<T>(name: string, parse: (text: string) => T | null): T | null {
    const text = this.text(name);
    if (text === null) return null;
    const value = parse(text);
    if (value === null) this.problems.push(oddValue(name, text));
    return value;
  }

  /** An attribute that every function has. */
  required<T>(name: string, parse: (text: string) => T | null): T | null {
    if (!this.listed.has(name)) this.problems.push(missing(name));
    return this.value(name, parse);
  }

  link(name: string): string | null {
    if (!this.listed.has(name)) return null;
    const target = this.reader.linkName(`${this.dir}/${name}`);
    if (target === null) this.failed(name);
    return target;
  }

  runtimeStatus(): string | null {
    return this.reader.text(`${this.dir}/power/runtime_status`);
  }

  private failed(name: string): void {
    if (meansGone(this.reader.code)) this.leaving = true;
    this.problems.push(readProblem(name, this.reader.code));
  }
}

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
 * @returns null when the function has left
 */
export function readFunction(bdf: Bdf, place: DevicePlace, context: ScanContext): FunctionFacts | null {
  const { reader } = context;
  const names = reader.names(place.dir);
  if (names === null) {
    // A folder that is there and cannot be listed is still a function.
    if (meansGone(reader.code)) return null;
    return {
      ...blankFunction(bdf),
      parent: place.parent,
      hostBridge: place.hostBridge,
      driverUnknown: true,
      problems: [readProblem("folder", reader.code)],
    };
  }
  const fn = new FunctionReader(reader, place.dir, new Set(names));
  const physfn = bdfLink(fn, "physfn");
  const power = fn.value("power_state", powerState);
  const awake = mayTouch(fn, power);
  const modalias = fn.text("modalias");
  const virtfns = readVirtfns(fn, names);
  const facts: FunctionFacts = {
    bdf,
    parent: place.parent,
    hostBridge: place.hostBridge,
    ...context.ids.idsOf(modalias, physfn === null ? "other" : "vf", () => ({
      vendor: fn.required("vendor", id16),
      device: fn.required("device", id16),
      subsystemVendor: fn.value("subsystem_vendor", id16),
      subsystemDevice: fn.value("subsystem_device", id16),
      classCode: fn.required("class", class24),
    })),
    revision: fn.value("revision", byteHex),
    ...readDriver(fn),
    driverOverride: null,
    modules: modalias === null ? [] : context.modulesFor(modalias),
    irq: fn.value("irq", natural),
    msi: readMsi(fn, reader, `${place.dir}/msi_irqs`),
    numaNode: fn.value("numa_node", node),
    iommuGroup: fn.link("iommu_group"),
    powerState: power,
    d3coldAllowed: fn.value("d3cold_allowed", yesNo),
    // A VF has no link of its own: its registers read zero (PCIe 6.2 §9.3.5).
    link: awake && physfn === null ? readLink(fn) : null,
    slot: context.slots.get(bdf.slice(0, -2)) ?? null,
    label: fn.text("label") || null,
    resources: fn.required<ResourceFacts[]>("resource", resources) ?? [],
    bridge: readBusNumbers(fn, bdf, awake, context),
    sriov: readSriov(fn, virtfns.length),
    physfn,
    virtfns,
    ariEnabled: fn.value("ari_enabled", yesNo),
    resetMethods: readResetMethods(fn),
    children: readChildren(reader, place.dir, names),
    problems: fn.problems,
  };
  if (fn.leaving && reader.names(place.dir) === null) return null;
  return facts;
}

/** A function that cannot be reset has neither file; one that can has `reset` on every kernel (pci_dev_reset_attrs). */
function readResetMethods(fn: FunctionReader): readonly string[] | null {
  if (!fn.has("reset_method")) return fn.has("reset") ? null : [];
  return (
    fn
      .text("reset_method")
      ?.split(" ")
      .filter((word) => word !== "") ?? null
  );
}

/** A link that is there and cannot be read leads to some driver. */
function readDriver(fn: FunctionReader): Pick<FunctionFacts, "driver" | "driverUnknown"> {
  const driver = fn.link("driver");
  return driver === null && fn.has("driver") ? { driver, driverUnknown: true } : { driver };
}

/**
 * May attributes be read that go to the device's registers? The kernel then resumes a device in D3cold and every
 * suspended bridge above (pci_config_pm_runtime_get), so anything not known to be awake is left alone.
 */
function mayTouch(fn: FunctionReader, power: PowerState | null): boolean {
  if (power === "D0") return true;
  if (power === "D3cold") return false;
  if (!fn.has("power")) return true;
  return fn.runtimeStatus() !== "suspended";
}

function bdfLink(fn: FunctionReader, name: string): Bdf | null {
  const target = fn.link(name);
  if (target === null) return null;
  if (isBdf(target)) return target;
  fn.problems.push(oddValue(name, target));
  return null;
}

function readVirtfns(fn: FunctionReader, names: readonly string[]): { index: number; bdf: Bdf }[] {
  const found: { index: number; bdf: Bdf }[] = [];
  for (const name of names) {
    if (!name.startsWith("virtfn")) continue;
    const index = natural(name.slice(6));
    const bdf = index === null ? null : bdfLink(fn, name);
    if (index !== null && bdf !== null) found.push({ index, bdf });
  }
  return found.sort((a, b) => a.index - b.index);
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

function readBusNumbers(fn: FunctionReader, bdf: Bdf, awake: boolean, context: ScanContext): FunctionFacts["bridge"] {
  if (!fn.has("secondary_bus_number")) return null;
  if (!awake) return context.busNumbers.get(bdf) ?? null;
  const secondary = fn.value("secondary_bus_number", busNumber);
  const subordinate = fn.value("subordinate_bus_number", busNumber);
  if (secondary === null || subordinate === null) return null;
  const bridge = { secondary, subordinate };
  context.busNumbers.set(bdf, bridge);
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
function readMsi(fn: FunctionReader, reader: TreeReader, dir: string): FunctionFacts["msi"] {
  if (!fn.has("msi_irqs")) return null;
  const vectors = reader.names(dir);
  const first = vectors?.[0];
  if (!vectors || first === undefined) return null;
  const kind = reader.text(`${dir}/${first}`);
  return kind === "msi" || kind === "msix" ? { kind, vectors: vectors.length } : null;
}
