/** What is said of a number of VFs that a limit does not allow. */
import { messages } from "../messages.ts";

export const LIMIT_CHECK_WORDS = messages("check.limits", {
  totalUnread: {
    en: "The maximum number of VFs of {pf} could not be read.",
    zh: "无法读取 {pf} 的 VF 数量上限。",
  },
  totalUnreadEvidence: {
    en: "sriov_totalvfs of {pf} is unknown; above it the kernel returns ERANGE and changes nothing",
    zh: "{pf} 的 sriov_totalvfs 未知；超过上限时内核返回 ERANGE，不做任何更改",
  },
  /** What was looked at, what was asked for and what would come of it. */
  evidence: { en: "{limit}; {count} requested; {result}", zh: "{limit}；请求 {count} 个，{result}" },
  kernelReturns: { en: "the kernel would return {errno}", zh: "内核会返回 {errno}" },
  deadFrom: {
    en: "VF {index} and later would be listed but read ff",
    zh: "VF {index} 及之后的 VF 会被列出，但全部读为 ff",
  },
  chooseFewer: { en: "Choose {most} or fewer.", zh: "请选择不超过 {most} 个。" },
  noneAllowed: { en: "{pf} does not allow VFs.", zh: "{pf} 不允许创建 VF。" },
  atMost: {
    en: "{pf} supports at most {most, plural, one {# VF} other {# VFs}}.",
    zh: "{pf} 最多支持 {most} 个 VF。",
  },
  noneReachable: {
    en: "No VF of {pf} is reachable: the port above forwards device 0 only.",
    zh: "{pf} 的 VF 均不可达：上级端口只转发设备号 0。",
  },
  fewReachable: {
    en: "Only {most, plural, one {# VF of {pf} is} other {# VFs of {pf} are}} reachable: the port above forwards device 0 only.",
    zh: "{pf} 只有 {most} 个 VF 可达：上级端口只转发设备号 0。",
  },
  reachUnknown: {
    en: "Whether {port} forwards every VF of {pf} is unknown.",
    zh: "无法确定 {port} 是否转发 {pf} 的全部 VF。",
  },
  reachUnknownEvidence: {
    en: "{evidence}; VF {index} would be at {bdf}, which needs ARI",
    zh: "{evidence}；VF {index} 将位于 {bdf}，需要 ARI",
  },
  fewNeedNoAri: {
    en: "{count} or fewer need no ARI; more may fail.",
    zh: "不超过 {count} 个时无需 ARI，更多则可能失败。",
  },
  noBuses: { en: "No bus number is left for VFs of {pf}.", zh: "没有总线号可供 {pf} 的 VF 使用。" },
  fewBuses: {
    en: "Bus numbers are left for only {most, plural, one {# VF} other {# VFs}} of {pf}.",
    zh: "剩余总线号只够 {pf} 的 {most} 个 VF 使用。",
  },
  noMemory: {
    en: "There is no memory for VFs of {pf}: a VF BAR window has no address.",
    zh: "{pf} 的 VF 没有可用的内存窗口：有 VF BAR 窗口未分配地址。",
  },
  littleMemory: {
    en: "There is memory for only {most, plural, one {# VF} other {# VFs}} of {pf}.",
    zh: "内存窗口只够 {pf} 的 {most} 个 VF 使用。",
  },
  fewVectors: {
    en: "There are interrupt vectors for only {most, plural, one {# VF} other {# VFs}} of {pf}.",
    zh: "中断向量只够 {pf} 的 {most} 个 VF 使用。",
  },
  fewVectorsRemedy: {
    en: "Unload the driver that takes vectors from the same card (irdma), or give the PF fewer (devlink msix_vec_per_pf_max).",
    zh: "卸载占用同一网卡向量的驱动（irdma），或减少 PF 的向量数（devlink msix_vec_per_pf_max）。",
  },
  inconsistent: {
    en: "The SR-IOV capability of {pf} is inconsistent, so the kernel creates no VFs.",
    zh: "{pf} 的 SR-IOV Capability 自相矛盾，内核不会创建 VF。",
  },
  inconsistentRemedy: {
    en: "The device firmware is faulty: update it.",
    zh: "设备固件有缺陷，请更新固件。",
  },
  dependency: {
    en: "{pf} depends on a function that is not present or has no SR-IOV.",
    zh: "{pf} 依赖的 Function 不存在或不支持 SR-IOV。",
  },
  dependencyRemedy: {
    en: "Check the function that it depends on: it may be disabled, or hidden by firmware.",
    zh: "检查其依赖的 Function：可能已被禁用，或被固件隐藏。",
  },
});
