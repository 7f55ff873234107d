/** What the kernel and the machine do with functions: clauses that go after an address, and what shows them. */
import { messages } from "../messages.ts";

export const USAGE_SERVICE_WORDS = messages("usage.service", {
  export: { en: "has a disk that {name} exports to other machines", zh: "有磁盘由 {name} 导出给其他机器" },
  exportEvidence: {
    en: "the configuration of {name} in /sys/kernel/config names the disk",
    zh: "/sys/kernel/config 中 {name} 的配置包含该磁盘",
  },
  crypto: { en: "encrypts or compresses for the kernel", zh: "正为内核加密或压缩数据" },
  cryptoEvidence: {
    en: "refcnt of {name} in /proc/crypto is more than 1",
    zh: "/proc/crypto 中 {name} 的 refcnt 大于 1",
  },
  dma: { en: "copies memory with its DMA engine", zh: "正用 DMA 引擎复制内存" },
  dmaEvidence: { en: "in_use of {name} in /sys/class/dma is not 0", zh: "/sys/class/dma 中 {name} 的 in_use 不为 0" },
  rdma: { en: "is used for RDMA by {name} in the kernel", zh: "正被内核中的 {name} 用于 RDMA" },
  rdmaEvidence: {
    en: "rdma resource show qp lists queue pairs of {name}",
    zh: "rdma resource show qp 列出了 {name} 的队列对",
  },
  xdp: { en: "has an XDP program on {name}", zh: "有 XDP 程序挂在 {name} 上" },
  xdpEvidence: { en: "ip -d link shows a program on {name}", zh: "ip -d link 显示 {name} 上有程序" },
  xsk: { en: "passes packets of {name} to a program (AF_XDP)", zh: "将 {name} 的数据包交给某个程序（AF_XDP）" },
  xskEvidence: { en: "ss -f xdp lists a socket on {name}", zh: "ss -f xdp 列出了 {name} 上的套接字" },
  vif: { en: "carries the network of Xen guests", zh: "承载 Xen 虚拟机的网络" },
  vifEvidence: {
    en: "{name} is the backend of a guest’s network (xen-netback)",
    zh: "{name} 是虚拟机网络的后端（xen-netback）",
  },
  log: { en: "carries the kernel log to {name} (netconsole)", zh: "将内核日志发往 {name}（netconsole）" },
  logEvidence: {
    en: "/sys/kernel/config/netconsole sends to {name}",
    zh: "/sys/kernel/config/netconsole 的目标为 {name}",
  },
  dump: { en: "has the disk for crash dumps ({name})", zh: "有磁盘用于存放崩溃转储（{name}）" },
  dumpEvidence: {
    en: "a crash kernel is loaded, and the configuration of {name} names the disk",
    zh: "已加载崩溃内核，且 {name} 的配置包含该磁盘",
  },
  crashLog: { en: "stores the kernel’s crash log ({name})", zh: "保存内核崩溃日志（{name}）" },
  crashLogEvidence: { en: "blkdev of module pstore_blk names the disk", zh: "模块 pstore_blk 的 blkdev 为该磁盘" },
});

export const USAGE_FIXTURE_WORDS = messages("usage.fixture", {
  bootDisplay: { en: "is the boot display of the machine", zh: "是机器的启动显示设备" },
  framebuffer: { en: "shows the console ({name})", zh: "显示控制台（{name}）" },
  console: { en: "carries the kernel’s serial console ({name})", zh: "承载内核串口控制台（{name}）" },
  maybeConsole: { en: "may carry the kernel’s console ({name})", zh: "可能承载内核控制台（{name}）" },
  consoleUnplaced: {
    en: "the kernel reports no device for {name} of /proc/consoles",
    zh: "内核未给出 /proc/consoles 中 {name} 的设备",
  },
  bmc: { en: "leads to the management controller (BMC, {name})", zh: "通往管理控制器（BMC，{name}）" },
  bmcDisplay: {
    en: "is the display of the management controller (BMC), used by its remote console",
    zh: "是管理控制器（BMC）的显示设备，供其远程控制台使用",
  },
  watchdog: { en: "has an active watchdog ({name})", zh: "有正在运行的看门狗（{name}）" },
  watchdogEvidence: {
    en: "/sys/class/watchdog/{name} is on {bdf}, and its state is active",
    zh: "/sys/class/watchdog/{name} 位于 {bdf}，state 为 active",
  },
  watchdogUnplaced: {
    en: "{name} is active without a device, and {bdf} is bound to {driver}",
    zh: "{name} 正在运行但没有对应的设备，而 {bdf} 已绑定 {driver}",
  },
  keyboard: { en: "leads to a keyboard ({name})", zh: "连接键盘（{name}）" },
  keyboardEvidence: {
    en: "{name} of /proc/bus/input/devices has handler kbd and is on {bdf}",
    zh: "/proc/bus/input/devices 中的 {name} 有 kbd 处理程序，位于 {bdf}",
  },
  of: { en: "{name} of {file} is on {bdf}", zh: "{file} 中的 {name} 位于 {bdf}" },
  iommu: { en: "is the IOMMU of the machine ({name})", zh: "是机器的 IOMMU（{name}）" },
  anIommu: { en: "is an IOMMU of the machine", zh: "是机器的一个 IOMMU" },
  vtd: { en: "has the registers of VT-d", zh: "含有 VT-d 的寄存器" },
  id: { en: "{bdf} is {id}", zh: "{bdf} 为 {id}" },
  isMachinery: { en: "is {what}", zh: "是 {what}" },
  domain: { en: "has a PCI domain behind it ({roots})", zh: "其后有一个 PCI 域（{roots}）" },
  domainEvidence: { en: "the device path of {root} leads through {bdf}", zh: "{root} 的设备路径经过 {bdf}" },
  outside: {
    en: "may be inside a guest: users of functions bound to {driver} are not visible here",
    zh: "可能在虚拟机内：此处看不到绑定 {driver} 的 Function 由谁使用",
  },
  outsideEvidence: {
    en: "driver of {bdf} is {driver}, which passes it to guests that are not programs of this kernel",
    zh: "{bdf} 的驱动为 {driver}，它提供给的虚拟机不是此内核的进程",
  },
});

export const MACHINERY_WORDS = messages("usage.machinery", {
  host: { en: "a host bridge", zh: "主桥" },
  isa: { en: "the bridge to onboard chips (ISA, LPC)", zh: "连接板载芯片的桥（ISA、LPC）" },
  bridgeTo: { en: "a bridge to {bus}", zh: "到 {bus} 的桥" },
  advancedSwitching: { en: "an Advanced Switching bridge", zh: "Advanced Switching 桥" },
  bridge: { en: "a bridge", zh: "桥" },
  interrupts: { en: "an interrupt controller", zh: "中断控制器" },
  timer: { en: "a system timer", zh: "系统定时器" },
  clock: { en: "the real-time clock", zh: "实时时钟" },
  hotPlug: { en: "a hot-plug controller", zh: "热插拔控制器" },
  eventCollector: { en: "a Root Complex Event Collector", zh: "Root Complex Event Collector" },
  smbus: { en: "the SMBus of memory and sensors", zh: "内存与传感器所在的 SMBus" },
  chipset: { en: "part of the chipset", zh: "芯片组的一部分" },
});
