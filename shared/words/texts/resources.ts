/** Address ranges of a function. */
import { messages } from "../messages.ts";

export const RESOURCE_WORDS = messages("resource", {
  bar: { en: "BAR {bar}", zh: "BAR {bar}" },
  someBar: { en: "Unnumbered BAR", zh: "未编号 BAR" },
  rom: { en: "Expansion ROM", zh: "扩展 ROM" },
  vfBar: { en: "VF BAR {bar}", zh: "VF BAR {bar}" },
  ioWindow: { en: "I/O window", zh: "I/O 窗口" },
  memoryWindow: { en: "Memory window", zh: "内存窗口" },
  prefetchableWindow: { en: "Prefetchable window", zh: "可预取窗口" },
  window: { en: "Window {number}", zh: "窗口 {number}" },
  noAddress: { en: "no address", zh: "未分配地址" },
  io: { en: "I/O ports", zh: "I/O 端口" },
  memory: { en: "Memory", zh: "内存" },
  unknownType: { en: "Unknown type", zh: "类型未知" },
  bits64: { en: "64-bit", zh: "64 位" },
  bits32: { en: "32-bit", zh: "32 位" },
  prefetchable: { en: "prefetchable", zh: "可预取" },
  nonPrefetchable: { en: "non-prefetchable", zh: "不可预取" },
  readOnly: { en: "read-only", zh: "只读" },
  enabled: { en: "enabled", zh: "已启用" },
  disabled: { en: "disabled", zh: "已禁用" },
  shadow: { en: "shadow copy in memory", zh: "内存中的影子副本" },
  fixedByEa: { en: "fixed by Enhanced Allocation", zh: "由 Enhanced Allocation 固定" },
});
