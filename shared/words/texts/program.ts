/** The program behind the window: machines that cannot be opened, calls that are refused, and what it cannot keep. */
import { messages } from "../messages.ts";

export const PROGRAM_WORDS = messages("program", {
  fileClosed: { en: "This file is no longer open. Open it again.", zh: "此文件已不再打开，请重新打开。" },
  noMachine: { en: "There is no machine {id}.", zh: "没有机器 {id}。" },
  otherSystem: {
    en: "This computer runs {system}, and PCI functions can be read only on Linux: connect to a Linux machine by ssh, or open a file or a demo machine.",
    zh: "本机运行 {system}，而 PCI Function 只能在 Linux 上读取：请通过 ssh 连接一台 Linux 机器，或打开文件或演示机器。",
  },
  notAName: { en: "“{name}” is not a machine name.", zh: "“{name}”不是有效的机器名称。" },
  notConnected: { en: "There is no connection to {name}. Connect to it first.", zh: "尚未连接 {name}，请先连接。" },
  unfinished: {
    en: "Not all functions of {name} were read. Refresh first.",
    zh: "{name} 的 Function 未全部读取，请先刷新。",
  },
  noFunction: { en: "{bdf} is not on this machine.", zh: "此机器上没有 {bdf}。" },
  functionGone: { en: "{bdf} is no longer on this machine.", zh: "{bdf} 已不在此机器上。" },
  unreadable: { en: "The machine could not be read: {reason}.", zh: "无法读取该机器：{reason}。" },
  noConnection: { en: "Could not connect to {name}: {reason}.", zh: "无法连接 {name}：{reason}。" },
  noResponse: { en: "{name} does not respond: {reason}.", zh: "{name} 无响应：{reason}。" },
  notToTheEnd: { en: "not all functions were read", zh: "Function 未全部读取" },

  superseded: { en: "Superseded by a newer request.", zh: "已被新的请求取代。" },
  cancelled: { en: "Cancelled.", zh: "已取消。" },
  browserCannotOpen: {
    en: "A browser can’t open files. Read the log on the page.",
    zh: "浏览器无法打开文件，请在页面中查看日志。",
  },
  noLog: { en: "This program keeps no log.", zh: "本程序不保留日志。" },
  notOpened: { en: "{path} could not be opened: {reason}", zh: "无法打开 {path}：{reason}" },
  noSsh: { en: "The OpenSSH client is not installed on this computer.", zh: "本机未安装 OpenSSH 客户端。" },
  promptOver: { en: "This question is no longer open.", zh: "此提问已结束。" },
  confirmOver: { en: "This operation no longer needs confirmation.", zh: "此操作已无需确认。" },
  notRunning: { en: "This operation is no longer running.", zh: "此操作已不在执行。" },
  cannotSave: { en: "A browser can’t ask where to save.", zh: "浏览器无法询问保存位置。" },
  notWritten: { en: "The report could not be written: {reason}.", zh: "无法写入报告：{reason}。" },
  demoOnly: { en: "Only cards of a demo machine can be pulled out here.", zh: "此处只能拔出演示机器的设备。" },
  isPresent: { en: "{bdf} is already present.", zh: "{bdf} 已在机器上。" },
  isAbsent: { en: "{bdf} is not present.", zh: "{bdf} 不在机器上。" },

  leftUnknown: {
    en: "The list of functions to leave unread could not be read from the settings: name them with --skip, or select them again here.",
    zh: "无法从设置中读取“不读取的 Function”列表：请用 --skip 指定，或在此重新选择。",
  },
  settingsNotKept: {
    en: "Settings can’t be saved: {why}. Fix that, or set XDG_CONFIG_HOME to another directory.",
    zh: "无法保存设置：{why}。请解决此问题，或将 XDG_CONFIG_HOME 设为其他目录。",
  },
  settingsOfLater: {
    en: "Settings can’t be saved: {why}. Start that version, or set XDG_CONFIG_HOME to another directory.",
    zh: "无法保存设置：{why}。请启动该版本，或将 XDG_CONFIG_HOME 设为其他目录。",
  },
  journalNotKept: {
    en: "The journal can’t be saved, so every change asks for an address: {why}. Fix that, or set XDG_STATE_HOME to another directory.",
    zh: "无法保存操作记录，因此每次更改都须输入地址：{why}。请解决此问题，或将 XDG_STATE_HOME 设为其他目录。",
  },
  ofLaterVersion: {
    en: "{path} was written by a later version of this program and is left as it is",
    zh: "{path} 由本程序的更高版本写入，保持原样",
  },
  notWritable: { en: "{folder} could not be written: {reason}", zh: "无法写入 {folder}：{reason}" },
  notStarted: { en: "SR-IOV Inspector could not start: {reason}.", zh: "SR-IOV Inspector 无法启动：{reason}。" },
  uncaught: {
    en: "Something went wrong inside SR-IOV Inspector: {reason}",
    zh: "SR-IOV Inspector 内部出错：{reason}",
  },
  detailsIn: { en: "Details are in {path}.", zh: "详情见 {path}。" },
  browserReadOnly: {
    en: "In browser mode, changes to this machine are disabled. Restart SR-IOV Inspector with --allow-changes, or copy the commands and run them yourself.",
    zh: "浏览器模式下禁止更改此机器。请以 --allow-changes 重新启动 SR-IOV Inspector，或复制命令自行运行。",
  },
});
