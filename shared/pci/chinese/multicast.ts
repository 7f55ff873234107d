/** The Chinese of Multicast. */
import type { ChineseOf } from "./chinese-of.ts";

export const MULTICAST: ChineseOf = {
  "Maximum number of multicast groups supported.": "支持的最大组播组数。",
  "Value n: the function requests a window of 2^n bytes per group.":
    "值为 n 时，Function 为每个组请求 2^n 字节的窗口。",
  "Set: the port can regenerate ECRC when it changes the address of a multicast TLP.":
    "为 1 时，端口更改组播 TLP 的地址后能重新生成 ECRC。",
  "Number of multicast groups in use.": "使用中的组播组数。",
  "Set: TLPs addressed to the multicast window are delivered to all receivers of their group.":
    "为 1 时，地址落在组播窗口内的 TLP 投递给该组的所有接收方。",
  "Position of the lowest address bit of the group number.": "地址中组号所占的最低位。",
  "Base address of the multicast window.": "组播窗口的基地址。",
  "Bit n set: TLPs of group n are accepted.": "第 n 位为 1 时，接收第 n 组的 TLP。",
  "Bit n set: TLPs to group n are blocked.": "第 n 位为 1 时，阻止发往第 n 组的 TLP。",
  "Bit n set: TLPs to group n with untranslated addresses are blocked.":
    "第 n 位为 1 时，阻止以未转换地址发往第 n 组的 TLP。",
  "Value n of 6 or more: the overlay covers 2^n bytes. Below 6: the overlay is disabled.":
    "值 n 不小于 6 时，overlay 覆盖 2^n 字节；小于 6 时禁用 overlay。",
  "Base address substituted in multicast TLPs that leave through this port.": "组播 TLP 从本端口发出时换用的基地址。",
};
