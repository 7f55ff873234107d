/** Programs that are read by {@link keyListDialect}. */
import { formatBdf, parseBdf } from "../../pci/bdf.ts";
import type { TextFacts } from "../text-facts.ts";
import { hexOf } from "./address-patterns.ts";
import { classFacts } from "./attribute-facts.ts";
import { type KeyList, keyListDialect } from "./key-lists.ts";
import { nameAndId } from "./names.ts";

type Read = (value: string) => Partial<TextFacts>;

const text =
  (key: "driver" | "iommuGroup" | "slot"): Read =>
  (value) =>
    value === "" ? {} : { [key]: value };

const hex =
  (key: "vendor" | "device" | "subsystemVendor" | "subsystemDevice" | "class" | "progIf" | "revision"): Read =>
  (value) =>
    /^(?:0x)?[0-9a-f]{1,6}$/i.test(value) ? { [key]: hexOf(value) } : {};

const node: Read = (value) => (/^\d{1,4}$/.test(value) ? { numaNode: Number(value) } : {});
const name =
  (key: "vendor" | "device"): Read =>
  (value) =>
    value === "" ? {} : { names: { [key]: value } };

const ids =
  (vendorKey: "vendor" | "subsystemVendor", deviceKey: "device" | "subsystemDevice"): Read =>
  (value) => {
    const [, vendor, device] = /^([0-9a-f]{4}):([0-9a-f]{4})$/i.exec(value) ?? [];
    return vendor === undefined || device === undefined
      ? {}
      : { [vendorKey]: hexOf(vendor), [deviceKey]: hexOf(device) };
  };

/** `udevadm info` of the machine or of one device, and the kernel's files called uevent. */
const UEVENT: KeyList = {
  name: "udevadm info",
  line: /^(?:E: )?([A-Z][A-Z0-9_]{1,60})=(.*)$/,
  address: ["pci_slot_name", parseBdf],
  begins: /^P: |^(?:E: )?DRIVER=/,
  facts: {
    driver: text("driver"),
    pci_id: ids("vendor", "device"),
    pci_subsys_id: ids("subsystemVendor", "subsystemDevice"),
    pci_class: classFacts,
    id_vendor_from_database: name("vendor"),
    id_model_from_database: name("device"),
  },
};

/** lshw: a name has its id in brackets with `-numeric`. */
const LSHW: KeyList = {
  name: "lshw",
  line: /^\s*(description|product|vendor|bus info|logical name|version|configuration|resources): (.*)$/,
  address: ["bus info", (value) => (value.startsWith("pci@") ? parseBdf(value.slice(4)) : null)],
  begins: /^\s*\*-/,
  facts: {
    description: (classLabel) => ({ names: { classLabel } }),
    product: (value) => deviceWords(value),
    vendor: (value) => vendorWords(value),
    "logical name": (value) => (/^[\w.-]{1,40}$/.test(value) ? { interfaces: [value] } : {}),
    version: (value) => (/^[0-9a-f]{2}$/i.test(value) ? { revision: hexOf(value) } : {}),
    configuration: (value) => {
      const driver = /(?:^| )driver=([\w-]{1,40})/.exec(value)?.[1];
      return driver === undefined ? {} : { driver };
    },
    resources: (value) => {
      const irq = /(?:^| )irq:(\d{1,9})/.exec(value)?.[1];
      return irq === undefined ? {} : { irq: Number(irq) };
    },
  },
};

function vendorWords(value: string): Partial<TextFacts> {
  const { name: vendor, id } = nameAndId(value);
  return { ...(vendor === null ? {} : { names: { vendor } }), ...(id === null ? {} : { vendor: id }) };
}

/** `I350 Gigabit Network Connection [8086:1521]` */
function deviceWords(value: string): Partial<TextFacts> {
  const [, device, found] = /^(.{0,300}?) ?\[([0-9a-f]{4}:[0-9a-f]{4})\]$/i.exec(value) ?? [];
  if (device === undefined || found === undefined) return value === "" ? {} : { names: { device: value } };
  return { ...ids("vendor", "device")(found), ...(device === "" ? {} : { names: { device } }) };
}

const ETHTOOL: KeyList = {
  name: "ethtool -i",
  line: /^\s*(driver|bus-info): (.*)$/,
  address: ["bus-info", (value) => (/^[0-9a-f]{4,8}:/i.test(value) ? parseBdf(value) : null)],
  begins: /^\s*driver: /,
  facts: { driver: text("driver") },
};

/** `PCI 0:0:1:0`, in decimal digits. */
function parentFacts(value: string): Partial<TextFacts> {
  const parts = /^PCI (\d{1,5}):(\d{1,3}):(\d{1,2}):(\d)$/.exec(value)?.slice(1).map(Number);
  if (parts === undefined) return {};
  const [domain = 0, bus = 0, device = 0, fn = 0] = parts;
  return { parent: formatBdf({ domain, bus, device, function: fn }) };
}

