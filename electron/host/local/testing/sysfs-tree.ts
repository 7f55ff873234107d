/** Writes the files of a made-up sysfs tree: attributes, links and the folders around them. */
import { closeSync, linkSync, mkdirSync, openSync, symlinkSync, writeFileSync, writeSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import type { Bdf } from "../../../../shared/pci/bdf.ts";

export interface TreeFunction {
  readonly bdf: Bdf;
  /** Below the root: `devices/pci0000:00/0000:00:01.0`. */
  readonly path: string;
  /** Attributes by name, as the kernel prints them without the last line feed. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly config: Uint8Array | null;
  readonly driver: string | null;
  readonly iommuGroup: string | null;
}

export class SysfsTree {
  readonly root: string;
  private readonly share: boolean;
  private readonly shared = new Map<string, string>();
  private readonly folders = new Set<string>();

  /** @param share read-only attributes with equal content become one file with many names, which spares a large tree gigabytes */
  constructor(root: string, share: boolean) {
    this.root = root;
    this.share = share;
  }

  folder(path: string): void {
    if (this.folders.has(path)) return;
    mkdirSync(join(this.root, path), { recursive: true });
    this.folders.add(path);
  }

  file(path: string, content: string | Uint8Array): void {
    this.folder(dirname(path));
    writeFileSync(join(this.root, path), content);
  }

  /** An attribute that nobody writes to. */
  readOnly(path: string, content: string): void {
    const absolute = join(this.root, path);
    const first = this.share ? this.shared.get(content) : undefined;
    // A file may have 65,000 names at most on the common file systems.
    if (first !== undefined) {
      try {
        linkSync(first, absolute);
        return;
      } catch {
        this.shared.delete(content);
      }
    }
    const fd = openSync(absolute, "w");
    writeSync(fd, content);
    closeSync(fd);
    if (this.share) this.shared.set(content, absolute);
  }

  /** A relative link at `path` to `target`, both below the root. */
  link(path: string, target: string): void {
    this.folder(dirname(path));
    symlinkSync(relative(dirname(path), target), join(this.root, path));
  }

  addFunction(fn: TreeFunction): void {
    this.folder(fn.path);
    for (const [name, value] of Object.entries(fn.attributes)) {
      const slash = name.lastIndexOf("/");
      if (slash > 0) this.folder(`${fn.path}/${name.slice(0, slash)}`);
      if (WRITABLE.has(name)) this.file(`${fn.path}/${name}`, `${value}\n`);
      else this.readOnly(`${fn.path}/${name}`, `${value}\n`);
    }
    this.addToClasses(fn);
    if (fn.config) this.file(`${fn.path}/config`, fn.config);
    this.link(`bus/pci/devices/${fn.bdf}`, fn.path);
    this.link(`${fn.path}/subsystem`, "bus/pci");
    if (fn.driver !== null) this.bind(fn, fn.driver);
    if (fn.iommuGroup !== null) {
      const group = `kernel/iommu_groups/${fn.iommuGroup}`;
      this.folder(group);
      this.readOnly(`${group}/type`, "DMA-FQ\n");
      this.readOnly(`${group}/reserved_regions`, "0x00000000fee00000 0x00000000feefffff msi\n");
      this.link(`${group}/devices/${fn.bdf}`, fn.path);
      this.link(`${fn.path}/iommu_group`, group);
    }
  }

  /** Objects of classes are found from both sides: below their function, and in class/. */
  private addToClasses(fn: TreeFunction): void {
    const objects = new Map<string, string>();
    for (const name of Object.keys(fn.attributes)) {
      const [, path, kind, object] = CLASS_OBJECT.exec(name) ?? [];
      if (path !== undefined) objects.set(`class/${kind}/${object}`, `${fn.path}/${path}`);
    }
    for (const [place, path] of objects) this.link(place, path);
  }

  addDriver(name: string): void {
    this.folder(`bus/pci/drivers/${name}`);
    for (const verb of ["bind", "unbind", "new_id", "remove_id"]) this.file(`bus/pci/drivers/${name}/${verb}`, "");
  }

  private bind(fn: TreeFunction, driver: string): void {
    this.link(`${fn.path}/driver`, `bus/pci/drivers/${driver}`);
    this.link(`bus/pci/drivers/${driver}/${fn.bdf}`, fn.path);
  }
}

/** `net/eth0/address`, `virtio2/block/vda/dev`. */
const CLASS_OBJECT = /^((?:.*\/)?(net|block|infiniband|drm|nvme|vfio-dev)\/([^/]+))\//;
const WRITABLE = new Set(["driver_override", "sriov_numvfs", "sriov_drivers_autoprobe", "enable", "reset_method"]);
