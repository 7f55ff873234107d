/**
 * What one scan of a machine found, before any meaning: plain JSON data, the form in which it stands in a report and
 * crosses every wire. Each shape is written once, as its schema; the type is made of it.
 * Addresses and sizes are hexadecimal text (`0x600de000000`) because they do not fit a JSON number.
 * `null` always means "not known or not there", never zero.
 */

import { z } from "zod";
import { OWN_FOLDERS } from "./own-folders.ts";
import { BdfSchema, count, HexNumber, maybe, type Stated, words } from "./schema-parts.ts";

/** What registers of 8 and 16 bits can hold. */
const byte = z.int().min(0).max(0xff);
const word = z.int().min(0).max(0xffff);
const text = z.string();
const flag = z.boolean();

/** A fact that reports of before do not have: there it is not known. */
const added = <T extends z.ZodType>(schema: T) => maybe(schema).default(null);

/** Something that could not be read, kept as a fact: the device left, no permission, an odd value. */
export const ReadProblemSchema = z.strictObject({
  /** The attribute, as the kernel names it: `sriov_numvfs`, `config`. */
  attribute: text,
  /** The errno name (`EACCES`, `ENODEV`, `EIO`), `ETIMEDOUT` for a read that hangs, or `EINVAL` for a value that makes no sense. */
  code: text,
  /** One sentence for a person. */
  message: words,
});
export interface ReadProblem extends Stated<typeof ReadProblemSchema> {}

/** One line of the kernel's `resource` file; flags are IORESOURCE_* (include/linux/ioport.h). */
const ResourceSchema = z.strictObject({ start: HexNumber, end: HexNumber, flags: HexNumber });
export interface ResourceFacts extends Stated<typeof ResourceSchema> {}

const LinkSchema = z.strictObject({
  /** GT/s; null when the kernel says Unknown. */
  speed: maybe(z.number()),
  /** lanes */
  width: maybe(z.number()),
  maxSpeed: maybe(z.number()),
  maxWidth: maybe(z.number()),
});
export interface LinkFacts extends Stated<typeof LinkSchema> {}

/** The `sriov_*` attributes of a PF (Documentation/ABI/testing/sysfs-bus-pci). */
const SriovSchema = z.strictObject({
  /** What the driver allows, which may be less than the capability's TotalVFs. */
  totalVfs: maybe(word),
  /** Counted from the `virtfnN` links, which takes no lock; the attribute itself can hang. */
  numVfs: word,
  offset: maybe(word),
  stride: maybe(word),
  /** VF device id */
  vfDevice: maybe(word),
  driversAutoprobe: maybe(flag),
  /** Size of the MSI-X pool for VFs; 0 = the driver does not share one out. */
  vfTotalMsix: maybe(count),
});
export interface SriovFacts extends Stated<typeof SriovSchema> {}

/** A kernel object that lives on a function: a network interface, a disk, a graphics card … */
const ChildSchema = z.strictObject({
  kind: z.enum(["net", "block", "infiniband", "drm", "nvme", "vfio", "mdev"]),
  name: text,
  /** `operstate` of a network interface. */
  state: maybe(text),
  /** MAC address of a network interface. */
  address: maybe(text),
  /**
   * `phys_port_name` of a network interface: `p0`, `pf0vf1` (interfaces.ts says what for). null = it could not be read; left
   * out = its driver gives none, or nobody asked: that is done for PFs, and where several interfaces are on a function.
   */
  portName: maybe(text).exactOptional(),
  /** `phys_switch_id`: interfaces with the same one are on one switch. Left out = none, or nobody asked. */
  switchId: text.exactOptional(),
  /** `dev_port`, from 0: tells ports that share a function. Left out = nobody asked. */
  devPort: count.exactOptional(),
  /** By `type` (ARPHRD_*). Left out = neither of both, or nobody asked. */
  linkType: z.enum(["ether", "infiniband"]).exactOptional(),
});
export interface ChildFacts extends Stated<typeof ChildSchema> {}
export type ChildKind = ChildFacts["kind"];

/** One attribute in such a folder. */
const OwnAttributeSchema = z.strictObject({
  /** Below the function's folder: `nvidia/current_vgpu_type`. */
  path: text,
  /** null = it could not be read. */
  value: maybe(text),
  /** The errno name where it could not. */
  code: text.exactOptional(),
});
export interface OwnAttribute extends Stated<typeof OwnAttributeSchema> {}

