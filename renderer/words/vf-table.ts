/** The table of a PF's VFs, which can be edited. */
import { messages } from "../../shared/words/messages.ts";

export const VF_TABLE_WORDS = messages("window.vf-table", {
  mac: { en: "MAC", zh: "MAC" },
  minRate: { en: "Min Mbit/s", zh: "最小 Mbit/s" },
  maxRate: { en: "Max Mbit/s", zh: "最大 Mbit/s" },
  willBe: { en: "{was} → {will}", zh: "{was} → {will}" },
  ownMac: { en: "{mac}: the VF’s own, not set by the PF", zh: "{mac}：VF 自身的地址，非 PF 设置" },
  interface: { en: "Interface", zh: "接口" },
  wouldBeHere: { en: "would be here", zh: "将位于此处" },
  wouldBeBound: { en: "would be here, on {driver}", zh: "将位于此处，绑定 {driver}" },
  leaving: { en: "removed by the plan", zh: "将被计划移除" },

  strip: { en: "{present} of {most} VFs", zh: "VF：{present} / {most}" },
  stripUnknown: { en: "{present} VFs, maximum unknown", zh: "{present} 个 VF，上限未知" },
  onHost: { en: "on host drivers", zh: "绑定宿主机驱动" },
  onVfio: { en: "on vfio-pci", zh: "绑定 vfio-pci" },
  onNone: { en: "unbound", zh: "未绑定" },
  onSeveral: { en: "on different drivers", zh: "绑定的驱动不同" },
  mostByDriver: { en: "at most {most} (driver)", zh: "最多 {most} 个（驱动）" },
  mostByPort: { en: "at most {most} (port above)", zh: "最多 {most} 个（上级端口）" },
  mostByBuses: { en: "at most {most} (bus numbers)", zh: "最多 {most} 个（总线号）" },
  mostByMemory: { en: "at most {most} (memory windows)", zh: "最多 {most} 个（内存窗口）" },
  mostByVectors: { en: "at most {most} (MSI-X vectors)", zh: "最多 {most} 个（MSI-X 向量数）" },
  mostByDevice: { en: "at most {most} (device)", zh: "最多 {most} 个（设备）" },

  equal: { en: "All VFs:", zh: "全部 VF：" },
  showColumn: { en: "Show the column {column}", zh: "显示“{column}”列" },
  columns: { en: "Columns of the VF table", zh: "VF 表的列" },
  resetColumns: { en: "As many as fit", zh: "按宽度自动显示" },
  settingsUnread: {
    en: "MAC addresses, VLANs and other settings could not be read: {pf} keeps none, or its driver does not report them.",
    zh: "无法读取 MAC 地址、VLAN 等设置：{pf} 未保存，或其驱动不报告。",
  },

  whichVfs: { en: "VFs to select", zh: "要选择的 VF" },
  whichHelp: { en: "VFs to select, such as 0-7, 12.", zh: "要选择的 VF，例如 0-7, 12。" },
  noSuchVfs: {
    en: "{text} names no VF that is here: write numbers, such as 0-7, 12.",
    zh: "{text} 未指明此处的 VF：请输入编号，例如 0-7, 12。",
  },
  select: { en: "Select VF {vf}", zh: "选择 VF {vf}" },
  selectAll: { en: "Select all VFs", zh: "选择全部 VF" },
  selected: { en: "{count} of {all} VFs selected", zh: "已选择 {count} / {all} 个 VF" },
  editing: { en: "{column} of VF {vf}", zh: "VF {vf} 的 {column}" },
  forSeveral: {
    en: "For {count} VFs.",
    zh: "用于 {count} 个 VF。",
  },
  countsUp: {
    en: "For {count} VFs, counting up from VF {vf}.",
    zh: "用于 {count} 个 VF，从 VF {vf} 起递增。",
  },
  notWhole: { en: "{text} is not a whole number.", zh: "{text} 不是整数。" },

  edits: {
    en: "{edits, plural, one {# edit} other {# edits}} of {vfs, plural, one {# VF} other {# VFs}}",
    zh: "{vfs} 个 VF 的 {edits} 处更改",
  },
  unreportedEdits: {
    en: "{count} written, not reported by the driver",
    zh: "{count} 处已写入，但驱动不报告",
  },
  unreported: { en: "written; the driver does not report it", zh: "已写入，但驱动不报告" },
  discard: { en: "Discard", zh: "放弃" },
  gone: {
    en: "{count, plural, one {The edits of # VF that is no longer present were dropped.} other {The edits of # VFs that are no longer present were dropped.}}",
    zh: "{count} 个 VF 已不存在，其更改已丢弃。",
  },
  copyValue: { en: "Copy value", zh: "复制值" },
  copyRow: { en: "Copy row", zh: "复制此行" },
  copyTable: { en: "Copy table", zh: "复制表格" },
  edit: { en: "Edit {column}", zh: "编辑 {column}" },
});
