/** The table of functions, and what stands around it. */
import { messages } from "../../shared/words/messages.ts";

export const TREE_WORDS = messages("tree", {
  label: { en: "Functions of {machine}", zh: "{machine} 的 Function" },
  functions: { en: "Functions", zh: "Function" },
  reading: {
    en: "Reading {done, number} of {of, number} functions",
    zh: "正在读取 Function：{done, number} / {of, number}",
  },
  onlyRead: {
    en: "Only {done, number} of {of, number} functions were read",
    zh: "只读取了 {of, number} 个 Function 中的 {done, number} 个",
  },
  allWithVfs: {
    en: "{count, plural, one {# function} other {# functions}}, including {vfs, plural, one {# VF} other {# VFs}}",
    zh: "{count, number} 个 Function，其中 {vfs, number} 个 VF",
  },
  matchesSoFar: {
    en: "{matches, number} of {count, plural, one {# function} other {# functions}} listed so far",
    zh: "目前列出的 {count, number} 个 Function 中的 {matches, number} 个",
  },
  removed: {
    en: "{count, plural, one {# function} other {# functions}} removed since last refresh",
    zh: "自上次刷新以来有 {count, number} 个 Function 消失",
  },
  showAll: { en: "Show all", zh: "全部显示" },
  nothingSoFar: { en: "No matches so far", zh: "暂无匹配项" },
  restUnread: {
    en: "Other functions were not read. Refresh to read them.",
    zh: "其余 Function 未读取，刷新后可读取。",
  },
  nothing: { en: "No matches", zh: "无匹配项" },
  searched: {
    en: "Search covers addresses, names, IDs, drivers, modules, interfaces, MAC addresses, slots, IOMMU groups and NUMA nodes. Functions must match all words and all filters.",
    zh: "搜索范围包括地址、名称、ID、驱动、内核模块、接口、MAC 地址、插槽、IOMMU 组和 NUMA 节点。须同时符合所有搜索词和筛选条件。",
  },
  noFunctions: { en: "No PCI functions", zh: "没有 PCI Function" },
  noFunctionsHelp: {
    en: "This machine shows no PCI functions. That is normal in a container or a virtual machine without a PCI bus.",
    zh: "这台机器没有可见的 PCI Function。容器或没有 PCI 总线的虚拟机中属正常情况。",
  },
});
