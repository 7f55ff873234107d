/** Choosing, connecting, opening and pasting machines. */
import { messages } from "../../shared/words/messages.ts";

export const MACHINE_WORDS = messages("window.machines", {
  label: { en: "Machine: {machine}", zh: "机器：{machine}" },
  local: { en: "This machine", zh: "本机" },
  none: { en: "No machine", zh: "未选择机器" },
  sshHeading: { en: "ssh", zh: "通过 ssh 连接" },
  demoHeading: { en: "Demo machines", zh: "演示机器" },
  fileHeading: { en: "Opened files", zh: "已打开的文件" },
  openLive: { en: "{machine} · live", zh: "{machine} · 实时" },
  openPaused: { en: "{machine} · paused", zh: "{machine} · 已暂停" },
  openLost: { en: "{machine} · lost", zh: "{machine} · 已断开" },
  partOf: { en: "{file} · {source}", zh: "{file} · {source}" },
  disconnect: { en: "Disconnect from {machine}", zh: "断开 {machine}" },
  close: { en: "Close {file}", zh: "关闭 {file}" },
  compare: { en: "Compare with…", zh: "与其他机器比较…" },
  connect: { en: "Connect by ssh…", zh: "通过 ssh 连接…" },
  open: { en: "Open dump or report…", zh: "打开 dump 或报告…" },
  paste: { en: "Open pasted dump…", zh: "打开粘贴的 dump…" },
  percent: { en: "{percent}%", zh: "已完成 {percent}%" },

  opening: { en: "Opening {name}", zh: "正在打开 {name}" },
  reading: { en: "Reading {machine}…", zh: "正在读取 {machine}…" },
  connecting: { en: "Connecting to {machine}…", zh: "正在连接 {machine}…" },
  notOpened: { en: "{machine} could not be opened", zh: "无法打开 {machine}" },
  others: { en: "Other machines", zh: "其他机器" },
  linkUsed: { en: "This link was already used, or its program has ended", zh: "此链接已使用过，或对应的程序已退出" },
  linkUsedHelp: {
    en: "Each link opens one tab, once. Where SR-IOV Inspector runs, {link} prints a new link: open it in this tab. If the program has ended, start it with {start}.",
    zh: "每个链接只能打开一个标签页一次。在运行 SR-IOV Inspector 的机器上执行 {link} 可获得新链接，在此标签页打开即可。如果程序已退出，用 {start} 重新启动。",
  },
  silent: { en: "The inspector is not responding", zh: "Inspector 无响应" },
  drop: {
    en: "Drop dumps, logs, archives or JSON reports to open them",
    zh: "松开以打开 dump、日志、压缩包或 JSON 报告",
  },
});
