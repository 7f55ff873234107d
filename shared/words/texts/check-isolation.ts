/** Checks before functions are bound to vfio-pci on what isolates them. */
import { messages } from "../messages.ts";

export const ISOLATION_CHECK_WORDS = messages("check.isolation", {
  acsSlot: {
    en: "Move the card to a slot whose port has ACS. Groups are formed at boot, so setting ACS bits now has no effect.",
    zh: "将设备换到端口支持 ACS 的插槽。分组在启动时形成，现在设置 ACS 位不起作用。",
  },
  acsOption: {
    en: "Boot the kernel without pci={option}. Groups are formed at boot, so setting ACS bits now has no effect.",
    zh: "去掉内核启动参数 pci={option} 后重启。分组在启动时形成，现在设置 ACS 位不起作用。",
  },
  direct: {
    en: "The firmware reserves memory for {bdf}, so it can’t be passed through.",
    zh: "固件为 {bdf} 保留了内存，因此不能直通。",
  },
  directEvidence: {
    en: "reserved_regions of IOMMU group {group} has {start}–{end} direct",
    zh: "IOMMU 组 {group} 的 reserved_regions 中 {start}–{end} 为 direct",
  },
  directRemedy: {
    en: "Look for a BIOS setting that releases the device, such as shared memory of a management controller.",
    zh: "在 BIOS 中查找可释放该设备的设置，例如管理控制器（BMC）的共享内存。",
  },
  denied: {
    en: "vfio-pci lists {bdf} among devices that are unsafe to pass through.",
    zh: "{bdf} 在 vfio-pci 的不安全设备列表（denylist）中。",
  },
  deniedVfs: {
    en: "vfio-pci lists VFs of {pf} among devices that are unsafe to pass through.",
    zh: "{pf} 的 VF 在 vfio-pci 的不安全设备列表（denylist）中。",
  },
  deniedEvidence: { en: "{bdf} is {id}", zh: "{bdf} 为 {id}" },
  deniedVfsEvidence: { en: "VFs of {pf} are {id}", zh: "{pf} 的 VF 为 {id}" },
  denylistOn: {
    en: "disable_denylist of vfio_pci is N, and the kernel would return EINVAL",
    zh: "vfio_pci 的 disable_denylist 为 N，内核会返回 EINVAL",
  },
  denylistUnknown: { en: "disable_denylist of vfio_pci is unknown", zh: "vfio_pci 的 disable_denylist 未知" },
  acsOverride: {
    en: "IOMMU groups may not be isolated: the kernel was booted to assume ACS.",
    zh: "IOMMU 组之间可能没有隔离：启动参数要求内核假定支持 ACS。",
  },
  acsOverrideEvidence: {
    en: "/proc/cmdline has pcie_acs_override, which patched kernels obey",
    zh: "/proc/cmdline 含 pcie_acs_override，打了相应补丁的内核会据此分组",
  },
  acsOverrideRemedy: {
    en: "Functions of different groups may reach each other’s memory. Pass through only to guests you trust with all of them.",
    zh: "不同组的 Function 可能访问彼此的内存。只直通给可完全信任的虚拟机。",
  },
  groupCauses: {
    en: "IOMMU group {group} has several functions because {causes}.",
    zh: "IOMMU 组 {group} 包含多个 Function，因为 {causes}。",
  },
  registersOf: { en: "registers of {functions}", zh: "{functions} 的寄存器" },
  variantEvidence: {
    en: "modules.alias names {modules} for {bdf} (vfio_pci:)",
    zh: "modules.alias 为 {bdf} 列出了 {modules}（vfio_pci:）",
  },
  interruptsRefused: {
    en: "A guest can’t open functions bound to vfio-pci: interrupts are not remapped, and VFIO does not allow that.",
    zh: "虚拟机无法打开绑定到 vfio-pci 的 Function：没有中断重映射，而 VFIO 不允许这种情况。",
  },
  unsafeUnset: {
    en: "allow_unsafe_interrupts of vfio_iommu_type1 is not set: opening fails with EPERM",
    zh: "vfio_iommu_type1 的 allow_unsafe_interrupts 未设置：打开时返回 EPERM",
  },
  unsafeNo: {
    en: "allow_unsafe_interrupts of vfio_iommu_type1 is N: opening fails with EPERM",
    zh: "vfio_iommu_type1 的 allow_unsafe_interrupts 为 N：打开时返回 EPERM",
  },
  orUnsafe: {
    en: "allow_unsafe_interrupts=1 also works, but lets guests forge interrupts.",
    zh: "也可设置 allow_unsafe_interrupts=1，但虚拟机将能伪造中断。",
  },
  unsafeInterrupts: {
    en: "Guests can send interrupts to the host: passthrough without interrupt remapping is allowed.",
    zh: "虚拟机可向宿主机发送中断：已允许在没有中断重映射时直通。",
  },
  unsafeYes: {
    en: "allow_unsafe_interrupts of vfio_iommu_type1 is Y",
    zh: "vfio_iommu_type1 的 allow_unsafe_interrupts 为 Y",
  },
  thenUnset: { en: "Then set the parameter to N.", zh: "然后将该参数设为 N。" },
  noIommu: {
    en: "vfio is in no-IOMMU mode: a function can reach all host memory.",
    zh: "vfio 处于无 IOMMU 模式：Function 可访问宿主机的全部内存。",
  },
  noIommuEvidence: {
    en: "enable_unsafe_noiommu_mode of vfio is Y",
    zh: "vfio 的 enable_unsafe_noiommu_mode 为 Y",
  },
  noIommuNeeded: {
    en: "Only programs such as DPDK can use it, not QEMU or libvirt, and it taints the kernel. Set the parameter to N unless you trust those programs.",
    zh: "只有 DPDK 等程序可用，QEMU 和 libvirt 不能，且会污染内核（taint）。除非信任这些程序，否则将该参数设为 N。",
  },
  noIommuUnneeded: {
    en: "Set the parameter to N: this machine has an IOMMU.",
    zh: "将该参数设为 N：此机器有 IOMMU。",
  },
  asleep: {
    en: "{bdf} is asleep in D3cold, and this plan wakes it.",
    zh: "{bdf} 处于 D3cold（已断电），此计划会将其唤醒。",
  },
  asleepEvidence: {
    en: "power_state of {bdf} is D3cold; its registers were not read",
    zh: "{bdf} 的 power_state 为 D3cold；未读取其寄存器",
  },
  asleepRemedy: {
    en: "If it does not wake, all its registers read ff and a reboot may be needed. Once awake, d3cold_allowed=0 keeps it out of D3cold.",
    zh: "若未能唤醒，其寄存器将全部读为 ff，可能须重启。唤醒后可将 d3cold_allowed 设为 0，使其不再进入 D3cold。",
  },
});

