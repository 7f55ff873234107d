/** What two machines, or one at two moments, differ in: in the window, on a terminal and as Markdown. */
import { messages } from "../messages.ts";

export const COMPARISON_WORDS = messages("comparison", {
  same: { en: "No differences in what is known of both", zh: "双方均已知的内容没有差异" },
  functionsDiffer: {
    en: "{count, plural, one {# function differs} other {# functions differ}}",
    zh: "{count, number} 个 Function 有差异",
  },
  onlyIn: {
    en: "{count, plural, one {# function only in {machine}} other {# functions only in {machine}}}",
    zh: "{count, number} 个 Function 仅在 {machine} 中",
  },
  notListed: {
    en: "{count, plural, one {# function not listed in {machine}} other {# functions not listed in {machine}}}",
    zh: "{count, number} 个 Function 未列在 {machine} 中",
  },
  machineDiffers: {
    en: "{count, plural, one {# fact of the machine differs} other {# facts of the machine differ}}",
    zh: "{count, number} 项机器信息有差异",
  },
  volatileDiffer: {
    en: "{count, plural, one {# volatile field differs} other {# volatile fields differ}}",
    zh: "{count, number} 个易变字段有差异",
  },

  nothingShared: { en: "The two have no function in common.", zh: "双方没有共同的 Function。" },
  bytesOnce: {
    en: "{count, plural, one {# function has bytes on one side only: its registers were not compared.} other {# functions have bytes on one side only: their registers were not compared.}}",
    zh: "{count, number} 个 Function 只有一方有字节，未比较其寄存器。",
  },
  knownOnce: {
    en: "{count, plural, one {# fact or field is known only in {machine}.} other {# facts or fields are known only in {machine}.}}",
    zh: "{count, number} 项信息或字段仅在 {machine} 中已知。",
  },

  between: { en: "{here} and {there}", zh: "{here} 与 {there}" },
  summary: { en: "{here} ↔ {there}: {summary}.", zh: "{here} ↔ {there}：{summary}。" },
  machine: { en: "Machine", zh: "机器" },
  moved: { en: "{function}, moved to {bdf}", zh: "{function}，已移至 {bdf}" },
  otherCard: {
    en: "{function}: a different device in {machine}, {other}",
    zh: "{function}：在 {machine} 中是另一设备 {other}",
  },
  onlyThere: { en: "{function}, only in {machine}", zh: "{function}，仅在 {machine} 中" },
  notListedThere: { en: "{function}, not listed in {machine}", zh: "{function}，未列在 {machine} 中" },
  unknownIn: { en: "Unknown in {machine}: {what}", zh: "{machine} 中未知：{what}" },
  more: { en: "and {count, number} more", zh: "另有 {count, number} 项" },
  moreFunctions: {
    en: "{count, plural, one {# more function is not listed.} other {# more functions are not listed.}}",
    zh: "另有 {count, number} 个 Function 未列出。",
  },
  difference: { en: "Difference", zh: "差异" },
  offset: { en: "Offset", zh: "偏移" },
  volatile: { en: "Volatile", zh: "易变" },
  line: { en: "{name}: {here} → {there}", zh: "{name}：{here} → {there}" },
  volatileLine: { en: "{name}: {here} → {there} (volatile)", zh: "{name}：{here} → {there}（易变）" },

  yes: { en: "yes", zh: "是" },
  no: { en: "no", zh: "否" },
  present: { en: "present", zh: "存在" },
  absent: { en: "not present", zh: "不存在" },
  at: { en: "at {offset}", zh: "位于 {offset}" },
  noNode: { en: "not reported by firmware", zh: "固件未提供" },
  size: { en: "{range} size", zh: "{range} 大小" },
  type: { en: "{range} type", zh: "{range} 类型" },
  place: { en: "{capability} › Offset", zh: "{capability} › 偏移" },
  bytes: { en: "{capability} › Bytes at {offset}", zh: "{capability} › {offset} 处的字节" },
  outside: { en: "Outside capabilities", zh: "Capability 之外" },

  kernel: { en: "Kernel", zh: "内核" },
  iommu: { en: "IOMMU", zh: "IOMMU" },
  vfioPci: { en: "vfio-pci", zh: "vfio-pci" },
  vfioSriov: { en: "vfio-pci may enable SR-IOV", zh: "vfio-pci 可开启 SR-IOV" },
  autoprobe: { en: "Drivers bound automatically", zh: "自动绑定驱动" },
  moduleLoaded: { en: "loaded", zh: "已加载" },
  moduleAvailable: { en: "installed, not loaded", zh: "已安装，未加载" },
  moduleAbsent: { en: "not installed", zh: "未安装" },
});
