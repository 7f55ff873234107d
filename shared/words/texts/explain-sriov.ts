/** Why VFs were not created or removed. A cause is named by its rule, what to do about it by the same name and `Remedy`. */
import { messages } from "../messages.ts";

export const EXPLAIN_SRIOV_WORDS = messages("explain.sriov", {
  firmware: {
    en: "Enable SR-IOV and Above 4G Decoding (or a larger MMIO window) in the BIOS, boot the kernel with pci=realloc, or choose fewer VFs.",
    zh: "在 BIOS 中开启 SR-IOV 和 Above 4G Decoding（或更大的 MMIO 窗口），以 pci=realloc 启动内核，或减少 VF 数量。",
  },
  fewerBuses: {
    en: "Choose fewer VFs, use a slot whose port supports ARI, or boot the kernel with pci=assign-busses.",
    zh: "减少 VF 数量，使用端口支持 ARI 的插槽，或以 pci=assign-busses 启动内核。",
  },
  manyBuses: {
    en: "Choose fewer VFs, or boot the kernel with pci=assign-busses.",
    zh: "减少 VF 数量，或以 pci=assign-busses 启动内核。",
  },
  hostBuses: {
    en: "Choose fewer VFs: the firmware decides how many buses the host bridge has.",
    zh: "减少 VF 数量：Host Bridge 的总线数由固件决定。",
  },
  untilThenFewer: { en: "Until then, choose {most} or fewer.", zh: "在此之前，请选择不超过 {most} 个。" },
  untilThenNone: { en: "Until then, no VF of this PF can be used.", zh: "在此之前，该 PF 的 VF 均不可用。" },
  /** @param reason a sentence */
  coreOrDriver: {
    en: "{code} comes from the PCI core or from {driver}. The core’s reason, which could not be checked: {reason}",
    zh: "{code} 来自 PCI core 或 {driver}。PCI core 返回它的原因（未能核实）：{reason}",
  },
  unreadPort: {
    en: "VF {vf} would be at {bdf}, which needs ARI enabled in a port above. Whether it is enabled in {port} could not be read: check ARI (Forwarding) in the BIOS.",
    zh: "VF {vf} 将位于 {bdf}，需要上级端口启用 ARI。无法读取 {port} 是否已启用：检查 BIOS 中的 ARI (Forwarding)。",
  },
  unloadRdma: {
    en: "Choose fewer VFs, or unload what takes vectors from the same card (irdma).",
    zh: "减少 VF 数量，或卸载占用同一网卡向量的模块（irdma）。",
  },

  noDriver: {
    en: "{name} has no driver. Only its driver can enable VFs.",
    zh: "{name} 未绑定驱动，而 VF 须由其驱动启用。",
  },
  noDriverRemedy: {
    en: "Bind its own driver first, or pci-pf-stub for a device that needs no driver.",
    zh: "先绑定其原有驱动；不需要驱动的设备可绑定 pci-pf-stub。",
  },
  cannotSwitch: {
    en: "{driver} can’t enable or disable the VFs of {name} through sysfs.",
    zh: "{driver} 不支持通过 sysfs 开启或关闭 {name} 的 VF。",
  },
  cannotSwitchRemedy: {
    en: "Check whether {driver} takes the number of VFs as a module option, or bind pci-pf-stub if the device needs no driver.",
    zh: "查看 {driver} 是否有设置 VF 数量的模块参数；设备不需要驱动时可绑定 pci-pf-stub。",
  },
  vfioSriovOff: {
    en: "{name} is bound to {driver}, which enables VFs only when enable_sriov is set.",
    zh: "{name} 已绑定 {driver}，而它只在设置 enable_sriov 后才开启 VF。",
  },
  vfioSriovOffRemedy: {
    en: "Write Y to /sys/module/vfio_pci/parameters/enable_sriov, or return the PF to its host driver. VFs of a PF bound to vfio-pci need a VF token.",
    zh: "向 /sys/module/vfio_pci/parameters/enable_sriov 写入 Y，或将 PF 归还给宿主机驱动。绑定 vfio-pci 的 PF 的 VF 需要 VF token。",
  },
  noSysfs: {
    en: "The driver {driver} has no sriov_configure, so sysfs can’t enable VFs of {name}.",
    zh: "驱动 {driver} 没有 sriov_configure，不能通过 sysfs 启用 {name} 的 VF。",
  },
  noSysfsRemedy: {
    en: "Look for a module option of its driver, or bind pci-pf-stub if the device needs no driver.",
    zh: "查看其驱动有无相应的模块参数；设备不需要驱动时可绑定 pci-pf-stub。",
  },
  range: {
    en: "{count, plural, one {# VF exceeds the {total} that sriov_totalvfs allows.} other {# VFs exceed the {total} that sriov_totalvfs allows.}}",
    zh: "{count} 个 VF 超过 sriov_totalvfs 允许的 {total} 个。",
  },
  rangeUnread: {
    en: "{count, plural, one {# VF exceeds its sriov_totalvfs.} other {# VFs exceed its sriov_totalvfs.}}",
    zh: "{count} 个 VF 超过其 sriov_totalvfs。",
  },
  throughZero: {
    en: "{now, plural, one {{name} already has # VF.} other {{name} already has # VFs.}} The kernel changes the number to {count} only through 0.",
    zh: "{name} 已有 {now} 个 VF，内核只允许先改为 0，再改为 {count}。",
  },
  throughZeroUnread: {
    en: "{name} already has VFs. The kernel changes the number to {count} only through 0.",
    zh: "{name} 已有 VF，内核只允许先改为 0，再改为 {count}。",
  },
  throughZeroRemedy: {
    en: "VFs were enabled in the meantime. Refresh and plan again.",
    zh: "期间已有 VF 启用。请刷新后重新生成计划。",
  },
  notReady: {
    en: "{driver} is resetting {name} and accepts no changes until that is done.",
    zh: "{driver} 正在复位 {name}，完成前不接受更改。",
  },
  busy: {
    en: "{driver} reports that {name} is busy: it is being reset, or its VFs are in use.",
    zh: "{driver} 报告 {name} 正忙：正在复位，或其 VF 正被使用。",
  },
  busyRemedy: {
    en: "Stop what uses its VFs, wait a few seconds and try again.",
    zh: "停止使用其 VF 的程序，数秒后重试。",
  },
  againRemedy: {
    en: "Plan again. If the result is the same, check the driver’s kernel log lines for the reason.",
    zh: "请重新生成计划。如结果相同，查看驱动的内核日志中有无原因。",
  },
  busRange: {
    en: "The last of {count} VFs would be on bus {bus}, beyond the buses {range} of the bridge above.",
    zh: "{count} 个 VF 中的最后一个将位于总线 {bus}，超出上级桥的总线范围 {range}。",
  },
  mmio: {
    en: "{count, plural, one {There is not enough memory space for the BARs of # VF: a window of {name} has no address or is too small.} other {There is not enough memory space for the BARs of # VFs: a window of {name} has no address or is too small.}}",
    zh: "内存空间容纳不下 {count} 个 VF 的 BAR：{name} 的某个窗口未分配地址或太小。",
  },
  barsNotAllocated: {
    en: "The VF BAR windows of {name} could not be enabled.",
    zh: "无法启用 {name} 的 VF BAR 窗口。",
  },
  noMemory: {
    en: "{count, plural, one {Memory space, bus numbers or kernel memory ran out for # VF of {name}.} other {Memory space, bus numbers or kernel memory ran out for # VFs of {name}.}}",
    zh: "{name} 的 {count} 个 VF 所需的内存空间、总线号或内核内存不足。",
  },
  noMemoryBuses: {
    en: "If bus numbers ran out, use a slot whose port supports ARI.",
    zh: "如总线号不足，使用端口支持 ARI 的插槽。",
  },
  vectors: {
    en: "Only {left} MSI-X interrupts are left, and {count} VFs need at least {each} each.",
    zh: "只剩 {left} 个 MSI-X 中断，而 {count} 个 VF 每个至少需要 {each} 个。",
  },
  noSpace: {
    en: "{count, plural, one {{driver} has too few resources for # VF.} other {{driver} has too few resources for # VFs.}}",
    zh: "{driver} 的资源不足以分配给 {count} 个 VF。",
  },
  noSpaceIce: {
    en: "{count, plural, one {{driver} has too few resources for # VF, usually MSI-X interrupts.} other {{driver} has too few resources for # VFs, usually MSI-X interrupts.}}",
    zh: "{driver} 的资源（通常为 MSI-X 中断）不足以分配给 {count} 个 VF。",
  },
  noSpaceRemedy: {
    en: "Choose fewer VFs. The driver’s kernel log lines may say which resource ran out.",
    zh: "减少 VF 数量。驱动的内核日志可能说明了缺少哪种资源。",
  },
  trafficClasses: {
    en: "With {classes} traffic classes, {driver} supports at most {most} VFs.",
    zh: "使用 {classes} 个流量类别（TC）时，{driver} 最多支持 {most} 个 VF。",
  },
  macvlans: {
    en: "{driver} supports at most {most} VFs: the PF and offloaded macvlans use the same pools.",
    zh: "{driver} 最多支持 {most} 个 VF：PF 和卸载的 macvlan 占用相同的资源池。",
  },
  trafficClassesRemedy: {
    en: "Choose {most} or fewer, or disable traffic classes on the interface.",
    zh: "请选择不超过 {most} 个，或在接口上关闭流量类别。",
  },
  constraints: {
    en: "{driver} reports that the device has room for only {most} VFs.",
    zh: "{driver} 报告设备资源只够 {most} 个 VF。",
  },
  driverLimit: {
    en: "{count, plural, one {{driver} does not allow # VF on {name} in its current configuration.} other {{driver} does not allow # VFs on {name} in its current configuration.}}",
    zh: "{name} 在当前配置下，{driver} 不允许 {count} 个 VF。",
  },
  driverLimitRemedy: {
    en: "The driver’s kernel log lines name the limit. If they don’t, this connection may lack the rights.",
    zh: "上限见驱动的内核日志。如日志中没有，可能是此连接权限不足。",
  },
  notCapable: {
    en: "{driver} reports that the device of {name} does not support SR-IOV.",
    zh: "{driver} 报告 {name} 所在设备不支持 SR-IOV。",
  },
  notCapableRemedy: {
    en: "Look for an SR-IOV setting in the card’s firmware.",
    zh: "在设备固件中查找 SR-IOV 设置。",
  },
  safeMode: {
    en: "{driver} runs {name} in safe mode: the card’s DDP package was not loaded.",
    zh: "{driver} 以安全模式运行 {name}：网卡的 DDP 包未加载。",
  },
  safeModeRemedy: {
    en: "Install the DDP package that matches the driver, then load the driver again.",
    zh: "安装与驱动匹配的 DDP 包，然后重新加载驱动。",
  },
  maxSupported: {
    en: "{driver} supports at most {most} VFs on {name}.",
    zh: "{driver} 在 {name} 上最多支持 {most} 个 VF。",
  },
  unsupported: {
    en: "{driver} does not support VFs on {name} in the card’s current configuration.",
    zh: "设备在当前配置下，{driver} 不支持 {name} 的 VF。",
  },
  unsupportedRemedy: {
    en: "Compare driver and firmware versions with the vendor’s requirements for SR-IOV.",
    zh: "核对驱动和固件版本是否符合厂商对 SR-IOV 的要求。",
  },
  vfSilent: {
    en: "The VF at {vf} did not respond: its registers read ff.",
    zh: "位于 {vf} 的 VF 无响应：其寄存器读为 ff。",
  },
  withoutAri: {
    en: "Without ARI, a port passes only device 0, and this VF is device {device}.",
    zh: "没有 ARI 时端口只转发设备号 0，而该 VF 的设备号为 {device}。",
  },
  cutByPort: {
    en: "VF {vf} of {name} is unreachable at {bdf}: without ARI, a port passes only device 0, and this VF is device {device}.",
    zh: "{name} 的 VF {vf}（{bdf}）不可达：没有 ARI 时端口只转发设备号 0，而该 VF 的设备号为 {device}。",
  },
  brokenCapability: {
    en: "The SR-IOV capability of {name} contradicts itself (InitialVFs differs from TotalVFs, or VF Offset or VF Stride is 0).",
    zh: "{name} 的 SR-IOV Capability 自相矛盾（InitialVFs 与 TotalVFs 不同，或 VF Offset、VF Stride 为 0）。",
  },
  brokenOrSilent: {
    en: "The SR-IOV capability of {name} contradicts itself (InitialVFs differs from TotalVFs, or VF Offset or VF Stride is 0), or a VF does not respond.",
    zh: "{name} 的 SR-IOV Capability 自相矛盾（InitialVFs 与 TotalVFs 不同，或 VF Offset、VF Stride 为 0），或某个 VF 无响应。",
  },
  brokenRemedy: {
    en: "This is a fault of the device’s firmware. Check the capability’s registers, and update the firmware.",
    zh: "这是设备固件的问题。检查该 Capability 的寄存器，并更新固件。",
  },
  brokenOrSilentRemedy: {
    en: "Check the capability’s registers: a contradiction would be a fault of the device’s firmware.",
    zh: "检查该 Capability 的寄存器：如自相矛盾，则为设备固件的问题。",
  },
  coreSilent: {
    en: "{driver} leaves creating VFs to the PCI core, which returns EIO when a VF does not respond. The kernel log that was read does not name one.",
    zh: "{driver} 将创建 VF 交给 PCI core，而 VF 无响应时 PCI core 返回 EIO。已读取的内核日志未指出是哪个 VF。",
  },
  dependency: {
    en: "{name} depends on another PF (Function Dependency Link) that is missing or has no SR-IOV.",
    zh: "{name} 依赖的另一个 PF（Function Dependency Link）不存在或没有 SR-IOV。",
  },
  dependencyRemedy: {
    en: "Check the Function Dependency Link in the SR-IOV capability, and enable VFs of that PF first.",
    zh: "查看 SR-IOV Capability 中的 Function Dependency Link，先开启该 PF 的 VF。",
  },
  wantsIommu: {
    en: "{driver} creates VFs only with an active IOMMU, and {name} is not behind one.",
    zh: "{driver} 只在 IOMMU 启用时创建 VF，而 {name} 不在 IOMMU 之后。",
  },
  wantsIommuKernel: {
    en: "Alternatively, use a kernel without this check: commit ca88a2bdd4dd added it, and it was reverted in June 2025.",
    zh: "也可使用没有此检查的内核：它由提交 ca88a2bdd4dd 引入，并于 2025 年 6 月撤回。",
  },
  invalid: {
    en: "{count, plural, one {{name} can’t have # VF now: that is more than InitialVFs, or VFs are already enabled.} other {{name} can’t have # VFs now: that is more than InitialVFs, or VFs are already enabled.}}",
    zh: "{name} 目前不能有 {count} 个 VF：数量超过 InitialVFs，或已有 VF 启用。",
  },
  invalidRemedy: { en: "Refresh and check the number of VFs.", zh: "刷新并查看 VF 数量。" },
  allOrNone: {
    en: "{driver} creates all {count} VFs of {name} or none.",
    zh: "{driver} 只能创建 {name} 的全部 {count} 个 VF，或不创建。",
  },
  allOrNoneRemedy: { en: "Choose {count}.", zh: "请选择 {count} 个。" },
  pfGone: { en: "{name} is no longer present after the write.", zh: "写入后 {name} 已不存在。" },
  vfsStay: {
    en: "{count, plural, one {# VF of {name} still exists: something holds it.} other {# VFs of {name} still exist: something holds them.}}",
    zh: "{name} 仍有 {count} 个 VF：正被占用。",
  },
  vfsStayRemedy: {
    en: "Shut down the guests and programs that use them, and try again.",
    zh: "关闭使用它们的虚拟机和程序，然后重试。",
  },
  partial: {
    en: "{found, plural, one {The driver accepted {asked} but created # VF.} other {The driver accepted {asked} but created # VFs.}} The kernel reports success.",
    zh: "驱动接受了数值 {asked}，但只创建了 {found} 个 VF；内核仍返回成功。",
  },
  tooManyMade: {
    en: "{found, plural, one {The driver accepted {asked} but created # VF.} other {The driver accepted {asked} but created # VFs.}} The kernel reports success.",
    zh: "驱动接受了数值 {asked}，却创建了 {found} 个 VF；内核仍返回成功。",
  },
  noneMade: {
    en: "The driver accepted {asked} but created no VFs. The kernel reports success.",
    zh: "驱动接受了数值 {asked}，但未创建 VF；内核仍返回成功。",
  },
  tooManyMadeRemedy: {
    en: "Choose {count}, or check the kernel log for the driver’s reason.",
    zh: "请选择 {count} 个，或在内核日志中查看驱动的原因。",
  },
  partialRemedy: {
    en: "The driver’s kernel log lines say what it lacked. Try fewer VFs.",
    zh: "驱动的内核日志说明了缺少什么。请减少 VF 数量后重试。",
  },
  taken: {
    en: "A driver bound VFs of {name} that were to stay unbound.",
    zh: "有驱动绑定了 {name} 中应保持未绑定的 VF。",
  },
  takenRemedy: {
    en: "Something on this machine binds new functions automatically (udev, driverctl, a new_id entry). Disable that first.",
    zh: "此机器上有机制自动绑定新 Function（udev、driverctl 或 new_id 条目）。请先将其禁用。",
  },
  autoprobeMissing: {
    en: "{name} has no writable sriov_drivers_autoprobe: kernels before 4.12 lack it.",
    zh: "{name} 没有可写的 sriov_drivers_autoprobe：4.12 之前的内核不支持。",
  },
  autoprobeMissingRemedy: {
    en: "Create the VFs for the host, then bind them to vfio-pci.",
    zh: "先为宿主机创建 VF，再将其绑定到 vfio-pci。",
  },
});
