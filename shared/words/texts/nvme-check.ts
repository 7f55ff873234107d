/** What is said of the secondary controllers of an NVMe PF's VFs. */
import { messages } from "../messages.ts";

export const NVME_CHECK_WORDS = messages("check.nvme", {
  unknown: {
    en: "The controllers of the VFs of {bdf} are unknown: {why}.",
    zh: "{bdf} 的 VF 控制器状态未知：{why}。",
  },
  unknownEvidence: {
    en: "driver of {bdf} is {driver}; {evidence}",
    zh: "{bdf} 的驱动为 {driver}；{evidence}",
  },
  noProgram: { en: "nvme-cli is not installed on this machine", zh: "此机器未安装 nvme-cli" },
  noProgramEvidence: { en: "no program nvme was found", zh: "未找到程序 nvme" },
  noProgramRemedy: {
    en: "Install the package nvme-cli, then plan again.",
    zh: "安装软件包 nvme-cli，然后重新生成变更计划。",
  },
  noRights: { en: "only root may query the controller", zh: "只有 root 可以查询控制器" },
  noRightsEvidence: { en: "it was not queried", zh: "未查询" },
  noRightsRemedy: { en: "Unlock changes, or connect as root.", zh: "解锁更改，或以 root 身份连接。" },
  noResponse: {
    en: "the controller did not respond to nvme list-secondary",
    zh: "控制器未响应 nvme list-secondary",
  },
  noResponseEvidence: {
    en: "the command failed, or the controller was not live",
    zh: "命令失败，或控制器不在 live 状态",
  },
  noResponseRemedy: {
    en: "Check whether the controller supports Virtualization Management (bit 7 of OACS in nvme id-ctrl).",
    zh: "检查控制器是否支持 Virtualization Management（nvme id-ctrl 中 OACS 的位 7）。",
  },
  notOnNvme: { en: "it is not bound to the nvme driver", zh: "未绑定 nvme 驱动" },
  noController: { en: "the controller did not come up", zh: "控制器未能启动" },
  noDevice: { en: "it has no nvme/nvmeN", zh: "没有 nvme/nvmeN" },
  bindNvme: { en: "Bind it to the nvme driver first.", zh: "先将其绑定到 nvme 驱动。" },
  seeLog: {
    en: "Check what the nvme driver wrote to the kernel log (dmesg).",
    zh: "查看 nvme 驱动写入内核日志（dmesg）的内容。",
  },
  notListed: {
    en: "{bdf} lists no secondary controller for VF {vfs}.",
    zh: "{bdf} 未列出 VF {vfs} 的次级控制器。",
  },
  listedEvidence: {
    en: "nvme list-secondary of {bdf} lists {count, plural, one {# VF} other {# VFs}}",
    zh: "{bdf} 的 nvme list-secondary 列出了 {count} 个 VF",
  },
  withoutManagement: {
    en: "This drive configures its VFs without Virtualization Management: see the vendor’s guide.",
    zh: "该盘不通过 Virtualization Management 配置 VF：请参阅厂商文档。",
  },
  chooseListed: { en: "Choose VFs that it lists.", zh: "请选择其列出的 VF。" },
  noVf: {
    en: "{bdf} has no VF {vfs}: its controller can’t come online.",
    zh: "{bdf} 没有 VF {vfs}，其控制器无法上线。",
  },
  createFirst: { en: "Create the VFs first.", zh: "先创建 VF。" },
  tooFewQueues: {
    en: "VF {vfs} of {bdf} needs at least {least, plural, one {# queue} other {# queues}}.",
    zh: "{bdf} 的 VF {vfs} 至少需要 {least} 个队列。",
  },
  tooFewInterrupts: {
    en: "VF {vfs} of {bdf} needs at least {least, plural, one {# interrupt} other {# interrupts}}.",
    zh: "{bdf} 的 VF {vfs} 至少需要 {least} 个中断。",
  },
  queuesEvidence: {
    en: "one is the admin queue and one is for I/O",
    zh: "一个为 Admin Queue，一个用于 I/O",
  },
  interruptsEvidence: {
    en: "a controller without an interrupt does not come online",
    zh: "没有中断的控制器无法上线",
  },
  chooseMore: { en: "Choose {least} or more.", zh: "请选择不少于 {least} 个。" },
  poolOfQueuesUnknown: {
    en: "How many queues {bdf} can assign is unknown.",
    zh: "{bdf} 可分配的队列数未知。",
  },
  poolOfInterruptsUnknown: {
    en: "How many interrupts {bdf} can assign is unknown.",
    zh: "{bdf} 可分配的中断数未知。",
  },
  poolUnknownEvidence: {
    en: "nvme primary-ctrl-caps of {bdf} returned nothing readable",
    zh: "{bdf} 的 nvme primary-ctrl-caps 没有可读的输出",
  },
  mostQueues: {
    en: "A VF of {bdf} can have at most {most, plural, one {# queue} other {# queues}}.",
    zh: "{bdf} 的每个 VF 最多 {most} 个队列。",
  },
  mostInterrupts: {
    en: "A VF of {bdf} can have at most {most, plural, one {# interrupt} other {# interrupts}}.",
    zh: "{bdf} 的每个 VF 最多 {most} 个中断。",
  },
  mostEvidence: {
    en: "primary-ctrl-caps: {most} for each secondary controller",
    zh: "primary-ctrl-caps：每个次级控制器 {most} 个",
  },
  chooseFewer: { en: "Choose {most} or fewer.", zh: "请选择不超过 {most} 个。" },
  queuesLeft: {
    en: "{bdf} has {left, plural, one {# queue} other {# queues}} left; this needs {more} more.",
    zh: "{bdf} 只剩 {left} 个队列，此计划还需要 {more} 个。",
  },
  interruptsLeft: {
    en: "{bdf} has {left, plural, one {# interrupt} other {# interrupts}} left; this needs {more} more.",
    zh: "{bdf} 只剩 {left} 个中断，此计划还需要 {more} 个。",
  },
  leftEvidence: {
    en: "primary-ctrl-caps: {total} in total, {assigned} with VFs, {toPf} with the PF itself",
    zh: "primary-ctrl-caps：共 {total} 个，VF 占用 {assigned} 个，PF 自身占用 {toPf} 个",
  },
  takeFromPf: {
    en: "Choose fewer, take other VFs offline, or take some from the PF (nvme virt-mgmt, action 1), which takes effect once the PF is reset.",
    zh: "减少数量，或使其他 VF 下线，或从 PF 收回一部分（nvme virt-mgmt，action 1），PF 复位后生效。",
  },
  takeOffline: {
    en: "Choose fewer, or take other VFs offline first.",
    zh: "减少数量，或先使其他 VF 下线。",
  },
  lasts: {
    en: "The VFs’ controllers go offline when the VFs are removed, {bdf} is reset or the machine reboots.",
    zh: "移除 VF、复位 {bdf} 或重启机器后，VF 的控制器会下线。",
  },
  lastsEvidence: {
    en: "{count, plural, one {# secondary controller of {bdf} is} other {# secondary controllers of {bdf} are}} online",
    zh: "{bdf} 有 {count} 个次级控制器在线",
  },
  goOffline: {
    en: "{count, plural, one {The NVMe controller of VF {vfs} of {bdf} will go offline, and neither this plan nor its undo brings it back online.} other {The NVMe controllers of VFs {vfs} of {bdf} will go offline, and neither this plan nor its undo brings them back online.}}",
    zh: "{bdf} 的 VF {vfs} 的 NVMe 控制器将下线，此计划及其撤销均不会使其重新上线。",
  },
  goOfflineEvidence: { en: "nvme list-secondary: {controllers}", zh: "nvme list-secondary 的输出：{controllers}" },
  controller: {
    en: "VF {vf} has {queues, plural, one {# queue} other {# queues}} and {interrupts, plural, one {# interrupt} other {# interrupts}}",
    zh: "VF {vf} 有 {queues} 个队列和 {interrupts} 个中断",
  },
  bringOnline: {
    en: "After the plan has run, bring them online again with the same resources.",
    zh: "计划执行后，请以相同的资源使其重新上线。",
  },
});
