/** What the machine shows itself with, and the switches that decide what guests can have. */
import type { FixtureFacts, PlatformFacts, UsageFacts } from "../../../shared/machine/usage-facts.ts";
import { isBdf } from "../../../shared/pci/bdf.ts";
import { functionOf, switchAt, type UsagePlaces } from "./places.ts";

/** Tables by which firmware tells the kernel of an IOMMU: Intel, AMD, Arm, virtio. */
const IOMMU_TABLES = ["DMAR", "IVRS", "IORT", "VIOT"];

export function readPlatform({ files }: UsagePlaces): PlatformFacts {
  const ioApic = /(IR-)?IO-APIC/.exec(files.text(`/proc/interrupts`) ?? "");
  const tables = files.names(`/sys/firmware/acpi/tables`);
  return {
    iommuTables: tables.length === 0 ? null : IOMMU_TABLES.filter((name) => tables.includes(name)),
    commandLine: files.text(`/proc/cmdline`),
    noIommuMode: switchAt(files, `/sys/module/vfio/parameters/enable_unsafe_noiommu_mode`),
    remapsInterrupts: ioApic === null ? null : ioApic[1] !== undefined,
    unsafeInterrupts: switchAt(files, `/sys/module/vfio_iommu_type1/parameters/allow_unsafe_interrupts`),
    denylistOff: switchAt(files, `/sys/module/vfio_pci/parameters/disable_denylist`),
  };
}

export function readFixtures({ files }: UsagePlaces): FixtureFacts[] {
  const found: FixtureFacts[] = [];
  const add = (kind: FixtureFacts["kind"], name: string, folder: string): void => {
    const bdf = functionOf(files.real(folder));
    if (bdf !== null) found.push({ kind, name, bdf });
  };
  for (const bdf of files.names(`/sys/bus/pci/devices`)) {
    // Only displays have the attribute.
    if (isBdf(bdf) && files.text(`/sys/bus/pci/devices/${bdf}/boot_vga`) === "1") {
      found.push({ kind: "boot-display", name: "boot_vga", bdf });
    }
  }
  for (const name of files.names(`/sys/class/graphics`)) {
    if (/^fb\d+$/.test(name)) add("framebuffer", name, `/sys/class/graphics/${name}/device`);
  }
  for (const line of (files.text(`/proc/consoles`) ?? "").split("\n")) {
    const name = line.split(/\s+/)[0] ?? "";
    if (name !== "") add("console", name, `/sys/class/tty/${name}/device`);
  }
  for (const name of files.names(`/sys/class/ipmi`)) add("bmc", name, `/sys/class/ipmi/${name}/device`);
  return found;
}

/** Groups with memory that firmware wants mapped one to one, for good. */
export function readDirectRegions({ files }: UsagePlaces): UsageFacts["directRegions"] {
  return files.names(`/sys/kernel/iommu_groups`).flatMap((group) =>
    (files.text(`/sys/kernel/iommu_groups/${group}/reserved_regions`) ?? "").split("\n").flatMap((line) => {
      const [start = "", end = "", kind] = line.trim().split(/\s+/);
      return kind === "direct" ? [{ group, start, end }] : [];
    }),
  );
}

interface Variant {
  readonly expression: RegExp;
  readonly module: string;
}

function variantsOf(text: string): Variant[] {
  return [...text.matchAll(/^alias vfio_pci:(v\S+) (\S+)$/gm)].flatMap(([, glob = "", module = ""]) => {
    const source = glob
      .replace(/[\\^$.|+(){}]/g, "\\$&")
      .replace(/\*/g, ".*")
      .replace(/\?/g, ".");
    return module === "vfio_pci" ? [] : [{ expression: new RegExp(`^pci:${source}$`), module }];
  });
}

/** vfio drivers of their own for functions of this machine (MODULE_DEVICE_TABLE of PCI_DRIVER_OVERRIDE_DEVICE_VFIO). */
export function readVariants({ files }: UsagePlaces): UsageFacts["variants"] {
  const variants = variantsOf(files.text("/modules/modules.alias") ?? "");
  if (variants.length === 0) return [];
  // VFs of one kind all say the same.
  const known = new Map<string, readonly string[]>();
  return files
    .names(`/sys/bus/pci/devices`)
    .filter(isBdf)
    .flatMap((bdf) => {
      const modalias = files.text(`/sys/bus/pci/devices/${bdf}/modalias`) ?? "";
      let modules = known.get(modalias);
      if (modules === undefined) {
        const hits = variants.filter(({ expression }) => expression.test(modalias)).map(({ module }) => module);
        modules = [...new Set(hits)];
        known.set(modalias, modules);
      }
      return modules.length === 0 ? [] : [{ bdf, modules }];
    });
}
