/** What was read from a text rather than from the machine. */
import { messages } from "../messages.ts";

export const FROM_TEXT_WORDS = messages("from-text", {
  mark: { en: "from the text", zh: "来自文本" },
  marked: { en: "{value} (from the text)", zh: "{value}（来自文本）" },
  help: { en: "Taken from the opened text, not read from the machine.", zh: "取自所打开的文本，并非读自机器。" },
  note: { en: "From the text, not read from the machine: {facts}.", zh: "以下内容取自文本，并非读自机器：{facts}。" },
  noBytes: {
    en: "The text has no configuration space for this function. Run {command} as root to get it.",
    zh: "文本中没有此 Function 的配置空间。以 root 运行 {command} 可获取。",
  },
  namesOnly: {
    en: "The text names these capabilities without their registers. Run {command} as root to get them.",
    zh: "文本只给出以下 Capability 的名称，没有寄存器。以 root 运行 {command} 可获取。",
  },

  names: { en: "names", zh: "名称" },
  classes: { en: "classes", zh: "类别" },
  drivers: { en: "drivers", zh: "驱动" },
  modules: { en: "modules", zh: "内核模块" },
  iommuGroups: { en: "IOMMU groups", zh: "IOMMU 组" },
  numaNodes: { en: "NUMA nodes", zh: "NUMA 节点" },
  sriov: { en: "SR-IOV", zh: "SR-IOV" },
  addressRanges: { en: "address ranges", zh: "地址范围" },
  busNumbers: { en: "bus numbers", zh: "总线号" },
  parents: { en: "upstream ports", zh: "上游端口" },
  links: { en: "links", zh: "链路" },
  powerStates: { en: "power states", zh: "电源状态" },
  slots: { en: "slots", zh: "插槽" },
  interfaces: { en: "interfaces", zh: "接口" },

  disagree: {
    en: "Text and bytes disagree; the bytes are used: {differences}.",
    zh: "文本与字节不一致，以字节为准：{differences}。",
  },
  differs: {
    en: "{what} is {bytes} in the bytes, {text} in the text",
    zh: "{what}：字节中为 {bytes}，文本中为 {text}",
  },
  allOnes: {
    en: "Its registers read all ones when the text was captured: the function was gone, asleep or in reset.",
    zh: "截取文本时其寄存器读数全为 1：Function 已移除、处于睡眠或正在复位。",
  },
  rangeDiffers: {
    en: "range {index} is at {bytes} in its register, {text} in the text",
    zh: "范围 {index}：寄存器中地址为 {bytes}，文本中为 {text}",
  },
  addressInNoRegister: {
    en: "no register holds the address {text} from the text",
    zh: "文本中的地址 {text} 不在任何寄存器中",
  },
  vendor: { en: "vendor", zh: "厂商" },
  device: { en: "device", zh: "设备" },
  subsystemVendor: { en: "subsystem vendor", zh: "子系统厂商" },
  subsystemDevice: { en: "subsystem device", zh: "子系统设备" },
  class: { en: "class", zh: "类别" },
  revision: { en: "revision", zh: "修订版本" },
  powerState: { en: "power state", zh: "电源状态" },
  secondaryBus: { en: "secondary bus", zh: "次级总线" },
  numVfs: { en: "number of VFs", zh: "VF 数量" },
  linkSpeed: { en: "link speed", zh: "链路速率" },
  linkWidth: { en: "link width", zh: "链路位宽" },
});
