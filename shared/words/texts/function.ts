/** What a function is and who has it, in a few words: for lists, headings, tooltips and reports. */
import { messages } from "../messages.ts";

export const FUNCTION_WORDS = messages("function", {
  unknownVendor: { en: "Unknown vendor", zh: "未知厂商" },
  unknownDevice: { en: "Unknown device", zh: "未知设备" },
  unknownClass: { en: "Unknown class", zh: "未知类别" },
  unknownName: { en: "Unknown name", zh: "名称未知" },
  /** Of a text that has vendor and device in one. */
  namedWithDevice: { en: "Named with the device", zh: "包含在设备名称中" },

  sata: { en: "SATA controller", zh: "SATA 控制器" },
  sas: { en: "SAS controller", zh: "SAS 控制器" },
  nvme: { en: "NVMe controller", zh: "NVMe 控制器" },
  ethernet: { en: "Ethernet controller", zh: "以太网控制器" },
  infiniband: { en: "InfiniBand controller", zh: "InfiniBand 控制器" },
  graphicsCard: { en: "Graphics card", zh: "显卡" },
  gpu: { en: "GPU", zh: "GPU" },
  hostBridge: { en: "Host bridge", zh: "主桥（Host Bridge）" },
  isaBridge: { en: "ISA bridge", zh: "ISA 桥" },
  pciBridge: { en: "PCI bridge", zh: "PCI 桥" },
  cardBusBridge: { en: "CardBus bridge", zh: "CardBus 桥" },
  bridge: { en: "Bridge", zh: "桥" },
  usb: { en: "USB controller", zh: "USB 控制器" },
  accelerator: { en: "Accelerator", zh: "加速器" },
  function: { en: "Function", zh: "Function" },
  withSriov: { en: "{kind} with SR-IOV", zh: "{kind}（支持 SR-IOV）" },

  vf: { en: "VF of {pf}", zh: "{pf} 的 VF" },
  vfAt: { en: "VF {index} of {pf}", zh: "{pf} 的 VF {index}" },
  pf: { en: "Physical function, {sriov}", zh: "物理功能（PF），{sriov}" },
  pfWithVfs: { en: "Physical function with {sriov}", zh: "物理功能（PF），{sriov}" },
  bridgeTo: { en: "{bridge} to bus {buses}", zh: "{bridge}，下游总线 {buses}" },
  bridgeUnknown: { en: "{bridge}, secondary bus unknown", zh: "{bridge}，次级总线未知" },
  bridgeToNothing: { en: "{bridge}, no secondary bus", zh: "{bridge}，无次级总线" },
  what: { en: "{what}, {driver}", zh: "{what}，{driver}" },

  vfsEnabled: {
    en: "{numVfs} of {totalVfs, plural, one {# VF} other {# VFs}} enabled",
    zh: "已开启 {numVfs} 个 VF（上限 {totalVfs}）",
  },
  vfsEnabledOfUnknown: {
    en: "{numVfs, plural, one {# VF} other {# VFs}} enabled, limit unknown",
    zh: "已开启 {numVfs} 个 VF（上限未知）",
  },
  sriovOff: { en: "SR-IOV off", zh: "SR-IOV 未开启" },
  sriovOffUpTo: {
    en: "SR-IOV off, up to {totalVfs, plural, one {# VF} other {# VFs}}",
    zh: "SR-IOV 未开启，最多 {totalVfs} 个 VF",
  },
  sriovOffNoVfs: { en: "SR-IOV off, driver allows no VFs", zh: "SR-IOV 未开启，驱动不允许创建 VF" },
  sriovOffZero: { en: "SR-IOV off, TotalVFs is 0", zh: "SR-IOV 未开启，TotalVFs 为 0" },

  boundTo: { en: "bound to {driver}", zh: "已绑定 {driver}" },
  sharedBy: { en: "shared with guests by {driver}", zh: "由 {driver} 提供给虚拟机" },
  driverUnknown: { en: "driver unknown", zh: "驱动未知" },
  reserved: { en: "reserved for a guest or program", zh: "已预留给虚拟机或程序" },
  sharedByDriver: { en: "shared with guests by its driver", zh: "由其驱动提供给虚拟机" },

  noIommu: { en: "none active", zh: "没有已启用的 IOMMU" },
  iommuByGroups: { en: "active: IOMMU groups exist", zh: "已启用（存在 IOMMU 组）" },
});
