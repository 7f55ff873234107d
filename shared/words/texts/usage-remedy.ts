/** What to do before a plan takes away what somebody uses. */
import { messages } from "../messages.ts";

export const USAGE_REMEDY_WORDS = messages("usage.remedy", {
  session: {
    en: "Work from the machine’s own console, or connect through another interface first.",
    zh: "改在机器本地控制台上操作，或先经其他接口连接。",
  },
  otherSession: {
    en: "Ask the connected users first, or wait until these connections end.",
    zh: "先与所连接的用户确认，或等这些连接断开后再操作。",
  },
  defaultRoute: {
    en: "Move the route to another interface first, or work from the machine’s own console.",
    zh: "先将路由移到其他接口，或改在机器本地控制台上操作。",
  },
  networkRoot: {
    en: "Unmount it first, or make it reachable through another interface.",
    zh: "先卸载（umount），或先改经其他接口访问。",
  },
  ipsec: {
    en: "Move the tunnel to another interface first, or work from the machine’s own console.",
    zh: "先将隧道移到其他接口，或改在机器本地控制台上操作。",
  },
  net: {
    en: "Bring the interface down first, and make sure nothing needs it.",
    zh: "确认无业务使用后，先禁用该接口。",
  },
  namespace: {
    en: "Stop the container or program that uses the interface first.",
    zh: "先停止使用该接口的容器或程序。",
  },
  representor: {
    en: "Once no guest needs them, remove the representors from the bridge.",
    zh: "确认没有虚拟机使用后，先将 representor 从网桥中移除。",
  },
  vfLag: {
    en: "Once no guest needs the VFs, remove the interfaces from the bond.",
    zh: "确认没有虚拟机使用这些 VF 后，先将接口从 bond 中移除。",
  },
  mount: { en: "Unmount it first.", zh: "先卸载（umount）。" },
  swap: { en: "Disable it first (swapoff).", zh: "先停用（swapoff）。" },
  block: { en: "Deactivate the volume first.", zh: "先停用该卷。" },
  memory: {
    en: "Take the memory offline first (daxctl offline-memory), or reboot without it.",
    zh: "先将内存离线（daxctl offline-memory），或重启且不启用该内存。",
  },
  domain: {
    en: "Make sure nothing needs the disks of that domain.",
    zh: "先确认没有程序使用该域内的磁盘。",
  },
  guest: {
    en: "Shut the guest down first, or detach the function from it (virsh detach-device, xl pci-detach).",
    zh: "先关闭虚拟机，或从虚拟机中分离该 Function（virsh detach-device、xl pci-detach）。",
  },
  guestNetwork: {
    en: "Shut the guest down first, or give it another network.",
    zh: "先关闭虚拟机，或为其改用其他网络。",
  },
  userSpace: { en: "Stop that program first.", zh: "先结束该程序。" },
  rawDisk: {
    en: "Stop the guest or program that uses the disk first.",
    zh: "先停止使用该磁盘的虚拟机或程序。",
  },
  compute: { en: "Stop its compute jobs first.", zh: "先结束其上的计算任务。" },
  rdma: { en: "Stop what uses the RDMA device first.", zh: "先停止使用该 RDMA 设备的业务。" },
  export: {
    en: "Disconnect other machines from the disk first, and remove it from the target configuration.",
    zh: "先断开其他机器与该磁盘的连接，并将其从 target 配置中移除。",
  },
  crypto: {
    en: "Stop what it encrypts for first (disks, IPsec).",
    zh: "先停止由其加密的业务（磁盘、IPsec）。",
  },
  dma: {
    en: "Unload the modules that use its DMA channels first. A storage array or a network bridge may need them.",
    zh: "先卸载使用其 DMA 通道的模块；存储阵列或网桥可能正需要这些模块。",
  },
  packetProgram: {
    en: "Stop the program that processes the packets first.",
    zh: "先结束处理这些数据包的程序。",
  },
  crashData: {
    en: "Continue only if a kernel crash during the change need not be recorded.",
    zh: "仅当变更期间无需记录内核崩溃信息时才可继续。",
  },
  cluster: {
    en: "Stop the cluster services on this machine first (pcs cluster stop). Otherwise other nodes may fence and reboot it.",
    zh: "先停止此机器的集群服务（pcs cluster stop），否则其他节点可能将此机器隔离（fence）并重启。",
  },
  displayUser: {
    en: "Stop the programs that draw or compute on it first.",
    zh: "先结束在其上显示或计算的程序。",
  },
  deviceUser: { en: "Stop the programs that use it first.", zh: "先结束使用它的程序。" },
  bootDisplay: {
    en: "Make sure the machine can be reached without its screen.",
    zh: "确认不经其屏幕也能访问机器。",
  },
  console: {
    en: "Make sure the machine can be reached without this console.",
    zh: "确认不经该控制台也能访问机器。",
  },
  terminal: {
    en: "Make sure the machine can be reached without this terminal.",
    zh: "确认不经该终端也能访问机器。",
  },
  keyboard: {
    en: "Make sure the machine can be reached without this keyboard.",
    zh: "确认不经该键盘也能访问机器。",
  },
  watchdog: {
    en: "Stop the watchdog first. Once nothing feeds it, it resets the machine.",
    zh: "先停止看门狗：无程序喂狗时，它会复位机器。",
  },
  machinery: {
    en: "Leave it alone. Parts of the machine may stop with it, and only a reboot restores them.",
    zh: "不要改动：机器的部分功能可能随之停止，重启后才能恢复。",
  },
  iommu: {
    en: "Leave it alone. Devices behind it don’t work without it.",
    zh: "不要改动：其管理的设备离开它无法工作。",
  },
  bmc: {
    en: "Make sure the machine can be reached without its management controller (BMC).",
    zh: "确认不经管理控制器（BMC）也能访问机器。",
  },
});
