/** Why no IOMMU is active, and what can be done about it. */
import { messages } from "../messages.ts";

export const IOMMU_CAUSE_WORDS = messages("iommu-cause", {
  remedy: {
    en: "Enable VT-d, AMD-Vi or the SMMU in the BIOS. If it is enabled there, boot the kernel with intel_iommu=on (Intel) or without iommu=off.",
    zh: "在 BIOS 中开启 VT-d、AMD-Vi 或 SMMU。若已开启，以 intel_iommu=on（Intel）或去掉 iommu=off 启动内核。",
  },
  bios: { en: "Enable VT-d, AMD-Vi or the SMMU in the BIOS.", zh: "在 BIOS 中开启 VT-d、AMD-Vi 或 SMMU。" },
  smmu: { en: "Enable the SMMU in the firmware settings.", zh: "在固件设置中开启 SMMU。" },
  emulated: {
    en: "In a virtual machine, add an emulated IOMMU.",
    zh: "若为虚拟机，为其添加模拟的 IOMMU。",
  },
  dmar: {
    en: "The firmware reports an IOMMU (VT-d), but the kernel does not use it.",
    zh: "固件报告有 IOMMU（VT-d），但内核未使用。",
  },
  dmarRemedy: {
    en: "Boot the kernel with intel_iommu=on, or use one built with CONFIG_INTEL_IOMMU.",
    zh: "以 intel_iommu=on 启动内核，或改用启用 CONFIG_INTEL_IOMMU 的内核。",
  },
  dmarOnRemedy: {
    en: "DMAR lines in the kernel log say why. Update the BIOS, or use a kernel built with CONFIG_INTEL_IOMMU.",
    zh: "原因见内核日志中的 DMAR 行。更新 BIOS，或改用启用 CONFIG_INTEL_IOMMU 的内核。",
  },
  ivrs: {
    en: "The firmware reports an IOMMU (AMD-Vi), but the kernel does not use it.",
    zh: "固件报告有 IOMMU（AMD-Vi），但内核未使用。",
  },
  ivrsRemedy: {
    en: "AMD-Vi lines in the kernel log say why. Update the BIOS, or use a kernel built with CONFIG_AMD_IOMMU.",
    zh: "原因见内核日志中的 AMD-Vi 行。更新 BIOS，或改用启用 CONFIG_AMD_IOMMU 的内核。",
  },
  iort: {
    en: "No active SMMU. The firmware has an IORT, which need not list one.",
    zh: "没有已启用的 SMMU。固件有 IORT 表，但其中不一定列出 SMMU。",
  },
  iortRemedy: {
    en: "Enable the SMMU in the firmware settings. If it is enabled there, use a kernel built with CONFIG_ARM_SMMU_V3 or CONFIG_ARM_SMMU.",
    zh: "在固件设置中开启 SMMU。若已开启，改用启用 CONFIG_ARM_SMMU_V3 或 CONFIG_ARM_SMMU 的内核。",
  },
  viot: {
    en: "This virtual machine has a virtio-iommu, but the kernel does not use it.",
    zh: "此虚拟机有 virtio-iommu，但内核未使用。",
  },
  viotRemedy: { en: "Use a kernel built with CONFIG_VIRTIO_IOMMU.", zh: "改用启用 CONFIG_VIRTIO_IOMMU 的内核。" },
  noIommuMode: {
    en: "Programs such as DPDK can use vfio’s no-IOMMU mode (enable_unsafe_noiommu_mode). The function can then reach all memory.",
    zh: "DPDK 等程序可使用 vfio 的无 IOMMU 模式（enable_unsafe_noiommu_mode），但 Function 将能访问全部内存。",
  },
  noIommuModeMaybe: {
    en: "Programs such as DPDK can use vfio’s no-IOMMU mode if this kernel supports it (enable_unsafe_noiommu_mode). The function can then reach all memory.",
    zh: "若此内核支持，DPDK 等程序可使用 vfio 的无 IOMMU 模式（enable_unsafe_noiommu_mode），但 Function 将能访问全部内存。",
  },
  ec2: { en: "This is an EC2 instance, which has no IOMMU.", zh: "此机器是 EC2 实例，没有 IOMMU。" },
  ec2Remedy: {
    en: "Use a bare metal instance type (with .metal in its name).",
    zh: "改用裸金属实例类型（名称含 .metal）。",
  },
  gce: {
    en: "This is a Google Compute Engine instance, which has no IOMMU.",
    zh: "此机器是 Google Compute Engine 实例，没有 IOMMU。",
  },
  gceRemedy: { en: "Use a bare metal machine type.", zh: "改用裸金属机器类型。" },
  azure: { en: "This is an Azure virtual machine, which has no IOMMU.", zh: "此机器是 Azure 虚拟机，没有 IOMMU。" },
  azureRemedy: { en: "Use a physical machine.", zh: "改用物理机。" },
  hyperV: { en: "This is a Hyper-V virtual machine, which has no IOMMU.", zh: "此机器是 Hyper-V 虚拟机，没有 IOMMU。" },
  hyperVRemedy: {
    en: "Pass the function through on the Hyper-V host instead (Discrete Device Assignment).",
    zh: "改在 Hyper-V 宿主机上直通该 Function（Discrete Device Assignment）。",
  },
  vmware: { en: "This is a VMware virtual machine without an IOMMU.", zh: "此机器是没有 IOMMU 的 VMware 虚拟机。" },
  vmwareRemedy: {
    en: "Expose an IOMMU to it (in its settings: CPU, I/O MMU; vvtd.enable), and boot it with EFI.",
    zh: "向其提供 IOMMU（虚拟机设置：CPU → I/O MMU；vvtd.enable），并以 EFI 启动。",
  },
  virtualbox: {
    en: "This is a VirtualBox virtual machine without an IOMMU.",
    zh: "此机器是没有 IOMMU 的 VirtualBox 虚拟机。",
  },
  virtualboxRemedy: {
    en: "Add one: VBoxManage modifyvm with --iommu=intel or --iommu=amd, and the ICH9 chipset.",
    zh: "为其添加：VBoxManage modifyvm 配合 --iommu=intel 或 --iommu=amd，并使用 ICH9 芯片组。",
  },
  qemu: { en: "This is a QEMU virtual machine without an IOMMU.", zh: "此机器是没有 IOMMU 的 QEMU 虚拟机。" },
  qemuRemedy: {
    en: "Add one: machine type q35 with intel-iommu, or virtio-iommu-pci; in libvirt, {intel} or {virtio}.",
    zh: "为其添加：q35 机型配合 intel-iommu，或 virtio-iommu-pci；在 libvirt 中为 {intel} 或 {virtio}。",
  },
  qemuArmRemedy: {
    en: "Add one: machine type virt with iommu=smmuv3, or virtio-iommu-pci; in libvirt, {smmu} or {virtio}.",
    zh: "为其添加：virt 机型配合 iommu=smmuv3，或 virtio-iommu-pci；在 libvirt 中为 {smmu} 或 {virtio}。",
  },
  guest: { en: "This is a virtual machine without an IOMMU.", zh: "此机器是没有 IOMMU 的虚拟机。" },
  guestRemedy: {
    en: "Ask the operator of its host for an emulated IOMMU.",
    zh: "向宿主机的管理员申请模拟的 IOMMU。",
  },
  xenHost: {
    en: "Xen uses the IOMMU of this machine, and no kernel on top of it can see one.",
    zh: "此机器的 IOMMU 由 Xen 使用，其上的内核都看不到 IOMMU。",
  },
  xenHostRemedy: {
    en: "Pass functions through with Xen: xl pci-assignable-add, then xl pci-attach. xl dmesg says whether Xen uses the IOMMU.",
    zh: "通过 Xen 直通：先 xl pci-assignable-add，再 xl pci-attach。Xen 是否使用 IOMMU 见 xl dmesg。",
  },
  inXen: {
    en: "This is a Xen domain, and Xen provides no IOMMU to its domains.",
    zh: "此机器是 Xen 的域，Xen 不向域提供 IOMMU。",
  },
  inXenRemedy: {
    en: "Pass the function through from the domain that owns the hardware: xl pci-assignable-add, then xl pci-attach.",
    zh: "在拥有硬件的域中直通该 Function：先 xl pci-assignable-add，再 xl pci-attach。",
  },
  acpiOff: {
    en: "ACPI is disabled, and the kernel finds the IOMMU through it.",
    zh: "ACPI 已禁用，而内核须通过 ACPI 发现 IOMMU。",
  },
  optionOff: { en: "The IOMMU is disabled on the kernel command line.", zh: "内核启动参数禁用了 IOMMU。" },
  without: { en: "Boot the kernel without {option}.", zh: "去掉内核启动参数 {option} 后重启。" },
  noSmmu: { en: "No active SMMU.", zh: "没有已启用的 SMMU。" },
  noSmmuRemedy: {
    en: "Use a kernel built with CONFIG_ARM_SMMU_V3 or CONFIG_ARM_SMMU, and a device tree that names the SMMU of the PCI host bridge, if the board has one.",
    zh: "若板上有 SMMU，改用启用 CONFIG_ARM_SMMU_V3 或 CONFIG_ARM_SMMU 的内核，以及指明 PCI 主桥所用 SMMU 的设备树。",
  },
  none: { en: "No active IOMMU.", zh: "没有已启用的 IOMMU。" },
  notReported: {
    en: "The firmware reports no IOMMU: it is disabled in the BIOS, or this machine has none.",
    zh: "固件未报告 IOMMU：已在 BIOS 中关闭，或此机器没有。",
  },
  notReportedMaybeGuest: {
    en: "The firmware reports no IOMMU: it is disabled in the BIOS, or this is a virtual machine without one.",
    zh: "固件未报告 IOMMU：已在 BIOS 中关闭，或此机器是没有 IOMMU 的虚拟机。",
  },
  empty: { en: "/sys/class/iommu is empty", zh: "/sys/class/iommu 为空" },
  hypervisor: { en: "/sys/hypervisor/type is xen", zh: "/sys/hypervisor/type 为 xen" },
  tables: {
    en: "/sys/firmware/acpi/tables has {tables}",
    zh: "/sys/firmware/acpi/tables 中有 {tables}",
  },
  noTables: {
    en: "/sys/firmware/acpi/tables has none of DMAR, IVRS, IORT, VIOT",
    zh: "/sys/firmware/acpi/tables 中没有 DMAR、IVRS、IORT、VIOT",
  },
});
