/** What a function is in the machine: the questions that filters, rows and sentences all ask. */
import type { Message, Words } from "../words/message.ts";
import { COMMON } from "../words/texts/common.ts";
import { FUNCTION_WORDS as T } from "../words/texts/function.ts";
import type { FunctionFacts } from "./facts.ts";

export type Role = "pf" | "vf" | "bridge" | "function";

/** A bridge with the SR-IOV attributes counts as a PF: that is what a person can act on. */
export function roleOf(fn: FunctionFacts): Role {
  if (fn.physfn !== null) return "vf";
  if (fn.sriov !== null) return "pf";
  return fn.bridge !== null || subclass(fn) === 0x0604 ? "bridge" : "function";
}

/** Base class and subclass, 16 bits; null when the class could not be read. */
export function subclass(fn: FunctionFacts): number | null {
  return fn.classCode === null ? null : fn.classCode >>> 8;
}

/** True for a PF with VFs on. */
export function hasVfs(fn: Pick<FunctionFacts, "sriov">): boolean {
  return (fn.sriov?.numVfs ?? 0) > 0;
}

export const VFIO_PCI = "vfio-pci";

/** `vfio-pci` or one of its variants for migration: `mlx5_vfio_pci`, `nvgrace-gpu-vfio-pci` (drivers/vfio/pci). */
const VFIO_DRIVER = /(^|[-_])vfio[-_]pci$/;

/** True when one of vfio's own drivers has the function. Who asks whether the host has it asks {@link isGivenAway}. */
export function isOnVfio(fn: Pick<FunctionFacts, "driver">): boolean {
  return fn.driver !== null && VFIO_DRIVER.test(fn.driver);
}

/**
 * Drivers that give a function away and whose users are no programs of this system: other domains of Xen (drivers/xen/xen-pciback), and
 * cells of Jailhouse (driver/pci.c there). No list of what is open tells who has such a function.
 */
const OUTSIDE_DRIVERS: readonly string[] = ["pciback", "xen-pciback", "xen_pciback", "jailhouse-pci-stub"];

/** Is whoever has the function out of this kernel's sight, whatever could be read of its programs. */
export function isGivenOutside({ driver }: Pick<FunctionFacts, "driver">): boolean {
  return driver !== null && OUTSIDE_DRIVERS.includes(driver);
}

/**
 * Drivers that do nothing but keep a function for a program or a guest, besides vfio's: of uio (DPDK's igb_uio,
 * drivers/uio/uio_pci_generic.c), drivers/pci/pci-stub.c, and those of {@link OUTSIDE_DRIVERS}.
 * The helper's script has the same list (`gives_away`), which a test holds against this.
 */
export const GIVING_DRIVERS: ReadonlySet<string> = new Set([
  "igb_uio",
  "uio_pci_generic",
  "pci-stub",
  ...OUTSIDE_DRIVERS,
]);

/** True for a driver that does nothing but keep a function for a guest or another program; false for none. */
export function isGivingDriver(driver: string | null): boolean {
  return driver !== null && (isOnVfio({ driver }) || GIVING_DRIVERS.has(driver));
}

/** True when vfio can hand the function out: it is on one of vfio's drivers, or its own one does so (vGPU). */
export function hasVfio(fn: Pick<FunctionFacts, "driver" | "children">): boolean {
  return isOnVfio(fn) || fn.children.some(({ kind }) => kind === "vfio");
}

/**
 * True when vfio has the function in its mode without an IOMMU, which names all nodes of it so (vfio_main.c). Before Linux 6.1
 * it makes no node of a function's own, and nothing here tells: whoever has the machine asks `isInNoIommuMode` (known.ts).
 */
export function isWithoutIommu(fn: Pick<FunctionFacts, "children">): boolean {
  return fn.children.some(({ kind, name }) => kind === "vfio" && name.startsWith("noiommu-"));
}

/** The node that stands for the function's group below /dev/vfio; null where it is in none. */
export function groupNode({ iommuGroup }: Pick<FunctionFacts, "iommuGroup">, withoutIommu: boolean): string | null {
  return iommuGroup === null ? null : `/dev/vfio/${withoutIommu ? "noiommu-" : ""}${iommuGroup}`;
}

/** True when its own driver hands the function out to guests, whole (vGPU's VFs) or in parts (mdev). */
export function isHandedOut(fn: Pick<FunctionFacts, "driver" | "children">): boolean {
  return !isGivingDriver(fn.driver) && fn.children.some(({ kind }) => kind === "vfio" || kind === "mdev");
}

/** True when the host itself does not use the function, or not alone: it is kept for a guest or another program. */
export function isGivenAway(fn: Pick<FunctionFacts, "driver" | "children">): boolean {
  return isGivingDriver(fn.driver) || isHandedOut(fn);
}

/** Whom it is kept for; null for what the host has for itself. */
export function givenText(fn: Pick<FunctionFacts, "driver" | "children">): Message | null {
  if (isHandedOut(fn)) return T.sharedByDriver;
  return isGivenAway(fn) ? T.reserved : null;
}

/** Host, ISA and PCI bridges: the kernel runs them without a driver of their own, so none is missing there. */
const DRIVERLESS = new Set([0x0600, 0x0601, 0x0604, 0x0609]);

/** True when the function has no driver and that is worth a look: host, ISA and PCI bridges do not count. */
export function lacksDriver(fn: FunctionFacts): boolean {
  if (fn.driver !== null || fn.driverUnknown || fn.bridge !== null) return false;
  const kind = subclass(fn);
  return kind === null || !DRIVERLESS.has(kind);
}

/** `mlx5_core`, that there is no driver, or that it is unknown. */
export function driverText(fn: Pick<FunctionFacts, "driver" | "driverUnknown">): Words {
  return fn.driver ?? (fn.driverUnknown ? T.driverUnknown : COMMON.noDriver);
}

/**
 * Drivers of cards that are watchdogs, whose place the kernel does not tell: they register no device of theirs with the
 * watchdog (drivers/watchdog/{i6300esb,pcwd_pci,via_wdt,wdt_pci}.c).
 */
const WATCHDOG_DRIVERS: ReadonlySet<string> = new Set(["i6300ESB timer", "pcwd_pci", "via_wdt", "wdt_pci"]);

export function isWatchdogCard({ driver }: Pick<FunctionFacts, "driver">): boolean {
  return driver !== null && WATCHDOG_DRIVERS.has(driver);
}
