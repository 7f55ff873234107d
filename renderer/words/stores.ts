/** What the stores say themselves. */
import { messages } from "../../shared/words/messages.ts";

export const STORE_WORDS = messages("window.store", {
  pastedText: { en: "pasted text", zh: "粘贴的文本" },
  dumpOrReport: { en: "Dump or report", zh: "dump 或报告" },
  notOpened: { en: "{name} could not be opened: {reason}", zh: "无法打开 {name}：{reason}" },
  noBytes: { en: "The read returned no bytes.", zh: "读取未返回任何字节。" },
});
