/** Connecting by ssh, and the script that runs there. */
import { messages } from "../../shared/words/messages.ts";

export const CONNECT_WORDS = messages("window.connect", {
  title: { en: "Connect by ssh", zh: "通过 ssh 连接" },
  description: {
    en: "Uses the OpenSSH of this computer, with its configuration, agent, jump hosts and known hosts.",
    zh: "使用本机的 OpenSSH 及其配置、agent、跳板机和 known_hosts。",
  },
  known: { en: "Known machines", zh: "已知机器" },
  whatRuns: { en: "What runs remotely?", zh: "远端运行什么？" },
  connect: { en: "Connect", zh: "连接" },
  connectTo: { en: "Connect to {machine}", zh: "连接 {machine}" },
  machine: { en: "Machine", zh: "机器" },
  hint: {
    en: "[user@]name[:port], or a name from the ssh configuration. Nothing is installed on the machine.",
    zh: "[user@]name[:port]，或 ssh 配置中的名称。远端机器上不安装任何内容。",
  },
  wrong: {
    en: "Must look like lab1, root@lab1 or root@lab1:2222, with IPv6 addresses in brackets.",
    zh: "格式应为 lab1、root@lab1 或 root@lab1:2222，IPv6 地址须加方括号。",
  },
  before: { en: "used before", zh: "曾连接" },
  configured: { en: "ssh configuration", zh: "ssh 配置" },
  helperTitle: { en: "Remote helper", zh: "辅助脚本" },
  helperDescription: {
    en: "This is the complete shell script. It runs on machines reached by ssh, and as root after you unlock. It listens on no port and ends with the connection; notes of an operation that runs are in /run/sriov-inspector, and only an armed auto-rollback outlives the connection.",
    zh: "这是完整的 shell 脚本。它在通过 ssh 连接的机器上运行，解锁后以 root 身份运行；不监听端口，连接断开即结束；正在执行的操作的记录位于 /run/sriov-inspector，只有已布置的自动回滚会在断开后继续运行。",
  },
  script: { en: "Helper script", zh: "辅助脚本" },
  copyScript: { en: "Copy script", zh: "复制脚本" },
  lines: { en: "{count, number} lines of POSIX shell", zh: "{count, number} 行 POSIX shell" },
});