/** Link registers that live in the device's RCRB (Documentation/ABI/testing/sysfs-bus-cxl). */
const RcdLinkSchema = z.strictObject({ capabilities: count, control: count, status: count });

const PowerStateSchema = z.enum(["D0", "D1", "D2", "D3hot", "D3cold", "unknown", "error"]);
export type PowerState = z.infer<typeof PowerStateSchema>;

/**
 * What a pasted text says of a function in words, which nobody read from registers or asked a kernel. Left out = it is out of
 * no text.
 */
const FromTextSchema = z.strictObject({
  /** The facts above that a text gave: `driver`, `iommuGroup`, `resources`. */
  facts: z.array(text),
  /** Names as they stand in the text; `whole` is vendor and device in one, where nothing says where one ends. */
  names: z.strictObject({
    vendor: maybe(text),
    device: maybe(text),
    whole: maybe(text),
    subsystem: maybe(text),
    classLabel: maybe(text),
    progIf: maybe(text),
  }),
  /** By name; without their registers, whose bytes the text does not have. */
  capabilities: z.array(
    z.strictObject({
      /** Offset in configuration space. */
      at: maybe(count),
      isExtended: flag,
      version: maybe(count),
      name: text,
    }),
  ),
  /** The programming interface, where the text tells the class by its name only. */
  progIf: byte.exactOptional(),
  /** Its BARs stand in the order of the text, which has no numbers (`lspci -v`): the first need not be BAR 0. */
  barsInOrder: z.literal(true).exactOptional(),
});
export interface FromText extends Stated<typeof FromTextSchema> {}

/** The controller of a VF of an NVMe PF: an entry of the Secondary Controller List (NVMe Base 2.0, Identify CNS 15h). */
export const NvmeVfSchema = z.strictObject({
  /** Index of the VF: its Virtual Function Number less one. */
  vf: word,
  /** Secondary Controller Identifier. */
  controller: word,
  online: flag,
  /** Flexible queues that it has, of which one is the admin queue. */
  queues: word,
  /** Flexible interrupts that it has. */
  interrupts: word,
});
export interface NvmeVf extends Stated<typeof NvmeVfSchema> {}

/** Flexible resources of one kind (Primary Controller Capabilities, NVMe Base 2.0, Identify CNS 14h). */
const NvmePoolSchema = z.strictObject({
  /** 0 = these are not shared out. */
  total: count,
  /** Of them those that secondary controllers have. */
  assigned: count,
  /** Of them those that the PF has for itself. */
  toPf: word,
  /** The most that one secondary controller takes. */
  most: word,
  /** The step in which they are best given. */
  step: word,
});
export interface NvmePool extends Stated<typeof NvmePoolSchema> {}

/** What an NVMe PF tells of the controllers of its VFs, by nvme-cli. */
export const NvmeVfsSchema = z.discriminatedUnion("state", [
  z.strictObject({
    state: z.literal("read"),
    vfs: z.array(NvmeVfSchema),
    /** null = not told. */
    queues: maybe(NvmePoolSchema),
    interrupts: maybe(NvmePoolSchema),
  }),
  /** program = nvme-cli is not there; rights = only root may ask; answer = the controller did not answer, or cannot tell. */
  z.strictObject({ state: z.literal("unread"), lacks: z.enum(["program", "rights", "answer"]) }),
]);
export type NvmeVfs = Stated<typeof NvmeVfsSchema>;

export const VfLinkStateSchema = z.enum(["auto", "enable", "disable"]);
export type VfLinkState = z.infer<typeof VfLinkStateSchema>;

/** One VF as the PF's network interface tells it (rtnetlink IFLA_VF_*); null = the driver does not say. */
export const VfSettingsSchema = z.strictObject({
  /** Index of the VF. */
  vf: count,
  /** Administrative MAC address, `00:00:00:00:00:00` while none was set. */
  mac: maybe(text),
  /** 0 = untagged */
  vlan: maybe(count),
  /** 802.1ad: the VLAN is the outer of two tags. Left out = 802.1Q, or it has none. */
  vlanProtocol: z.literal("802.1ad").exactOptional(),
  qos: maybe(count),
  spoofCheck: maybe(flag),
  trust: maybe(flag),
  linkState: maybe(VfLinkStateSchema),
  /** Mbit/s; 0 = no limit */
  minRate: maybe(count),
  maxRate: maybe(count),
  /** InfiniBand alone: 8 bytes with colons; all zeros = none was set, and the port stays down. Left out = not told. */
  nodeGuid: text.exactOptional(),
  portGuid: text.exactOptional(),
  /** Of the PF's interface. Left out = Ethernet, or not told. */
  linkType: z.literal("infiniband").exactOptional(),
});
export interface VfSettings extends Stated<typeof VfSettingsSchema> {}

