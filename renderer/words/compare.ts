/** Comparing the machine on screen with another. */
import { messages } from "../../shared/words/messages.ts";

export const COMPARE_WORDS = messages("window.compare", {
  title: { en: "Compare", zh: "比较" },
  comparedWith: { en: "compared with", zh: "对比" },
  choose: { en: "Choose a machine", zh: "选择机器" },
  again: { en: "Compare again", zh: "重新比较" },
  volatile: { en: "volatile", zh: "易变" },
  list: { en: "Differences between {here} and {there}", zh: "{here} 与 {there} 的差异" },
  volatileToo: { en: "Include volatile fields", zh: "包括易变字段" },
  copyText: { en: "Copy as text", zh: "复制为文本" },
  copyMarkdown: { en: "Copy as Markdown", zh: "复制为 Markdown" },
  comparing: { en: "Comparing", zh: "正在比较" },
  failed: { en: "Comparison failed", zh: "比较失败" },
  start: { en: "Compare with another machine", zh: "与其他机器比较" },
  startHelp: {
    en: "Facts and registers are compared function by function. What is known of only one machine does not count as a difference. No function is woken.",
    zh: "逐个 Function 比较信息和寄存器。只有一方已知的内容不计为差异。不会唤醒任何 Function。",
  },
});