export const DENYLIST_WORDS = messages("denylist", {
  reboot: {
    en: "If you trust the guest, add “options vfio-pci disable_denylist=1” to a file in /etc/modprobe.d and reboot. Reloading vfio-pci now would unbind all other functions from it.",
    zh: "若信任该虚拟机，在 /etc/modprobe.d 下的文件中加入 options vfio-pci disable_denylist=1 并重启；现在重新加载 vfio-pci 会解绑其他所有 Function。",
  },
  load: {
    en: "If you trust the guest, load the module with the denylist disabled: modprobe vfio-pci disable_denylist=1.",
    zh: "若信任该虚拟机，加载模块时关闭 denylist：modprobe vfio-pci disable_denylist=1。",
  },
});

export const INTERRUPT_WORDS = messages("interrupts", {
  intel: {
    en: "Enable interrupt remapping (VT-d, x2APIC) in the BIOS.",
    zh: "在 BIOS 中开启中断重映射（VT-d、x2APIC）。",
  },
  amd: {
    en: "Update the BIOS, or enable the IOMMU and its IO-APIC entry there. AMD-Vi lines in the kernel log say what is missing.",
    zh: "更新 BIOS，或在其中开启 IOMMU 及其 IO-APIC 条目；内核日志中的 AMD-Vi 行会说明缺少什么。",
  },
  virtio: {
    en: "virtio-iommu can’t remap interrupts. An emulated Intel or AMD IOMMU can (intremap=on).",
    zh: "virtio-iommu 不支持中断重映射；模拟的 Intel 或 AMD IOMMU 支持（intremap=on）。",
  },
  other: {
    en: "Enable interrupt remapping in the firmware, if it is supported.",
    zh: "若固件支持，在其中开启中断重映射。",
  },
  arm: {
    en: "On Arm, only an ITS of the interrupt controller keeps guests from forging interrupts. Use it if the board has one and the kernel supports it.",
    zh: "在 Arm 上，只有中断控制器的 ITS 能防止虚拟机伪造中断；若板上有 ITS 且内核支持，改用它。",
  },
  without: { en: "Boot the kernel without {option}.", zh: "去掉内核启动参数 {option} 后重启。" },
  armEvidence: {
    en: "/proc/interrupts has {chips} for MSIs of functions, and no ITS",
    zh: "/proc/interrupts 中 Function 的 MSI 由 {chips} 处理，没有 ITS",
  },
  evidence: {
    en: "/proc/interrupts has IO-APIC, not IR-IO-APIC",
    zh: "/proc/interrupts 中为 IO-APIC，而非 IR-IO-APIC",
  },
});

export const GROUP_CAUSE_WORDS = messages("group-cause", {
  toPci: {
    en: "is a bridge to conventional PCI, and devices behind it can’t be distinguished",
    zh: "是到传统 PCI 的桥，其后的设备无法区分",
  },
  noAcs: { en: "has no ACS", zh: "没有 ACS" },
  bitsOff: { en: "has ACS without {bits}", zh: "的 ACS 未启用 {bits}" },
  siblings: {
    en: "is one of several functions of its device, which has no ACS between them",
    zh: "与同一设备的其他 Function 之间没有 ACS",
  },
});