/** Modules of another system than Linux, and what it does without one. */
function moduleFacts(value: string): Partial<TextFacts> {
  if (value === "" || value === "Unknown") return {};
  return { driver: value === "None" ? null : value };
}

const ESXCLI: KeyList = {
  name: "esxcli hardware pci list",
  line: /^\s*([A-Za-z][A-Za-z ]{1,40}): ?(.*)$/,
  // Without its indentation, the line behind may look like the rest of this one.
  address: ["address", (value) => parseBdf(value.split(" ", 1)[0] ?? "")],
  begins: /^\s*Address: /,
  facts: {
    "vmkernel name": (value) => (/^[\w.-]{1,40}$/.test(value) ? { interfaces: [value] } : {}),
    "vendor name": name("vendor"),
    "device name": name("device"),
    "vendor id": hex("vendor"),
    "device id": hex("device"),
    "subvendor id": hex("subsystemVendor"),
    "subdevice id": hex("subsystemDevice"),
    "device class": hex("class"),
    "programming interface": hex("progIf"),
    "revision id": hex("revision"),
    "module name": moduleFacts,
    "parent device": parentFacts,
    "numa node": node,
  },
};

/** libvirt's XML of a device, one element a line; who reads web pages may have taken some of them away. */
const NODEDEV: KeyList = {
  name: "virsh nodedev-dumpxml",
  line: /^\s*<(name|parent|class|product|vendor|iommuGroup|numa)\b ?((?:id=|number=|node=)?[^<]{0,300})/,
  address: ["name", (value) => nodeAddress(value.slice(1))],
  begins: /^\s*<device>/,
  facts: {
    // What has no address is below `<driver>`.
    name: (value) => text("driver")(/^>([\w-]{1,40})$/.exec(value)?.[1] ?? ""),
    parent: (value) => {
      const parent = nodeAddress(value.slice(1));
      return parent === null ? {} : { parent };
    },
    class: (value) => classFacts(value.slice(1)),
    product: (value) => idAndName(value, "device"),
    vendor: (value) => idAndName(value, "vendor"),
    iommugroup: (value) => {
      const group = /number=['"](\d{1,6})/.exec(value)?.[1];
      return group === undefined ? {} : { iommuGroup: group };
    },
    numa: (value) => node(/node=['"](\d{1,4})/.exec(value)?.[1] ?? ""),
  },
};

/** `pci_0000_01_00_0` */
function nodeAddress(value: string) {
  const match = /^pci_([0-9a-f]{4,8})_([0-9a-f]{2})_([0-9a-f]{2})_([0-7])$/.exec(value);
  return match === null ? null : parseBdf(`${match[1]}:${match[2]}:${match[3]}.${match[4]}`);
}

/** `id='0x1521'>I350 Gigabit Network Connection` */
function idAndName(value: string, key: "vendor" | "device"): Partial<TextFacts> {
  const [, id, words = ""] = /^id=['"]0x([0-9a-f]{4})['"]\/?>?(.*)$/i.exec(value) ?? [];
  return id === undefined ? {} : { [key]: hexOf(id), ...(words === "" ? {} : { names: { [key]: words } }) };
}

/** `Device Id : 0x152110DE`: the device, then its vendor. */
const packed =
  (vendorKey: "vendor" | "subsystemVendor", deviceKey: "device" | "subsystemDevice"): Read =>
  (value) => {
    const [, device, vendor] = /^0x([0-9a-f]{4})([0-9a-f]{4})$/i.exec(value) ?? [];
    return vendor === undefined || device === undefined
      ? {}
      : { [vendorKey]: hexOf(vendor), [deviceKey]: hexOf(device) };
  };

const NVIDIA_SMI: KeyList = {
  name: "nvidia-smi -q",
  line: /^\s*(Product Name|Device Id|Sub System Id|Bus Id|GPU)(?:\s*:)?\s+(\S.*)$/,
  address: ["gpu", (value) => (/^[0-9a-f]{8}:/i.test(value) ? parseBdf(value) : null)],
  begins: /^GPU /,
  facts: {
    "product name": name("device"),
    "device id": packed("vendor", "device"),
    "sub system id": packed("subsystemVendor", "subsystemDevice"),
  },
};

/** Files below /proc/driver/nvidia/gpus. */
const NVIDIA_GPUS: KeyList = {
  name: "/proc/driver/nvidia/gpus/…/information",
  line: /^(Model|IRQ|Bus Location): {0,40}\s{1,8}(\S.*)$/,
  address: ["bus location", parseBdf],
  begins: /^Model:/,
  facts: {
    model: name("device"),
    irq: (value) => (/^\d{1,9}$/.test(value) ? { irq: Number(value) } : {}),
  },
};

export const KEY_LISTS = [UEVENT, LSHW, ETHTOOL, ESXCLI, NODEDEV, NVIDIA_SMI, NVIDIA_GPUS].map(keyListDialect);
