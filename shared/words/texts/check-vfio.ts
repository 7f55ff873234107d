/** Checks before functions are bound to vfio-pci: IOMMU, module, groups. */
import { messages } from "../messages.ts";

export const VFIO_CHECK_WORDS = messages("check.vfio", {
  groupUnknown: {
    en: "It is unknown whether an IOMMU covers {functions}.",
    zh: "{functions} 是否受 IOMMU 管理未知。",
  },
  groupUnknownRemedy: {
    en: "Check the problems of the function and refresh. Without an IOMMU it can’t be passed through.",
    zh: "查看该 Function 的问题并刷新。没有 IOMMU 则不能直通。",
  },
  iommusUnknown: {
    en: "It is unknown whether this machine has an active IOMMU.",
    zh: "此机器是否有已启用的 IOMMU 未知。",
  },
  iommusUnlisted: { en: "/sys/class/iommu could not be listed", zh: "无法列出 /sys/class/iommu" },
  iommusUnknownRemedy: {
    en: "Unlock this machine in the top bar and refresh. Without an IOMMU nothing can be passed through.",
    zh: "在顶栏解锁此机器并刷新。没有 IOMMU 则无法直通。",
  },
  withOwnPf: {
    en: "{vfs} can’t be passed through: IOMMU group {group} also contains PF {pf}, which keeps its driver while it has VFs.",
    zh: "{vfs} 不可直通：IOMMU 组 {group} 还包含 PF {pf}，它在有 VF 期间须保留驱动。",
  },
  withOwnPfRemedy: {
    en: "Move the card to a slot whose port has ACS, or set {pf} to 0 VFs and pass the whole device through.",
    zh: "将设备换到端口支持 ACS 的插槽，或将 {pf} 的 VF 数量设为 0 后整卡直通。",
  },
  othersFine: {
    en: "Other members of IOMMU group {group} don’t block passthrough.",
    zh: "IOMMU 组 {group} 的其他成员不影响直通。",
  },
  groupBlocked: {
    en: "{count, plural, one {IOMMU group {group} can’t be passed through while {functions} is bound to a host driver.} other {IOMMU group {group} can’t be passed through while {functions} are bound to host drivers.}}",
    zh: "IOMMU 组 {group} 不可直通：{functions} 仍绑定宿主机驱动。",
  },
  groupBlockedRemedy: {
    en: "{count, plural, one {Bind that function to vfio-pci too, or unbind it.} other {Bind those functions to vfio-pci too, or unbind them.}} Bridges can stay bound.",
    zh: "将其一并绑定到 vfio-pci，或解绑；桥可保持不变。",
  },
  staysHandedOut: {
    en: "{bdf} stays bound to {driver}, which passes it to guests directly.",
    zh: "{bdf} 保持绑定 {driver}，由该驱动直接提供给虚拟机。",
  },
  nothingPassed: { en: "Nothing can be passed through to a guest.", zh: "无法将任何设备直通给虚拟机。" },
  nothingIsolated: {
    en: "Nothing can be passed through with isolation.",
    zh: "直通的设备将没有隔离。",
  },
  notCovered: { en: "No IOMMU covers {functions}.", zh: "{functions} 不受 IOMMU 管理。" },
  notCoveredRemedy: { en: "Use a function that is in an IOMMU group.", zh: "改用属于某个 IOMMU 组的 Function。" },
  behindFunction: {
    en: "{bdf} can’t be passed through: it is behind {owner}, and its requests carry the ID of that function.",
    zh: "{bdf} 不可直通：它位于 {owner} 之后，其请求使用该 Function 的 ID 发出。",
  },
  behindFunctionEvidence: {
    en: "the device path of {bdf} leads through {owner}",
    zh: "{bdf} 的设备路径经过 {owner}",
  },
  behindFunctionRemedy: {
    en: "Use a function that reaches the IOMMU directly, or disable the domain (VMD) in the BIOS first.",
    zh: "改用直接连接 IOMMU 的 Function，或先在 BIOS 中关闭该域（VMD）。",
  },
  moduleFirst: { en: "The vfio-pci module is loaded first.", zh: "将先加载 vfio-pci 模块。" },
  moduleFirstEvidence: {
    en: "vfio-pci is not among the drivers of the PCI bus; its module is installed",
    zh: "PCI 总线的驱动中没有 vfio-pci；其模块已安装",
  },
  noModule: { en: "This kernel has no vfio-pci.", zh: "此内核没有 vfio-pci。" },
  noModuleEvidence: {
    en: "vfio-pci is not among the drivers of the PCI bus, and no such module is installed",
    zh: "PCI 总线的驱动中没有 vfio-pci，也未安装该模块",
  },
  noModuleRemedy: {
    en: "Install the extra modules of this kernel, or a kernel built with CONFIG_VFIO_PCI.",
    zh: "安装该内核的附加模块，或改用启用 CONFIG_VFIO_PCI 的内核。",
  },
  moduleUnknown: {
    en: "It is unknown whether this kernel has vfio-pci. Loading it is tried first.",
    zh: "此内核是否有 vfio-pci 未知，将先尝试加载。",
  },
  moduleUnknownEvidence: {
    en: "vfio-pci is not among the drivers of the PCI bus, and the modules could not be read",
    zh: "PCI 总线的驱动中没有 vfio-pci，且无法读取模块信息",
  },
  pfWithVfs: {
    en: "{bdf} can’t be passed through while SR-IOV is enabled. Its driver manages the VFs.",
    zh: "SR-IOV 开启期间 {bdf} 不能直通给虚拟机：其驱动正在管理 VF。",
  },
  pfWithVfsEvidence: {
    en: "{bdf} has {count, plural, one {# VF} other {# VFs}}; vfio-pci would return EBUSY",
    zh: "{bdf} 有 {count} 个 VF；vfio-pci 会返回 EBUSY",
  },
  pfWithVfsInGroup: {
    en: "Set it to 0 VFs first, then pass the whole device through. Its VFs share its IOMMU group and can’t be passed through.",
    zh: "先将 VF 数量设为 0，再整卡直通。其 VF 与它同属一个 IOMMU 组，不能直通。",
  },
  pfWithVfsRemedy: {
    en: "Pass its VFs through instead, or set it to 0 VFs first and pass the whole device through.",
    zh: "改为直通其 VF，或先将 VF 数量设为 0 后整卡直通。",
  },
  vfsGoToo: { en: "{bdf} has VFs, which are removed with its driver.", zh: "{bdf} 有 VF，解绑驱动会一并移除 VF。" },
  vfsGoTooRemedy: { en: "Set it to 0 VFs first.", zh: "先将 VF 数量设为 0。" },
  wholePf: {
    en: "{bdf} is a PF: the guest gets the whole device, and the host can’t create VFs until it returns.",
    zh: "{bdf} 是 PF：虚拟机将获得整个设备，归还之前宿主机无法创建 VF。",
  },
  wholePfEvidence: {
    en: "sriov_totalvfs of {bdf} is {total}, and it has no VFs",
    zh: "{bdf} 的 sriov_totalvfs 为 {total}，没有 VF",
  },
  wholePfRemedy: {
    en: "If the guest needs only part of it, create VFs and pass one of those through.",
    zh: "若虚拟机只需其中一部分，可创建 VF 并直通其中一个。",
  },
  newVfsGroup: {
    en: "New VFs will likely be in IOMMU group {group}, which can’t be passed through while the host uses {functions}.",
    zh: "新 VF 很可能属于 IOMMU 组 {group}，而宿主机使用 {functions} 期间该组不可直通。",
  },
  sharesGroup: { en: "{bdf} is in IOMMU group {group}, as is {pf}", zh: "{bdf} 与 {pf} 同属 IOMMU 组 {group}" },
  newVfsGroupRemedy: {
    en: "Move the card to a slot whose port has ACS. Groups are formed at boot.",
    zh: "将设备换到端口支持 ACS 的插槽；分组在启动时形成。",
  },
  vfToken: {
    en: "Using {bdf} requires the VF token set by the PF’s user.",
    zh: "使用 {bdf} 须提供其 PF 使用者设置的 VF token。",
  },
  vfsHandedOut: {
    en: "{driver} passes the VFs of {bdf} to guests directly. On vfio-pci they may not work.",
    zh: "{bdf} 的 VF 由 {driver} 直接提供给虚拟机，绑定到 vfio-pci 后可能无法工作。",
  },
  handedOut: {
    en: "{driver} passes {bdf} to guests directly. On vfio-pci it may not work.",
    zh: "{bdf} 由 {driver} 直接提供给虚拟机，绑定到 vfio-pci 后可能无法工作。",
  },
  handedOutEvidence: { en: "{given}, which is bound to {driver}", zh: "{given}，已绑定 {driver}" },
  handedOutRemedy: {
    en: "Keep its driver, and pass it through as it is.",
    zh: "保留其驱动，按现状提供给虚拟机。",
  },
});
