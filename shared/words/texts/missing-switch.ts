/** Why a function with the SR-IOV capability has no sriov_numvfs. */
import { messages } from "../messages.ts";

export const MISSING_SWITCH_WORDS = messages("missing-switch", {
  offShort: { en: "off in firmware", zh: "固件中已关闭" },
  off: {
    en: "It has the SR-IOV capability, but TotalVFs is 0: SR-IOV is disabled in the card’s firmware or in the BIOS.",
    zh: "有 SR-IOV Capability，但 TotalVFs 为 0：SR-IOV 在设备固件或 BIOS 中已关闭。",
  },
  offEvidence: {
    en: "SR-IOV capability, TotalVFs is 0; the kernel creates no sriov_* files then (drivers/pci/iov.c, sriov_init)",
    zh: "SR-IOV Capability 中 TotalVFs 为 0；此时内核不创建 sriov_* 文件（drivers/pci/iov.c，sriov_init）",
  },
  offRemedy: {
    en: "Enable SR-IOV in the BIOS (device setup of the card, or “SR-IOV support”) or with the card’s firmware tool, then reboot the machine.",
    zh: "在 BIOS 中（设备设置页或“SR-IOV support”选项）或用设备固件工具开启 SR-IOV，然后重启机器。",
  },
  refused: {
    en: "It has the SR-IOV capability for {total} VFs, but the kernel rejects it: {what}.",
    zh: "有 SR-IOV Capability（{total} 个 VF），但内核拒绝使用：{what}。",
  },
  refusedEvidence: {
    en: "SR-IOV capability, {field} is 0; the kernel checks this in sriov_init (drivers/pci/iov.c)",
    zh: "SR-IOV Capability 中 {field} 为 0；内核在 sriov_init（drivers/pci/iov.c）中检查",
  },
  refusedRemedy: {
    en: "Update the card’s firmware. Nothing on this machine can change the capability.",
    zh: "更新设备固件。该 Capability 由设备提供，无法在此机器上修改。",
  },
  noPageSizeShort: { en: "no page size", zh: "无页大小" },
  noPageSize: { en: "it supports no page size", zh: "不支持任何页大小" },
  offsetZeroShort: { en: "VF offset 0", zh: "VF 偏移为 0" },
  offsetZero: { en: "its VFs would be at its own address", zh: "VF 的地址会与 PF 相同" },
  strideZeroShort: { en: "VF stride 0", zh: "VF 步长为 0" },
  strideZero: { en: "all VFs would be at one address", zh: "所有 VF 的地址会相同" },

  noSwitchShort: { en: "no sriov_numvfs", zh: "无 sriov_numvfs" },
  noSwitchHere: {
    en: "It has the SR-IOV capability for {total} VFs, but no sriov_numvfs, while other functions of this machine have it. The reason is unknown.",
    zh: "有 SR-IOV Capability（{total} 个 VF），但没有 sriov_numvfs，而此机器的其他 Function 有。原因未知。",
  },
  noSwitchHereEvidence: {
    en: "SR-IOV capability, TotalVFs is {total}; no sriov_* file here, although this kernel is built with SR-IOV: {seen}",
    zh: "SR-IOV Capability 中 TotalVFs 为 {total}；此处没有 sriov_* 文件，但内核已编译 SR-IOV 支持：{seen}",
  },
  stubThere: { en: "its driver pci-pf-stub is present", zh: "有 pci-pf-stub 驱动" },
  otherHasIt: { en: "{bdf} has it", zh: "{bdf} 有该文件" },
  noSwitchHereRemedy: {
    en: "Check the kernel log of when the function was found. A capability that firmware enabled later is seen after the function is removed and the bus is rescanned.",
    zh: "查看发现该 Function 时的内核日志。若固件在此之后才开启该 Capability，移除该 Function 并重新扫描总线后才能识别。",
  },
  noSwitchYet: {
    en: "It has the SR-IOV capability for {total} VFs, but no sriov_numvfs.",
    zh: "有 SR-IOV Capability（{total} 个 VF），但没有 sriov_numvfs。",
  },
  noSwitchYetEvidence: {
    en: "SR-IOV capability, TotalVFs is {total}; no sriov_* file here; not all functions have been read yet",
    zh: "SR-IOV Capability 中 TotalVFs 为 {total}；此处没有 sriov_* 文件；尚未读取全部 Function",
  },
  noSwitchYetRemedy: {
    en: "Wait until all functions are read. Whether another one has sriov_numvfs shows the cause.",
    zh: "请等待全部 Function 读取完成，届时可根据其他 Function 是否有 sriov_numvfs 判断原因。",
  },
  kernelShort: { en: "kernel without SR-IOV", zh: "内核无 SR-IOV" },
  kernel: {
    en: "It has the SR-IOV capability for {total} VFs, but no function of this machine has sriov_numvfs: the kernel is built without CONFIG_PCI_IOV or keeps SR-IOV disabled.",
    zh: "有 SR-IOV Capability（{total} 个 VF），但此机器的所有 Function 都没有 sriov_numvfs：内核未启用 CONFIG_PCI_IOV，或禁用了 SR-IOV。",
  },
  maybeGuest: {
    en: "This looks like a guest: its host may withhold SR-IOV as well.",
    zh: "这可能是虚拟机，宿主机也可能未开放 SR-IOV。",
  },
  kernelEvidence: {
    en: "SR-IOV capability, TotalVFs is {total}; no function has a sriov_* file or is a VF",
    zh: "SR-IOV Capability 中 TotalVFs 为 {total}；没有 Function 带 sriov_* 文件，也没有 VF",
  },
  kernelRemedy: {
    en: "Boot a kernel with CONFIG_PCI_IOV=y. /boot/config-$(uname -r) shows the setting of this one.",
    zh: "使用 CONFIG_PCI_IOV=y 的内核。当前内核的配置见 /boot/config-$(uname -r)。",
  },
  guestRemedy: {
    en: "Create the VFs on the host and pass them through to this guest, or boot a kernel with CONFIG_PCI_IOV=y. /boot/config-$(uname -r) shows the setting of this one.",
    zh: "在宿主机上创建 VF 并直通给此虚拟机，或使用 CONFIG_PCI_IOV=y 的内核。当前内核的配置见 /boot/config-$(uname -r)。",
  },
  madeByHypervisor: {
    en: "{bdf} ({ids}, subsystem {subsystem}) is created by a hypervisor",
    zh: "{bdf}（{ids}，子系统 {subsystem}）由虚拟化平台创建",
  },
});
