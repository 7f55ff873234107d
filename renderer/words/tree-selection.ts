/** What is selected in the table, and what is copied of it. */
import { messages } from "../../shared/words/messages.ts";

export const SELECTION_WORDS = messages("tree.selection", {
  label: { en: "Selection", zh: "所选项" },
  functions: {
    en: "{count, plural, one {# function selected} other {# functions selected}}",
    zh: "已选择 {count, number} 个 Function",
  },
  withVfs: {
    en: "{count, plural, one {# function selected} other {# functions selected}}, including {vfs, plural, one {# VF} other {# VFs}}",
    zh: "已选择 {count, number} 个 Function，其中 {vfs, number} 个 VF",
  },
  vfsOf: {
    en: "{count, plural, one {# VF} other {# VFs}} of {pf} selected",
    zh: "已选择 {pf} 的 {count, number} 个 VF",
  },
  vfsOfPfs: {
    en: "{count, plural, one {# VF} other {# VFs}} of {pfs, number} PFs selected",
    zh: "已选择 {pfs, number} 个 PF 的 {count, number} 个 VF",
  },
  unlisted: { en: "{selected}, {count, number} not listed", zh: "{selected}，其中 {count, number} 个未列出" },
  copyRow: { en: "Copy row", zh: "复制此行" },
  copySome: { en: "{count, plural, one {Copy # row} other {Copy # rows}}", zh: "复制 {count, number} 行" },
  copyName: { en: "Copy name", zh: "复制名称" },
  clear: { en: "Clear selection", zh: "取消选择" },
});
