/** The search through all registers and fields. */
import { messages } from "../../shared/words/messages.ts";

export const FIELD_WORDS = messages("window.fields", {
  title: { en: "Search registers and fields", zh: "搜索寄存器和字段" },
  results: { en: "Registers and fields", zh: "寄存器和字段" },
  finding: { en: "Finding", zh: "发现问题" },
  more: {
    en: "{count, plural, one {and # more function} other {and # more functions}}",
    zh: "另有 {count, number} 个 Function",
  },
  summary: {
    en: "{hits, plural, one {# match} other {# matches}} of {fields, plural, one {# field} other {# fields}} in {functions, plural, one {# function} other {# functions}}",
    zh: "{functions, number} 个 Function 的 {fields, number} 个字段中有 {hits, number} 个匹配项",
  },
  reading: { en: "Reading registers", zh: "正在读取寄存器" },
  read: {
    en: "{done, number} of {total, number} functions read",
    zh: "已读取 {done, number} / {total, number} 个 Function",
  },
  again: { en: "Read all registers again", zh: "重新读取全部寄存器" },
  nothing: {
    en: "No register, field, value or meaning on this machine matches.",
    zh: "这台机器上没有匹配的寄存器、字段、值、含义或说明。",
  },
  help: {
    en: "Finds registers and fields of all functions by name, value or meaning. No function is woken.",
    zh: "按名称、值、含义或中文说明查找所有 Function 的寄存器和字段。不会唤醒任何 Function。",
  },
  choose: { en: "choose", zh: "选择" },
  enter: { en: "open the field, then show it in its function", zh: "展开字段，再次按下则在 Function 中显示" },
  asleep: { en: "{count, number} asleep in D3cold, not read", zh: "{count, number} 个处于 D3cold，未读取" },
  gone: { en: "{count, number} not responding", zh: "{count, number} 个无响应" },
  unreadable: { en: "{count, number} unreadable", zh: "{count, number} 个无法读取" },
  cut: { en: "{count, number} with only the first 64 bytes known", zh: "{count, number} 个只有前 64 字节已知" },
});
