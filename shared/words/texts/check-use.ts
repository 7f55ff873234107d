/** Checks on what uses a function, and on the steps that reach it. */
import { messages } from "../messages.ts";

export const USAGE_CHECK_WORDS = messages("check.usage", {
  removed: { en: "{bdf} {uses}, and it would be removed.", zh: "{bdf} {uses}，而它将被移除。" },
  unbound: { en: "{bdf} {uses}, and it would lose its driver.", zh: "{bdf} {uses}，而它将失去驱动。" },
  reset: { en: "{bdf} {uses}, and it would be reset.", zh: "{bdf} {uses}，而它将复位。" },
  cut: { en: "{bdf} {uses}, and its network may be interrupted.", zh: "{bdf} {uses}，而其网络可能中断。" },
  reconfigured: {
    en: "{bdf} {uses}, and its driver would reconfigure it.",
    zh: "{bdf} {uses}，而驱动将重新配置它。",
  },
  bound: { en: "{bdf} {uses}, and a driver would bind it.", zh: "{bdf} {uses}，而它将绑定驱动。" },
  adjusted: { en: "{bdf} {uses}, and its settings would change.", zh: "{bdf} {uses}，而其设置将变更。" },
  waits: {
    en: "The kernel waits without limit until that program releases the function.",
    zh: "在该程序释放此 Function 之前，内核会一直等待。",
  },
  resetAtOnce: {
    en: "A reset does not wait for that program: the function is reset while in use.",
    zh: "复位不会等待该程序：Function 会在使用中被复位。",
  },
  systemDisk: {
    en: "Removing a disk that the system runs from stops the system.",
    zh: "移除系统所在的磁盘会使系统停止运行。",
  },
  unlock: {
    en: "Unlock this machine in the top bar to see it, or make sure in another way that nothing needs the affected functions.",
    zh: "在顶栏解锁此机器后查看，或以其他方式确认没有业务使用受影响的 Function。",
  },
  planAgain: {
    en: "Plan again to read it once more, or make sure in another way that nothing needs the affected functions.",
    zh: "重新生成计划以再次读取，或以其他方式确认没有业务使用受影响的 Function。",
  },
  endsWithLogin: {
    en: "Auto-rollback of this plan may stop when the login to this machine ends.",
    zh: "登录会话结束时，此计划的自动回滚可能随之终止。",
  },
  endsWithLoginEvidence: {
    en: "/run/systemd/system; busctl: org.freedesktop.systemd1 does not respond",
    zh: "/run/systemd/system；busctl：org.freedesktop.systemd1 无响应",
  },
  endsWithLoginRemedy: {
    en: "Work from the machine’s own console, or make sure this login does not end before you keep the changes.",
    zh: "改在机器本地控制台上操作，或确保在保留更改之前不结束登录。",
  },
});

export const USE_CHECK_WORDS = messages("check.use", {
  hostUses: { en: "The host uses {bdf}: {use}.", zh: "宿主机正在使用 {bdf}：{use}。" },
  netRemedy: {
    en: "Bring the interface down first, and make sure you are not connected through it.",
    zh: "先禁用该接口，并确认当前连接不经过它。",
  },
  diskRemedy: {
    en: "Make sure nothing on it is mounted or used as swap. The disk disappears from the host.",
    zh: "确认其上没有挂载点或交换分区；该磁盘将从宿主机消失。",
  },
  displayRemedy: {
    en: "Stop the programs that draw or compute on it first.",
    zh: "先结束在其上显示或计算的程序。",
  },
  rdmaRemedy: { en: "Stop what uses the RDMA device first.", zh: "先停止使用该 RDMA 设备的业务。" },
  guestMayUse: { en: "A running guest may be using {bdf}.", zh: "可能有正在运行的虚拟机在使用 {bdf}。" },
  guestsMayUse: {
    en: "Running guests may be using {count, plural, one {# of these functions} other {# of these functions}}.",
    zh: "可能有正在运行的虚拟机在使用其中 {count} 个 Function。",
  },
  guestWaits: {
    en: "Shut the guest down first. Otherwise the kernel waits without limit until the guest releases it.",
    zh: "先关闭虚拟机，否则内核会一直等待其释放。",
  },
  guestLoses: {
    en: "Shut the guest down first. Otherwise it loses the function while using it.",
    zh: "先关闭虚拟机，否则它会在使用中失去该 Function。",
  },
  iommuReset: {
    en: "{bdf} {use}. A reset would stop its translation and expose memory.",
    zh: "{bdf} {use}。复位会使地址转换停止、内存失去保护。",
  },
  iommuLost: {
    en: "{bdf} {use}. The kernel would lose it and may crash.",
    zh: "{bdf} {use}。内核将失去它，可能崩溃。",
  },
  leaveAlone: { en: "Leave it alone.", zh: "不要改动。" },
  driverUnknown: {
    en: "The host driver for {bdf} is unknown. It may stay unbound.",
    zh: "{bdf} 的宿主机驱动未知，可能保持未绑定。",
  },
  driverUnknownEvidence: {
    en: "the modules that match {bdf} could not be read",
    zh: "无法读取与 {bdf} 匹配的模块",
  },
  loadDriver: { en: "Load its driver first.", zh: "先加载其驱动。" },
  noDriverMatches: {
    en: "No driver of this kernel is known to match {bdf}. It will likely stay unbound.",
    zh: "此内核中没有已知与 {bdf} 匹配的驱动，很可能保持未绑定。",
  },
  noDriverMatchesEvidence: {
    en: "no module alias matches {bdf}",
    zh: "没有模块别名与 {bdf} 匹配",
  },
  loadOutside: {
    en: "If its driver is out-of-tree, load it first.",
    zh: "若使用树外驱动，先将其加载。",
  },
  notLoaded: {
    en: "{driver} is not loaded. {bdf} stays unbound until it is.",
    zh: "{driver} 未加载，{bdf} 在其加载之前保持未绑定。",
  },
  notLoadedEvidence: {
    en: "{driver} is not among the drivers of the PCI bus",
    zh: "PCI 总线的驱动中没有 {driver}",
  },
  load: { en: "Load it first: {command}.", zh: "先加载：{command}。" },
  nvmeVfs: {
    en: "VFs of an NVMe controller are unusable until queues and interrupts are assigned to them.",
    zh: "NVMe 控制器的 VF 在分配队列和中断之前不可用。",
  },
  nvmeVfsRemedy: {
    en: "Bring their controllers online afterwards: NVMe controllers of the VFs, in the SR-IOV tab of {pf}.",
    zh: "随后使其控制器上线：在 {pf} 的 SR-IOV 页的“VF 的 NVMe 控制器”中操作。",
  },
  nvmeVf: {
    en: "{bdf} is a VF of an NVMe controller. No driver can use it until queues are assigned to it.",
    zh: "{bdf} 是 NVMe 控制器的 VF，分配队列之前任何驱动都无法使用它。",
  },
  nvmeVfEvidence: {
    en: "physfn of {bdf} is {pf}, class is 0108",
    zh: "{bdf} 的 physfn 为 {pf}，class 为 0108",
  },
  nvmeVfRemedy: {
    en: "Bring its controller online first: NVMe controllers of the VFs, in the SR-IOV tab of {pf}.",
    zh: "先使其控制器上线：在 {pf} 的 SR-IOV 页的“VF 的 NVMe 控制器”中操作。",
  },
});

