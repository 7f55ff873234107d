/** Browser mode on its terminal, and what a browser is answered without the interface. */
import { messages } from "../../shared/words/messages.ts";

export const WEB_WORDS = messages("web", {
  at: { en: "SR-IOV Inspector is at {link}", zh: "SR-IOV Inspector 地址：{link}" },
  anotherTab: { en: "For another tab: {link}", zh: "打开另一个标签页：{link}" },
  linkInFile: {
    en: "The one-time link is in {path}; {command} prints it.",
    zh: "一次性链接保存在 {path}，运行 {command} 可显示。",
  },
  linkNowhere: {
    en: "No folder that only you can read was found for the next link. Start browser mode in a terminal, which shows it.",
    zh: "没有仅当前用户可读的目录来保存下一个链接。请在终端中启动浏览器模式，链接会直接显示。",
  },
  oneTab: {
    en: "Each link opens one tab; {command} prints another one.",
    zh: "每个链接只能打开一个标签页，运行 {command} 可显示新链接。",
  },
  mayChange: {
    en: "Pages can change this machine, through a plan each time.",
    zh: "页面可更改此机器，每次均先生成变更计划。",
  },
  readOnly: {
    en: "Pages are read-only, but for demo machines. Start with --allow-changes to let them change this machine through plans.",
    zh: "页面为只读（演示机器除外）。以 --allow-changes 启动后，页面可通过变更计划更改此机器。",
  },
  fromElsewhere: {
    en: "To open it on another computer, run this there, then open the link:",
    zh: "如需在另一台计算机上打开，请在那台计算机上运行以下命令，再打开链接：",
  },
  endedBy: { en: "{action} ends it.", zh: "{action} 可结束运行。" },
  noneRunning: {
    en: "You have no browser mode running on this machine. Start it with {command}.",
    zh: "当前用户在此机器上没有正在运行的浏览器模式。请用 {command} 启动。",
  },
  linkOf: { en: "{link}  (process {pid})", zh: "{link}（进程 {pid}）" },
  stillHangs: {
    en: "Something still hangs. The next start reports its outcome.",
    zh: "仍有操作未返回，下次启动时会报告其结果。",
  },

  portInUse: {
    en: "port {port} is in use; choose another one, or omit --port",
    zh: "端口 {port} 已被占用，请换一个端口，或不指定 --port",
  },
  portReserved: {
    en: "port {port} needs root privileges; choose one above 1023",
    zh: "端口 {port} 需要 root 权限，请选择大于 1023 的端口",
  },
  stillRoot: { en: "its web server could not give up root privileges", zh: "其 Web 服务进程无法放弃 root 权限" },
  listenerEnded: { en: "its web server exited ({how})", zh: "其 Web 服务进程已退出（{how}）" },
  noSocket: { en: "its web server did not pass on its socket", zh: "其 Web 服务进程未交出监听套接字" },

  relayEnded: {
    en: "The web server process exited ({how}). Operations continue; it is being restarted.",
    zh: "Web 服务进程已退出（{how}）。操作继续执行，正在重新启动该进程。",
  },
  relayBack: {
    en: "The web server is running again; open tabs reconnect automatically.",
    zh: "Web 服务进程已恢复，已打开的标签页会自动重新连接。",
  },
  status: { en: "status {status}", zh: "状态码 {status}" },
  startedLate: { en: "it did not start in time", zh: "启动超时" },
  invalidMessage: { en: "it sent an invalid message", zh: "发出了无效消息" },
  openedTwice: { en: "it opened the same page twice", zh: "同一页面打开了两次" },
  silent: { en: "it stopped responding", zh: "已停止响应" },

  notThisAddress: { en: "This address is not served. Use {address}.", zh: "不提供此地址的访问。请使用 {address}。" },
  onlyGet: { en: "Only GET is supported.", zh: "仅支持 GET。" },
  noSuchFile: { en: "No such file.", zh: "没有此文件。" },

  noPackage: {
    en: "The window is not installed. Install the package sriov-inspector, or use sriov-inspector --browser.",
    zh: "窗口程序未安装。请安装软件包 sriov-inspector，或使用 sriov-inspector --browser。",
  },
  noWindowForRoot: {
    en: "The window does not run as root. Start it as your own user, or use sriov-inspector --browser.",
    zh: "窗口不以 root 身份运行。请以普通用户启动，或使用 sriov-inspector --browser。",
  },
  noDisplay: {
    en: "There is no display. Use sriov-inspector --browser, or sriov-inspector show.",
    zh: "没有图形显示。请使用 sriov-inspector --browser 或 sriov-inspector show。",
  },
  displayGone: {
    en: "The display {display} is not there. Log in to a desktop, or use sriov-inspector --browser.",
    zh: "图形显示 {display} 不存在。请登录桌面，或使用 sriov-inspector --browser。",
  },
  noSandbox: {
    en: "This system gives the window no sandbox (no user namespaces). Install the .deb or .rpm, or use sriov-inspector --browser.",
    zh: "此系统无法为窗口提供沙箱（没有用户命名空间）。请安装 .deb 或 .rpm，或使用 sriov-inspector --browser。",
  },
});
