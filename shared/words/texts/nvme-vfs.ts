/** The controllers of an NVMe PF's VFs. */
import { messages } from "../messages.ts";

export const VF_CONTROLLER_WORDS = messages("nvme-vfs", {
  title: { en: "NVMe controllers of the VFs", zh: "VF 的 NVMe 控制器" },
  about: {
    en: "A VF is usable once its controller is online with at least two queues (one is the admin queue) and one interrupt. The kernel does not set this up; the NVMe command Virtualization Management does.",
    zh: "VF 的控制器须处于在线状态，且至少有两个队列（其中一个为管理队列）和一个中断，VF 才可用。内核不做此配置，须通过 NVMe 命令 Virtualization Management 完成。",
  },
  noProgram: {
    en: "Unknown: nvme-cli is not installed on this machine. Install the package nvme-cli.",
    zh: "未知：此机器未安装 nvme-cli。请安装 nvme-cli 软件包。",
  },
  noRights: {
    en: "Unknown: only root can query the controller. Unlock changes, or connect as root.",
    zh: "未知：只有 root 能查询控制器。可解锁更改，或以 root 连接。",
  },
  noAnswer: {
    en: "Unknown: the controller did not respond to nvme list-secondary. It may lack Virtualization Management (OACS bit 7).",
    zh: "未知：控制器未响应 nvme list-secondary，可能不支持 Virtualization Management（OACS 位 7）。",
  },
  noneListed: {
    en: "The controller lists no secondary controllers: its firmware configures VFs another way.",
    zh: "控制器未列出次级控制器：其固件以其他方式配置 VF。",
  },
  queues: { en: "queues", zh: "队列" },
  interrupts: { en: "interrupts", zh: "中断" },
  poolUnknown: { en: "The number of {kind} to share is unknown.", zh: "可分配的 {kind} 数量未知。" },
  poolNone: { en: "No {kind} are shared: each VF has its own.", zh: "{kind} 不共享：每个 VF 各有自己的 {kind}。" },
  poolLeft: { en: "{left} of {total} {kind} are free.", zh: "{kind} 共 {total} 个，剩余 {left} 个。" },
  poolLeftAtMost: {
    en: "{left} of {total} {kind} are free, at most {most} per VF.",
    zh: "{kind} 共 {total} 个，剩余 {left} 个，每个 VF 最多 {most} 个。",
  },
  online: { en: "online", zh: "在线" },
  offline: { en: "offline", zh: "离线" },
});
