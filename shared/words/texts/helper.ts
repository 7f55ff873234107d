/** The helper script, here or far away: why it cannot be asked, who has the machine, and what it left out. */
import { messages } from "../messages.ts";

export const HELPER_WORDS = messages("helper", {
  inAnswer: { en: "{reason}, in the middle of a response", zh: "{reason}（响应不完整）" },
  late: { en: "it did not respond in time", zh: "响应超时" },
  silent: { en: "it stopped responding", zh: "已停止响应" },
  closed: { en: "it was closed", zh: "连接已关闭" },
  notStarted: { en: "it did not start", zh: "未能启动" },
  rightsStay: { en: "privileges stay as they are", zh: "权限保持不变" },
  rightsEnded: { en: "root privileges on that machine have ended", zh: "该机器上的 root 权限已结束" },
  unexpected: { en: "it sent an unexpected response", zh: "收到意外的响应" },
  tooLong: { en: "it announces a response of {length} bytes", zh: "其声明的响应长度为 {length} 字节" },
  longer: { en: "a response is longer than announced", zh: "响应比声明的长" },
  unreadable: { en: "its responses can’t be read", zh: "无法解析其响应" },
  stranger: { en: "something other than the helper responds there", zh: "响应的不是辅助脚本" },
  notAWord: { en: "“{word}” is not a word for the helper", zh: "“{word}”不是辅助脚本接受的词" },
  otherVersion: {
    en: "the helper there speaks protocol version {theirs}, this program {ours}",
    zh: "对方辅助脚本的协议版本为 {theirs}，本程序为 {ours}",
  },
  byteOrder: { en: "its od prints bytes in an unknown order", zh: "其 od 输出的字节顺序未知" },
  shellEnded: { en: "the shell exited with status {status}", zh: "shell 已退出，状态 {status}" },
  shellSaid: { en: "the shell ended: {words}", zh: "shell 已退出：{words}" },
  rootHelperEnded: { en: "Locked again: the root helper has ended.", zh: "root 辅助脚本已退出，已重新锁定。" },
  idle: {
    en: "Locked again after {minutes, plural, one {# minute} other {# minutes}} without use.",
    zh: "{minutes} 分钟未使用，已重新锁定。",
  },
  staysUnlocked: { en: "Stays unlocked while an operation runs.", zh: "有操作正在执行，保持解锁。" },
  noChange: { en: "nothing here could change it", zh: "此处没有可更改它的途径" },
  locked: { en: "this machine is locked: unlock it first", zh: "此机器已锁定：请先解锁" },

  anotherProgram: { en: "another program", zh: "其他程序" },
  takenBy: { en: "{user} (pid {pid}), for “{title}”", zh: "{user}（pid {pid}），正在执行“{title}”" },
  leftRunning: { en: "what “{title}” of {user} left running", zh: "{user} 的“{title}”遗留的进程" },
  noProgram: {
    en: "that machine has no {program} (util-linux or busybox), which keeps other programs out",
    zh: "该机器没有 {program}（util-linux 或 busybox），无法阻止其他程序同时更改",
  },
  otherFolder: {
    en: "this program sees another {folder} than the machine does, as in a container, so other programs can’t be kept out",
    zh: "本程序看到的 {folder} 与机器的不同（如在容器中），无法阻止其他程序同时更改",
  },
  openFolder: {
    en: "{folder} there is not a directory that only root can open, so other programs can’t be kept out",
    zh: "对方的 {folder} 并非仅 root 可打开的目录，无法阻止其他程序同时更改",
  },

  refused: { en: "the helper refused the request ({code})", zh: "辅助脚本拒绝了请求（{code}）" },
  otherWayBack: { en: "auto-rollback of another change is still pending", zh: "另一次更改的自动回滚仍在等待" },
  heldByProgram: { en: "the machine is being changed by {program}", zh: "机器正由 {program} 更改" },
  noSeconds: { en: "the machine did not report how long auto-rollback waits", zh: "机器未报告自动回滚的等待时间" },
  lateWrite: { en: "A write to {bdf} has not returned.", zh: "对 {bdf} 的写入尚未返回。" },
  lateBusWrite: { en: "A write to the PCI bus has not returned.", zh: "对 PCI 总线的写入尚未返回。" },
  heldBy: { en: "{bdf} is held by {program} (pid {pid}).", zh: "{bdf} 正被 {program}（pid {pid}）占用。" },
});
