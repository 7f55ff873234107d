/** What single PF drivers return to a number of VFs. A cause is named by its rule, what to do by the same name and `Remedy`. */
import { messages } from "../messages.ts";

export const EXPLAIN_PF_DRIVER_WORDS = messages("explain.pf-driver", {
  msixRemedy: {
    en: "Look for pci=nomsi on the kernel command line, or a BIOS setting that disables MSI-X.",
    zh: "检查内核启动参数中有无 pci=nomsi，或 BIOS 中有无禁用 MSI-X 的设置。",
  },
  pending: {
    en: "{driver} is still busy with another operation on {name}.",
    zh: "{driver} 仍在处理 {name} 的另一操作。",
  },
  firmwareReset: {
    en: "{driver} created no VFs because the firmware of {name} is being reset.",
    zh: "{driver} 未创建 VF：{name} 的固件正在复位。",
  },
  underTest: { en: "{name} is running a diagnostic test (ethtool -t).", zh: "{name} 正在进行诊断测试（ethtool -t）。" },
  underTestRemedy: { en: "Try again when the test is over.", zh: "测试结束后重试。" },
  notStarted: {
    en: "{driver} could not start the VFs it created, and removed them again.",
    zh: "{driver} 无法启动所创建的 VF，已将其移除。",
  },
  notStartedRemedy: {
    en: "The driver’s preceding kernel log lines say which VF failed and why. Choose fewer VFs, or update driver and firmware.",
    zh: "此前的驱动内核日志说明了哪个 VF 失败及原因。请减少 VF 数量，或更新驱动和固件。",
  },
  leavesVfs: { en: "{driver} leaves the VFs of {name} as they are.", zh: "{driver} 未更改 {name} 的 VF。" },
  assignedRemedy: {
    en: "Detach the VFs from their guests, and try again. On current kernels only Xen marks VFs as assigned (xen-pciback).",
    zh: "将 VF 从虚拟机分离后重试。当前内核中只有 Xen（xen-pciback）会将 VF 标记为 assigned。",
  },
  tasks: {
    en: "{driver} reports that programs use queues of the VFs of {name}.",
    zh: "{driver} 报告有程序正在使用 {name} 的 VF 队列。",
  },
  tasksRemedy: {
    en: "Stop what uses the accelerator (uacce), and try again.",
    zh: "停止使用加速器的程序（uacce），然后重试。",
  },
  acceleratorBusy: {
    en: "{driver} is being reset, or {name} is in use on the host.",
    zh: "{driver} 正在复位，或 {name} 正被宿主机使用。",
  },
  acceleratorBusyRemedy: {
    en: "Stop what uses the accelerator (qatmgr, kernel crypto such as IPsec and dm-crypt), and try again.",
    zh: "停止使用加速器的程序（qatmgr，以及 IPsec、dm-crypt 等内核加密），然后重试。",
  },
  interfaceDown: {
    en: "{driver} creates no VFs while the network interface of {name} is down.",
    zh: "{name} 的网络接口未启用时，{driver} 不创建 VF。",
  },
  interfaceUpRemedy: {
    en: "Bring the interface up (ip link set {net} up) and try again.",
    zh: "启用该接口（ip link set {net} up），然后重试。",
  },
  ringsTaken: {
    en: "The PF uses all rings of {name} itself, so none are left for VFs.",
    zh: "PF 占用了 {name} 的全部环（ring），没有剩余可供 VF 使用。",
  },
  ringsTakenRemedy: {
    en: "Reduce the interface’s channels (ethtool -L {net} combined 8), and try again.",
    zh: "减少该接口的通道数（ethtool -L {net} combined 8），然后重试。",
  },
  queues: {
    en: "{count, plural, one {{driver} does not have enough queues left for # VF of {name}.} other {{driver} does not have enough queues left for # VFs of {name}.}}",
    zh: "{driver} 剩余的队列不够 {name} 的 {count} 个 VF 使用。",
  },
  queuesRemedy: {
    en: "Choose fewer VFs, or reduce the interface’s channels (ethtool -L).",
    zh: "减少 VF 数量，或减少该接口的通道数（ethtool -L）。",
  },
  firmwareLimit: {
    en: "{driver} has room for at most {most} VFs on {name} in the card’s current configuration.",
    zh: "设备在当前配置下，{driver} 在 {name} 上最多支持 {most} 个 VF。",
  },
  numbers: {
    en: "{count, plural, one {{driver} creates 16, 32, 64 or 128 VFs of {name}, but # was requested.} other {{driver} creates 16, 32, 64 or 128 VFs of {name}, but # were requested.}}",
    zh: "{driver} 只能为 {name} 创建 16、32、64 或 128 个 VF，而请求的是 {count} 个。",
  },
  numbersRemedy: { en: "Choose one of these numbers.", zh: "请选择其中一个数量。" },
  portWithoutAri: {
    en: "{driver} creates no VFs: the port above {name} ({port}) does not support ARI, and without it the VFs are unreachable.",
    zh: "{driver} 不创建 VF：{name} 的上级端口（{port}）不支持 ARI，没有 ARI 时 VF 不可达。",
  },
  portWithoutAriRemedy: { en: "Use a slot whose port supports ARI.", zh: "使用端口支持 ARI 的插槽。" },
  cardNotStarted: {
    en: "{driver} reports that the firmware of {name} is not running.",
    zh: "{driver} 报告 {name} 的固件未运行。",
  },
  cardNotStartedRemedy: {
    en: "The driver’s kernel log lines from when it was loaded say why. Load it again, or update the card’s firmware.",
    zh: "原因见驱动加载时的内核日志。重新加载驱动，或更新设备固件。",
  },
  acceleratorQueues: {
    en: "{count, plural, one {The PF keeps so many queues of {name} that none is left for # VF.} other {The PF keeps so many queues of {name} that fewer than one is left for each of # VFs.}}",
    zh: "PF 保留的 {name} 队列过多，剩余的不够 {count} 个 VF 每个一个。",
  },
  acceleratorQueuesRemedy: {
    en: "Choose fewer VFs, or load {driver} with a smaller pf_q_num.",
    zh: "减少 VF 数量，或以更小的 pf_q_num 加载 {driver}。",
  },
  legacyInterrupts: {
    en: "{driver} runs {name} with legacy interrupts, and creates no VFs then.",
    zh: "{driver} 以传统中断（INTx）运行 {name}，此时不创建 VF。",
  },
  portsNotReleased: {
    en: "dfl-pci creates one VF for each released port, and returns EINVAL when their number is not {count}.",
    zh: "dfl-pci 为每个已释放的端口创建一个 VF，已释放的端口不是 {count} 个时返回 EINVAL。",
  },
  portsNotReleasedRemedy: {
    en: "Release as many FPGA ports as you want VFs (DFL_FPGA_FME_PORT_RELEASE), and try again.",
    zh: "释放与 VF 数量相同的 FPGA 端口（DFL_FPGA_FME_PORT_RELEASE），然后重试。",
  },
  xdp: {
    en: "{driver} creates no VFs while an XDP program is attached to the interface of {name}.",
    zh: "{name} 的接口挂载 XDP 程序期间，{driver} 不创建 VF。",
  },
  xdpRemedy: {
    en: "Detach the XDP program (ip link set {net} xdp off), and try again.",
    zh: "卸下 XDP 程序（ip link set {net} xdp off），然后重试。",
  },
  needsMsix: {
    en: "{driver} creates VFs only with MSI-X interrupts, and {name} does not use them.",
    zh: "{driver} 只在使用 MSI-X 中断时创建 VF，而 {name} 未使用。",
  },
  virtioFeature: {
    en: "The virtio device {name} does not offer SR-IOV to its driver (VIRTIO_F_SR_IOV).",
    zh: "virtio 设备 {name} 未向驱动提供 SR-IOV（VIRTIO_F_SR_IOV）。",
  },
  virtioFeatureRemedy: {
    en: "Enable the feature in the card’s firmware, or in the hypervisor that emulates the device.",
    zh: "在设备固件中，或在模拟该设备的虚拟化平台中开启此特性。",
  },
  virtioNotReady: {
    en: "The driver of the virtio device {name} is not ready yet (DRIVER_OK).",
    zh: "virtio 设备 {name} 的驱动尚未就绪（DRIVER_OK）。",
  },
  virtioNotReadyRemedy: {
    en: "Try again when its interface or disk is present. If it does not appear, the kernel log says why.",
    zh: "待其网络接口或磁盘出现后重试。如未出现，原因见内核日志。",
  },
  silentDown: {
    en: "bnxt_en created no VFs because the network interface of {name} is down, but reported success.",
    zh: "{name} 的网络接口未启用，bnxt_en 未创建 VF，但返回成功。",
  },
  silentPerhapsDown: {
    en: "bnxt_en created no VFs but reported success. It does so while the network interface of {name} is down; whether it is could not be checked.",
    zh: "bnxt_en 未创建 VF，但返回成功。{name} 的网络接口未启用时会如此，但未能核实。",
  },
  errorDropped: {
    en: "The PCI core created no VFs of {name}, but {driver} reported success.",
    zh: "PCI core 未创建 {name} 的 VF，但 {driver} 返回成功。",
  },
  errnoDropped: {
    en: "The PCI core created no VFs of {name} (errno {errno}), but {driver} reported success.",
    zh: "PCI core 未创建 {name} 的 VF（errno {errno}），但 {driver} 返回成功。",
  },
  errorDroppedRemedy: {
    en: "Check the kernel log for the PCI core’s reason. Try fewer VFs.",
    zh: "在内核日志中查看 PCI core 的原因。请减少 VF 数量后重试。",
  },
});
