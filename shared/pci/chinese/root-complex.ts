/** The Chinese of the capabilities of root complex elements: links, event collectors, register blocks. */
import type { ChineseOf } from "./chinese-of.ts";

export const ROOT_COMPLEX: ChineseOf = {
  "Type of this root complex element: configuration space element, egress port to memory, or internal link.":
    "该 Root Complex 单元的类型：配置空间单元、通往内存的出口端口或内部链路。",
  "Number of link entries that follow.": "其后链路条目的数量。",
  "Root complex component that contains this element; 0 is reserved.": "该单元所属的 Root Complex 组件；0 保留。",
  "Port number of this element within its component; link entries refer to it by this number.":
    "该单元在所属组件内的端口号，供链路条目引用。",
  "Set: the entry describes a valid link.": "为 1 时，表示该条目描述一条有效链路。",
  "Config: the link address points to configuration space; MemMapped: it points to a memory-mapped RCRB.":
    "Config 表示链路地址指向配置空间；MemMapped 表示指向映射到内存的 RCRB。",
  "Set: this element is associated with the RCRB Header in the target RCRB.":
    "为 1 时，表示本单元与目标 RCRB 中的 RCRB Header 关联。",
  "Root complex component at the other end of the link.": "链路另一端的 Root Complex 组件。",
  "Port number of the element at the other end of the link.": "链路另一端单元的端口号。",
  "Base address of the target's RCRB, or the location of its configuration space.":
    "目标 RCRB 的基地址，或目标配置空间的位置。",
  "Maximum speed of the link inside the root complex.": "Root Complex 内部链路的最高速率。",
  "Maximum number of lanes of the link.": "链路的最大 lane 数。",
  "ASPM states that the link supports.": "链路支持的 ASPM 状态。",
  "Time that the link needs to return from L0s to L0.": "链路从 L0s 返回 L0 所需的时间。",
  "Time that the link needs to return from L1 to L0.": "链路从 L1 返回 L0 所需的时间。",
  "Speeds that the link supports.": "链路支持的所有速率。",
  "ASPM states enabled on the link; disable them to rule out ASPM problems.":
    "链路已启用的 ASPM 状态；排查 ASPM 问题时可关闭。",
  "Set: more ordered sets are sent on exit from L0s and in Recovery, so that a logic analyser can lock on.":
    "为 1 时，退出 L0s 和处于 Recovery 时发送更多 Ordered Set，便于逻辑分析仪锁定。",
  "Current link speed; a value below Max Link Speed means that the link trained to a lower speed.":
    "链路当前速率；低于 Max Link Speed 表示链路降速。",
  "Number of lanes in use; fewer than the maximum means that the link trained to a reduced width.":
    "当前使用的 lane 数；少于最大值表示链路降宽。",
  "Bit n set: the integrated endpoints with device number n on this bus report to this event collector.":
    "第 n 位为 1 时，本总线上设备号为 n 的 RCiEP 向本 Event Collector 上报。",
  "Lowest additional bus number with associated integrated endpoints.": "除本总线外，含关联 RCiEP 的最小总线号。",
  "Highest additional bus number with associated integrated endpoints; ff–00 together = this bus only.":
    "除本总线外，含关联 RCiEP 的最大总线号；两字段为 ff–00 时表示仅限本总线。",
  "Vendor of this root complex element.": "该 Root Complex 单元的厂商。",
  "Device ID that the vendor assigned to this root complex element.": "厂商为该 Root Complex 单元分配的设备 ID。",
  "The root complex can return Request Retry Status to software instead of retrying the request itself.":
    "Root Complex 能将 Request Retry Status 返回给软件，而不是由硬件自动重试。",
  "Set: the root complex returns Request Retry Status to software instead of retrying the request itself.":
    "为 1 时，Root Complex 将 Request Retry Status 返回给软件，而不是由硬件自动重试。",
};
