/** What is odd about the bytes of a function: offsets come as hexadecimal digits. */
import { messages } from "../messages.ts";

export const PCI_DIAGNOSTIC_WORDS = messages("pci-diagnostic", {
  /** A capability by its name. */
  place: { en: "{name} at {at}h", zh: "{at}h 处的 {name}" },
  headerAllOnes: {
    en: "The header reads all ones: the function is gone, asleep, in reset, or does not respond.",
    zh: "配置头读数全为 1：Function 已移除、处于睡眠、正在复位，或无响应。",
  },
  headerType: {
    en: "Header Type is {type}h, which no specification defines. Only the registers up to 0fh are certain.",
    zh: "Header Type 为 {type}h，规范未定义；只有 0fh 及之前的寄存器可确定。",
  },
  tooShort: {
    en: "{place} states a length of {count, plural, one {# byte} other {# bytes}}; its header alone has {least}.",
    zh: "{place} 声明的长度为 {count} 字节，而仅其头部就有 {least} 字节。",
  },
  tooLong: {
    en: "{place} would be {count, plural, one {# byte} other {# bytes}} long and extend past {last}h, the end of its space.",
    zh: "{place} 长 {count} 字节，超出其配置空间末尾 {last}h。",
  },
  overlap: { en: "{place} overlaps {next}.", zh: "{place} 与 {next} 重叠。" },
  repeated: {
    en: "{place} is a duplicate of the one at {first}h.",
    zh: "{place} 重复：{first}h 处已有同一 Capability。",
  },
  extendedAllOnes: {
    en: "Extended configuration space reads all ones: it is unreachable, or the function stopped responding.",
    zh: "扩展配置空间读数全为 1：无法访问，或 Function 已停止响应。",
  },
  moreOfKind: {
    en: "{more, number} more of this kind, the last: {last}",
    zh: "另有 {more, number} 处同类问题，最后一处：{last}",
  },

  loop: {
    en: "The capability list loops back to {at}h. It was cut there.",
    zh: "Capability 链表回到 {at}h，形成循环，在此截断。",
  },
  broken: {
    en: "The capability at {at}h reads all ones: the list is broken there.",
    zh: "{at}h 处的 Capability 读数全为 1，链表在此中断。",
  },
  inHeader: {
    en: "A capability pointer leads to {at}h, inside the header.",
    zh: "Capability 指针指向 {at}h，位于配置头内。",
  },
  extendedEmpty: {
    en: "The extended capability at {at}h is empty: the list ends there.",
    zh: "{at}h 处的扩展 Capability 为空，链表在此结束。",
  },
  extendedBroken: {
    en: "The extended capability at {at}h reads all ones: the list ends there.",
    zh: "{at}h 处的扩展 Capability 读数全为 1，链表在此结束。",
  },
  extendedLoop: {
    en: "The extended capability list loops back to {at}h. It was cut there.",
    zh: "扩展 Capability 链表回到 {at}h，形成循环，在此截断。",
  },
  extendedBelow: {
    en: "The extended capability at {at}h points to {next}h, below 100h.",
    zh: "{at}h 处的扩展 Capability 指向 {next}h，低于 100h。",
  },
});
