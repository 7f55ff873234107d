/** Why a change of an NVMe secondary controller failed. A cause is named by its rule, what to do by the same name and `Remedy`. */
import { messages } from "../messages.ts";

export const EXPLAIN_NVME_WORDS = messages("explain.nvme", {
  noController: {
    en: "The controller of {pf} has no secondary controller for VF {vf}, or the VFs must exist first (Invalid Controller Identifier).",
    zh: "{pf} 的控制器没有对应 VF {vf} 的次级控制器，或须先创建 VF（Invalid Controller Identifier）。",
  },
  noControllerRemedy: {
    en: "Create the VFs, then refresh and plan again.",
    zh: "创建 VF，然后刷新并重新生成计划。",
  },
  cannotComeOnline: {
    en: "VF {vf} of {pf} can’t come online: the VF does not exist, or it has fewer than two queues or no interrupt (Invalid Secondary Controller State).",
    zh: "{pf} 的 VF {vf} 无法上线：该 VF 不存在，或队列少于两个，或没有中断（Invalid Secondary Controller State）。",
  },
  isOnline: {
    en: "VF {vf} of {pf} is online. Its resources can be changed only while it is offline (Invalid Secondary Controller State).",
    zh: "{pf} 的 VF {vf} 在线，其资源只能在离线时更改（Invalid Secondary Controller State）。",
  },
  stateRemedy: {
    en: "Another program is changing the controllers of this PF. Refresh and plan again.",
    zh: "有其他程序正在更改该 PF 的控制器。请刷新后重新生成计划。",
  },
  tooMany: {
    en: "The controller of {pf} can’t allocate that many to VF {vf}: fewer are left, a VF takes fewer, or it allocates in steps (Invalid Number of Controller Resources).",
    zh: "{pf} 的控制器无法为 VF {vf} 分配这么多：剩余不足，单个 VF 的上限更低，或须按步长分配（Invalid Number of Controller Resources）。",
  },
  tooManyRemedy: {
    en: "Choose fewer, or a multiple of the step that the PF reports. Taking other VFs offline frees theirs.",
    zh: "减少数量，或选择 PF 所报告步长的倍数。使其他 VF 下线可释放其资源。",
  },
  unsupported: {
    en: "The controller of {pf} does not support Virtualization Management (Invalid Command Opcode).",
    zh: "{pf} 的控制器不支持 Virtualization Management（Invalid Command Opcode）。",
  },
  unsupportedRemedy: {
    en: "Its VFs are set up another way, usually by the drive’s firmware. See the vendor’s guide.",
    zh: "其 VF 以其他方式配置，通常由硬盘固件完成。参见厂商手册。",
  },
  noProgram: {
    en: "nvme-cli is not installed on this machine, and only it can send this command.",
    zh: "此机器未安装 nvme-cli，而该命令只能由它发送。",
  },
  noProgramRemedy: { en: "Install the nvme-cli package, then plan again.", zh: "安装 nvme-cli 软件包后重新生成计划。" },
});
