/** Settings of the NVMe controllers of VFs. */
import { messages } from "../../shared/words/messages.ts";

export const NVME_VFS_WORDS = messages("window.nvme-vfs", {
  title: { en: "NVMe controller of VF {vf} of {pf}", zh: "{pf} 的 VF {vf} 的 NVMe 控制器" },
  titleSeveral: { en: "NVMe controllers of VFs {vfs} of {pf}", zh: "{pf} 的 NVMe 控制器：VF {vfs}" },
  about: {
    en: "{count, plural, one {# VF. The plan shows each command before anything is changed.} other {# VFs. The plan shows each command before anything is changed.}}",
    zh: "{count} 个 VF。执行前可在计划中查看各条命令。",
  },
  state: { en: "State", zh: "状态" },
  online: { en: "Online", zh: "在线" },
  offline: { en: "Offline", zh: "离线" },
  offlineHelp: {
    en: "Queues and interrupts of these VFs return to the PF. Their disks are gone until they are online again.",
    zh: "这些 VF 的队列和中断将归还给 PF，其磁盘在重新上线前不可用。",
  },
  queues: { en: "Queues per VF", zh: "每个 VF 的队列数" },
  queuesHint: { en: "At least 2, one of them the admin queue.", zh: "至少 2 个，其中 1 个为管理队列。" },
  interrupts: { en: "Interrupts per VF", zh: "每个 VF 的中断数" },
  interruptsHint: { en: "At least 1.", zh: "至少 1 个。" },
  unchanged: { en: "current number or an equal share", zh: "当前数量或均分" },
  notWhole: { en: "Enter a whole number up to {most}, or leave it empty.", zh: "请输入不超过 {most} 的整数，或留空。" },
});
