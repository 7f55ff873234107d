/** The filters above the table of functions. */
import { messages } from "../messages.ts";

export const FILTER_WORDS = messages("table.filter", {
  sriovCapable: { en: "SR-IOV capable", zh: "支持 SR-IOV" },
  sriovCapableHelp: { en: "PFs, with or without enabled VFs.", zh: "所有 PF，无论是否已开启 VF。" },
  vfs: { en: "VFs", zh: "VF" },
  unknownFor: {
    en: "Unknown for {count, plural, one {# function} other {# functions}}.",
    zh: "另有 {count} 个 Function 未知。",
  },
  unknownOf: {
    en: "“{filter}” is unknown for {count, plural, one {# function} other {# functions}}.",
    zh: "有 {count} 个 Function 是否属于“{filter}”未知。",
  },
  vfsHelp: { en: "Virtual functions.", zh: "虚拟功能。" },
  reserved: { en: "Reserved for guests", zh: "预留给虚拟机" },
  reservedHelp: {
    en: "Functions reserved for a guest or another program: bound to vfio-pci or a variant, uio, pciback or pci-stub, or provided to guests by their own driver (vGPU, mdev).",
    zh: "预留给虚拟机或其他程序的 Function：绑定到 vfio-pci 及其变体、uio、pciback 或 pci-stub，或由自身驱动提供给虚拟机（vGPU、mdev）。",
  },
  linkDegraded: { en: "Link degraded", zh: "链路降速/降宽" },
  linkDegradedHelp: {
    en: "Links slower or narrower than both ends support. Each link counts once, at the first function below it; VFs have no link of their own.",
    zh: "速率或位宽低于两端能力的链路。每条链路只计一次，记在其下的第一个 Function；VF 没有自己的链路。",
  },
  inUse: { en: "In use", zh: "使用中" },
  inUseHelp: {
    en: "Functions that something uses now. Functions whose use is unknown are not counted.",
    zh: "当前有使用者的 Function。使用情况未知的不计入。",
  },
  freeVfs: { en: "Free VFs", zh: "空闲 VF" },
  freeVfsHelp: {
    en: "VFs that nothing uses, as far as everything could be read. VFs whose use is unknown are not counted.",
    zh: "已完整读取使用情况且没有使用者的 VF。使用情况未知的不计入。",
  },
  noDriver: { en: "No driver", zh: "未绑定驱动" },
  noDriverHelp: {
    en: "Functions without a driver. Host, ISA and PCI bridges need none and are not counted.",
    zh: "未绑定驱动的 Function。Host、ISA 和 PCI 桥不需要驱动，不计入。",
  },
});
