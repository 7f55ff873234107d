/** The command palette and the search through registers and fields. */
import { messages } from "../../shared/words/messages.ts";

export const PALETTE_WORDS = messages("window.palette", {
  title: { en: "Command palette", zh: "命令面板" },
  search: { en: "Search actions, functions and fields", zh: "搜索操作、Function 和字段" },
  placeholder: {
    en: "Action, address, name, driver, interface, register or field",
    zh: "操作、地址、名称、驱动、接口、寄存器或字段",
  },
  searching: { en: "Searching registers", zh: "正在搜索寄存器" },
  nothing: { en: "No action, function or field matches.", zh: "没有匹配的操作、Function 或字段。" },
  nothingSearched: {
    en: "No action or function matches. Fields could not be searched:",
    zh: "没有匹配的操作或 Function。无法搜索字段：",
  },
  choose: { en: "choose", zh: "选择" },
  run: { en: "run", zh: "执行" },
  recent: { en: "Recent", zh: "最近使用" },
  actions: { en: "Actions", zh: "操作" },
  functions: { en: "Functions", zh: "Function" },
  fields: { en: "Fields", zh: "字段" },
  showMatches: {
    en: "{count, plural, one {Show the match in the field search} other {Show all # matches}}",
    zh: "在字段搜索中显示全部 {count, number} 个匹配项",
  },
  inFields: { en: "{count, plural, one {# field} other {# fields}}", zh: "{count, number} 个字段" },
  valueOf: { en: "{field}: {value}", zh: "{field}：{value}" },
  placeOf: {
    en: "{place} · {count, plural, one {# function} other {# functions}}",
    zh: "{place} · {count, number} 个 Function",
  },
});
