/** The dialog that exports a report. */
import { messages } from "../../shared/words/messages.ts";

export const EXPORT_WORDS = messages("window.export", {
  title: { en: "Export report", zh: "导出报告" },
  status: { en: "Export", zh: "导出" },
  scope: { en: "Scope", zh: "范围" },
  scopeLabel: { en: "Scope of the report", zh: "报告范围" },
  function: { en: "This function", zh: "此 Function" },
  selection: { en: "Selection", zh: "所选项" },
  machine: { en: "Whole machine", zh: "整台机器" },
  machineCount: {
    en: "{machine}, {count, plural, one {# function} other {# functions}}",
    zh: "{machine}，{count, number} 个 Function",
  },
  format: { en: "Format", zh: "格式" },
  html: { en: "One page to read, print and send.", zh: "单个页面，便于阅读、打印和发送。" },
  markdown: { en: "For tickets, wikis and chat.", zh: "用于工单、wiki 和聊天。" },
  json: { en: "Everything, for programs. Can be opened here again.", zh: "全部内容，供程序使用，也可重新在此打开。" },
  lspciName: { en: "lspci text", zh: "lspci 文本" },
  lspci: { en: "The output of lspci -vvv.", zh: "lspci -vvv 的输出。" },
  options: { en: "Options", zh: "选项" },
  hex: { en: "Include hex dump", zh: "包含十六进制转储" },
  hexHint: { en: "Every readable byte of each configuration space.", zh: "每个配置空间中所有可读取的字节。" },
  hexFixed: {
    en: "JSON always includes the bytes: without them it could not be opened again.",
    zh: "JSON 始终包含字节，否则无法重新打开。",
  },
  redact: { en: "Remove serial numbers and MAC addresses", zh: "脱敏：去除序列号和 MAC 地址" },
  redactHint: {
    en: "For reports that you share: removed from text and bytes, along with the name of an opened file.",
    zh: "用于对外分享的报告：文本和字节中均去除，也不写入所打开文件的名称。",
  },
  close: { en: "Close", zh: "关闭" },
  copy: { en: "Copy", zh: "复制" },
  save: { en: "Save…", zh: "保存…" },
  download: { en: "Download", zh: "下载" },
  busy: { en: "Creating report", zh: "正在生成报告" },
  busyText: { en: "Reading the functions and creating the report…", zh: "正在读取 Function 并生成报告…" },
  failed: { en: "Export failed", zh: "导出失败" },
  saved: { en: "Saved as {file}.", zh: "已保存为 {file}。" },
  downloaded: { en: "{file} is in your browser’s downloads.", zh: "{file} 已保存到浏览器的下载目录。" },
  copied: { en: "Copied to the clipboard.", zh: "已复制到剪贴板。" },
  copyRefused: {
    en: "The browser does not allow this page to write to the clipboard. Download the report instead.",
    zh: "浏览器不允许此页面写入剪贴板，请改用下载。",
  },
});
