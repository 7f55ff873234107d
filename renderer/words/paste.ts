/** Opening text that is pasted. */
import { messages } from "../../shared/words/messages.ts";

export const PASTE_WORDS = messages("window.paste", {
  title: { en: "Open pasted dump", zh: "打开粘贴的 dump" },
  description: {
    en: "Output of lspci, with or without bytes; hexdump, xxd, dmesg, a list of IOMMU groups, a log or a JSON report. Ctrl+V anywhere in the window does the same.",
    zh: "lspci 的输出（含或不含字节）、hexdump、xxd、dmesg、IOMMU 组列表、日志或 JSON 报告。在窗口任意位置按 Ctrl+V 效果相同。",
  },
  open: { en: "Open", zh: "打开" },
  text: { en: "Dump text", zh: "dump 文本" },
  mayStay: { en: "Mail quotes, time stamps and prompts may stay.", zh: "邮件引用符、时间戳和命令提示符无需删除。" },
  best: { en: "Run as root for the most detail:", zh: "以 root 运行可获得最完整的信息：" },
  copyCommand: { en: "Copy command", zh: "复制命令" },
});
