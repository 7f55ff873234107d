import { type CapabilityDef, flag, hex, pick, register, uint, whole } from "../../layout.ts";

const IOMMU = 3;
const isIommu = (c: { u8(offset: number): number }): boolean => (c.u8(2) & 7) === IOMMU;

/** In practice the capability block of an AMD IOMMU. */
export const SECURE_DEVICE: CapabilityDef = {
  key: "secure",
  space: "standard",
  id: 0x0f,
  short: "Secure device",
  title: "Secure device (AMD IOMMU)",
  section: "AMD IOMMU 3.08 §3.3",
  length: 0x14,
  registers: [
    register("cap", 2, 2, "Capability Header", [
      pick("type", 2, 0, "Capability Block Type", { [IOMMU]: "IOMMU" }, { access: "RO", other: "not an IOMMU" }),
      uint("revision", 7, 3, "Capability Block Revision", { access: "RO" }),
      flag("iotlb", 8, "Remote IOTLB Support", { access: "RO", help: "Devices may keep translations (ATS)." }),
      flag("httunnel", 9, "HyperTransport Tunnel Translation", { access: "RO" }),
      flag("npcache", 10, "Not Present Table Entries Cached", {
        access: "RO",
        help: "Set: software must invalidate also after making an entry present.",
      }),
      flag("efr", 11, "Extended Feature Register", { access: "RO" }),
      flag("ext", 12, "Capability Extension", { access: "RO" }),
    ]),
    register(
      "baselo",
      4,
      4,
      "Base Address Low",
      [
        flag("enable", 0, "Enable", { access: "RW", help: "The IOMMU's registers answer at the base address." }),
        hex("address", 31, 14, "Base Address [31:14]", { access: "RW" }),
      ],
      { when: isIommu },
    ),
    whole("basehi", 8, 4, "Base Address High", { access: "RW", when: isIommu }),
    register(
      "range",
      12,
      4,
      "Range",
      [
        hex("unit", 4, 0, "HyperTransport UnitID", { access: "RO" }),
        flag("valid", 7, "Range Valid", { access: "RW" }),
        hex("bus", 15, 8, "Bus Number", { access: "RO" }),
        hex("first", 23, 16, "First Device", { access: "RO" }),
        hex("last", 31, 24, "Last Device", { access: "RO" }),
      ],
      { when: isIommu },
    ),
    register(
      "misc0",
      16,
      4,
      "Miscellaneous Information 0",
      [
        uint("msi", 4, 0, "MSI Message Number", { access: "RO" }),
        hex("gvasize", 7, 5, "Guest Virtual Address Size", { access: "RO" }),
        uint("pasize", 14, 8, "Physical Address Size", { access: "RO", unit: "bits" }),
        uint("vasize", 21, 15, "Virtual Address Size", { access: "RO", unit: "bits" }),
        flag("htats", 22, "HyperTransport ATS Reserved", { access: "RO" }),
        uint("msippr", 31, 27, "Peripheral Page Request MSI Message Number", { access: "RO" }),
      ],
      { when: isIommu },
    ),
  ],
  text: ["Secure device <?>\n"],
};