/** A PF's embedded switch (`devlink -j dev eswitch show`, Documentation/networking/devlink/devlink-eswitch-attr.rst). */
const EswitchSchema = z.strictObject({
  /** `legacy`, `switchdev`, or a later word of the kernel's. */
  mode: text,
  inlineMode: maybe(text),
  encap: maybe(text),
});
export interface EswitchFacts extends Stated<typeof EswitchSchema> {}

const FunctionFactsSchema = z.strictObject({
  bdf: BdfSchema,
  /** The bridge above, or the function below which its domain begins (VMD), from the device path; null at a root. */
  parent: maybe(BdfSchema),
  /** Name of the root of the device path: `pci0000:00`. */
  hostBridge: maybe(text),
  vendor: maybe(count),
  device: maybe(count),
  subsystemVendor: maybe(count),
  subsystemDevice: maybe(count),
  /** 24 bits: base class, subclass, programming interface. */
  classCode: maybe(count),
  /** Only class and subclass are known, as out of a text without it: the last byte of `classCode` means nothing. */
  progIfUnknown: z.literal(true).exactOptional(),
  revision: maybe(count),
  driver: maybe(text),
  /** Nobody knows whether there is a driver, as in a dump of registers: then `driver` is null and means nothing. */
  driverUnknown: z.literal(true).exactOptional(),
  /** Only its registers are known, as in a dump: nothing that a kernel tells (driver, modules, group, interfaces) is. */
  registersOnly: z.literal(true).exactOptional(),
  /** Of those, which lists of capabilities are known to their ends. Left out = neither, or more than registers is known. */
  listsKnown: z.enum(["standard", "both"]).exactOptional(),
  driverOverride: maybe(text),
  /** Kernel modules whose alias matches (modules.alias), best first. */
  modules: z.array(text),
  /** It has no `modalias`, or the kernel's tables of aliases are not there: `modules` is empty and means nothing. */
  modulesUnknown: z.literal(true).exactOptional(),
  irq: maybe(z.int()),
  /** Interrupt vectors in use and their kind. */
  msi: maybe(z.strictObject({ kind: z.enum(["msi", "msix"]), vectors: count })),
  /** -1 = the firmware does not say. */
  numaNode: maybe(z.int()),
  iommuGroup: maybe(text),
  powerState: maybe(PowerStateSchema),
  /**
   * May the kernel cut its power: the bit that `d3cold_allowed` sets, which starts as whether it has power management
   * (pci_pm_init). null = the kernel has no such file (it needs CONFIG_PM and CONFIG_ACPI), or it was not read.
   */
  d3coldAllowed: added(flag),
  link: maybe(LinkSchema),
  /** Physical slot name. */
  slot: maybe(text),
  /** Firmware's name of an onboard device. */
  label: maybe(text),
  /** In the kernel's order: 0–5 BARs, 6 ROM, 7–12 VF BARs, then a bridge's windows. */
  resources: z.array(ResourceSchema),
  bridge: maybe(z.strictObject({ secondary: byte, subordinate: byte })),
  sriov: maybe(SriovSchema),
  /** The PF of a VF. */
  physfn: maybe(BdfSchema),
  /** Of a PF: its VFs by index; indices may have holes while VFs come and go. */
  virtfns: z.array(z.strictObject({ index: word, bdf: BdfSchema })),
  ariEnabled: maybe(flag),
  /**
   * In the order in which the kernel tries them; empty = it knows no way to reset the function. null = not told: kernels
   * before 5.15 have `reset` without `reset_method`.
   */
  resetMethods: maybe(z.array(text)),
  children: z.array(ChildSchema),
  /** Where it stands in the device tree: the path that `of_node` leads to. Left out = nowhere, or nobody knows. */
  deviceTreeNode: text.exactOptional(),
  /** `rcd_link_*` of a restricted CXL device. Left out = it is none, or nobody knows. */
  rcdLink: RcdLinkSchema.exactOptional(),
  fromText: FromTextSchema.exactOptional(),
  /** By the user's setting nothing is read of it that goes to its registers. */
  leftUnread: z.literal(true).exactOptional(),
  /** It slept, and what stands in its registers (link, bus numbers) was not asked for: that would have woken it. */
  asleep: z.literal(true).exactOptional(),
  /** Which of {@link OWN_FOLDERS} it has. Left out = none, or nobody knows. */
  ownFolders: z.array(z.enum(OWN_FOLDERS)).exactOptional(),
  /** What stood in them when a report was made; of a machine itself they are read only when the function is looked at. */
  own: z.array(OwnAttributeSchema).exactOptional(),
  /** Of a PF on a network, in a report that was made of it: what the driver keeps for its VFs. A scan does not ask for it. */
  vfSettings: z.array(VfSettingsSchema).exactOptional(),
  /** And the mode of its embedded switch. */
  eswitch: EswitchSchema.exactOptional(),
  /** Of an NVMe PF, in a report that was made of it: the controllers of its VFs. A scan does not ask for them. */
  nvmeVfs: NvmeVfsSchema.exactOptional(),
  /** What could not be read. */
  problems: z.array(ReadProblemSchema),
});
export interface FunctionFacts extends Stated<typeof FunctionFactsSchema> {}

