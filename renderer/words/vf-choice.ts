/** Choosing a number of VFs. */
import { messages } from "../../shared/words/messages.ts";

export const VF_CHOICE_WORDS = messages("window.vf-choice", {
  vfsOf: { en: "VFs of {pf}", zh: "{pf} 的 VF" },
  gone: { en: "{pf} is no longer present", zh: "{pf} 已不存在" },
  number: { en: "Number of VFs", zh: "VF 数量" },
  presets: { en: "Common numbers of VFs", zh: "常用 VF 数量" },
  off: { en: "{count} (off)", zh: "{count}（关闭）" },
  half: { en: "{count} (half)", zh: "{count}（一半）" },
  all: { en: "{count} (all)", zh: "{count}（全部）" },
  range: { en: "0 to {fits}; currently {from}.", zh: "可选 0～{fits}，当前为 {from}。" },
  reset: { en: "Reset", zh: "重置" },
  typeFirst: { en: "Enter a number first.", zh: "请先输入数量。" },
  asNow: {
    en: "This is the current state. Choose another number or driver.",
    zh: "与当前状态相同，请另选数量或驱动。",
  },
  preview: { en: "Preview", zh: "预览" },
  previewing: { en: "Previewing", zh: "正在预览" },
  andMore: { en: "And {more}.", zh: "另有 {more}。" },
  moreBlockers: { en: "{count, plural, one {# more blocker} other {# more blockers}}", zh: "{count} 个阻断项" },
  moreToConfirm: { en: "{count} more to confirm", zh: "{count} 项需确认" },
  toConfirm: { en: "{count} to confirm", zh: "{count} 项需确认" },
  warnings: { en: "{count, plural, one {# warning} other {# warnings}}", zh: "{count} 个警告" },
  moreWarnings: { en: "{count, plural, one {# more warning} other {# more warnings}}", zh: "{count} 个警告" },
  throughZero: {
    en: "{from} → {to}: {from, plural, one {the VF is removed first} other {all # VFs are removed first}}, then {to, plural, one {a new one is created} other {# are created}}.",
    zh: "{from} → {to}：将先移除全部 {from} 个 VF，再创建 {to} 个。",
  },

  bindTo: { en: "Bind to", zh: "绑定到" },
  bindVfsTo: { en: "Bind VFs to", zh: "VF 绑定到" },
  host: { en: "Host drivers", zh: "宿主机驱动" },
  hostHelp: {
    en: "The host driver binds to each VF. They appear as interfaces or devices on this machine.",
    zh: "每个 VF 由宿主机驱动绑定，在此机器上显示为网络接口或设备。",
  },
  vfioHelp: {
    en: "Each VF is bound to vfio-pci, ready for a guest or a user-space driver.",
    zh: "每个 VF 绑定到 vfio-pci，可供虚拟机或用户态驱动使用。",
  },
  none: { en: "No driver", zh: "不绑定" },
  noneHelp: { en: "VFs stay unbound.", zh: "VF 保持未绑定。" },
  zeroHelp: {
    en: "With 0 VFs, SR-IOV is disabled and there is nothing to bind.",
    zh: "0 个 VF 即关闭 SR-IOV，无需绑定。",
  },
  differsHelp: {
    en: "VFs are bound to different drivers. Choosing one rebinds all of them.",
    zh: "各 VF 绑定的驱动不同。选择后将全部重新绑定。",
  },

  noneFit: { en: "None fit: {why}.", zh: "无法创建 VF：{why}。" },
  someFit: { en: "Only {fits} of {max} fit: {why}.", zh: "上限 {max} 个，实际最多 {fits} 个：{why}。" },
  totalUnknown: { en: "How many VFs the device supports is unknown.", zh: "设备支持的 VF 数量未知。" },
  deviceSupports: {
    en: "The device supports {count} (TotalVFs of its capability).",
    zh: "设备支持 {count} 个（Capability 中的 TotalVFs）。",
  },
  driverAllowsNone: {
    en: "The driver allows no VFs (sriov_totalvfs is 0).",
    zh: "驱动不允许创建 VF（sriov_totalvfs 为 0）。",
  },
  driverAllowsFewer: {
    en: "The driver allows {driver} of the {device} that the device supports (sriov_totalvfs).",
    zh: "设备支持 {device} 个，驱动允许 {driver} 个（sriov_totalvfs）。",
  },
  deviceMaximum: { en: "Device maximum: TotalVFs is {count}.", zh: "已达设备上限：TotalVFs 为 {count}。" },
  driverLimit: { en: "Driver limit: sriov_totalvfs is {count}.", zh: "已达驱动上限：sriov_totalvfs 为 {count}。" },

  limits: { en: "Limits on the number of VFs", zh: "VF 数量限制" },
  limitedBy: { en: "At most {most}: {by}", zh: "最多 {most} 个：{by}" },
  hideLimits: { en: "Hide limits", zh: "隐藏限制" },
  limit: { en: "Limit", zh: "限制" },
  vfs: { en: "Number of VFs", zh: "VF 数量" },
  readFrom: { en: "Read from", zh: "依据" },
  binds: { en: "(limiting)", zh: "（实际上限）" },
  lowered: {
    en: "the driver lowered the device maximum from {from} to {to}",
    zh: "驱动将设备上限从 {from} 降为 {to}",
  },
  byDriverWhy: { en: "the driver allows no more", zh: "驱动不允许更多" },
  byPortWhy: { en: "the port above forwards no more (ARI)", zh: "上级端口无法转发更多（ARI）" },
  byBusNumbers: { en: "Bus numbers", zh: "总线号" },
  byBusNumbersWhy: { en: "no bus numbers are left for more", zh: "总线号不足" },
  byWindowsWhy: { en: "no memory is left for more", zh: "内存空间不足" },
  byVectorsWhy: { en: "no interrupt vectors are left for more", zh: "中断向量不足" },
  byInitialVfsWhy: { en: "the device’s SR-IOV capability contradicts itself", zh: "设备的 SR-IOV Capability 自相矛盾" },
  byDependencyWhy: {
    en: "the function that it depends on is missing or has no SR-IOV",
    zh: "所依赖的 Function 不存在或不支持 SR-IOV",
  },
});
