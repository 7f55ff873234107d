/** Columns of the table of functions: titles that no fact has, and what each means. */
import { messages } from "../messages.ts";

export const COLUMN_WORDS = messages("table.column", {
  bdf: { en: "BDF", zh: "BDF" },
  vfs: { en: "VFs", zh: "VF" },
  numa: { en: "NUMA", zh: "NUMA" },
  power: { en: "Power", zh: "电源" },
  bdfHelp: {
    en: "Address of the function: bus, device and function number, preceded by the domain if it is not 0.",
    zh: "Function 的地址：总线号、设备号和功能号；域不为 0 时前面加域。",
  },
  nameHelp: { en: "Vendor and device name from the PCI ID database.", zh: "PCI ID 数据库中的厂商和设备名称。" },
  classHelp: { en: "Kind of function, by its class code.", zh: "Function 的种类，由类别代码得出。" },
  driverHelp: { en: "The kernel driver bound to the function.", zh: "Function 当前绑定的内核驱动。" },
  usedBy: { en: "Used by", zh: "使用者" },
  usedByHelp: {
    en: "What uses the function: guests, containers, programs, mounted disks, network interfaces that are up, parts of the machine. Free VFs are used by nothing.",
    zh: "使用该 Function 的对象：虚拟机、容器、程序、已挂载的磁盘、已启用的网络接口、机器自身的部件。空闲 VF 没有使用者。",
  },
  free: { en: "free", zh: "空闲" },
  vfsHelp: {
    en: "For a PF: enabled VFs, out of those that its driver allows.",
    zh: "PF 已开启的 VF 数 / 驱动允许的 VF 数。",
  },
  groupHelp: {
    en: "Functions of one group can only be passed through together. The number may change after a reboot.",
    zh: "同一组的 Function 只能一起直通。组号在重启后可能变化。",
  },
  numaHelp: {
    en: "The nearest NUMA node; empty if the firmware reports none.",
    zh: "最近的 NUMA 节点；固件未报告时为空。",
  },
  linkHelp: {
    en: "Current speed and width of the PCI Express link, and the maximum if the link runs below it. A VF shows the link of its PF.",
    zh: "PCI Express 链路的当前速率和位宽；低于最大值时一并显示最大值。VF 显示其 PF 的链路。",
  },
  powerHelp: {
    en: "Power state. A function in D3cold is not read, because reading would wake it.",
    zh: "电源状态。处于 D3cold 的 Function 不读取，以免将其唤醒。",
  },
  slotHelp: {
    en: "Physical slot, or the firmware’s label of an onboard device.",
    zh: "物理插槽，或固件给板载设备的标签。",
  },
  idsHelp: { en: "Vendor and device ID.", zh: "厂商 ID 和设备 ID。" },
  revisionHelp: { en: "Revision of the device, in hexadecimal.", zh: "设备的修订版本，十六进制。" },
  interfacesHelp: {
    en: "Network interfaces, disks and other kernel objects of the function.",
    zh: "Function 的网络接口、磁盘等内核对象。",
  },
  linkOfPf: { en: "{link} (PF’s)", zh: "{link}（PF 的链路）" },
  representor: { en: "{name} (representor)", zh: "{name}（representor 接口）" },
});
