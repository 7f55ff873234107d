/** Choosing how functions are reset. */
import { messages } from "../../shared/words/messages.ts";

export const RESET_WORDS = messages("window.reset", {
  title: { en: "Reset {bdf}", zh: "复位 {bdf}" },
  titleSeveral: { en: "Reset {count} functions", zh: "复位 {count} 个 Function" },
  about: {
    en: "How the kernel resets it. Nothing happens until the plan runs.",
    zh: "选择内核的复位方式。执行计划前不会复位。",
  },
  method: { en: "Method", zh: "复位方式" },
  kernelsFirst: { en: "(kernel default)", zh: "（内核默认）" },
  kernelChooses: {
    en: "This machine does not list reset methods. The kernel chooses one.",
    zh: "此机器未列出复位方式，由内核选择。",
  },
  someUnknown: {
    en: "Reset methods of some functions are unknown. Reset each of them separately.",
    zh: "部分 Function 的复位方式未知，请逐个复位。",
  },
  noMethod: { en: "The kernel offers no reset method.", zh: "内核未提供复位方式。" },
  noneInCommon: { en: "These functions have no reset method in common.", zh: "这些 Function 没有共同的复位方式。" },
});
