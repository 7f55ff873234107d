/** Which controllers interrupts go to, as /proc/interrupts names them, and whether they keep a guest from forging them. */
import type { SentFiles } from "./sent-files.ts";

/** Names of IO-APICs, of Arm's GIC, and of what takes MSIs. Newer kernels put the function's address behind it. */
const CHIP = /(?:^|\s)((?:IR-)?IO-APIC|GIC[\w-]*|\w[\w-]*MSIX?|MSI)(?:-[0-9a-f]+:[0-9a-f]+:[0-9a-f]+\.[0-7])?(?=\s|$)/g;

export function readInterruptChips(files: SentFiles): readonly string[] {
  const text = files.text("/proc/interrupts") ?? "";
  return [...new Set([...text.matchAll(CHIP)].map(([, name = ""]) => name))].sort();
}

/**
 * What VFIO asks for before a guest may open a function (iommu_group_has_isolated_msi, drivers/iommu/iommu.c): interrupt
 * remapping on x86, an ITS on Arm, which tells functions apart by their numbers (irq-gic-v3-its.c); GICv2m
 * (irq-gic-v2m.c), MIP (irq-bcm2712-mip.c) and the controllers of single PCI bridges do not.
 * @returns null where neither kind is named, or where functions may differ
 */
export function areMsisIsolated(chips: readonly string[]): boolean | null {
  if (chips.includes("IR-IO-APIC")) return true;
  if (chips.includes("IO-APIC")) return false;
  if (!chips.some((name) => name.startsWith("GIC"))) return null;
  // Those of devices that are no PCI functions are named pMSI.
  const forFunctions = chips.filter((name) => /MSI/.test(name) && !/pMSI/.test(name));
  const isolated = forFunctions.filter((name) => name.startsWith("ITS-"));
  if (forFunctions.length === 0) return null;
  if (isolated.length === 0) return false;
  return isolated.length === forFunctions.length ? true : null;
}
