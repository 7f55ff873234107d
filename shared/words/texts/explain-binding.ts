/** Why a driver did not bind, unbind or load. A cause is named by its rule, what to do about it by the same name and `Remedy`. */
import { messages } from "../messages.ts";

export const EXPLAIN_BINDING_WORDS = messages("explain.binding", {
  pfWithVfs: {
    en: "vfio-pci can’t bind to {name} while SR-IOV is enabled.",
    zh: "SR-IOV 开启期间 {name} 不能绑定到 vfio-pci。",
  },
  pfWithVfsRemedy: {
    en: "Set it to 0 VFs first, or pass its VFs through instead.",
    zh: "先将 VF 数量设为 0，或改为直通其 VF。",
  },
  denylist: {
    en: "{name} is on vfio-pci’s list of devices that are unsafe to pass through.",
    zh: "{name} 在 vfio-pci 的不安全设备列表（denylist）中。",
  },
  rmrr: {
    en: "The firmware reserves memory for {name} (RMRR), so it can’t be passed through.",
    zh: "固件为 {name} 保留了内存（RMRR），因此不能直通给虚拟机。",
  },
  rmrrRemedy: {
    en: "Look for a BIOS setting that releases the device, such as shared memory of a management controller.",
    zh: "在 BIOS 中查找可释放该设备的设置，例如管理控制器（BMC）的共享内存。",
  },
  noIommu: {
    en: "No IOMMU is active, so vfio-pci does not bind to {name}.",
    zh: "没有启用的 IOMMU，因此 vfio-pci 不绑定 {name}。",
  },
  noGroup: {
    en: "{name} is in no IOMMU group, so vfio-pci does not bind to it.",
    zh: "{name} 不属于任何 IOMMU 组，因此 vfio-pci 不绑定它。",
  },
  noGroupRemedy: { en: "Use a function behind an IOMMU.", zh: "改用受 IOMMU 管理的 Function。" },
  probeFailed: {
    en: "{driver} probed {name} and failed with error {error}.",
    zh: "{driver} 探测 {name} 失败，错误 {error}。",
  },
  groupHeld: {
    en: "A guest or program holds {group} through {holder}, so host drivers can’t bind to {name}.",
    zh: "虚拟机或程序通过 {holder} 占用 {group}，因此宿主机驱动不能绑定 {name}。",
  },
  group: { en: "IOMMU group {group}", zh: "IOMMU 组 {group}" },
  itsGroup: { en: "the IOMMU group", zh: "所在 IOMMU 组" },
  holder: { en: "{bdf} (bound to {driver})", zh: "{bdf}（绑定 {driver}）" },
  anotherFunction: { en: "another function", zh: "另一个 Function" },
  groupHeldRemedy: {
    en: "Shut down the guest or program that holds it, then return the whole group to its host drivers together.",
    zh: "关闭占用它的虚拟机或程序，然后将整个组一并归还给宿主机驱动。",
  },
  otherDriver: { en: "{name} is bound to {driver}, not to {wanted}.", zh: "{name} 绑定到 {driver}，而非 {wanted}。" },
  otherDriverVfioRemedy: {
    en: "vfio-pci is set to take every function of this kind (new_id, or ids= of the module). Remove that first.",
    zh: "vfio-pci 被设置为绑定所有此类 Function（new_id 或模块参数 ids=）。请先取消该设置。",
  },
  otherDriverRemedy: {
    en: "Something else binds the function automatically (udev, driverctl, a module loaded late). Disable that first.",
    zh: "有其他机制自动绑定该 Function（udev、driverctl 或较晚加载的模块）。请先将其禁用。",
  },
  vfioNotBound: {
    en: "vfio-pci did not bind to {name}. The probe reports success either way.",
    zh: "vfio-pci 未绑定 {name}；无论是否绑定，探测都返回成功。",
  },
  vfioNotBoundRemedy: {
    en: "Check the kernel log for vfio-pci’s reason, and whether the module is loaded and the driver override set.",
    zh: "在内核日志中查看 vfio-pci 的原因，并检查模块是否已加载、driver_override 是否已设置。",
  },
  vfioReadyRemedy: {
    en: "Check the kernel log for vfio-pci’s reason: the module is loaded and the driver override is set.",
    zh: "在内核日志中查看 vfio-pci 的原因：模块已加载，driver_override 已设置。",
  },
  notBound: {
    en: "{driver} did not bind to {name}. The probe reports success either way.",
    zh: "{driver} 未绑定 {name}；无论是否绑定，探测都返回成功。",
  },
  noneBound: {
    en: "No driver bound to {name}. The probe reports success either way.",
    zh: "没有驱动绑定 {name}；无论是否绑定，探测都返回成功。",
  },
  loadModules: {
    en: "Load {modules} and try again: a probe loads no module. The driver may also have refused the function; its kernel log lines say why.",
    zh: "加载 {modules} 后重试：探测不会加载模块。也可能是驱动拒绝了该 Function，原因见其内核日志。",
  },
  loadDriver: {
    en: "Load its driver and try again: a probe loads no module. The driver may also have refused the function; its kernel log lines say why.",
    zh: "加载其驱动后重试：探测不会加载模块。也可能是驱动拒绝了该 Function，原因见其内核日志。",
  },
  bridge: { en: "{name} is a bridge. vfio-pci does not bind to bridges.", zh: "{name} 是桥，vfio-pci 不绑定桥。" },
  bridgeRemedy: {
    en: "Leave it alone. A bridge in the group of a passed-through function does no harm.",
    zh: "保持原样即可：直通 Function 所在组中的桥没有影响。",
  },
  probeInvalid: {
    en: "No driver could be probed for {name}, or the driver refused it.",
    zh: "无法为 {name} 探测驱动，或驱动拒绝了它。",
  },
  groupUnread: {
    en: "The functions of its IOMMU group could not be read: a guest that holds one of them may be the cause as well.",
    zh: "无法读取其 IOMMU 组的 Function：也可能是虚拟机占用了其中之一。",
  },
  nothingToUnbind: { en: "{name} no longer has a driver.", zh: "{name} 已不再绑定驱动。" },
  nothingToUnbindRemedy: {
    en: "Something else unbound it. Refresh and plan again.",
    zh: "它已被其他程序解绑。请刷新后重新生成计划。",
  },
  unbindOther: {
    en: "{name} was bound to another driver in the meantime: {driver}.",
    zh: "期间 {name} 已改为绑定另一驱动：{driver}。",
  },
  unbindHeld: {
    en: "{driver} did not release {name}: it is in use, or another program bound it again at once.",
    zh: "{driver} 未释放 {name}：它正被使用，或立即被其他程序重新绑定。",
  },
  unbindHeldRemedy: {
    en: "Shut down the guest or program that uses it, and try again.",
    zh: "关闭使用它的虚拟机或程序，然后重试。",
  },
  overrideInvalid: {
    en: "The kernel does not accept “{name}” as a driver name.",
    zh: "内核不接受“{name}”作为驱动名。",
  },
  overrideInvalidRemedy: {
    en: "A driver name is one word of fewer than 4095 characters.",
    zh: "驱动名须为一个单词，少于 4095 个字符。",
  },
  overrideChanged: {
    en: "Another program set the driver override of {name} at the same time.",
    zh: "其他程序同时设置了 {name} 的指定驱动（driver_override）。",
  },
  overrideChangedRemedy: {
    en: "driverctl and udev rules do that. Remove the function from their configuration first.",
    zh: "driverctl 和 udev 规则会这样做。请先将该 Function 从其配置中去掉。",
  },
  overrideMemory: {
    en: "The kernel had no memory left for the driver name.",
    zh: "内核没有内存来保存驱动名。",
  },
  overrideMemoryRemedy: { en: "Free memory on that machine and try again.", zh: "释放该机器的内存后重试。" },
  moduleAbsent: {
    en: "No module {module} is installed for the running kernel, or modprobe itself is missing.",
    zh: "当前内核未安装模块 {module}，或缺少 modprobe。",
  },
  moduleAbsentRemedy: {
    en: "Install the kernel’s extra modules. After a kernel update, reboot so that kernel and modules match.",
    zh: "安装内核的附加模块。内核更新后须重启，使内核与模块一致。",
  },
  moduleRefused: {
    en: "This machine does not allow {module} to be loaded: rights are missing, or only signed modules are allowed.",
    zh: "此机器不允许加载 {module}：权限不足，或只允许已签名的模块。",
  },
  moduleRefusedRemedy: {
    en: "Load it as root. With Secure Boot, use the distribution’s signed module.",
    zh: "以 root 加载。启用 Secure Boot 时，使用发行版签名的模块。",
  },
  moduleFailed: { en: "{module} could not be loaded.", zh: "无法加载 {module}。" },
  moduleFailedRemedy: {
    en: "Run modprobe by hand to see its messages, and look for a blacklist entry in /etc/modprobe.d.",
    zh: "手动运行 modprobe 查看其输出，并检查 /etc/modprobe.d 中有无 blacklist 条目。",
  },
});
