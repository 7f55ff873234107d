import { type HelpTexts, withHelp } from "../../../field-help.ts";
import { hexDigits } from "../../../hex-digits.ts";
import {
  type CapabilityContext,
  type CapabilityDef,
  pick,
  type RegisterDef,
  register,
  uint,
  whole,
} from "../../../layout.ts";
import { VENDOR_LENGTH } from "./generic.ts";

const RED_HAT = 0x1af4;
const FIRST_DEVICE = 0x1000;
const LAST_DEVICE = 0x107f;
const NOTIFY = 2;
const PCI_ACCESS = 5;
const SHARED_MEMORY = 8;
/** Its bytes are the vendor's, but for its id in front (kernel: include/uapi/linux/virtio_pci.h). */
const VENDOR_DATA = 9;
const VENDOR_BYTES = 6;
const HELP_BAR = "BAR that contains the structure. Values above 5 are reserved.";

const TYPES: Record<number, string> = {
  1: "common configuration",
  2: "notifications",
  3: "ISR status",
  4: "device specific configuration",
  5: "PCI configuration access",
  8: "shared memory region",
  9: "vendor data",
};
const LSPCI_TYPES: Record<number, string> = {
  1: "CommonCfg",
  2: "Notify",
  3: "ISR",
  4: "DeviceCfg",
  8: "SharedMemory",
};

const typeOf = (c: CapabilityContext): number => c.u8(3);
const isVendors = (c: CapabilityContext): boolean => typeOf(c) === VENDOR_DATA;
const isStructure = (c: CapabilityContext): boolean => !isVendors(c);
const isAccess = (c: CapabilityContext): boolean => typeOf(c) === PCI_ACCESS;
const isFixed = (c: CapabilityContext): boolean => isStructure(c) && !isAccess(c);
const isShared = (c: CapabilityContext): boolean => typeOf(c) === SHARED_MEMORY;

function regionText(c: CapabilityContext): string {
  const [offset, size] = [c.u32(8), c.u32(12)];
  if (!isShared(c)) return `\t\tBAR=${c.u8(4)} offset=${hexDigits(offset, 8)} size=${hexDigits(size, 8)}`;
  const wide = (low: number, high: number): string => hexDigits((BigInt(high) << 32n) | BigInt(low), 16);
  const range = `offset=${wide(offset, c.u32(16))} size=${wide(size, c.u32(20))}`;
  return `\t\tBAR=${c.u8(4)} ${range} id=${c.u8(5)}`;
}

/** What the fields mean, one sentence each. */
const HELP: HelpTexts = {
  "type.value": "Which structure of the device the capability points to.",
  vendor: "Vendor that defines the bytes that follow.",
  "id.value": "Distinguishes structures of one type, such as shared memory regions.",
  multiplier: "Bytes between the notification addresses of two queues. 0 = all queues share one.",
  data: "Gives access to the BAR through configuration space.",
  "offsethi.value": "Upper 32 bits of the offset, for regions that start above 4 GB in the BAR.",
  "sizehi.value": "Upper 32 bits of the length, for regions of 4 GB or more.",
};

/** Where the structure lies. Through the one for configuration access any place can be reached, so software writes it. */
const PLACE: readonly RegisterDef[] = (
  [
    [isFixed, "RO"],
    [isAccess, "RW"],
  ] as const
).flatMap(([when, access]) => [
  register("bar", 4, 1, "BAR", [uint("value", 7, 0, "bar", { access, help: HELP_BAR })], { when }),
  whole("offset", 8, 4, "Offset", { access, when, help: "Offset of the structure in the BAR, in bytes." }),
  whole("size", 12, 4, "Length", { access, when, help: "Size of the structure in bytes." }),
]);

/** Where a virtio device keeps one of its structures (virtio 1.2 §4.1.4). */
export const VIRTIO: CapabilityDef = {
  key: "vndr.virtio",
  space: "standard",
  id: 0x09,
  short: "VirtIO",
  title: "VirtIO structure",
  section: "virtio 1.2 §4.1.4",
  match: (c) => {
    const { vendor, device } = c.fn;
    const length = c.u8(2);
    return vendor === RED_HAT && device >= FIRST_DEVICE && device <= LAST_DEVICE && length >= 16 && c.has(0, length);
  },
  length: (c) => Math.max(16, c.u8(2)),
  registers: withHelp(HELP, [
    VENDOR_LENGTH,
    register("type", 3, 1, "Structure Type", [pick("value", 7, 0, "cfg_type", TYPES, { access: "RO" })]),
    whole("vendor", 4, 2, "Vendor ID", { access: "RO", when: isVendors }),
    ...PLACE,
    register("id", 5, 1, "Identifier", [uint("value", 7, 0, "id", { access: "RO" })], { when: isStructure }),
    whole("multiplier", 16, 4, "Notify Offset Multiplier", {
      access: "RO",
      when: (c) => typeOf(c) === NOTIFY && c.u8(2) >= 20,
    }),
    whole("data", 16, 4, "PCI Configuration Access Data", {
      access: "RW",
      when: (c) => typeOf(c) === PCI_ACCESS && c.u8(2) >= 20,
    }),
    whole("offsethi", 16, 4, "Offset [63:32]", { access: "RO", when: isShared }),
    whole("sizehi", 20, 4, "Length [63:32]", { access: "RO", when: isShared }),
  ]),
  groups: [
    {
      id: "data",
      name: (index) => `Byte ${index}`,
      count: (c) => (isVendors(c) ? Math.max(0, c.u8(2) - VENDOR_BYTES) : 0),
      limit: 256 - VENDOR_BYTES,
      offset: (index) => VENDOR_BYTES + index,
      registers: [whole("byte", 0, 1, "(the vendor's)", { access: "RO", help: "Defined by the vendor." })],
    },
  ],
  text: [
    "Vendor Specific Information: VirtIO: ",
    (c) => `${LSPCI_TYPES[typeOf(c)] ?? "<unknown>"}\n`,
    regionText,
    { when: (c) => typeOf(c) === NOTIFY && c.u8(2) >= 20, text: [" multiplier={multiplier}"] },
    "\n",
  ],
};
