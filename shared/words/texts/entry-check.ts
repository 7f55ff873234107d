/** What is said of the journal's entry that is to be undone or finished. */
import { messages } from "../messages.ts";

export const ENTRY_CHECK_WORDS = messages("check.entry", {
  none: { en: "The journal has no such entry.", zh: "操作记录中没有该条目。" },
  noneEvidence: { en: "no entry {id} was found", zh: "未找到条目 {id}" },
  originMissing: {
    en: "The journal no longer has the entry that this one refers to.",
    zh: "该条目所引用的条目已不在操作记录中。",
  },
  originMissingEvidence: {
    en: "entry {id} refers to an entry that is not present",
    zh: "条目 {id} 引用的条目不存在",
  },
  originMissingRemedy: { en: "Make a new plan instead.", zh: "请重新生成变更计划。" },
  running: { en: "This operation is still running.", zh: "该操作仍在执行。" },
  runningEvidence: {
    en: "the entry started at {startedAt} and has not ended",
    zh: "该条目开始于 {startedAt}，尚未结束",
  },
  runningRemedy: { en: "Cancel it, or wait until it ends.", zh: "取消该操作，或等待其结束。" },
  otherOfSameName: {
    en: "This was done on another machine that is also named {machine}.",
    zh: "该操作是在另一台同名机器 {machine} 上执行的。",
  },
  otherMachine: {
    en: "This was done on {machine}, not on {here}.",
    zh: "该操作是在 {machine} 上执行的，而不是 {here}。",
  },
  keys: {
    en: "the entry’s machine is {machine}, key {key}; this machine is {here}, key {keyHere}",
    zh: "条目所属机器为 {machine}，标识为 {key}；此机器为 {here}，标识为 {keyHere}",
  },
  undoThere: { en: "Open {machine} and undo it there.", zh: "打开 {machine}，在那里撤销。" },
  machineUncertain: {
    en: "This was done on a machine named {machine}; whether it is this one is unknown.",
    zh: "该操作是在名为 {machine} 的机器上执行的，无法确定是否为此机器。",
  },
  entryFrom: { en: "{keys}; the entry is from {startedAt}", zh: "{keys}；条目时间为 {startedAt}" },
  compareMachine: {
    en: "Before you run the plan, compare the functions in it with those of this machine.",
    zh: "执行前请将变更计划中的 Function 与此机器的 Function 核对。",
  },
  rebooted: {
    en: "The machine has rebooted since. Addresses may now refer to other devices.",
    zh: "此后机器重启过，地址可能已对应其他设备。",
  },
  bootIds: { en: "the boot ID was {was} and is now {now}", zh: "boot ID 原为 {was}，现为 {now}" },
  compareFunctions: {
    en: "Before you run the plan, compare the functions below with those it names.",
    zh: "执行前请将下列 Function 与变更计划核对。",
  },
  undone: { en: "Already undone once. Later changes would be lost.", zh: "已撤销过一次，此后的更改将丢失。" },
  undoneEvidence: { en: "entry {id} undid it", zh: "条目 {id} 已将其撤销" },
  undoneRemedy: {
    en: "Read the plan below: it restores the state from before the operation.",
    zh: "查看下方的变更计划：它会恢复该操作之前的状态。",
  },
  settingsLost: {
    en: "Earlier settings of the VFs of {pf} (MAC address, VLAN, trust, rate) are not restored.",
    zh: "{pf} 的 VF 原有的设置（MAC 地址、VLAN、信任、速率）不会恢复。",
  },
  settingsLostEvidence: {
    en: "{count, plural, one {the VF was removed, and its settings with it} other {the # VFs were removed, and their settings with them}}",
    zh: "原有的 {count} 个 VF 已移除，其设置随之丢失",
  },
  settingsLostRemedy: {
    en: "Configure the VFs again once they are created.",
    zh: "在 VF 创建后重新设置。",
  },
  settingsNotBack: {
    en: "{count, plural, one {Settings of # VF are not restored.} other {Settings of # VFs are not restored.}}",
    zh: "{count} 个 VF 的部分设置不会恢复。",
  },
  removedWith: {
    en: "{count, plural, one {VF {vfs} of {pf} is removed, with its current settings} other {VFs {vfs} of {pf} are removed, with their current settings}}",
    zh: "{pf} 的 VF {vfs} 将移除，其当前设置随之丢失",
  },
  vfsNotThere: {
    en: "{count, plural, one {VF {vfs} of {pf} is no longer present} other {VFs {vfs} of {pf} are no longer present}}",
    zh: "{pf} 的 VF {vfs} 已不存在",
  },
  vfMoved: {
    en: "VF {vf} of {pf} was {was} and is now {now}",
    zh: "{pf} 的 VF {vf} 原为 {was}，现为 {now}",
  },
  unreadBefore: {
    en: "{count, plural, one {{settings} of VF {vfs} of {pf} could not be read before the change} other {{settings} of VFs {vfs} of {pf} could not be read before the change}}",
    zh: "更改前未能读取 {pf} 的 VF {vfs} 的 {settings}",
  },
  unreadNow: {
    en: "{count, plural, one {{settings} of VF {vfs} of {pf} can’t be read now} other {{settings} of VFs {vfs} of {pf} can’t be read now}}",
    zh: "现无法读取 {pf} 的 VF {vfs} 的 {settings}",
  },
  guestsWithout: {
    en: "Guests do not get their functions back: attach them to the guests again.",
    zh: "虚拟机不会自动取回其 Function，请重新直通给虚拟机。",
  },
  guestsWithoutEvidence: {
    en: "{count, plural, one {# function was} other {# functions were}} bound to {drivers}",
    zh: "原有 {count} 个 Function 绑定到 {drivers}",
  },
  vfsGone: {
    en: "{bdf} is no longer present: its {count, plural, one {# VF} other {# VFs}} can’t be restored.",
    zh: "{bdf} 已不存在，无法恢复其 {count} 个 VF。",
  },
  driverGone: {
    en: "{bdf} is no longer present: its driver ({driver}) can’t be restored.",
    zh: "{bdf} 已不存在，无法恢复其驱动（{driver}）。",
  },
});
