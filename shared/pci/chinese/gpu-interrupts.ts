/** The Chinese of the interrupts and mailboxes in AMD's GPU-IOV capability, which has the same for each engine and each VF. */
import type { ChineseOf } from "./chinese-of.ts";

const ENGINES = ["GFX", "UVD", "VCE"];

const EVENTS = (engine: string): ChineseOf => ({
  [`Set: an interrupt is raised when ${engine} completes a command.`]: `为 1 时，${engine} 完成命令即触发中断。`,
  [`Set: an interrupt is raised when ${engine} recovers from a hang.`]: `为 1 时，${engine} 从挂死中恢复即触发中断。`,
  [`Set: an interrupt is raised when ${engine} hangs and needs an FLR.`]: `为 1 时，${engine} 挂死且需要 FLR 即触发中断。`,
  [`Set: an interrupt is raised when ${engine} changes its VM Busy state.`]: `为 1 时，${engine} 的 VM Busy 状态变化即触发中断。`,
  [`Set: ${engine} completed a command.`]: `为 1 时，表示 ${engine} 已完成命令。`,
  [`Set: ${engine} recovered from a hang.`]: `为 1 时，表示 ${engine} 曾挂死并已恢复。`,
  [`Set: ${engine} hung and needs an FLR.`]: `为 1 时，表示 ${engine} 已挂死，需要 FLR。`,
  [`Set: ${engine} changed its VM Busy state.`]: `为 1 时，表示 ${engine} 的 VM Busy 状态已变化。`,
});

const MAILBOX = (vf: number): ChineseOf => ({
  [`Set: VF ${vf} has read the message sent to it.`]: `为 1 时，表示 VF ${vf} 已读取发给它的消息。`,
  [`Set: VF ${vf} has a message for the PF.`]: `为 1 时，表示 VF ${vf} 有发给 PF 的消息。`,
});

export const GPU_INTERRUPTS: ChineseOf = Object.assign(
  {
    "Set: an interrupt is raised when a VF acknowledges the PF's message.": "为 1 时，VF 确认 PF 的消息即触发中断。",
    "Set: an interrupt is raised when a VF sends a message to the PF.": "为 1 时，VF 向 PF 发送消息即触发中断。",
    "Set: a VF acknowledged the PF's message.": "为 1 时，表示 VF 已确认 PF 的消息。",
    "Set: a VF sent a message to the PF.": "为 1 时，表示 VF 已向 PF 发送消息。",
  },
  ...ENGINES.map(EVENTS),
  ...Array.from({ length: 16 }, (_, vf) => MAILBOX(vf)),
);
