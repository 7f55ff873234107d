/** The Chinese of Virtual Channel and Multi-Function Virtual Channel. */
import type { ChineseOf } from "./chinese-of.ts";

export const VIRTUAL_CHANNELS: ChineseOf = {
  "Number of VCs in addition to VC0.": "VC0 之外的 VC 数量。",
  "Number of VCs besides VC0 in the low-priority group; 0 = all VCs are arbitrated by strict priority.":
    "低优先级组中除 VC0 之外的 VC 数量；0 表示所有 VC 均按严格优先级仲裁。",
  "Length of one time slot in time-based WRR arbitration.": "基于时间的 WRR 仲裁中一个时隙的长度。",
  "Size of one entry of the arbitration table, in bits.": "仲裁表每个表项的位数。",
  "Set: VCs can be arbitrated by a fixed hardware scheme, such as round-robin.":
    "为 1 时，VC 之间可采用硬件固定的仲裁方式，例如轮询。",
  "Set: VCs can be arbitrated by weighted round-robin with 32 phases.":
    "为 1 时，VC 之间可采用 32 个 phase 的加权轮询（WRR）仲裁。",
  "Set: VCs can be arbitrated by weighted round-robin with 64 phases.":
    "为 1 时，VC 之间可采用 64 个 phase 的加权轮询（WRR）仲裁。",
  "Set: VCs can be arbitrated by weighted round-robin with 128 phases.":
    "为 1 时，VC 之间可采用 128 个 phase 的加权轮询（WRR）仲裁。",
  "Offset of the VC arbitration table in this capability; none = there is no table.":
    "VC 仲裁表在本 Capability 中的偏移；none 表示没有该表。",
  "Writing 1 applies the arbitration table; always reads 0.": "写 1 使仲裁表生效；读出恒为 0。",
  "Arbitration scheme of the low-priority VCs, one of those listed in Port VC Capability 2.":
    "低优先级 VC 的仲裁方式，须为 Port VC Capability 2 所列方式之一。",
  "Set from a write to the arbitration table until the hardware has loaded it.":
    "写入仲裁表后为 1，硬件载入完成后清零。",
  "Set: the sources of this VC can be arbitrated by a fixed hardware scheme, such as round-robin.":
    "为 1 时，本 VC 的各来源之间可采用硬件固定的仲裁方式，例如轮询。",
  "Set: the sources of this VC can be arbitrated by weighted round-robin with 32 phases.":
    "为 1 时，本 VC 的各来源之间可采用 32 个 phase 的加权轮询（WRR）仲裁。",
  "Set: the sources of this VC can be arbitrated by weighted round-robin with 64 phases.":
    "为 1 时，本 VC 的各来源之间可采用 64 个 phase 的加权轮询（WRR）仲裁。",
  "Set: the sources of this VC can be arbitrated by weighted round-robin with 128 phases.":
    "为 1 时，本 VC 的各来源之间可采用 128 个 phase 的加权轮询（WRR）仲裁。",
  "Set: the sources of this VC can be arbitrated by time-based weighted round-robin with 128 phases.":
    "为 1 时，本 VC 的各来源之间可采用基于时间的加权轮询（time-based WRR）仲裁，共 128 个 phase。",
  "Set: the sources of this VC can be arbitrated by weighted round-robin with 256 phases.":
    "为 1 时，本 VC 的各来源之间可采用 256 个 phase 的加权轮询（WRR）仲裁。",
  "Defined for Advanced Switching, which was withdrawn; the value is now undefined.":
    "原用于已废弃的 Advanced Switching，现在取值未定义。",
  "Set: requests on this VC without the No Snoop attribute may be rejected as unsupported.":
    "为 1 时，本 VC 上未设 No Snoop 属性的请求可按 Unsupported Request 拒绝。",
  "Maximum number of time slots that this VC supports in time-based WRR arbitration.":
    "采用基于时间的 WRR 仲裁时本 VC 支持的最大时隙数。",
  "Offset of this VC's arbitration table in this capability; none = there is no table.":
    "本 VC 的仲裁表在本 Capability 中的偏移；none 表示没有该表。",
  "Bit n set: traffic class n is mapped to this VC. After reset, all traffic classes are mapped to VC0.":
    "第 n 位为 1 时，流量类别 TCn 映射到本 VC。复位后所有 TC 都映射到 VC0。",
  "Arbitration scheme among the sources of this VC, one of those listed in Resource Capability.":
    "本 VC 各来源之间的仲裁方式，须为 Resource Capability 所列方式之一。",
  "ID of this VC, the same at both ends of the link; always 0 for VC0.": "本 VC 的 ID，链路两端须一致；VC0 恒为 0。",
  "Set: the VC is enabled; always set for VC0. Both ends of the link must enable the VC.":
    "为 1 时，启用本 VC，VC0 恒为 1；链路两端须都启用。",
  "Set: the VC is still being initialized or disabled.": "为 1 时，表示本 VC 的初始化或停用尚未完成。",
};