export const STEP_CHECK_WORDS = messages("check.step", {
  leftUnread: {
    en: "{bdf} is left unread by your setting, but this plan makes the kernel access its registers.",
    zh: "按设置不读取 {bdf}，但此计划会使内核访问其寄存器。",
  },
  leftUnreadEvidence: {
    en: "setting of {bdf}; the plan was made without its registers",
    zh: "{bdf} 的设置；计划未依据其寄存器生成",
  },
  leftUnreadRemedy: {
    en: "Choose “Read its registers again” first, if reading them is harmless.",
    zh: "若读取无害，先选择“恢复读取寄存器”。",
  },
  allOnes: {
    en: "{bdf} does not respond: all its registers read ff.",
    zh: "{bdf} 无响应：其寄存器全部读为 ff。",
  },
  hiddenName: {
    en: "The name {name} contains invisible characters. No step may write it.",
    zh: "名称 {name} 含有不可见字符，不能由任何步骤写入。",
  },
  hiddenNameEvidence: {
    en: "the kernel and its drivers use no such names",
    zh: "内核及其驱动不使用这类名称",
  },
  hiddenNameRemedy: {
    en: "Find out where the name comes from before you change anything on this machine.",
    zh: "更改此机器之前，先查明该名称的来源。",
  },
  factsUnread: {
    en: "Not everything that uses {bdf} could be read.",
    zh: "{bdf} 的使用情况未能完整读取。",
  },
  factsUnreadRemedy: {
    en: "Refresh. If this persists, find out on the machine why it can’t be read.",
    zh: "请刷新。若仍无法读取，在机器上查明原因。",
  },
});

export const IN_USE_WORDS = messages("in-use", {
  net: { en: "network interface {name} is {state}", zh: "网络接口 {name} 为 {state}" },
  netWith: { en: "network interface {name} is {state} ({address})", zh: "网络接口 {name} 为 {state}（{address}）" },
  disk: { en: "disk {name}", zh: "磁盘 {name}" },
  display: { en: "display {name}", zh: "显示设备 {name}" },
  rdma: { en: "RDMA device {name}", zh: "RDMA 设备 {name}" },
  guest: { en: "a guest may be using it", zh: "可能有虚拟机在使用" },
  operstate: { en: "operstate of {name} on {bdf} is {state}", zh: "{bdf} 上 {name} 的 operstate 为 {state}" },
  driver: { en: "driver {driver}", zh: "驱动 {driver}" },
  boundTo: { en: "{count} bound to {drivers}", zh: "{count} 个绑定 {drivers} 的 Function" },
  interfacesUp: {
    en: "{count, plural, one {# network interface up} other {# network interfaces up}}",
    zh: "{count} 个已启用的网络接口",
  },
  disks: { en: "{count, plural, one {disk {names}} other {disks {names}}}", zh: "磁盘 {names}" },
});
