/**
 * What docs/zh-CN/operations-checks.md says for the English of checks and kernel differences, by the English: what is
 * changed there has no Chinese until it is translated again. Names (attributes, files, errno) are in neither list.
 */

/** What a check looks at. */
export const ABOUT: Readonly<Record<string, string>> = {
  "No step reaches a function that is left unread by the user's setting; else only a typed address lets the plan run":
    "步骤不涉及用户设置为不读取的 Function；否则须输入地址才能执行",
  "What the steps write to responds": "步骤要写入的 Function 有响应",
  "No name that the steps write has invisible characters": "步骤要写入的名称不含不可见字符",
  "No other VF and no interface of the machine has the address that a VF gets":
    "没有其他 VF 或机器的接口已使用要设置的地址",
  "What uses the functions that the steps reach could be read": "步骤涉及的 Function 的使用情况可以读取",
  "The machine was opened from a file": "机器从文件打开",
  "The connection can read the machine but not change it": "当前连接只能读取机器，不能更改",
  "The journal is on disk; if not, only a typed address lets the plan run":
    "操作记录可写入磁盘；否则须输入地址才能执行",
  "The kernel has not crashed since boot; where that cannot be read, only a typed address lets the plan run":
    "内核启动以来未崩溃；无法读取时须输入地址才能执行",
  "The plan reaches what the machine stands on, or what a guest holds: only its typed address lifts it":
    "变更计划涉及机器运行所依赖的设备，或被虚拟机占用的设备：须输入其地址才能执行",
  "What the plan takes away is in use": "变更计划要移走的设备正在使用",
  "Part of what uses the machine could not be read": "机器的部分使用情况无法读取",
  "Auto-rollback on the machine goes on when the login ends": "登录会话结束后，机器上的自动回滚继续运行",
  "Its driver can enable VFs, vfio-pci only with enable_sriov": "其驱动能够创建 VF；vfio-pci 须开启 enable_sriov",
  "The interface is up, for bnxt_en": "接口已启用（bnxt_en）",
  "All VFs are requested, where the driver creates no other number": "驱动只能全部创建时，请求的是全部 VF",
  "The number of VFs is one that the driver creates": "VF 数量是驱动能够创建的数量",
  "The PF's interface is up, for VFs that wait for it": "PF 的接口已启用（部分 VF 须等待它）",
  "The driver resets the port when VFs are created or removed": "创建或移除 VF 时驱动会复位端口",
  "An earlier write to the PF has returned": "此前对 PF 的写入已返回",
  "The PF has a driver": "PF 已绑定驱动",
  "No more than the driver allows": "不超过驱动允许的数量",
  "The port above forwards every VF": "上级端口可转发到每个 VF",
  "Whether the port above forwards every VF could be read": "可以读取上级端口能否转发到每个 VF",
  "The last VF's bus number is below the bridge": "最后一个 VF 的总线号在桥的范围内",
  "Windows for VF BARs have addresses and room": "VF BAR 窗口已分配地址且空间足够",
  "MSI-X vectors are left for each VF": "每个 VF 都有可用的 MSI-X 向量",
  "InitialVFs is TotalVFs": "InitialVFs 等于 TotalVFs",
  "The function that the PF depends on is present and a PF": "PF 所依赖的 Function 存在，且为 PF",
  "The driver lowered TotalVFs": "驱动减小了 TotalVFs",
  "Offset and stride are known": "首个 VF 偏移和 VF 步长已知",
  "VFs of a PF on vfio-pci are bound to vfio-pci": "PF 绑定 vfio-pci 时，其 VF 也绑定到 vfio-pci",
  "Another number goes through 0": "改为其他数量须先归零",
  "VFs may be inside guests, where it is unknown who holds them": "VF 可能已直通给虚拟机（占用者未知时）",
  "Interfaces of VFs are up": "VF 的接口已启用",
  "Disks are on VFs": "VF 上有磁盘",
  "Drivers bind new VFs, or do not, as requested": "新 VF 是否由驱动自动绑定，与请求一致",
  "An IOMMU is active; if not, whether firmware, kernel or command line is the cause":
    "IOMMU 已启用；未启用时，原因在固件、内核还是内核启动参数",
  "It can be passed through: it is in no PCI domain behind another function":
    "可直通：不在其他 Function 之后的 PCI 域中",
  "vfio-pci is present or can be loaded": "vfio-pci 已加载或可以加载",
  "A PF with VFs is not rebound": "有 VF 的 PF 不重新绑定",
  "A PF is passed through as a whole device": "PF 直通即整卡直通",
  "No other member of the group does DMA for the host": "组内没有其他成员为宿主机执行 DMA",
  "New VFs will share a group with what the host uses": "新 VF 将与宿主机正在使用的设备同组",
  "Users of VFs of a PF on vfio-pci need its token": "PF 绑定 vfio-pci 时，使用其 VF 须提供 VF token",
  "The VFs are passed to guests by their own driver, as vGPUs are": "VF 由其自身驱动提供给虚拟机（如 vGPU）",
  "Firmware reserves memory for the device": "固件为该设备保留了内存",
  "vfio-pci refuses the device for known errata": "vfio-pci 因已知缺陷拒绝该设备",
  "Groups that the kernel was booted to assume": "IOMMU 组由内核启动参数假定",
  "The port and the ACS bits that merged a group": "使多个设备并为一组的端口和 ACS 位",
  "Whether the kernel has a vfio driver made for the device, and what that can do":
    "内核是否有该设备专用的 vfio 驱动，及其能力",
  "Guests can open it although interrupts are not remapped": "没有中断重映射时，虚拟机能否打开它",
  "Guests cannot send interrupts to the host": "虚拟机不能向宿主机发送中断",
  "VFIO without an IOMMU": "无 IOMMU 的 VFIO",
  "The plan says so before it wakes a function in D3cold": "唤醒处于 D3cold 的 Function 前予以说明",
  "Between guests the function is reset alone": "在虚拟机之间交接时，只复位该 Function",
  "It is not powered off while no guest uses it": "没有虚拟机使用时不会断电",
  "The framebuffer that firmware left is in none of its BARs": "固件遗留的 framebuffer 不在其 BAR 中",
  "An interface that is up is taken away": "将移走已启用的接口",
  "A disk is taken away": "将移走磁盘",
  "A display is taken away": "将移走显示设备",
  "An RDMA device is taken away": "将移走 RDMA 设备",
  "A guest may hold it, where holders are unknown": "可能被虚拟机占用（占用者未知时）",
  "The machine's IOMMU is not taken from the kernel, which may crash without it":
    "不从内核移走机器的 IOMMU，否则内核可能崩溃",
  "A host driver binds it again": "由宿主机驱动重新绑定",
  "VFs of NVMe controllers need queues first": "NVMe 控制器的 VF 须先分配队列",
  "No guest or program holds the group of a function that is rebound; before Linux 5.19 that can crash the kernel":
    "要重新绑定的 Function 所在组未被虚拟机或程序占用；Linux 5.19 之前，否则内核可能崩溃",
  "A function of the request is present": "请求中的 Function 存在",
  "The machine is already as requested": "机器已符合请求",
  "The PF of the request is present": "请求中的 PF 存在",
  "The function is a PF": "该 Function 为 PF",
  "The number is one that sriov_numvfs takes": "数值可写入 sriov_numvfs",
  "vfio-pci does not bind to bridges": "vfio-pci 不能绑定桥",
  "The setting is for new VFs": "该设置只对新 VF 生效",
  "The PF reports its VFs' controllers": "PF 报告其 VF 的控制器",
  "Each VF has a secondary controller": "每个 VF 都有 secondary controller",
  "A controller comes online only while its VF is present": "VF 存在时控制器才能上线",
  "A controller has enough queues and interrupts to come online": "控制器有足够的队列和中断可上线",
  "The PF has enough queues and interrupts to assign": "PF 有足够的队列和中断可分配",
  "How long the controllers stay online": "控制器保持在线多久",
  "Controllers that are online go offline with their VFs, or with a reset of their PF, and stay so":
    "在线的控制器会随 VF 移除或 PF 复位而下线，且不会恢复",
  "No bridge is reset: everything behind it would be disconnected": "不复位桥：否则其后的全部设备会断开",
  "The driver recovers from a reset": "驱动能从复位中恢复",
  "The function can be reset by the chosen method": "该 Function 可用所选方式复位",
  "What the method reaches": "复位方式的影响范围",
  "A driver or a guest uses the function": "驱动或虚拟机正在使用该 Function",
  "VFs lose their state with their PF": "VF 随 PF 复位而丢失状态",
  "No bus is reset for one of several on it": "总线上有多个 Function 时，不为其中一个复位总线",
  "A PF with VFs is never removed": "不移除有 VF 的 PF",
  "VFs are removed by their number only": "VF 只能通过更改数量移除",
  "No bridge is removed with everything behind it": "不移除桥及其后的全部设备",
  "What a rescan finds stays": "重新扫描发现的设备会保留",
  "The value is one that the kernel accepts": "内核接受该取值",
  "Each VF is present, and selected once": "每个 VF 都存在，且只选中一次",
  "The PF has an interface through which its VFs are configured": "PF 有用于配置其 VF 的接口",
  "VFs of an InfiniBand PF have GUIDs, those of an Ethernet PF everything else":
    "InfiniBand PF 的 VF 只有 GUID，其余设置只适用于以太网 PF 的 VF",
  "In switchdev mode drivers refuse what rules of the switch do there":
    "switchdev 模式下，应由交换规则完成的设置会被驱动拒绝",
  "In switchdev mode each VF has a representor, which is created and removed with it":
    "switchdev 模式下，每个 VF 有一个随其创建和移除的 representor",
  "The driver distributes MSI-X vectors": "驱动支持分配 MSI-X 向量",
  "The current settings could be read": "当前设置可以读取",
  "A driver sees a new MAC address or GUID once it is rebound": "驱动重新绑定后才能看到新的 MAC 地址或 GUID",
  "Guests notice the change at once": "虚拟机会立即感知更改",
  "Settings that the VFs have now are restored": "恢复 VF 现有的设置",
  "The journal has the operation": "操作记录中有该操作",
  "The operation has ended": "操作已结束",
  "It was done on this machine": "操作在本机上执行",
  "It is known that it was done on this machine": "可以确定操作在本机上执行",
  "The machine has not rebooted since": "此后机器未重启",
  "It was not undone before": "此前未撤销过",
  "What cannot be restored": "无法恢复的内容",
};

