/** The IOMMU and VFIO tab. */
import { messages } from "../../shared/words/messages.ts";

export const IOMMU_TAB_WORDS = messages("iommu-tab", {
  moduleLoaded: { en: "loaded", zh: "已加载" },
  moduleAvailable: { en: "installed, not loaded", zh: "已安装，未加载" },
  moduleAbsent: { en: "not installed", zh: "未安装" },
  typeDma: { en: "DMA translated for the host", zh: "宿主机 DMA 经过转换" },
  typeDmaFq: { en: "DMA translated for the host, lazy flushing", zh: "宿主机 DMA 经过转换，延迟刷新" },
  typeIdentity: { en: "identity: the host’s DMA is not translated", zh: "恒等映射：宿主机 DMA 不经转换" },
  typeBlocked: { en: "no DMA allowed", zh: "禁止 DMA" },
  typeUnmanaged: { en: "managed by a user, such as a guest", zh: "由使用者（如虚拟机）管理" },
  typeAuto: { en: "chosen by the IOMMU driver", zh: "由 IOMMU 驱动选择" },
  group: { en: "Group", zh: "组号" },
  groupFacts: { en: "Group facts", zh: "组信息" },
  onlyThis: { en: "this function only", zh: "仅此 Function" },
  numberMayChange: { en: "The number may change at the next boot.", zh: "组号在下次启动后可能变化。" },
  type: { en: "Type", zh: "类型" },
  typeHelp: {
    en: "How the IOMMU treats DMA of the group while the host uses it.",
    zh: "宿主机使用该组时 IOMMU 处理其 DMA 的方式。",
  },
  node: { en: "Device node", zh: "设备节点" },
  nodeHelp: { en: "Opened by a guest for the whole group.", zh: "由虚拟机打开，对应整个组。" },
  nodeNoIommuHelp: {
    en: "Opened by programs. Guests can’t use it: there is no IOMMU.",
    zh: "由程序打开；因没有 IOMMU，虚拟机无法使用。",
  },
  iommufdNode: { en: "Device node (iommufd)", zh: "设备节点（iommufd）" },
  iommufdNodeHelp: { en: "Opened by a guest for this function only.", zh: "由虚拟机打开，仅对应此 Function。" },
  usedByHost: { en: "host driver", zh: "宿主机驱动" },
  available: { en: "available for passthrough", zh: "可用于直通" },
  overrideHelp: {
    en: "Only this driver can bind. The setting is lost when the function is removed, as VFs are when SR-IOV is disabled.",
    zh: "只有此驱动可以绑定。Function 移除后失效，例如关闭 SR-IOV 时的 VF。",
  },
  tokenNeeded: { en: "required", zh: "需要" },
  tokenNote: { en: "its PF {pf} is bound to {driver}", zh: "其 PF {pf} 已绑定 {driver}" },
  tokenHelp: {
    en: "Opening a VF of a PF bound to vfio-pci requires the UUID set by the PF’s user.",
    zh: "PF 绑定 vfio-pci 时，打开其 VF 须提供 PF 使用者设置的 UUID。",
  },
  iommus: { en: "IOMMUs", zh: "IOMMU" },
  iommusHelp: { en: "IOMMUs of the machine that the kernel uses.", zh: "内核正在使用的 IOMMU。" },
  vfioPci: { en: "vfio-pci", zh: "vfio-pci" },
  enableSriov: { en: "vfio-pci may enable VFs", zh: "vfio-pci 可开启 VF" },
  enableSriovHelp: {
    en: "Whether a PF bound to vfio-pci can have VFs. Without it, writing sriov_numvfs fails with ENOENT.",
    zh: "绑定 vfio-pci 的 PF 能否开启 VF；未启用时写 sriov_numvfs 会失败（ENOENT）。",
  },
  vfio: { en: "VFIO", zh: "VFIO" },

  inUse: { en: "Already in use", zh: "已在使用" },
  /** Clauses that go after its address. */
  protected: { en: "Protected: {uses}", zh: "受保护：{uses}" },
  /** In few words each. */
  usedBy: { en: "In use: {users}.", zh: "使用中：{users}。" },
  ready: { en: "Ready for a guest", zh: "可供虚拟机使用" },
  readyText: {
    en: "The function is bound to {driver}, and no member of IOMMU group {group} does DMA for the host.",
    zh: "该 Function 已绑定 {driver}，IOMMU 组 {group} 内没有成员为宿主机执行 DMA。",
  },
  readyUnbound: {
    en: "Its own driver makes the function available to guests, and no member of IOMMU group {group} does DMA for the host.",
    zh: "该 Function 由其驱动直接提供给虚拟机，IOMMU 组 {group} 内没有成员为宿主机执行 DMA。",
  },
  heldUnknown: { en: "Whether a guest uses it already is unknown.", zh: "未知是否已有虚拟机在使用。" },
  noIommu: { en: "Can’t be passed through: no IOMMU", zh: "不可直通：没有 IOMMU" },
  noIommuText: {
    en: "The function is in VFIO no-IOMMU mode: programs such as DPDK can use it and access all memory of this machine. QEMU and libvirt can’t use it.",
    zh: "该 Function 处于 VFIO 无 IOMMU 模式：DPDK 等程序可以使用，并能访问此机器的全部内存；QEMU 和 libvirt 无法使用。",
  },
  viable: { en: "Can be passed through", zh: "可直通" },
  viableText: {
    en: "No member of IOMMU group {group} does DMA for the host. Bind the function to vfio-pci first.",
    zh: "IOMMU 组 {group} 内没有成员为宿主机执行 DMA。需先将该 Function 绑定到 vfio-pci。",
  },
  self: { en: "Can be passed through once rebound", zh: "重新绑定后可直通" },
  selfText: {
    en: "In IOMMU group {group}, only {driver} on this function does DMA for the host.",
    zh: "IOMMU 组 {group} 内只有此 Function 的 {driver} 驱动为宿主机执行 DMA。",
  },
  parent: { en: "Can’t be passed through while SR-IOV is enabled", zh: "SR-IOV 开启期间不可直通" },
  parentText: {
    en: "Its driver manages {count, plural, one {# VF} other {# VFs}}, and vfio-pci refuses such a PF (EBUSY). Pass VFs through instead, or set it to 0 VFs first.",
    zh: "其驱动正在管理 {count} 个 VF，vfio-pci 会拒绝绑定此 PF（EBUSY）。请直通 VF，或先将 VF 数量设为 0。",
  },
  behind: { en: "Can’t be passed through", zh: "不可直通" },
  behindText: {
    en: "The function is in a domain created by another function (VMD). All its requests carry that function’s ID, so no guest can use it.",
    zh: "该 Function 位于另一 Function（VMD）创建的域中，其所有请求均使用后者的 ID，因此无法直通。",
  },
  unknown: { en: "Passthrough unknown", zh: "能否直通未知" },
  ownDriverUnknown: { en: "The driver of the function is unknown.", zh: "该 Function 的驱动未知。" },
  driversUnknown: {
    en: "{count, plural, one {The driver of # other member of IOMMU group {group} is unknown.} other {The drivers of # other members of IOMMU group {group} are unknown.}}",
    zh: "IOMMU 组 {group} 内另有 {count} 个成员的驱动未知。",
  },
  blocked: { en: "Not viable for passthrough", zh: "不可直通" },
  blockedText: {
    en: "{count, plural, one {Another member of IOMMU group {group} is bound to a host driver that does DMA. Unless it is bound to vfio-pci or unbound,} other {# other members of IOMMU group {group} are bound to host drivers that do DMA. Unless they are bound to vfio-pci or unbound,}} QEMU fails with “group {group} is not viable”. Bridges may stay as they are.",
    zh: "IOMMU 组 {group} 内另有 {count} 个成员绑定了执行 DMA 的宿主机驱动。须将其绑定到 vfio-pci 或解绑，否则 QEMU 会报错“group {group} is not viable”。桥无需处理。",
  },
  groupFromText: {
    en: "The group is from the text, which may not list all its members.",
    zh: "组信息来自文本，可能未列出全部成员。",
  },

  membersOf: { en: "Members of IOMMU group {group}", zh: "IOMMU 组 {group} 的成员" },
  forGuest: { en: "Passthrough", zh: "直通" },
  more: { en: "{count} more", zh: "另有 {count} 个" },
  noDriverFine: { en: "no driver: may stay", zh: "未绑定驱动：不影响" },
  noDmaFine: { en: "no DMA: may stay bound", zh: "不执行 DMA：可保持绑定" },
  notThroughVfio: { en: "{given}, but not through VFIO", zh: "{given}，但不经 VFIO" },
  hasVfs: { en: "has VFs: must keep its driver", zh: "有 VF：须保留当前驱动" },
  leavesDriver: { en: "unbound from its driver for passthrough", zh: "直通时将从当前驱动解绑" },
  protectedMember: { en: "protected: {users}", zh: "受保护：{users}" },
  usedMember: { en: "in use: {users}", zh: "使用中：{users}" },
  hostDriver: { en: "host driver that does DMA", zh: "执行 DMA 的宿主机驱动" },

  noGroupInFile: { en: "The file lists no IOMMU group for this function.", zh: "文件中没有该 Function 的 IOMMU 组。" },
  groupUnread: { en: "The IOMMU group of the function could not be read.", zh: "无法读取该 Function 的 IOMMU 组。" },
  iommusUnread: { en: "The IOMMUs of this machine could not be read.", zh: "无法读取此机器的 IOMMU 信息。" },
  noIommuActive: {
    en: "No active IOMMU: no function can be passed through with isolation. Enable it in the firmware (VT-d, AMD-Vi, SMMU) and, on some kernels, with intel_iommu=on.",
    zh: "没有启用的 IOMMU：任何 Function 都无法以隔离方式直通。请在固件中开启（VT-d、AMD-Vi、SMMU），部分内核还需 intel_iommu=on。",
  },
  notBehindIommu: {
    en: "The machine has an IOMMU, but this function is not behind it.",
    zh: "机器有 IOMMU，但该 Function 不在其管辖范围内。",
  },

  regions: { en: "Reserved regions", zh: "保留区域" },
  region: { en: "Reserved region", zh: "保留区域" },
  range: { en: "Range", zh: "范围" },
  kind: { en: "Kind", zh: "类型" },
  meaning: { en: "Meaning", zh: "含义" },
  noRegions: { en: "None.", zh: "无。" },
  regionsNotInFile: { en: "Unknown: not part of a file.", zh: "未知：文件中没有此信息。" },
  direct: {
    en: "The firmware requires identity mapping of this range: the kernel refuses to pass such a function through.",
    zh: "固件要求对此范围做恒等映射：内核会拒绝直通该 Function。",
  },
  directRelaxable: {
    en: "Identity-mapped for the host only: dropped when the function is passed through.",
    zh: "仅对宿主机做恒等映射：直通时解除。",
  },
  reserved: { en: "Guest memory must not be mapped here.", zh: "虚拟机内存不得映射到此处。" },
  msi: { en: "Target of message-signaled interrupts; not usable for DMA.", zh: "MSI 中断写入地址，不可用于 DMA。" },
});
