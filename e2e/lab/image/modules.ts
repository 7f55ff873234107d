/** Kernel modules that a guest may want, with all that they depend on. */
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { LabParts } from "../parts/fetch.ts";
import { fromEmulator } from "../parts/foreign-program.ts";
import { output } from "../process.ts";

/** Drivers of the worlds' devices, and of those that a person may add by hand. */
const WANTED = [
  "igb",
  "igbvf",
  "e1000e",
  "e1000",
  // The same driver, which has another name before Linux 5.17.
  "bochs",
  "bochs_drm",
  "8139cp",
  "nvme",
  "virtio_pci",
  "virtio_net",
  "virtio_blk",
  "virtio_iommu",
  "vfio_pci",
  "vfio_iommu_type1",
  "pci_stub",
  "pci_pf_stub",
  "uio_pci_generic",
  "cxl_acpi",
  "cxl_pci",
  "cxl_mem",
  "ahci",
  "xhci_pci",
  "i2c_i801",
  "lpc_ich",
  "usbhid",
  "hid_generic",
  "i6300esb",
  // What machines stand on: file systems, volumes, servers, tunnels.
  ...["ext4", "crc32c_generic", "crc32c_intel", "loop", "dm_mod", "nbd", "nvme_tcp", "nvmet_tcp", "nfsv4", "nfsd"],
  ...["wireguard", "ip_gre", "ipip", "tun", "vrf", "bridge", "veth", "8021q", "macvlan", "openvswitch"],
] as const;

const TABLES = ["modules.order", "modules.builtin", "modules.builtin.modinfo"];

/** Names as modules.dep has them: `kernel/drivers/net/…/igb.ko.xz`. */
function closure(dependencies: string, wanted: readonly string[]): Set<string> {
  const byName = new Map<string, readonly string[]>();
  for (const line of dependencies.split("\n")) {
    const [path, rest] = line.split(":");
    if (path === undefined || rest === undefined) continue;
    const name = basename(path)
      .replace(/\.ko.*$/, "")
      .replaceAll("-", "_");
    byName.set(name, [
      path,
      ...rest
        .trim()
        .split(/\s+/)
        .filter((word) => word !== ""),
    ]);
  }
  return new Set(wanted.flatMap((name) => byName.get(name) ?? []));
}

/**
 * Unpacks the wanted modules and makes their tables.
 * @param folder becomes what the guest has as `/`, with `lib/modules` in it
 */
export async function gatherModules(parts: LabParts, folder: string): Promise<void> {
  const { kernelRelease } = parts;
  const depmod = fromEmulator(parts, "depmod");
  // depmod looks for lib/modules below the folder it is given.
  const whole = join(folder, "all");
  mkdirSync(join(whole, "lib/modules"), { recursive: true });
  cpSync(parts.modules, join(whole, "lib/modules", kernelRelease), { recursive: true });
  await output(depmod.program, [...depmod.args, "-b", whole, kernelRelease]);
  const source = join(whole, "lib/modules", kernelRelease);
  const paths = closure(readFileSync(join(source, "modules.dep"), "utf8"), WANTED);
  const target = join(folder, "lib/modules", kernelRelease);
  for (const path of paths) {
    mkdirSync(dirname(join(target, path)), { recursive: true });
    cpSync(join(source, path), join(target, path));
  }
  for (const name of TABLES) if (existsSync(join(source, name))) cpSync(join(source, name), join(target, name));
  rmSync(whole, { recursive: true });
  const xz = fromEmulator(parts, "xz");
  const packed = [...paths].filter((path) => path.endsWith(".xz")).map((path) => join(target, path));
  if (packed.length > 0) await output(xz.program, [...xz.args, "-d", ...packed]);
  await output(depmod.program, [...depmod.args, "-b", folder, kernelRelease]);
}
