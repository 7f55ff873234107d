/** What the machine shows itself with and runs on, and the switches that decide what guests can have. */
import { isOnNothing, mayBeAnywhere } from "../../../shared/machine/consoles.ts";
import { listsBy } from "../../../shared/machine/lists.ts";
import type { FixtureFacts, PlatformFacts, UnreadSource, UsageFacts } from "../../../shared/machine/usage-facts.ts";
import { isBdf } from "../../../shared/pci/bdf.ts";
import { USAGE_UNREAD_WORDS as T } from "../../../shared/words/texts/usage-unread.ts";
import { areMsisIsolated, readInterruptChips } from "./interrupts.ts";
import { functionOf, type Part, switchAt, type UsagePlaces, unreadPart } from "./places.ts";
import { readRunsIn } from "./runs-in.ts";
import type { SentFiles } from "./sent-files.ts";

/** Tables by which firmware tells the kernel of an IOMMU: Intel, AMD, Arm, virtio. */
const IOMMU_TABLES = ["DMAR", "IVRS", "IORT", "VIOT"];

export function readPlatform({ files }: UsagePlaces): PlatformFacts {
  const interruptChips = readInterruptChips(files);
  const tables = files.names(`/sys/firmware/acpi/tables`);
  return {
    iommuTables: tables.length === 0 ? null : IOMMU_TABLES.filter((name) => tables.includes(name)),
    commandLine: files.text(`/proc/cmdline`),
    noIommuMode: switchAt(files, `/sys/module/vfio/parameters/enable_unsafe_noiommu_mode`),
    remapsInterrupts: areMsisIsolated(interruptChips),
    interruptChips,
    runsIn: readRunsIn(files),
    idleD3Off: switchAt(files, `/sys/module/vfio_pci/parameters/disable_idle_d3`),
    unsafeInterrupts: switchAt(files, `/sys/module/vfio_iommu_type1/parameters/allow_unsafe_interrupts`),
    denylistOff: switchAt(files, `/sys/module/vfio_pci/parameters/disable_denylist`),
    mayEndWithLogin: files.text(`/run/systemd/system`) !== null,
  };
}

