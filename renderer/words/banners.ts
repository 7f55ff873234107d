/** Lines below the top bar: what went wrong and what there is to know. */
import { messages } from "../../shared/words/messages.ts";

export const BANNER_WORDS = messages("shell.banner", {
  lost: {
    en: "Connection to the inspector lost. This page keeps trying to reconnect, and what it shows may be out of date. If the program was restarted, run {command} and open the new link in this tab.",
    zh: "与 Inspector 的连接已断开，本页正在重新连接，显示的内容可能已过期。如果程序已重启，运行 {command}，并在此标签页打开新链接。",
  },
  silent: {
    en: "The inspector is not responding. What this page shows may be out of date, and the result of an operation that was running is unknown.",
    zh: "Inspector 无响应。本页显示的内容可能已过期，正在执行的操作结果未知。",
  },
  stranger: {
    en: "The inspector was restarted, or another program responds at this address. It is not trusted. If you restarted the inspector, run {command} and open the new link in this tab; otherwise close this tab.",
    zh: "Inspector 已重启，或此地址上是另一个程序，因此不受信任。如果重启过 Inspector，运行 {command}，并在此标签页打开新链接；否则请关闭此标签页。",
  },
  notResponding: {
    en: "{machine} is not responding: {reason}",
    zh: "{machine} 无响应：{reason}",
  },
  outOfDate: { en: "What you see may be out of date.", zh: "显示的内容可能已过期。" },
  noReason: { en: "no reason is known.", zh: "原因未知。" },
  moreNotes: {
    en: "{count, plural, one {# more note: a report has it.} other {# more notes: a report has them.}}",
    zh: "另有 {count, number} 条提示，导出的报告中均有。",
  },
  showAllNotes: { en: "Show all notes", zh: "显示全部提示" },
  showPart: { en: "Show {machine}", zh: "显示 {machine}" },
  moreParts: { en: "and {count, number} more in the machine menu", zh: "机器菜单中还有 {count, number} 台" },
  compare: { en: "Compare", zh: "比较" },
  parts: {
    en: "{file} has {count, number} machines, or one machine at several moments. Shown: {machine}.",
    zh: "{file} 中有 {count, number} 台机器，或一台机器在多个时刻的状态。当前显示：{machine}。",
  },
});
