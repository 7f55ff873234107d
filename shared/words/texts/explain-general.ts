/** Why a step failed, whatever its verb. A cause is named by its rule, what to do about it by the same name and `Remedy`. */
import { messages } from "../messages.ts";

export const EXPLAIN_GENERAL_WORDS = messages("explain.general", {
  refusedCreate: {
    en: "{count, plural, one {{driver} refused to create # VF of {name}: it returned {code}.} other {{driver} refused to create # VFs of {name}: it returned {code}.}}",
    zh: "{driver} 拒绝为 {name} 创建 {count} 个 VF，返回 {code}。",
  },
  refusedRemove: {
    en: "{driver} refused to remove the VFs of {name}: it returned {code}.",
    zh: "{driver} 拒绝移除 {name} 的 VF，返回 {code}。",
  },
  refusedSetting: {
    en: "{driver} refused to change VF {vf} of {name}: it returned {code}.",
    zh: "{driver} 拒绝更改 {name} 的 VF {vf}，返回 {code}。",
  },
  refusedVectors: {
    en: "{driver} refused to set {name} to {count} MSI-X vectors: it returned {code}.",
    zh: "{driver} 拒绝将 {name} 的 MSI-X 向量数设为 {count}，返回 {code}。",
  },
  refusedRemedy: {
    en: "Check the driver’s kernel log lines for the reason. Compare driver and firmware versions with the vendor’s requirements.",
    zh: "查看驱动的内核日志中有无原因，并核对驱动和固件版本是否符合厂商要求。",
  },

  crashedDuringWrite: {
    en: "The kernel crashed while {where} was being written.",
    zh: "写入 {where} 时内核崩溃。",
  },
  crashedWith: {
    en: "The kernel crashed while {where} was being written: {line}",
    zh: "写入 {where} 时内核崩溃：{line}",
  },
  killedInWrite: {
    en: "The process writing {where} was killed during the write, as happens when the kernel crashes.",
    zh: "写入 {where} 的进程在写入期间被终止，内核崩溃时会出现这种情况。",
  },
  crashRemedy: {
    en: "Save your work and reboot this machine: the crash left locks held, so further changes may hang or cause damage. Steps done before the crash were not rolled back.",
    zh: "请保存工作并重启机器：崩溃时持有的锁不会释放，后续更改可能挂起或造成损害。崩溃前已完成的步骤未回滚。",
  },
  writerKilled: {
    en: "A signal ended the process writing {where}. The kernel itself did not crash. Whether the write took effect is unknown.",
    zh: "写入 {where} 的进程被信号终止，内核本身未崩溃。写入是否生效未知。",
  },
  writerKilledRemedy: {
    en: "Refresh, then plan the remaining steps.",
    zh: "刷新后，对未完成的步骤重新生成计划。",
  },

  noAnswer: { en: "The machine did not respond: {reason}", zh: "机器无响应：{reason}" },
  connectionLost: { en: "connection lost", zh: "连接已断开" },
  noAnswerRemedy: {
    en: "Whether the write took effect is unknown. Connect again and refresh.",
    zh: "写入是否生效未知。请重新连接并刷新。",
  },
  noJournal: { en: "The journal could not be written: {reason}", zh: "无法写入操作记录：{reason}" },
  noJournalRemedy: {
    en: "Nothing is changed without a record. Free space in the journal’s directory, or make it writable.",
    zh: "没有操作记录就不做更改。请释放操作记录所在目录的空间，或使其可写。",
  },
  taken: { en: "The machine is being changed by {program}.", zh: "机器正由 {program} 更改。" },
  anotherProgram: { en: "another program", zh: "其他程序" },
  takenRemedy: {
    en: "Nothing was written. Wait for that operation to end, then refresh and plan again.",
    zh: "未写入任何内容。等待该操作结束，然后刷新并重新生成计划。",
  },
  changedRemedy: {
    en: "This step was not run. Check the function, then plan again.",
    zh: "此步骤未执行。检查该 Function 后重新生成计划。",
  },
  wayBackRan: {
    en: "Auto-rollback ran first, so the machine accepts no more steps of this operation.",
    zh: "自动回滚已先执行，机器不再接受本次操作的步骤。",
  },
  wayBackRanRemedy: { en: "Check the current state, then plan again.", zh: "查看当前状态后重新生成计划。" },
  readOnly: {
    en: "This machine can’t be changed: it was opened from a file, or its /sys is mounted read-only.",
    zh: "此机器不可更改：它是从文件打开的，或其 /sys 以只读方式挂载。",
  },
  readOnlyRemedy: {
    en: "Run the plan’s commands on the machine itself.",
    zh: "在该机器上直接执行计划中的命令。",
  },
  interrupted: {
    en: "The write to {where} was interrupted before it completed.",
    zh: "写入 {where} 时被中断，未完成。",
  },
  interruptedRemedy: { en: "Refresh, then try again.", zh: "刷新后重试。" },

  theFunction: { en: "The function", zh: "该 Function" },
  notWoken: {
    en: "{name} did not wake from {state}: it does not respond.",
    zh: "{name} 未能从 {state} 唤醒：设备无响应。",
  },
  checkPower: { en: "Check the slot’s power and the link above.", zh: "检查插槽供电和上级链路。" },
  rebootHelps: { en: "Rebooting the machine usually brings the card back.", zh: "重启机器通常可使设备恢复。" },
  keepPowered: {
    en: "Reboot the machine to bring it back, or check the slot’s power. Then keep it powered: set its d3cold_allowed to 0, set power/control to on for it and the port above, and load vfio-pci with disable_idle_d3=1.",
    zh: "重启机器以恢复，或检查插槽供电。之后使其保持供电：将其 d3cold_allowed 设为 0，将其及上级端口的 power/control 设为 on，并以 disable_idle_d3=1 加载 vfio-pci。",
  },
  notReady: {
    en: "{name} did not come back from D3cold: the kernel waited {seconds} s, and it still does not respond.",
    zh: "{name} 未能从 D3cold 恢复：内核已等待 {seconds} 秒，设备仍无响应。",
  },
  notReadyAfter: {
    en: "{name} did not come back within {ms} ms of {reset}.",
    zh: "{name} 在 {reset} 后 {ms} 毫秒内未恢复。",
  },
  notReadyAfterRemedy: {
    en: "Its registers now read ff everywhere. Remove it and rescan the bus. If that doesn’t help, power the machine off and on.",
    zh: "其寄存器现在全部读为 ff。将其从总线移除并重新扫描；如仍无效，将机器断电重启。",
  },

  firmwareRefused: {
    en: "The card’s firmware refused a command of {driver}: “{command} failed, {status}, syndrome {syndrome}”.",
    zh: "设备固件拒绝了 {driver} 的命令：“{command} failed, {status}, syndrome {syndrome}”。",
  },
  firmwareLimits: {
    en: "The card lacks the resources for this command. Choose fewer VFs, or check the limits in its firmware settings.",
    zh: "设备没有足够资源执行该命令。请减少 VF 数量，或检查固件设置中的上限。",
  },
  firmwareTrouble: {
    en: "The card’s firmware is in an error state. Check its earlier kernel log lines, then reload the device (devlink dev reload) or reboot the machine.",
    zh: "设备固件处于错误状态。查看此前的内核日志，然后重新加载设备（devlink dev reload）或重启机器。",
  },
  firmwareMismatch: {
    en: "Driver and firmware don’t match. Update the card’s firmware, or use the driver version that goes with it.",
    zh: "驱动与固件不匹配。请更新设备固件，或改用与之配套的驱动版本。",
  },

  noRights: {
    en: "This connection may not write {where}: only root may, and a locked-down kernel or a container can forbid even that.",
    zh: "此连接无权写入 {where}：只有 root 可写，而内核锁定（lockdown）或容器连 root 也可能禁止。",
  },
  noRightsOrDriver: {
    en: "This connection may not write {where} (only root may, and a locked-down kernel or a container can forbid even that), or {driver} refused it. EPERM can mean either.",
    zh: "此连接无权写入 {where}（只有 root 可写，而内核锁定或容器连 root 也可能禁止），或 {driver} 拒绝了写入：两者都返回 EPERM。",
  },
  noRightsRemedy: {
    en: "Run the plan’s commands in a root shell on that machine, or connect with the rights to change it.",
    zh: "在该机器的 root shell 中执行计划中的命令，或以有权限的身份连接。",
  },
  gone: {
    en: "The function is no longer present: {where} does not exist.",
    zh: "该 Function 已不存在：找不到 {where}。",
  },
  goneRemedy: {
    en: "It was removed, or its PF lost its VFs. Refresh and plan again.",
    zh: "它已被移除，或其 PF 的 VF 已移除。请刷新后重新生成计划。",
  },
  notAsExpected: {
    en: "The write succeeded, but the machine is not in the expected state.",
    zh: "写入成功，但机器未达到预期状态。",
  },
  foundInstead: {
    en: "The write succeeded, but the result differs. Found: {found}.",
    zh: "写入成功，但结果不符。实际：{found}。",
  },
  notAsExpectedRemedy: {
    en: "Another program is changing this machine, or the driver did not do what was requested.",
    zh: "有其他程序正在更改此机器，或驱动未按要求执行。",
  },
});
