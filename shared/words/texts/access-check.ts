/** What is said of a connection, journal or kernel with which a machine is not to be changed. */
import { messages } from "../messages.ts";

export const ACCESS_CHECK_WORDS = messages("check.access", {
  fromFile: {
    en: "This machine was opened from a file and can’t be changed.",
    zh: "该机器是从文件打开的，无法更改。",
  },
  connection: { en: "connection is {connection}", zh: "连接为 {connection}" },
  runElsewhere: {
    en: "Copy the commands below and run them on the machine that the file shows.",
    zh: "复制下方的命令，在文件所示的机器上执行。",
  },
  rightsUnknown: {
    en: "Whether this connection may change the machine is still unknown.",
    zh: "尚不确定此连接是否有权更改机器。",
  },
  rightsUntried: { en: "no change was tried on {connection}", zh: "尚未通过 {connection} 尝试更改" },
  rightsUnknownRemedy: {
    en: "If it may not, the first step is refused and nothing is changed.",
    zh: "若无权更改，第一个步骤会被拒绝，不会做任何更改。",
  },
  readOnly: {
    en: "This connection can read the machine but not change it.",
    zh: "此连接只能读取机器，不能更改。",
  },
  notRoot: {
    en: "{connection} does not run as root; the attributes are writable by root only",
    zh: "{connection} 未以 root 身份运行；这些属性只有 root 可写",
  },
  unlock: {
    en: "Unlock the machine in the top bar if that is offered, or copy the commands into a root shell.",
    zh: "若顶栏提供解锁，请先解锁机器；或将命令复制到 root shell 中执行。",
  },
  journalNotKept: {
    en: "The journal can’t be kept: after a crash there would be no record of how far this plan got.",
    zh: "无法保存操作记录：若发生崩溃，将无从得知计划执行到了哪一步。",
  },
  journalNotKeptRemedy: {
    en: "Make that directory writable for this user alone, or name another one in XDG_STATE_HOME, and restart the program.",
    zh: "将该目录设为仅当前用户可写，或用 XDG_STATE_HOME 指定其他目录，然后重新启动程序。",
  },
  crashUnknown: {
    en: "Whether this machine’s kernel has crashed since boot is unknown.",
    zh: "无法确定此机器的内核自启动以来是否崩溃过。",
  },
  lookForCrash: {
    en: "Look for BUG and Oops in the kernel log (dmesg) before you change anything.",
    zh: "更改之前请在内核日志（dmesg）中查找 BUG 和 Oops。",
  },
});
