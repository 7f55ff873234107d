/** The table of functions: its rows, its toolbar, its menus. */
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
  all: { en: "{count, plural, one {# function} other {# functions}}", zh: "{count, number} 个 Function" },
  allWithVfs: {
    en: "{count, plural, one {# function} other {# functions}}, including {vfs, plural, one {# VF} other {# VFs}}",
    zh: "{count, number} 个 Function，其中 {vfs, number} 个 VF",
  },
  matches: {
    en: "{matches, number} of {count, plural, one {# function} other {# functions}}",
    zh: "{count, number} 个 Function 中的 {matches, number} 个",
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
  restToCome: { en: "Other functions are still being read.", zh: "其余 Function 仍在读取。" },
  nothing: { en: "No matches", zh: "无匹配项" },
  clearAll: { en: "Clear search and filters", zh: "清除搜索和筛选" },
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

/** What stands in rows and cells, and beside them. */
export const ROW_WORDS = messages("tree.row", {
  vfs: { en: "{functions}, {vfs, plural, one {# VF} other {# VFs}}", zh: "{functions}，{vfs, number} 个 VF" },
  functions: { en: "{count, plural, one {# function} other {# functions}}", zh: "{count, number} 个 Function" },
  some: {
    en: "{matches, number} of {count, plural, one {# function} other {# functions}}",
    zh: "{count, number} 个 Function 中的 {matches, number} 个",
  },
  soFar: { en: "{counts} so far", zh: "{counts}（尚未全部读取）" },
  noRoutingId: { en: "can’t be created: no routing ID left", zh: "无法创建：已无可用的 Routing ID" },
  created: { en: "will be created", zh: "将创建" },
  wouldRemove: { en: "The plan would remove it.", zh: "计划将移除此 VF。" },
  removedByPlan: { en: "would be removed", zh: "将被移除" },
  gone: { en: "gone", zh: "已消失" },
  finding: { en: "Finding", zh: "发现问题" },
  partlyUnread: { en: "Partly unreadable", zh: "部分内容无法读取" },
  silentTip: { en: "Every byte reads ff: it does not respond.", zh: "所有字节读出均为 ff：设备无响应。" },
  silent: { en: "Not responding", zh: "无响应" },
  unreadTip: { en: "Not read, by your setting: its registers are left alone.", zh: "按设置不读取其寄存器。" },
  unread: { en: "Left unread", zh: "不读取" },
  asleepTip: {
    en: "Asleep in D3cold. Not read, because reading would wake it.",
    zh: "处于 D3cold（已断电）。不读取，以免将其唤醒。",
  },
  asleep: { en: "Asleep in D3cold", zh: "处于 D3cold" },
  toBus: { en: "to bus {range}", zh: "通往总线 {range}" },
  vfsEnabled: { en: "{count, plural, one {# VF enabled} other {# VFs enabled}}", zh: "已启用 {count, number} 个 VF" },
  vfsEnabledOf: {
    en: "{count, number} of {total, plural, one {# VF} other {# VFs}} enabled",
    zh: "最多 {total, number} 个 VF，已启用 {count, number} 个",
  },
  groupUnknown: { en: "The IOMMU group is unknown.", zh: "IOMMU 组未知。" },
  group: {
    en: "IOMMU group {group}: {count, plural, one {# function} other {# functions}}",
    zh: "IOMMU 组 {group}：{count, number} 个 Function",
  },
  numaUnknown: { en: "The NUMA node is unknown.", zh: "NUMA 节点未知。" },
  linkDown: { en: "down", zh: "未建立" },
  linkUnknown: { en: "unknown", zh: "未知" },
  link: { en: "Link: {link}", zh: "链路：{link}" },
  linkDegraded: { en: "Link degraded: {link}", zh: "链路降速/降宽：{link}" },
  degraded: { en: "Link degraded", zh: "链路降速/降宽" },
});

export const TOOLBAR_WORDS = messages("tree.toolbar", {
  groupBy: { en: "Group by", zh: "分组方式" },
  groupedBy: { en: "Group by: {grouping}", zh: "分组方式：{grouping}" },
  columns: { en: "Columns", zh: "列" },
  resetColumns: { en: "Reset columns", zh: "重置列" },
  filters: { en: "Filters", zh: "筛选" },
  expandAll: { en: "Expand all", zh: "全部展开" },
  collapseAll: { en: "Collapse all", zh: "全部收起" },
  expandBelow: { en: "Expand all below", zh: "展开所有下级" },
  collapseBelow: { en: "Collapse all below", zh: "收起所有下级" },
  shortGroup: { en: "Group", zh: "组" },
  ascending: { en: "Sort ascending", zh: "升序" },
  descending: { en: "Sort descending", zh: "降序" },
  unsorted: { en: "Sort by BDF", zh: "按 BDF 排序" },
  moveLeft: { en: "Move left", zh: "左移" },
  moveRight: { en: "Move right", zh: "右移" },
  hideColumn: { en: "Hide column", zh: "隐藏此列" },
});

export const SELECTION_WORDS = messages("tree.selection", {
  label: { en: "Selection", zh: "所选项" },
  functions: {
    en: "{count, plural, one {# function selected} other {# functions selected}}",
    zh: "已选择 {count, number} 个 Function",
  },
  withVfs: {
    en: "{count, plural, one {# function selected} other {# functions selected}}, including {vfs, plural, one {# VF} other {# VFs}}",
    zh: "已选择 {count, number} 个 Function，其中 {vfs, number} 个 VF",
  },
  vfsOf: {
    en: "{count, plural, one {# VF} other {# VFs}} of {pf} selected",
    zh: "已选择 {pf} 的 {count, number} 个 VF",
  },
  vfsOfPfs: {
    en: "{count, plural, one {# VF} other {# VFs}} of {pfs, number} PFs selected",
    zh: "已选择 {pfs, number} 个 PF 的 {count, number} 个 VF",
  },
  unlisted: { en: "{selected}, {count, number} not listed", zh: "{selected}，其中 {count, number} 个未列出" },
  copyRows: { en: "Copy rows", zh: "复制各行" },
  copyRow: { en: "Copy row", zh: "复制此行" },
  copySome: { en: "{count, plural, one {Copy # row} other {Copy # rows}}", zh: "复制 {count, number} 行" },
  copyName: { en: "Copy name", zh: "复制名称" },
  clear: { en: "Clear selection", zh: "取消选择" },
});
