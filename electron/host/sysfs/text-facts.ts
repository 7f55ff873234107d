/**
 * What the text of lspci needs of a function, and no more: 4,096 functions are read in the time that lspci takes. A scan
 * reads three times as many attributes, keeps account of every problem and waits for locks; here an attribute that cannot
 * be read is simply not there, as for lspci.
 */
import { closeSync, constants, existsSync, openSync, readSync, realpathSync } from "node:fs";
import { configSpaceOf } from "../../../shared/machine/kernel-view.ts";
import type { Bdf } from "../../../shared/pci/bdf.ts";
import { ConfigSpace } from "../../../shared/pci/config-space.ts";
import type { KernelIdentity, KernelResource, KernelView, RcdLink } from "../../../shared/pci/layout.ts";
import type { AttributeReader } from "./attribute-reader.ts";
import { CONFIG_TIMEOUT, ConfigReader, WHOLE } from "./config-reading.ts";
import { deviceFolder } from "./device-place.ts";
import { readSlots } from "./host-facts.ts";
import { ModaliasIds } from "./modalias-ids.ts";
import type { ModuleTables } from "./modules.ts";
import { byteHex, class24, decimal, id16, natural, powerState } from "./values.ts";

/** One function as `shared/pci/lspci` takes it, without the naming. */
interface TextFacts {
  readonly bdf: Bdf;
  /** The next function is read into the same bytes. */
  readonly space: ConfigSpace | null;
  readonly kernel: KernelView;
}

interface TextFactsTools {
  /** Where sysfs is: `/sys`. */
  readonly root: string;
  readonly reader: AttributeReader;
  readonly modules: ModuleTables;
  /** Read a function in D3cold too, which wakes it. */
  readonly wake: boolean;
}

const NO_VENDOR = 0xffff;
const CONFIG_FLAGS = constants.O_RDONLY | constants.O_NONBLOCK;
/** Reading the space of a function in one of these states may wait for it to wake. */
const NOT_AWAKE: readonly (string | null)[] = ["D1", "D2", "D3hot", "D3cold", "unknown", "error"];

export class TextFactsReader {
  private readonly tools: TextFactsTools;
  private readonly slots: ReadonlyMap<string, string>;
  /** Every of_node link leads into the device tree, and few machines have one. */
  private readonly hasDeviceTree: boolean;
  private readonly configs = new ConfigReader(CONFIG_TIMEOUT);
  private readonly buffer = new Uint8Array(WHOLE);
  private readonly ids = new ModaliasIds();
  /** Attributes that some function lacks: asking whether one is there costs less than an error. */
  private readonly mayBeMissing = new Set(["label", "rcd_link_cap"]);

  constructor(tools: TextFactsTools) {
    this.tools = tools;
    this.slots = readSlots(tools.reader, tools.root);
    this.hasDeviceTree = existsSync(`${tools.root}/firmware/devicetree`);
  }

  /** null = the function has left, or it never was there. A promise only for a function that may have to wake up. */
  read(bdf: Bdf): TextFacts | null | Promise<TextFacts | null> {
    const { reader, root } = this.tools;
    const place = deviceFolder(reader, root, bdf);
    if (place === null) return null;
    const power = powerState(reader.text(`${place}/power_state`) ?? "");
    if (NOT_AWAKE.includes(power)) return this.readSlowly(bdf, place, power === "D3cold");
    return this.facts(bdf, place, this.space(`${place}/config`));
  }

  private async readSlowly(bdf: Bdf, dir: string, isCold: boolean): Promise<TextFacts | null> {
    if (isCold && !this.tools.wake) return this.facts(bdf, dir, null);
    return this.facts(bdf, dir, configSpaceOf(await this.configs.read(`${dir}/config`)));
  }

  /** All that the file gives; null when it gives nothing. */
  private space(path: string): ConfigSpace | null {
    let fd = -1;
    try {
      fd = openSync(path, CONFIG_FLAGS);
      let length = 0;
      for (;;) {
        const count = readSync(fd, this.buffer, length, WHOLE - length, null);
        length += count;
        // 256 and 4096 bytes are whole spaces; the kernel cuts a read only where less may be seen.
        if (count === 0 || length === WHOLE || length === 256) break;
      }
      return length === 0 ? null : new ConfigSpace(this.buffer.subarray(0, length));
    } catch {
      return null;
    } finally {
      if (fd >= 0) closeSync(fd);
    }
  }