/** Facts of the machine as a whole. */
export const HostFactsSchema = z.strictObject({
  /** Names in /sys/class/iommu; empty = no IOMMU is at work. */
  iommus: z.array(text),
  /** Is vfio-pci there: its driver registered, its module at hand, or neither; null = cannot tell. */
  vfioPci: maybe(z.enum(["loaded", "available", "absent"])),
  /** /sys/module/vfio_pci/parameters/enable_sriov */
  vfioEnableSriov: maybe(flag),
  /** Drivers registered on the PCI bus. */
  drivers: z.array(text),
  /** /sys/bus/pci/drivers_autoprobe: are new functions given to a driver at all. */
  driversAutoprobe: maybe(flag),
  /**
   * Has the kernel died under something since the machine was started (an oops, a BUG): bit 7 (`D`) of
   * /proc/sys/kernel/tainted. What it held then stays locked.
   */
  crashed: added(flag),
});
export interface HostFacts extends Stated<typeof HostFactsSchema> {}

export interface ScanResult {
  readonly host: HostFacts;
  readonly functions: readonly FunctionFacts[];
  /** What could not be read of the machine as a whole. */
  readonly problems: readonly ReadProblem[];
}

/** What a machine was opened from, where that is a file. */
export const FileSourceSchema = z.strictObject({
  /** `report`: one of ours, which says when it was made; `file`, `pasted`: whatever else tells of PCI functions. */
  kind: z.enum(["report", "file", "pasted"]),
  /** When the machine was read, as far as that is known: ISO 8601. */
  at: maybe(text),
  /** Who says so: the report itself, or the file by the time of its last change. */
  by: z.enum(["report", "file"]),
});
export interface FileSource extends Stated<typeof FileSourceSchema> {}

/** Who and what a machine is. */
export const HostIdentitySchema = z.strictObject({
  /** hostname, or the demo machine's or the file's name */
  name: text,
  kernel: maybe(text),
  bootId: maybe(text),
  /** Tells it from another machine of the same name (machine-key.ts); null and left out = not known. */
  machineKey: maybe(text).exactOptional(),
  /** May this connection change the machine? null = not known yet. */
  privileged: maybe(flag),
  /** How we are connected, for a person: `this machine`, `demo`, `file report.json`. */
  connection: text,
  kind: z.enum(["local", "demo", "file", "ssh"]),
  /** Of a file. Left out = it is none, or a report of before has it. */
  source: FileSourceSchema.exactOptional(),
});
export interface HostIdentity extends Stated<typeof HostIdentitySchema> {}

/** Names out of the PCI ID database; null where it has none. */
const FunctionNamesSchema = z.strictObject({
  vendor: maybe(text),
  device: maybe(text),
  subsystem: maybe(text),
  /** Class and subclass: `Ethernet controller`. */
  classLabel: maybe(text),
  progIf: maybe(text),
});
export interface FunctionNames extends Stated<typeof FunctionNamesSchema> {}

/** One function as the rest of the product sees it. */
export const FunctionInfoSchema = FunctionFactsSchema.extend({ names: FunctionNamesSchema });
export interface FunctionInfo extends Stated<typeof FunctionInfoSchema> {}

