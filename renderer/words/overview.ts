/** The overview of a function. */
import { messages } from "../../shared/words/messages.ts";

export const OVERVIEW_WORDS = messages("overview", {
  findings: { en: "Findings", zh: "发现的问题" },
  onFunction: { en: "Interfaces and nodes", zh: "接口与设备节点" },
  kind: { en: "Kind", zh: "类型" },
  state: { en: "State", zh: "状态" },
  address: { en: "Address", zh: "地址" },
  standsFor: { en: "Represents", zh: "对应" },
  theFunction: { en: "the function", zh: "该 Function" },
  network: { en: "Network", zh: "网络" },
  disk: { en: "Disk", zh: "磁盘" },
  rdma: { en: "RDMA", zh: "RDMA" },
  display: { en: "Display", zh: "显示" },
  nvme: { en: "NVMe", zh: "NVMe" },
  vfio: { en: "VFIO", zh: "VFIO" },

  leftUnread: { en: "Left unread", zh: "不读取" },
  leftUnreadTitle: { en: "Its registers are not read, by your setting.", zh: "根据设置，不读取其寄存器。" },
  leftUnreadHelp: {
    en: "Its configuration space, product data and link are not read, and it is not woken. What the kernel knows is shown. The setting applies to this card at this address and is kept across restarts, unless it came from the command line (--skip).",
    zh: "不读取其配置空间、产品数据和链路，也不唤醒设备，只显示内核已知的信息。该设置针对此地址上的此卡，重启后仍有效；由命令行（--skip）指定的除外。",
  },
  readRegisters: { en: "Read its registers again", zh: "恢复读取寄存器" },

  inUse: { en: "In use", zh: "使用情况" },
  protected: { en: "Protected:", zh: "受保护：" },
  andMore: { en: "and {count} more", zh: "等，另有 {count} 个" },
  behindIt: { en: "Behind it:", zh: "下级 Function：" },
  showThem: { en: "Show sources", zh: "显示数据源" },
  hideThem: { en: "Hide sources", zh: "隐藏数据源" },
  usageFailed: { en: "Usage could not be read: {why}", zh: "无法读取使用情况：{why}" },
  usageReading: { en: "Reading usage…", zh: "正在读取使用情况…" },
  noUse: { en: "Not in use.", zh: "未使用。" },
  freeVf: { en: "Free: not in use.", zh: "空闲：未使用。" },
  noUseSeen: { en: "No use found in what could be read.", zh: "在可读取的范围内未发现使用者。" },
  partlyForRoot: {
    en: "Usage of this machine is only partly known: {count, plural, one {# source needs} other {# sources need}} root.",
    zh: "此机器的使用情况不完整：{count} 个数据源需要 root 权限。",
  },
  partlyKnown: {
    en: "Usage of this machine is only partly known: {count, plural, one {# source} other {# sources}} could not be read.",
    zh: "此机器的使用情况不完整：{count} 个数据源无法读取。",
  },
  partlyAndRoot: {
    en: "Usage of this machine is only partly known: {count, plural, one {# source} other {# sources}} could not be read, {root} of them without root.",
    zh: "此机器的使用情况不完整：{count} 个数据源无法读取，其中 {root} 个需要 root 权限。",
  },

  identity: { en: "Identity", zh: "标识" },
  vendor: { en: "Vendor", zh: "厂商" },
  device: { en: "Device", zh: "设备" },
  idsHelp: { en: "Vendor ID and device ID, as shown by lspci -n.", zh: "厂商 ID 和设备 ID，与 lspci -n 相同。" },
  classHelp: { en: "Base class, subclass and programming interface.", zh: "基类、子类和编程接口。" },
  noneNeeded: { en: "none needed", zh: "无需驱动" },
  driverHelp: { en: "Kernel driver bound to the function.", zh: "该 Function 绑定的内核驱动。" },
  modulesHelp: {
    en: "Kernel modules whose alias matches the function’s IDs, best match first.",
    zh: "别名与该 Function 的 ID 匹配的内核模块，最佳匹配在前。",
  },
  overrideHelp: {
    en: "Only this driver can bind to the function. Writing it does not bind anything, and it is lost when the function is removed.",
    zh: "只有此驱动可以绑定该 Function。写入本身不会触发绑定，Function 移除后即失效。",
  },
  resetUnknown: { en: "not reported", zh: "未提供" },
  resetNone: { en: "none offered by the kernel", zh: "内核不提供复位方式" },
  resetHelp: {
    en: "Reset methods in the order in which the kernel tries them. A bus reset affects every function on the bus.",
    zh: "内核依次尝试的复位方式。总线复位会影响该总线上的所有 Function。",
  },
  vf: { en: "Virtual function", zh: "虚拟功能（VF）" },
  pfHelp: {
    en: "Physical function that this VF belongs to and that manages it.",
    zh: "该 VF 所属并受其管理的物理功能。",
  },
  index: { en: "Index", zh: "序号" },
  indexUnlisted: { en: "not listed by its PF", zh: "PF 未列出" },
  indexHelp: { en: "Counted from 0, as in virtfnN and ip link.", zh: "从 0 开始，与 virtfnN 和 ip link 一致。" },
  ofCount: { en: "of {count}", zh: "共 {count} 个" },
  pfDriver: { en: "PF driver", zh: "PF 驱动" },
  tokenNeeded: { en: "a guest needs the VF token set by the PF’s user", zh: "虚拟机须提供 PF 使用者设置的 VF token" },
  representor: { en: "Representor", zh: "Representor" },
  representorHelp: {
    en: "Interface of the PF for the switch side of this VF.",
    zh: "PF 上代表此 VF 交换侧的网络接口。",
  },

  place: { en: "Location", zh: "位置" },
  busesHelp: {
    en: "Bus numbers that the bridge forwards. A VF whose bus number is not among them can’t be enabled.",
    zh: "该桥转发的总线号。总线号不在此范围内的 VF 无法开启。",
  },
  above: { en: "Port above", zh: "上级端口" },
  atRoot: { en: "none: at the root", zh: "无：位于根" },
  below: { en: "none: below {bridge}", zh: "无：位于 {bridge} 下" },
  slotHelp: { en: "Physical slot.", zh: "物理插槽。" },
  firmwareName: { en: "Firmware name", zh: "固件名称" },
  numaUnreported: { en: "not reported by firmware", zh: "固件未提供" },
  groupHelp: {
    en: "Functions that can only be passed through to a guest together. The number may change at the next boot.",
    zh: "同组 Function 只能一起直通给虚拟机。组号在下次启动后可能变化。",
  },
  aloneInGroup: { en: "only member", zh: "组内仅此一个" },
  withOthers: {
    en: "{count, plural, one {with # other function} other {with # other functions}}",
    zh: "组内另有 {count} 个 Function",
  },
  work: { en: "Power and interrupts", zh: "电源与中断" },
  powerD3cold: {
    en: "Powered off. Reading configuration space would power it on.",
    zh: "已断电；读取配置空间会使其上电。",
  },
  powerD3hot: { en: "Suspended. Configuration space is still readable.", zh: "已挂起；配置空间仍可读取。" },
  powerD0: { en: "Fully on.", zh: "全功率运行。" },
  powerHelp: {
    en: "Power state as tracked by the kernel. Viewing it does not wake the function.",
    zh: "内核记录的电源状态；查看不会唤醒设备。",
  },
  irqHelp: {
    en: "Linux interrupt number: of the pin, or of the first message while MSI is in use.",
    zh: "Linux 中断号：INTx 引脚的中断号，使用 MSI 时为第一个消息的中断号。",
  },
  messageInterrupts: { en: "Message interrupts", zh: "消息中断" },
  vectors: {
    en: "{count, plural, one {# {kind} vector} other {# {kind} vectors}}",
    zh: "{count} 个 {kind} 向量",
  },
  noMessages: { en: "none in use", zh: "未使用" },
  ariHelp: {
    en: "Alternative Routing-ID: the device can have more than eight functions, so VFs fit on the PF’s own bus.",
    zh: "Alternative Routing-ID：设备可有 8 个以上的 Function，VF 可与 PF 同总线。",
  },

  value: { en: "Value", zh: "值" },
  what: { en: "Attribute", zh: "属性" },
  command: { en: "Command to set it", zh: "设置命令" },
  nothingRead: { en: "Nothing could be read.", zh: "无法读取任何内容。" },
});
