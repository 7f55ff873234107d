/** The SR-IOV tab of a PF. */
import { messages } from "../../shared/words/messages.ts";

export const SRIOV_TAB_WORDS = messages("sriov-tab", {
  registersUnread: { en: "unknown: its registers were not read", zh: "未知：未读取其寄存器" },
  initialVfs: { en: "InitialVFs", zh: "InitialVFs" },
  initialBrief: { en: "Reserved at start", zh: "初始保留" },
  initialHelp: {
    en: "VFs that the device reserves at start, set by its vendor or firmware.",
    zh: "设备初始保留的 VF 数量，由厂商或固件设定。",
  },
  totalBrief: { en: "Device maximum", zh: "设备上限" },
  totalHelp: {
    en: "Maximum number of VFs of the device. A firmware setting on many cards.",
    zh: "设备支持的最大 VF 数量，在许多网卡上是固件设置。",
  },
  allowed: { en: "Driver limit", zh: "驱动上限" },
  allowedHelp: {
    en: "Maximum number of VFs that the driver enables. It may be lower than TotalVFs, and fewer may fit.",
    zh: "驱动允许开启的最大 VF 数量，可能小于 TotalVFs；实际可容纳的数量可能更少。",
  },
  numBrief: { en: "Enabled; 0 = off", zh: "已开启；0 表示关闭" },
  numHelp: { en: "VFs that exist now. 0 = SR-IOV is disabled.", zh: "当前存在的 VF 数量；0 表示 SR-IOV 已关闭。" },
  noneAllowed: { en: "The driver allows no VFs.", zh: "驱动不允许创建 VF。" },
  noMigration: {
    en: "InitialVFs and TotalVFs differ although the device has no VF migration: the kernel refuses to enable VFs (EIO).",
    zh: "InitialVFs 与 TotalVFs 不同，但设备不支持 VF 迁移：内核会拒绝开启 VF（EIO）。",
  },
  countsDiffer: {
    en: "NumVFs of the capability is {registers}; the kernel shows {kernel}.",
    zh: "Capability 中 NumVFs 为 {registers}，内核显示为 {kernel}。",
  },
  fewerAllowed: {
    en: "The driver allows {allowed} of the device’s {total} VFs.",
    zh: "设备支持 {total} 个 VF，驱动只允许 {allowed} 个。",
  },

  state: { en: "State", zh: "状态" },
  vfEnableHelp: { en: "The VFs exist and respond.", zh: "VF 已存在并可响应。" },
  vfMseHelp: {
    en: "Memory Space Enable of all VFs: their BARs respond.",
    zh: "所有 VF 的 Memory Space Enable：其 BAR 可响应。",
  },
  ariHelp: {
    en: "The port above supports ARI forwarding, so VFs may use any device number on the PF’s bus.",
    zh: "上级端口支持 ARI Forwarding，VF 可使用 PF 所在总线上的任意设备号。",
  },
  vfEnable: { en: "VF Enable", zh: "VF Enable" },
  vfMse: { en: "VF MSE", zh: "VF MSE" },
  ariHierarchy: { en: "ARI Capable Hierarchy", zh: "ARI Capable Hierarchy" },
  autoprobe: { en: "Driver autoprobe", zh: "驱动自动探测" },
  autoprobeHelp: {
    en: "Whether the kernel probes drivers for new VFs. Applies to VFs created from now on.",
    zh: "内核是否为新 VF 探测驱动；只对此后创建的 VF 生效。",
  },
  msixPool: { en: "MSI-X pool for VFs", zh: "VF 的 MSI-X 向量池" },
  msixPoolVectors: { en: "{count, plural, one {# vector} other {# vectors}}", zh: "{count} 个向量" },
  msixPoolNone: { en: "not supported by the driver", zh: "驱动不支持" },
  msixPoolHelp: {
    en: "Vectors that can be distributed among the VFs with sriov_vf_msix_count.",
    zh: "可通过 sriov_vf_msix_count 在各 VF 间分配的向量数。",
  },
  eswitchHelp: {
    en: "legacy: MAC addresses and VLANs of the VFs decide where packets go. switchdev: rules decide, and each VF has a representor.",
    zh: "legacy：按 VF 的 MAC 地址和 VLAN 转发。switchdev：按规则转发，每个 VF 有一个 representor。",
  },
  migration: { en: "VF migration", zh: "VF 迁移" },
  migrationHelp: {
    en: "Migration of VFs between devices, from an early version of the specification and hardly implemented. Live migration of guests does not use it.",
    zh: "早期规范定义的设备间 VF 迁移，极少实现；虚拟机热迁移不使用它。",
  },
  notImplemented: { en: "not implemented", zh: "未实现" },
  implemented: { en: "implemented", zh: "已实现" },
  dependency: { en: "Dependency link", zh: "依赖链接" },
  dependencyHelp: {
    en: "Another PF of the device that must be enabled together with this one. Itself = none.",
    zh: "须与此 PF 一同开启的同设备其他 PF；指向自身表示无依赖。",
  },
  dependencyItself: { en: "itself: no dependency", zh: "自身：无依赖" },

  limits: { en: "Limits and registers", zh: "限制与寄存器" },
  layout: { en: "Where the VFs are", zh: "VF 的位置" },
  offsetHelp: { en: "Routing ID of the first VF minus that of the PF.", zh: "第一个 VF 的路由 ID 减去 PF 的路由 ID。" },
  mayChange: { en: "may change when VFs are enabled", zh: "开启 VF 后可能变化" },
  strideHelp: { en: "Routing ID of a VF minus that of the VF before it.", zh: "相邻两个 VF 的路由 ID 之差。" },
  vfDeviceHelp: {
    en: "Device ID of every VF. A VF’s own register reads ffff.",
    zh: "所有 VF 的设备 ID；VF 自身的寄存器读为 ffff。",
  },
  supportedPages: { en: "Supported Page Sizes", zh: "Supported Page Sizes" },
  supportedPagesHelp: { en: "Page sizes that the device can align VF BARs to.", zh: "设备支持的 VF BAR 对齐页大小。" },
  systemPage: { en: "System Page Size", zh: "System Page Size" },
  systemPageHelp: { en: "Page size that VF BARs are aligned to.", zh: "VF BAR 当前对齐的页大小。" },

  windows: { en: "Memory windows", zh: "内存窗口" },
  noWindowsInFile: { en: "The file has no windows for VF BARs.", zh: "文件中没有 VF BAR 窗口。" },
  noWindows: { en: "The kernel shows no windows for VF BARs.", zh: "内核未列出 VF BAR 窗口。" },
  vfBar: { en: "VF BAR", zh: "VF BAR" },
  window: { en: "Window", zh: "窗口" },
  size: { en: "Size", zh: "大小" },
  perVf: { en: "Per VF", zh: "每个 VF" },
  used: { en: "Used", zh: "已用" },
  noPlaceHelp: {
    en: "The kernel found no space for the window: enabling any VF fails with ENOMEM.",
    zh: "内核未能为该窗口分配空间：开启 VF 会失败（ENOMEM）。",
  },
  windowOf: { en: "Window of VF BAR {bar}", zh: "VF BAR {bar} 的窗口" },
  firmware: { en: "Setting TotalVFs", zh: "设置 TotalVFs" },
  asRoot: { en: "Run as root, with N as the number of VFs.", zh: "以 root 执行，N 为 VF 数量。" },
  source: { en: "Source: {source}", zh: "来源：{source}" },

  vfs: { en: "Virtual functions", zh: "虚拟功能（VF）" },
  noVfs: { en: "No VFs; the maximum is unknown.", zh: "没有 VF，上限未知。" },
  noBus: { en: "no bus", zh: "无总线号" },
  noBusHelp: {
    en: "The bridge above does not forward this bus number: the kernel refuses to enable it.",
    zh: "上级桥不转发此总线号，内核会拒绝开启。",
  },
  onBus: { en: "bus {bus}", zh: "总线 {bus}" },
  onBusHelp: {
    en: "On a later bus than its PF, because its routing ID is beyond the end of the PF’s bus.",
    zh: "路由 ID 超出 PF 所在总线的范围，因此位于后续总线。",
  },
  noRoutingId: { en: "no routing ID", zh: "无可用路由 ID" },
  notEnabled: { en: "not enabled", zh: "未开启" },
  vf: { en: "VF", zh: "VF" },
  barEach: { en: "BAR {bar} · {size} each", zh: "BAR {bar} · 每个 {size}" },
  barSizeUnknown: { en: "BAR {bar} · size unknown", zh: "BAR {bar} · 大小未知" },

  change: { en: "Change…", zh: "更改…" },
  changeAll: { en: "Change all {count}…", zh: "更改全部 {count} 个…" },
  controller: { en: "Controller", zh: "控制器" },
  queues: { en: "Queues", zh: "队列" },
});