/** A machine at one moment. */
export const MachineSnapshotSchema = z.strictObject({
  identity: HostIdentitySchema,
  host: HostFactsSchema,
  /** Sorted by BDF. */
  functions: z.array(FunctionInfoSchema),
  problems: z.array(ReadProblemSchema),
  /** Counts up with every change. */
  revision: count,
  /** The functions are some of so many: the others are still to come. Left out = they are all. */
  partOf: count.exactOptional(),
});
export interface MachineSnapshot extends Stated<typeof MachineSnapshotSchema> {}

/** What changed from one revision to a later one. */
export const MachinePatchSchema = z.strictObject({
  from: count,
  to: count,
  upsert: z.array(FunctionInfoSchema),
  removed: z.array(BdfSchema),
  /** null = as before */
  host: maybe(HostFactsSchema),
  identity: maybe(HostIdentitySchema),
  problems: maybe(z.array(ReadProblemSchema)),
  /** What {@link MachineSnapshot.partOf} is after it. */
  partOf: count.exactOptional(),
});
export interface MachinePatch extends Stated<typeof MachinePatchSchema> {}

/** The bytes of a configuration space, or why there are none. */
export const ConfigReadingSchema = z.discriminatedUnion("state", [
  z.strictObject({
    state: z.literal("read"),
    /** Hexadecimal, two digits a byte. */
    hex: z.string().regex(/^([0-9a-f]{2}){0,4096}$/),
    /** Known ranges [start, end); an unprivileged read stops at 64. */
    known: z.array(z.tuple([count, count])),
    /** Bytes that the space has in all: 256 or 4096; null = not known. */
    size: maybe(count),
  }),
  /** In D3cold: reading would wake it, so it was not opened. */
  z.strictObject({ state: z.literal("asleep") }),
  z.strictObject({ state: z.literal("gone") }),
  z.strictObject({ state: z.literal("unreadable"), problem: ReadProblemSchema }),
]);
export type ConfigReading = Stated<typeof ConfigReadingSchema>;

/** Vital product data, or why there is none. Read only on request: a device gives it four bytes at a time. */
export const VpdReadingSchema = z.discriminatedUnion("state", [
  /** Hexadecimal, two digits a byte, from address 0 on; addresses have 15 bits. */
  z.strictObject({ state: z.literal("read"), hex: z.string().regex(/^([0-9a-f]{2}){0,32768}$/) }),
  /** In D3cold: reading would wake it. */
  z.strictObject({ state: z.literal("asleep") }),
  /** The kernel offers none of this function, or the file holds none. */
  z.strictObject({ state: z.literal("absent") }),
  /** `ETIMEDOUT` where the device does not come to an end, `ECANCELED` where nobody waits for it any more. */
  z.strictObject({ state: z.literal("unreadable"), problem: ReadProblemSchema }),
]);
export type VpdReading = Stated<typeof VpdReadingSchema>;

/** Attributes that may be slow or lock, read only when a person looks at the function. */
export const FunctionDetailSchema = z.strictObject({
  bdf: BdfSchema,
  /** The attribute itself, which a stuck operation can block: then `problems` says so. */
  numVfs: maybe(count),
  /** /sys/kernel/iommu_groups/N/type and reserved_regions */
  iommuGroupType: maybe(text),
  reservedRegions: z.array(z.strictObject({ start: text, end: text, kind: text })),
  /** AER counters: `name count` lines of aer_dev_*. */
  aer: z.array(z.strictObject({ severity: z.enum(["correctable", "nonfatal", "fatal"]), name: text, count })),
  runtimeStatus: maybe(text),
  enableCount: maybe(z.int()),
  /** Of a PF: what the driver keeps for its VFs (`ip -j -d link show`); missing where nobody says. */
  vfSettings: z.array(VfSettingsSchema).exactOptional(),
  /** What its driver hands out by attributes of its own; reading them may wait for the driver. Left out = it has none. */
  own: z.array(OwnAttributeSchema).exactOptional(),
  /** Of an NVMe PF that the nvme driver has: the controllers of its VFs; missing anywhere else. */
  nvmeVfs: NvmeVfsSchema.exactOptional(),
  /** Of a PF. Left out = its driver has none, or there is no devlink to ask. */
  eswitch: EswitchSchema.exactOptional(),
  problems: z.array(ReadProblemSchema),
});
export interface FunctionDetail extends Stated<typeof FunctionDetailSchema> {}