/** Where that is known from. */
export const SOURCES: Readonly<Record<string, string>> = {
  scan: "扫描",
  "the setting": "用户设置",
  "the same": "同上",
  "the connection": "连接",
  "the journal": "操作记录",
  "the journal, driver": "操作记录、driver",
  "the journal, scan": "操作记录、扫描",
  "the journal, machine-id, DMI": "操作记录、machine-id、DMI",
  "links, folders and names of the function": "Function 的链接、目录和名称",
  "euid, the helper's greeting": "euid、辅助脚本的问候语",
  "owner, mode and links of the state folder; EROFS, EACCES": "状态目录的属主、权限和链接；EROFS、EACCES",
  "/proc/sys/kernel/tainted, bit 7: an oops or a BUG": "/proc/sys/kernel/tainted 的位 7：oops 或 BUG",
  "/proc/*/fd and /sys/dev, lower_*, /proc/net/route, mountinfo, slaves, boot_vga, /proc/consoles, /proc/bus/input/devices, /sys/class/ipmi, watchdog and iommu, class":
    "/proc/*/fd、/sys/dev、lower_*、/proc/net/route、mountinfo、slaves、boot_vga、/proc/consoles、/proc/bus/input/devices、/sys/class 下的 ipmi、watchdog 和 iommu、class",
  "the source that was not read to its end": "未读完的来源",
  "/run/systemd/system; org.freedesktop.systemd1 on the bus":
    "/run/systemd/system；D-Bus 上的 org.freedesktop.systemd1",
  "driver, module parameter; ENOENT": "driver、模块参数；ENOENT",
  "driver; EINVAL of nitrox_sriov.c": "driver；nitrox_sriov.c 的 EINVAL",
  "flags, operstate; igbvf and ixgbevf: netdev.c, ixgbevf_main.c":
    "flags、operstate；igbvf 和 ixgbevf：netdev.c、ixgbevf_main.c",
  "reads that time out": "超时的读取",
  "ari_enabled, or Device Control 2 of the port; sriov_offset, sriov_stride; PCIe 6.2 §6.13; EIO":
    "ari_enabled 或端口的 Device Control 2；sriov_offset、sriov_stride；PCIe 6.2 §6.13；EIO",
  "resource, lines 7–12; VF Resizable BAR; /proc/cmdline; Slot Capabilities of the port; ENOMEM":
    "resource 第 7–12 行；VF Resizable BAR；/proc/cmdline；端口的 Slot Capabilities；ENOMEM",
  "SR-IOV capability; EIO": "SR-IOV Capability；EIO",
  "SR-IOV capability, sriov_totalvfs": "SR-IOV Capability、sriov_totalvfs",
  "device path, pci_real_dma_dev": "设备路径、pci_real_dma_dev",
  "ACS capability, REQ_ACS_FLAGS": "ACS Capability、REQ_ACS_FLAGS",
  "Identify CNS 14h: VQFRT, VQRFA, VQRFAP, VQFRSM, and the same of VI":
    "Identify CNS 14h：VQFRT、VQRFA、VQRFAP、VQFRSM 及 VI 的同类字段",
  "virtfnN; 6.18: the rescan lock taken twice": "virtfnN；6.18：重复获取重新扫描锁",
  "sriov_vf_total_msix; drivers/pci/iov.c, since Linux 5.13": "sriov_vf_total_msix；drivers/pci/iov.c，自 Linux 5.13",
  "drivers/vfio/vfio_main.c, vfio_unregister_group_dev: device_del() before the wait":
    "drivers/vfio/vfio_main.c，vfio_unregister_group_dev：device_del() 先于等待",
};

