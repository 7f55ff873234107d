/** The header of a function: the facts that decide, a few words each. */
import { messages } from "../../shared/words/messages.ts";

export const HEADER_WORDS = messages("header", {
  facts: { en: "Facts", zh: "要点" },
  vfOf: { en: "of {pf}", zh: "属于 {pf}" },
  copy: { en: "Copy {text}", zh: "复制 {text}" },
  andMore: { en: "+{count}", zh: "+{count}" },

  notUsed: { en: "not in use", zh: "未使用" },
  notUsedHelp: { en: "Nothing uses it.", zh: "没有使用者。" },
  useUnknown: { en: "use unknown", zh: "使用情况未知" },
  behind: { en: "Behind it", zh: "下级使用情况" },
  vfsUsed: {
    en: "{used, plural, one {# VF in use} other {# VFs in use}}",
    zh: "{used} 个 VF 使用中",
  },
  vfsFree: { en: "{free, plural, one {# VF free} other {# VFs free}}", zh: "{free} 个 VF 空闲" },
  vfsUnknown: {
    en: "use of {unknown, plural, one {# VF} other {# VFs}} unknown",
    zh: "{unknown} 个 VF 使用情况未知",
  },
  behindUsed: { en: "{used} in use behind it", zh: "下级 {used} 个使用中" },
  behindUnknown: { en: "use behind it unknown", zh: "下级使用情况未知" },
  behindFree: { en: "nothing in use behind it", zh: "下级均未使用" },
  behindHelp: {
    en: "Of {count, plural, one {# function} other {# functions}} behind it: {used} in use, {free} not in use, {unknown} unknown.",
    zh: "下级 {count} 个 Function：{used} 个使用中，{free} 个未使用，{unknown} 个未知。",
  },

  interfaceUnknown: { en: "interfaces unknown", zh: "接口未知" },
  interfaceUnknownHelp: { en: "Its interfaces were not read.", zh: "未读取其接口。" },
  interfaceHelp: { en: "Name, state and MAC address.", zh: "名称、状态和 MAC 地址。" },
  kept: { en: "Settings", zh: "设置" },
  keptReading: { en: "reading settings…", zh: "正在读取设置…" },
  keptSet: { en: "PF sets {what}", zh: "PF 设置：{what}" },
  keptNothing: { en: "nothing set by the PF", zh: "PF 未设置" },
  keptNothingHelp: {
    en: "Its PF, {pf}, sets no address, no VLAN and no trust for this VF.",
    zh: "其 PF {pf} 未为此 VF 设置地址、VLAN 或信任。",
  },
  keptUnknown: { en: "settings unknown", zh: "设置未知" },
  keptHelp: { en: "Set for this VF on its PF, {pf}.", zh: "由其 PF {pf} 为此 VF 保存。" },
  keptPartly: { en: "Unknown: {what}.", zh: "未知：{what}。" },
  keptUntold: { en: "The driver of {pf} does not show its settings.", zh: "{pf} 的驱动不提供其设置。" },
  keptWithoutNetwork: {
    en: "{pf} has no network interface on this host, so its settings can’t be read.",
    zh: "{pf} 在此宿主机上没有网络接口，无法读取其设置。",
  },
  trusted: { en: "trusted", zh: "受信任" },

  group: { en: "group {name}", zh: "组 {name}" },
  groupAlone: { en: "group {name}, alone", zh: "组 {name}，独占" },
  groupShared: { en: "group {name}, shared with {others}", zh: "组 {name}，与 {others} 个共用" },
  groupUnknown: { en: "group unknown", zh: "IOMMU 组未知" },
  noGroup: { en: "no IOMMU group", zh: "无 IOMMU 组" },
  noGroupHelp: { en: "Without an IOMMU group, no guest can have it.", zh: "没有 IOMMU 组，无法直通给虚拟机。" },
  notInFile: { en: "Not in this file: {what}", zh: "此文件未记录：{what}" },
  notInText: { en: "Not in this text: {what}", zh: "此文本未记录：{what}" },
  notInFileHelp: {
    en: "Nothing is known about these. They may still exist.",
    zh: "这些内容未知，不代表不存在。",
  },
  users: { en: "users", zh: "使用者" },
  driver: { en: "driver", zh: "驱动" },
  interfaces: { en: "interfaces", zh: "接口" },
  settings: { en: "settings on its PF", zh: "PF 上的设置" },
  notRead: { en: "It was not read.", zh: "未读取。" },

  vfs: { en: "{on} of {total, plural, one {# VF} other {# VFs}}", zh: "{on}/{total} 个 VF" },
  vfsOfUnknown: {
    en: "{on, plural, one {# VF} other {# VFs}}, limit unknown",
    zh: "{on} 个 VF，上限未知",
  },
  vfsHelp: { en: "VFs that are enabled, and how many there can be.", zh: "已开启的 VF 数量及上限。" },
  powerError: { en: "power error", zh: "电源错误" },
  silent: { en: "no response", zh: "无响应" },
  silentHelp: { en: "Every byte of its configuration space reads ff.", zh: "配置空间的每个字节都读为 ff。" },
  gone: { en: "no longer present", zh: "已不存在" },
  goneHelp: { en: "It was not there when its registers were read.", zh: "读取寄存器时已不存在。" },
});
