/** Calls that are refused before anything is done. */
import { messages } from "../messages.ts";

export const CONTRACT_WORDS = messages("contract", {
  notARequest: { en: "Not a request: {problem}.", zh: "不是有效的请求：{problem}。" },
  noCall: { en: "There is no call “{method}”.", zh: "没有名为“{method}”的调用。" },
  badInput: { en: "{method}: {problem}.", zh: "{method}：{problem}。" },
  malformed: { en: "the request is malformed", zh: "请求格式错误" },
  internal: {
    en: "Something went wrong inside the program ({method}). See its log for details.",
    zh: "程序内部出错（{method}），详情见日志。",
  },
  changesOff: { en: "Changes are disabled for this connection.", zh: "此连接禁止更改。" },
  readOnly: {
    en: "{what} is disabled because this page is read-only. Restart the program with --allow-changes.",
    zh: "此页面为只读，不能 {what}。请以 --allow-changes 重新启动程序。",
  },
  readOnlyHost: {
    en: "{what} is disabled because this page is read-only. Restart the program with --allow-changes, or with --host {host} for that machine alone.",
    zh: "此页面为只读，不能 {what}。请以 --allow-changes 重新启动程序；如只需连接这一台机器，可用 --host {host}。",
  },
  connecting: { en: "Connecting by ssh", zh: "通过 ssh 连接" },
  disconnecting: { en: "Ending a connection", zh: "断开连接" },
  waking: { en: "Waking a function", zh: "唤醒 Function" },
  leaving: { en: "Leaving a function unread", zh: "更改不读取的 Function" },
  openingLog: { en: "Opening the log", zh: "打开日志" },
  settling: { en: "Dismissing an interrupted operation", zh: "忽略已中断的操作" },
  answering: { en: "Answering ssh’s questions", zh: "回答 ssh 的提问" },
  this: { en: "This", zh: "执行此操作" },
});
