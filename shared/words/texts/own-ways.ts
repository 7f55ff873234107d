/** What GPU drivers hand out through attributes of their own. */
import { messages } from "../messages.ts";

export const OWN_WAY_WORDS = messages("own-way", {
  rootOnly: { en: "readable by root only", zh: "仅 root 可读" },
  tilesDiffer: { en: "differs between the tiles of the GPU", zh: "GPU 各 tile 的值不同" },
  timedOut: { en: "the driver did not respond in time", zh: "驱动响应超时" },
  notRead: { en: "not read", zh: "未读取" },
  unreadable: { en: "could not be read ({code})", zh: "无法读取（{code}）" },
  empty: { en: "empty", zh: "空" },
  none: { en: "none", zh: "无" },
  numberNone: { en: "{number} (none)", zh: "{number}（无）" },
  numberNoLimit: { en: "{number} (no limit)", zh: "{number}（不限制）" },

  nvidia: { en: "NVIDIA vGPU", zh: "NVIDIA vGPU" },
  nvidiaAbout: {
    en: "Once this VF has a vGPU type, a guest opens its node under /dev/vfio. The VF stays bound to nvidia; vfio-pci is not needed.",
    zh: "VF 设置 vGPU 类型后，由虚拟机打开其 /dev/vfio 下的节点。VF 仍绑定 nvidia 驱动，无需 vfio-pci。",
  },
  nvidiaPfAbout: {
    en: "NVIDIA’s vGPU host driver creates the VFs of this GPU with sriov-manage. The vGPU type is then set on each VF. Without the vGPU host driver the GPU has no VFs.",
    zh: "此 GPU 的 VF 由 NVIDIA vGPU 宿主机驱动的 sriov-manage 创建，再在各 VF 上设置 vGPU 类型。未安装 vGPU 宿主机驱动时，GPU 没有 VF。",
  },
  vgpuType: { en: "vGPU type", zh: "vGPU 类型" },
  vgpuTypeHelp: {
    en: "vGPU type of this VF. 0 = none yet: a guest can’t start with it. Writing 0 removes the type.",
    zh: "此 VF 的 vGPU 类型。0 表示尚未设置，虚拟机无法使用；写 0 即移除类型。",
  },
  creatable: { en: "Available type", zh: "可选类型" },
  creatableTypes: { en: "Available types", zh: "可选类型" },
  creatableHelp: {
    en: "Types this VF can take now. They depend on the other VFs of the GPU; a VF that has a type has none.",
    zh: "此 VF 当前可设置的类型，取决于该 GPU 的其他 VF；已设置类型的 VF 没有可选类型。",
  },
  vgpuParams: { en: "vGPU parameters", zh: "vGPU 参数" },
  vgpuParamsHelp: {
    en: "name=value pairs separated by commas, applied at the next guest start. Set them after the type. NVIDIA’s vGPU documentation lists the names.",
    zh: "以逗号分隔的 name=value，虚拟机下次启动时生效，须在设置类型之后写入。参数名见 NVIDIA vGPU 文档。",
  },
  gpuInstance: { en: "GPU instance", zh: "GPU 实例" },
  gpuInstanceHelp: {
    en: "MIG instance of the vGPU. 4294967295 = none.",
    zh: "vGPU 所在的 MIG 实例；4294967295 表示无。",
  },
  placement: { en: "Placement", zh: "放置位置" },
  placementHelp: {
    en: "Start of the vGPU in GPU memory, where vGPUs of different sizes share the GPU.",
    zh: "不同大小的 vGPU 共享 GPU 时，此 vGPU 在显存中的起始位置。",
  },

  mdev: { en: "Mediated devices (mdev)", zh: "mdev 中介设备" },
  mdevAbout: {
    en: "The driver divides this function into parts of fixed types, each with a UUID. A guest gets one part instead of the function.",
    zh: "驱动将此 Function 划分为若干固定类型的实例，各有一个 UUID。虚拟机使用其中一个实例，而非整个 Function。",
  },
  mdevThere: { en: "Existing mdev", zh: "已有 mdev" },
  mdevOfType: { en: "{uuid}, type {type}", zh: "{uuid}，类型 {type}" },
  mdevThereHelp: {
    en: "An instance that a guest can use. Removing it takes it away from a guest that uses it.",
    zh: "可供虚拟机使用的实例；若虚拟机正在使用，移除后即失去该设备。",
  },
  mdevLeft: { en: "{count, plural, =0 {none left} other {# available}}: {about}", zh: "剩余 {count} 个：{about}" },
  mdevLeftOdd: { en: "“{text}”: {about}", zh: "“{text}”：{about}" },
  mdevTypeHelp: {
    en: "An mdev type and how many more can be created now. Creating one may reduce the number of other types.",
    zh: "mdev 类型及当前还可创建的数量；创建后其他类型的可用数量可能减少。",
  },

  xe: { en: "GPU shares (xe)", zh: "GPU 份额（xe）" },
  xeAbout: {
    en: "Intel’s xe driver keeps a share of the GPU for the PF and for each VF. xe counts from 1: its vf1 is VF 0 here. Values in the commands are examples.",
    zh: "Intel xe 驱动为 PF 和各 VF 分配 GPU 份额。xe 从 1 起编号，其 vf1 即此处的 VF 0。命令中的数值仅为示例。",
  },
  executionQuantum: { en: "Execution quantum", zh: "执行时间片" },
  executionQuantumHelp: {
    en: "How long it may use the GPU at a time, in milliseconds. 0 = no limit. Can be changed while a guest runs; the GPU may round it.",
    zh: "单次占用 GPU 的时长，单位毫秒；0 表示不限制。虚拟机运行时也可修改，GPU 可能取整。",
  },
  preemptTimeout: { en: "Preemption timeout", zh: "抢占超时" },
  preemptTimeoutHelp: {
    en: "How long it may take to yield the GPU before it is reset, in microseconds. 0 = no limit.",
    zh: "让出 GPU 的最长时间，单位微秒，超时则复位；0 表示不限制。",
  },
  schedPriority: { en: "Scheduling priority", zh: "调度优先级" },
  schedPriorityHelp: {
    en: "low = scheduled only while it has work; normal = always gets its time; high = scheduled next. The current one is in brackets. Current firmware changes it for the PF only, or for all at once.",
    zh: "low 表示仅在有任务时调度，normal 表示始终获得时间片，high 表示优先调度；方括号内为当前值。现有固件只能单独修改 PF，或统一修改全部。",
  },
  vramQuota: { en: "Video memory", zh: "显存" },
  vramQuotaHelp: {
    en: "Memory of the card reserved for it, in bytes. 0 = none yet. Setting it before VFs are enabled replaces automatic sharing; disabling VFs restores it. Kernel 7.0 and later.",
    zh: "为其保留的显存，单位字节；0 表示尚未分配。在开启 VF 之前设置会停用自动分配，关闭 VF 后恢复自动分配。需要内核 7.0 及以上版本。",
  },
  memory: { en: "{size} ({bytes} bytes)", zh: "{size}（{bytes} 字节）" },
  vfShare: { en: "VF {index} ({share})", zh: "VF {index}（{share}）" },
  vfShareAt: { en: "VF {index} ({share}, {bdf})", zh: "VF {index}（{share}，{bdf}）" },

  gim: { en: "AMD GPU-IOV (gim)", zh: "AMD GPU-IOV（gim 驱动）" },
  gimAbout: {
    en: "AMD’s gim module creates the VFs when it is loaded, vf_num of them for each GPU, and shares the GPU among them. Writing sriov_numvfs fails here (ENOENT).",
    zh: "AMD gim 模块在加载时按参数 vf_num 为每个 GPU 创建 VF 并分配 GPU 资源。此处写 sriov_numvfs 会失败（ENOENT）。",
  },
});