export function readFixtures({ files, said }: UsagePlaces): Part<FixtureFacts[]> {
  const found: FixtureFacts[] = [];
  const unread: UnreadSource[] = [];
  const add = (kind: FixtureFacts["kind"], name: string, ...folders: readonly string[]): void => {
    for (const folder of folders) {
      const bdf = functionOf(files.real(folder));
      if (bdf === null) continue;
      found.push({ kind, name, bdf });
      return;
    }
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
  found.push(...framebuffers(files));
  for (const name of consoles(files)) {
    const folder = `/sys/class/tty/${name}`;
    const path = files.real(folder);
    if (path !== null && !isPlaceless(path)) add("console", name, folder, `${folder}/device`);
    else if (mayBeAnywhere(name)) found.push({ kind: "console", name, bdf: null });
    else if (!isOnNothing(name) && !isTold(name, said) && !isOfMainframe(name, files)) {
      unread.push(unreadPart("fixtures", "ENOTSUP", T.untoldConsole({ name })));
    }
  }
  for (const name of files.names(`/sys/class/ipmi`)) add("bmc", name, `/sys/class/ipmi/${name}/device`);
  for (const name of files.names(`/sys/class/watchdog`)) {
    const folder = `/sys/class/watchdog/${name}`;
    // Kernels without CONFIG_WATCHDOG_SYSFS do not tell whether it runs.
    if (files.text(`${folder}/state`) === "inactive") continue;
    if (isPlaceless(files.real(folder))) found.push({ kind: "watchdog", name, bdf: null });
    else add("watchdog", name, folder);
  }
  for (const keyboard of keyboards(files)) found.push(keyboard);
  // That of virtio-iommu is on a device one level below its function.
  for (const name of files.names(`/sys/class/iommu`)) {
    add("iommu", name, `/sys/class/iommu/${name}`, `/sys/class/iommu/${name}/device`);
  }
  return { found, unread };
}

/** What firmware left to draw on, which lies in a BAR of the function: `0000:03:00.0 BOOTFB a0000000-a07fffff`. */
function framebuffers(files: SentFiles): FixtureFacts[] {
  return (files.text("/proc/iomem") ?? "").split("\n").flatMap((line): FixtureFacts[] => {
    const [bdf = "", name = "", range = ""] = line.split(" ");
    if (!isBdf(bdf)) return [];
    // Others than root see zeros.
    const [, start, end] = /^([0-9a-f]{1,16})-([0-9a-f]{1,16})$/.exec(range) ?? [];
    const isKnown = start !== undefined && end !== undefined && !/^0+$/.test(end);
    const place = isKnown ? { range: { start: `0x${start}`, end: `0x${end}` } } : {};
    return [{ kind: "framebuffer", name, bdf, ...place }];
  });
}

/** Its driver has named no device for it. */
function isPlaceless(path: string | null): boolean {
  return path?.includes("/devices/virtual/") ?? false;
}

/** Of netconsole the interface is told, unless an older kernel has it from its command line or a module's parameter. */
function isTold(name: string, said: UsagePlaces["said"]): boolean {
  return /^netcon(?:_ext)?-?\d*$/.test(name) && (said.get("services") ?? []).some((line) => line.startsWith("log "));
}

/** The terminals of an s390's service element are called as serial lines are, as consoles alone (drivers/s390/char). */
function isOfMainframe(name: string, files: SentFiles): boolean {
  return /^ttyS\d+$/.test(name) && files.real("/sys/class/tty/ttysclp0") !== null;
}

/** All that the kernel writes its messages to, and all that /dev/console leads to. */
function consoles(files: SentFiles): Set<string> {
  const lines = (files.text("/proc/consoles") ?? "").split("\n").map((line) => line.split(/\s+/)[0] ?? "");
  const active = (files.text("/sys/class/tty/console/active") ?? "").split(/\s+/);
  return new Set([...lines, ...active].filter((name) => name !== ""));
}

/** What the kernel takes for keyboards, as it lists them: paragraphs of `S: Sysfs=…` and `H: Handlers=sysrq kbd event3`. */
function keyboards(files: SentFiles): FixtureFacts[] {
  return (files.text("/proc/bus/input/devices") ?? "").split(/\n\s*\n/).flatMap((paragraph) => {
    const path = /^S: Sysfs=(\/.+)$/m.exec(paragraph)?.[1];
    const bdf = functionOf(path ?? null);
    if (path === undefined || bdf === null || !/^H: Handlers=(?:.* )?kbd(?: |$)/m.test(paragraph)) return [];
    return [{ kind: "keyboard" as const, name: path.slice(path.lastIndexOf("/") + 1), bdf }];
  });
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
  /** What stands between the stars of `pci:v000015B3d00001019sv*sd*bc*sc*i*`. */
  readonly parts: readonly string[];
  readonly module: string;
}

/** Variants by what stands before the first star: the vendor and the device. */
function variantsOf(text: string): Map<string, Variant[]> {
  const variants = [...text.matchAll(/^alias vfio_pci:(v[\w*]+) (\S+)$/gm)].flatMap(([, glob = "", module = ""]) =>
    module === "vfio_pci" ? [] : [{ parts: `pci:${glob}`.split("*"), module }],
  );
  return listsBy(variants, ({ parts }) => parts[0] ?? "");
}

/** A star stands for anything (modprobe.d(5)): the first place where each part fits will do. */
function fits([first = "", ...rest]: readonly string[], text: string): boolean {
  const last = rest.pop();
  if (last === undefined) return text === first;
  if (!text.startsWith(first)) return false;
  let at = first.length;
  for (const part of rest) {
    const found = text.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return text.length - last.length >= at && text.endsWith(last);
}

/** vfio drivers of their own for functions of this machine (MODULE_DEVICE_TABLE of PCI_DRIVER_OVERRIDE_DEVICE_VFIO). */
export function readVariants({ files }: UsagePlaces): UsageFacts["variants"] {
  const variants = variantsOf(files.text("/modules/modules.alias") ?? "");
  if (variants.size === 0) return [];
  const lengths = [...new Set([...variants.keys()].map(({ length }) => length))];
  // VFs of one kind all say the same.
  const known = new Map<string, readonly string[]>();
  return files
    .names(`/sys/bus/pci/devices`)
    .filter(isBdf)
    .flatMap((bdf) => {
      const modalias = files.text(`/sys/bus/pci/devices/${bdf}/modalias`) ?? "";
      let modules = known.get(modalias);
      if (modules === undefined) {
        const near = lengths.flatMap((length) => variants.get(modalias.slice(0, length)) ?? []);
        modules = [...new Set(near.flatMap(({ parts, module }) => (fits(parts, modalias) ? [module] : [])))];
        known.set(modalias, modules);
      }
      return modules.length === 0 ? [] : [{ bdf, modules }];
    });
}
