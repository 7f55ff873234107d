import { type HelpTexts, withHelp } from "../../field-help.ts";
import {
  type CapabilityContext,
  type CapabilityDef,
  flag,
  hex,
  pick,
  register,
  registersWhen,
  uint,
  whole,
} from "../../layout.ts";

const EXCLUSION_VECTOR = 0;
const IOMMU = 3;
const TYPES: Record<number, string> = { [EXCLUSION_VECTOR]: "Device Exclusion Vector", [IOMMU]: "IOMMU" };
const blockType = (c: CapabilityContext): number => c.u8(2) & 7;
const isIommu = (c: CapabilityContext): boolean => blockType(c) === IOMMU;
const isVector = (c: CapabilityContext): boolean => blockType(c) === EXCLUSION_VECTOR;

/** What the fields mean, one sentence each. */
const HELP: HelpTexts = {
  "cap.type": "Type of block, which determines the registers that follow.",
  "cap.revision": "Version of the block layout.",
  "cap.iotlb": "Devices may cache translations (ATS).",
  "cap.httunnel": "Requests of devices behind a HyperTransport tunnel are translated too.",
  "cap.npcache": "Set: software must invalidate the IOMMU caches even when it makes an entry present.",
  "cap.efr": "The IOMMU lists further features in a memory-mapped register.",
  "cap.ext": "Miscellaneous Information 1 is present at offset 14h.",
  "op.index": "Selects the instance of the register that Data shows.",
  "op.function": "Selects the register that Data shows.",
  "data.value": "Contents of the register selected by Function and Index.",
  "baselo.enable": "Enables the IOMMU's registers at the base address. Once set, only a reset clears it.",
  "baselo.address": "Address of the IOMMU's memory-mapped registers. Read-only once Enable is set.",
  "basehi.value": "Bits 63:32 of that address.",
  "range.unit": "UnitID that the IOMMU itself uses on HyperTransport.",
  "range.valid": "The bus and devices in this register are valid. When clear, only the ACPI IVRS table has them.",
  "range.bus": "Bus number of the devices that the IOMMU translates for.",
  "range.first": "First device and function that the IOMMU translates for.",
  "range.last": "Last device and function that the IOMMU translates for.",
  "misc0.msi": "MSI vector for the event and command interrupts.",
  "misc0.gvasize": "Width of guest virtual addresses. 2 = 48 bits.",
  "misc0.pasize": "Width of the physical addresses after translation, in bits.",
  "misc0.vasize": "Width of the device addresses that can be translated, in bits.",
  "misc0.htats": "Set: the HyperTransport address range for ATS responses can't be translated.",
  "misc0.msippr": "MSI vector for page requests from devices.",
};

/** In practice the capability block of an AMD IOMMU, or of the memory protection that came before it in the K8. */
export const SECURE_DEVICE: CapabilityDef = {
  key: "secure",
  space: "standard",
  id: 0x0f,
  short: "Secure device",
  title: "Secure device (AMD IOMMU)",
  section: "AMD IOMMU 3.08 §3.3",
  length: (c) => (isIommu(c) ? 0x14 : 0x0c),
  registers: withHelp(HELP, [
    register("cap", 2, 2, "Capability Header", [
      pick("type", 2, 0, "Capability Block Type", TYPES, { access: "RO", other: "reserved" }),
      uint("revision", 7, 3, "Capability Block Revision", { access: "RO" }),
      flag("iotlb", 8, "Remote IOTLB Support", { access: "RO" }),
      flag("httunnel", 9, "HyperTransport Tunnel Translation", { access: "RO" }),
      flag("npcache", 10, "Not Present Table Entries Cached", { access: "RO" }),
      flag("efr", 11, "Extended Feature Register", { access: "RO" }),
      flag("ext", 12, "Capability Extension", { access: "RO" }),
    ]),
    ...registersWhen(isVector, [
      register("op", 4, 4, "DEV Function and Index", [
        hex("index", 7, 0, "Index", { access: "RW" }),
        hex("function", 15, 8, "Function", { access: "RW" }),
      ]),
      whole("data", 8, 4, "DEV Data", { access: "RW" }),
    ]),
    ...registersWhen(isIommu, [
      register("baselo", 4, 4, "Base Address Low", [
        flag("enable", 0, "Enable", { access: "RW", reset: 0 }),
        hex("address", 31, 14, "Base Address [31:14]", { access: "RW" }),
      ]),
      whole("basehi", 8, 4, "Base Address High", { access: "RW" }),
      register("range", 12, 4, "Range", [
        hex("unit", 4, 0, "HyperTransport UnitID", { access: "RO" }),
        flag("valid", 7, "Range Valid", { access: "RW" }),
        hex("bus", 15, 8, "Bus Number", { access: "RO" }),
        hex("first", 23, 16, "First Device", { access: "RO" }),
        hex("last", 31, 24, "Last Device", { access: "RO" }),
      ]),
      register("misc0", 16, 4, "Miscellaneous Information 0", [
        uint("msi", 4, 0, "MSI Message Number", { access: "RO" }),
        hex("gvasize", 7, 5, "Guest Virtual Address Size", { access: "RO" }),
        uint("pasize", 14, 8, "Physical Address Size", { access: "RO", unit: "bits" }),
        uint("vasize", 21, 15, "Virtual Address Size", { access: "RO", unit: "bits" }),
        flag("htats", 22, "HyperTransport ATS Reserved", { access: "RO" }),
        uint("msippr", 31, 27, "Peripheral Page Request MSI Message Number", { access: "RO" }),
      ]),
    ]),
  ]),
  text: ["Secure device <?>\n"],
};