  private facts(bdf: Bdf, dir: string, space: ConfigSpace | null): TextFacts | null {
    const resource = this.text(dir, "resource");
    if (resource === null && !existsSync(dir)) return null;
    const modalias = this.text(dir, "modalias");
    const kernel: KernelView = {
      identity: this.identity(dir, modalias, space),
      resources: resource === null ? [] : kernelResources(resource),
      irq: this.number(dir, "irq", natural),
      numaNode: this.number(dir, "numa_node", decimal),
      iommuGroup: this.linkName(dir, "iommu_group"),
      driver: this.linkName(dir, "driver"),
      slot: this.slots.get(bdf.slice(0, -2)) ?? null,
      label: this.text(dir, "label") || null,
      modules: modalias === null ? [] : this.tools.modules.modulesFor(modalias),
      deviceTreeNode: this.hasDeviceTree && existsSync(`${dir}/of_node`) ? realPath(`${dir}/of_node`) : null,
      rcdLink: isBelowHostBridge(dir) ? this.rcdLink(dir) : null,
    };
    return { bdf, space, kernel };
  }

  private text(dir: string, name: string): string | null {
    const path = `${dir}/${name}`;
    if (this.mayBeMissing.has(name) && !existsSync(path)) return null;
    const text = this.tools.reader.text(path);
    if (text === null) this.mayBeMissing.add(name);
    return text;
  }

  private number(dir: string, name: string, parse: (text: string) => number | null): number | null {
    const text = this.text(dir, name);
    return text === null ? null : parse(text);
  }

  private linkName(dir: string, name: string): string | null {
    const path = `${dir}/${name}`;
    if (this.mayBeMissing.has(name) && !existsSync(path)) return null;
    const target = this.tools.reader.linkName(path);
    if (target === null) this.mayBeMissing.add(name);
    return target;
  }

  private identity(dir: string, modalias: string | null, space: ConfigSpace | null): KernelIdentity | null {
    // A VF's ids read ffff, and a function that does not answer reads so, too.
    const kind = space?.has(0, 2) && space.u16(0) !== NO_VENDOR ? "other" : "vf";
    const ids = this.ids.idsOf(modalias, kind, () => ({
      vendor: this.number(dir, "vendor", id16),
      device: this.number(dir, "device", id16),
      subsystemVendor: this.number(dir, "subsystem_vendor", id16),
      subsystemDevice: this.number(dir, "subsystem_device", id16),
      classCode: this.number(dir, "class", class24),
    }));
    const { vendor, device, classCode, subsystemVendor, subsystemDevice } = ids;
    if (vendor === null || device === null || classCode === null) return null;
    const revision = this.number(dir, "revision", byteHex);
    return { vendor, device, classCode, revision, subsystemVendor, subsystemDevice };
  }

  private rcdLink(dir: string): RcdLink | null {
    const value = (name: string) => Number.parseInt(this.text(dir, name) ?? "0", 16) || 0;
    const capabilities = value("rcd_link_cap");
    if (capabilities === 0) return null;
    return { capabilities, control: value("rcd_link_ctrl"), status: value("rcd_link_status") };
  }
}

const NOTHING: KernelResource = { start: 0n, end: 0n, flags: 0 };
const EMPTY_LINE = "0x0000000000000000 0x0000000000000000 0x0000000000000000";
const LINE = /^(0x[0-9a-f]{1,16}) (0x[0-9a-f]{1,16}) 0x0{0,8}([0-9a-f]{1,8})$/i;

/** The lines of `resource`; a line that is none ends them. Flags above bit 31 have no meaning for the text. */
function kernelResources(text: string): KernelResource[] {
  const out: KernelResource[] = [];
  for (let at = 0; at < text.length; at += EMPTY_LINE.length + 1) {
    if (text.startsWith(EMPTY_LINE, at)) {
      out.push(NOTHING);
      continue;
    }
    const match = LINE.exec(text.slice(at, at + EMPTY_LINE.length));
    if (!match) break;
    const [, start = "0", end = "0", flags = "0"] = match;
    out.push({ start: BigInt(start), end: BigInt(end), flags: Number.parseInt(flags, 16) });
  }
  return out;
}

/** Only an endpoint inside the root complex can be a restricted CXL device (drivers/cxl/pci.c, cxl_rcd_visible). */
function isBelowHostBridge(dir: string): boolean {
  const end = dir.lastIndexOf("/");
  return dir.charAt(end - 2) !== ".";
}

function realPath(path: string): string | null {
  try {
    return realpathSync.native(path);
  } catch {
    return null;
  }
}
