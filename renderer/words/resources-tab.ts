/** The tab of address ranges. */
import { messages } from "../../shared/words/messages.ts";

export const RESOURCES_TAB_WORDS = messages("resources-tab", {
  bars: { en: "Base addresses", zh: "基地址（BAR）" },
  vfBars: { en: "VF BAR windows", zh: "VF BAR 窗口" },
  windows: { en: "Bridge windows", zh: "桥窗口" },
  closed: { en: "closed", zh: "已关闭" },
  unassigned: { en: "not assigned", zh: "未分配" },
  unassignedHelp: {
    en: "The function needs this range, but the kernel found no space for it.",
    zh: "该 Function 需要此范围，但内核未能分配空间。",
  },
  which: { en: "Range", zh: "范围" },
  addresses: { en: "Addresses", zh: "地址" },
  size: { en: "Size", zh: "大小" },
  type: { en: "Type", zh: "类型" },
  withoutPlace: { en: "Address not assigned", zh: "未分配地址" },
  withoutPlaceText: {
    en: "The kernel found no space for {ranges}. The firmware’s MMIO window may be too small: enable Above 4G Decoding or enlarge the window there, or boot the kernel with pci=realloc.",
    zh: "内核未能为 {ranges} 分配空间。固件的 MMIO 窗口可能太小：请在固件中开启 Above 4G Decoding 或增大该窗口，或以内核启动参数 pci=realloc 启动。",
  },
  slices: { en: "Slices of the PF’s windows", zh: "PF 窗口的切片" },
  slicesAbout: {
    en: "VFs have no address registers. This one uses slice {index} of each window of its PF:",
    zh: "VF 自身没有地址寄存器。此 VF 使用 PF 各窗口的切片 {index}。PF：",
  },
  vfBar: { en: "VF BAR", zh: "VF BAR" },
  slice: { en: "Slice", zh: "切片" },
  windowOfPf: { en: "Window of the PF", zh: "PF 的窗口" },
  sliceOf: { en: "Slice of VF BAR {bar}", zh: "VF BAR {bar} 的切片" },
  msix: { en: "MSI-X", zh: "MSI-X" },
  msixTable: { en: "Vector table", zh: "向量表" },
  msixPba: { en: "Pending bit array (PBA)", zh: "挂起位阵列（PBA）" },
  msixBytes: { en: "Size of table and PBA", zh: "向量表与 PBA 大小" },
});