/** What kernels do, now and before. */
export const DIFFERENCES: Readonly<Record<string, string>> = {
  "creating VFs of a PF without a driver is refused with its own log line":
    "PF 未绑定驱动时拒绝创建 VF，并有专门的日志",
  "with the log line for a driver without sriov_configure": "日志与驱动没有 sriov_configure 时相同",
  "log line for a driver without sriov_configure: driver does not support SR-IOV configuration via sysfs":
    "驱动没有 sriov_configure 时的日志：driver does not support SR-IOV configuration via sysfs",
  "sriov_vf_msix_count and sriov_vf_total_msix exist": "有 sriov_vf_msix_count 和 sriov_vf_total_msix",
  "neither exists: ENOENT": "两者均无：ENOENT",
  "reset_method lists and sets the reset methods": "reset_method 可列出和设置复位方式",
  "it does not exist; reset does": "没有该文件，只有 reset",
  "binding a host driver to a function of a group in use returns EBUSY":
    "将使用中的组内 Function 绑定到宿主机驱动，返回 EBUSY",
  "the kernel crashes: BUG_ON": "内核崩溃：BUG_ON",
  "a function bound to vfio-pci that no program has open is suspended by runtime power management":
    "绑定 vfio-pci 且未被任何程序打开的 Function 由运行时电源管理挂起",
  "vfio-pci puts it into D3hot; its runtime status stays active": "由 vfio-pci 使其进入 D3hot，运行时状态仍为 active",
  "a function bound to vfio-pci has a device of class vfio-dev": "绑定 vfio-pci 的 Function 有 vfio-dev 类设备",
  "it has none": "没有",
  "nvme gives up on a function before the write that caused the probe returns":
    "在引发探测的写入返回之前，nvme 就已放弃该 Function",
  "it does so later and stays bound until then": "稍后才放弃，此前保持绑定",
  "the vfio-dev of a function is removed before the program that has it open closes it":
    "Function 的 vfio-dev 在打开它的程序关闭之前移除",
  "it stays until then": "保留到程序关闭为止",
  "drivers_autoprobe of the bus, when off, prevents drivers from binding functions that appear":
    "总线的 drivers_autoprobe 关闭时，驱动不会自动绑定新出现的 Function",
  "it only prevents newly registered drivers from binding functions that are already present":
    "仅阻止新注册的驱动绑定已有的 Function",
};

/** Why no case of the contract suite is named. */
export const NO_CASE: Readonly<Record<string, string>> = {
  "needs hardware": "需要硬件",
  "other kernel": "其他内核",
  "not tried": "未尝试",
  "whole-product run": "整机运行",
  "lab world": "实验环境",
  "no kernel is asked": "不涉及内核",
  "not written": "未编写",
};
