/** A text that was pasted or opened: why it opens as nothing, which machine of it is shown, and what could not be used. */
import { messages } from "../messages.ts";

export const PASTED_WORDS = messages("pasted", {
  empty: {
    en: "The text is empty. Paste the output of {command}.",
    zh: "文本为空。请粘贴 {command} 的输出。",
  },
  picture: {
    en: "This is a picture, not text. Copy the text it shows, or save the output of {command} to a file.",
    zh: "这是图片，不是文本。请复制图中的文字，或将 {command} 的输出存为文件。",
  },
  notText: {
    en: "This is a program or a document, not text. Save the output of {command} to a text file.",
    zh: "这是程序或文档，不是文本。请将 {command} 的输出存为文本文件。",
  },
  noLspci: {
    en: "The text has no PCI function, only the message that lspci was not found. Install pciutils on that machine, or run lspci by its path, such as /usr/sbin/lspci.",
    zh: "文本中没有 PCI Function，只有找不到 lspci 的提示。请在该机器上安装 pciutils，或用完整路径运行 lspci，如 /usr/sbin/lspci。",
  },
  lspciError: {
    en: "The text has no PCI function, only an error from lspci. Run {command} as root and paste its output.",
    zh: "文本中没有 PCI Function，只有 lspci 的报错。请以 root 运行 {command} 并粘贴其输出。",
  },
  otherJson: {
    en: "This JSON is from another program and has no readable PCI function. Open a report of SR-IOV Inspector, or paste the output of {command}.",
    zh: "这是其他程序的 JSON，其中没有可识别的 PCI Function。请打开 SR-IOV Inspector 的报告，或粘贴 {command} 的输出。",
  },
  tree: {
    en: "This is a tree from lspci -t, which has no full addresses. Paste the output of {command}.",
    zh: "这是 lspci -t 的树形输出，其中没有完整地址。请粘贴 {command} 的输出。",
  },
  bytesOnly: {
    en: "The text has no PCI function, only {count, plural, one {# line of bytes} other {# lines of bytes}}. Put a line with the function’s address, such as 01:00.0, above them.",
    zh: "文本中没有 PCI Function，只有 {count} 行字节。请在其上方加一行 Function 地址，如 01:00.0。",
  },
  noFunction: {
    en: "The text has no PCI function. Paste the output of {command}, whose lines start with an address such as 00:1f.3.",
    zh: "文本中没有 PCI Function。请粘贴 {command} 的输出，其行首为地址，如 00:1f.3。",
  },

  fromLine: { en: "from line {line}", zh: "从第 {line} 行起" },
  /** In an archive. */
  atLine: { en: "{path}, line {line}", zh: "{path} 第 {line} 行" },
  hostAt: { en: "{host}, {place}", zh: "{host}，{place}" },
  part: { en: "part {part} ({place})", zh: "第 {part} 部分（{place}）" },
  parts: {
    en: "The text has {count, number} machines, or one machine at several moments. This is part {part} ({place}); not shown: {others}.",
    zh: "文本中有 {count, number} 台机器，或同一机器的多个时刻。当前为第 {part} 部分（{place}），未显示：{others}。",
  },
  /** {@link parts} without places, which may be names of a person's own files. */
  partsOnly: {
    en: "The text has {count, number} machines, or one machine at several moments. This is part {part}.",
    zh: "文本中有 {count, number} 台机器，或同一机器的多个时刻。当前为第 {part} 部分。",
  },

  unused: {
    en: "{count, plural, one {# line of the text could not be used} other {# lines of the text could not be used}}: {why} ({lines}).",
    zh: "文本中有 {count} 行无法使用：{why}（{lines}）。",
  },
  unusedForMany: {
    en: "{count, plural, one {# line of the text could not be used} other {# lines of the text could not be used}}, for several reasons ({lines}).",
    zh: "文本中有 {count} 行因多种原因无法使用（{lines}）。",
  },
  lines: { en: "{count, plural, one {line {lines}} other {lines {lines}}}", zh: "第 {lines} 行" },
  linesAndMore: { en: "lines {lines} and {more, number} more", zh: "第 {lines} 行，另有 {more, number} 处" },
  inFile: { en: "{path}: {problem}", zh: "{path}：{problem}" },
  disagree: {
    en: "Text and bytes disagree about {functions}. The bytes are used; {count, plural, one {the notes of that function say what differs} other {the notes of those functions say what differs}}.",
    zh: "{functions} 的文本与字节不一致，以字节为准，差异见各 Function 的提示。",
  },
});
