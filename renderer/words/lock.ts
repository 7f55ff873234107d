/** The lock: may this connection see all and change anything. */
import { messages } from "../../shared/words/messages.ts";

export const LOCK_WORDS = messages("shell.lock", {
  label: { en: "Access: {state}", zh: "权限：{state}" },
  demo: { en: "Demo", zh: "演示" },
  demoTitle: { en: "Simulated machine", zh: "模拟的机器" },
  demoText: {
    en: "Everything can be read and tried out. A small model of the kernel responds; no real machine is touched.",
    zh: "可任意读取和尝试：由一个小型内核模型响应，不涉及真实机器。",
  },
  fileTitle: { en: "A file can’t be changed", zh: "文件内容不可更改" },
  fileText: {
    en: "It shows a machine as it was when the file was made. What the file does not contain is shown as unknown.",
    zh: "显示的是文件生成时的机器状态。文件中没有的内容显示为未知。",
  },
  unknown: { en: "Unknown", zh: "未知" },
  unknownTitle: { en: "Access of this connection is unknown", zh: "此连接的权限未知" },
  unknownText: { en: "It will be shown once the connection is back.", zh: "重新连接后显示。" },
  locked: { en: "Locked", zh: "已锁定" },
  lockedTitle: { en: "Locked: reads as an ordinary user", zh: "已锁定：以普通用户身份读取" },
  see: {
    en: "An ordinary user can read the first 64 bytes of each configuration space, but neither VPD nor serial numbers.",
    zh: "普通用户只能读取每个配置空间的前 64 字节，不能读取 VPD 和序列号。",
  },
  plan: {
    en: "Changes are shown as a plan, with commands to copy into a root shell.",
    zh: "更改以计划形式显示，并附可复制到 root shell 中执行的命令。",
  },
  readOnly: { en: "Read-only", zh: "只读" },
  readOnlyTitle: { en: "Read-only: changes are disabled", zh: "只读：更改已禁用" },
  unlocked: { en: "Unlocked", zh: "已解锁" },
  free: {
    en: "Everything can be read and changed. Each change is shown as a plan first and runs only after you confirm it.",
    zh: "可读取和更改全部内容。每项更改先显示计划，确认后才执行。",
  },
  locksAgain: {
    en: "It locks automatically after 15 minutes without use.",
    zh: "15 分钟未使用后自动锁定。",
  },
  whatRuns: { en: "What runs as root?", zh: "以 root 运行什么？" },
  unlock: { en: "Unlock", zh: "解锁" },
  lockNow: { en: "Lock now", zh: "立即锁定" },
  unlocking: { en: "Unlocking", zh: "正在解锁" },
  waiting: { en: "Waiting for permission…", zh: "等待授权…" },
});
