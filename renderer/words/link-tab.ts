/** The tab of link, errors and power. */
import { messages } from "../../shared/words/messages.ts";

export const LINK_TAB_WORDS = messages("link-tab", {
  full: { en: "full speed and width", zh: "满速、满位宽" },
  limited: { en: "limited by the other end", zh: "受对端限制" },
  slow: { en: "speed degraded", zh: "降速" },
  narrow: { en: "width degraded", zh: "降宽" },
  slowAndNarrow: { en: "speed and width degraded", zh: "降速、降宽" },
  down: { en: "down", zh: "未建立" },
  unknown: { en: "unknown", zh: "未知" },
  slowText: {
    en: "The speed is below what both ends support. Possible causes: a worn or dirty contact, a riser, slot wiring, or a limit in Link Control 2.",
    zh: "速率低于两端支持的最高值。可能原因：触点磨损或脏污、转接卡、插槽走线，或 Link Control 2 中的限制。",
  },
  narrowText: {
    en: "The width is below what both ends support. Possible causes: a worn or dirty contact, a riser, or slot wiring.",
    zh: "位宽低于两端支持的最大值。可能原因：触点磨损或脏污、转接卡，或插槽走线。",
  },
  slowAndNarrowText: {
    en: "Speed and width are below what both ends support. Possible causes: a worn or dirty contact, a riser, slot wiring, or a limit in Link Control 2.",
    zh: "速率和位宽均低于两端支持的最高值。可能原因：触点磨损或脏污、转接卡、插槽走线，或 Link Control 2 中的限制。",
  },
  leftUnread: { en: "Its link is not read, by your setting.", zh: "根据设置，不读取其链路。" },
  asleep: {
    en: "The function is asleep. Reading its link would wake it.",
    zh: "Function 处于睡眠状态，读取链路会将其唤醒。",
  },
  linkUnknown: { en: "Whether it has a PCI Express link is unknown.", zh: "未知是否有 PCI Express 链路。" },
  noLink: { en: "The function has no PCI Express link.", zh: "该 Function 没有 PCI Express 链路。" },
  insideSwitch: { en: "inside a switch", zh: "Switch 内部" },
  noLinkShort: { en: "no PCI Express link", zh: "无 PCI Express 链路" },

  path: { en: "Path to root complex", zh: "到 Root Complex 的路径" },
  inRootComplex: { en: "Part of the root complex: no link in its path.", zh: "位于 Root Complex 内，路径上没有链路。" },
  pathUnknown: { en: "The path to the root complex is unknown.", zh: "到 Root Complex 的路径未知。" },
  noPortAbove: {
    en: "No port above it is visible, as in a guest: the path is unknown.",
    zh: "未见上级端口（如在虚拟机内），路径未知。",
  },
  from: { en: "From", zh: "从" },
  upTo: { en: "Up to", zh: "到" },
  judgement: { en: "State", zh: "状态" },
  bottleneck: { en: "bottleneck", zh: "瓶颈" },
  bottleneckHelp: { en: "Bottleneck of the path.", zh: "路径上的瓶颈链路。" },

  recorded: { en: "Findings in registers", zh: "寄存器中的问题" },
  notRecorded: { en: "Unknown: its configuration space was not read.", zh: "未知：未读取其配置空间。" },
  nothingRecorded: { en: "No error status is set.", zh: "没有置位的错误状态。" },

  counters: { en: "Error counters (AER)", zh: "错误计数（AER）" },
  correctable: { en: "Correctable", zh: "可纠正" },
  nonfatal: { en: "Non-fatal", zh: "非致命" },
  fatal: { en: "Fatal", zh: "致命" },
  countersNotInFile: { en: "The file has no error counters of the kernel.", zh: "文件中没有内核的错误计数。" },
  noCounters: { en: "The kernel keeps no error counters for this function.", zh: "内核没有该 Function 的错误计数。" },
  allZero: { en: "All {count} counters are 0.", zh: "全部 {count} 个计数均为 0。" },
  countersTable: { en: "Error counters", zh: "错误计数" },
  error: { en: "Error", zh: "错误" },
  severity: { en: "Severity", zh: "严重级别" },
  count: { en: "Count", zh: "计数" },
  sinceBoot: {
    en: "Counted since boot, at the end that reported the error: an error on this link may be counted at the port above.",
    zh: "自启动起计数，记在报告错误的一端：此链路上的错误也可能计入上级端口。",
  },
  hideZeros: { en: "Hide zeros", zh: "隐藏 0 值" },
  showZeros: { en: "Show zeros", zh: "显示 0 值" },

  power: { en: "Power management", zh: "电源管理" },
  powerStateHelp: {
    en: "As tracked by the kernel. Viewing it does not wake the function.",
    zh: "内核记录的状态；查看不会唤醒设备。",
  },
  d3coldHelp: {
    en: "Whether the kernel may power it off while unused, if nothing else prevents it.",
    zh: "不使用时，若无其他限制，内核能否将其断电。",
  },
  runtime: { en: "Runtime PM", zh: "运行时电源管理" },
  enableCount: { en: "Enable count", zh: "启用计数" },
  enableCountHelp: { en: "How many times drivers have enabled the function.", zh: "驱动启用该 Function 的次数。" },
  registerState: { en: "State in its register", zh: "寄存器中的状态" },
  states: { en: "Supported states", zh: "支持的状态" },
  wakeFrom: { en: "Can wake from", zh: "可唤醒的状态" },
  wakeFromHelp: { en: "States in which it can send a PME.", zh: "可发出 PME 的状态。" },
});
