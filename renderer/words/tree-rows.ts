/** What stands in rows and cells of the table, and beside them. */
import { messages } from "../../shared/words/messages.ts";

export const ROW_WORDS = messages("tree.row", {
  vfs: { en: "{functions}, {vfs, plural, one {# VF} other {# VFs}}", zh: "{functions}，{vfs, number} 个 VF" },
  functions: { en: "{count, plural, one {# function} other {# functions}}", zh: "{count, number} 个 Function" },
  some: {
    en: "{matches, number} of {count, plural, one {# function} other {# functions}}",
    zh: "{count, number} 个 Function 中的 {matches, number} 个",
  },
  soFar: { en: "{counts} so far", zh: "{counts}（尚未全部读取）" },
  noRoutingId: { en: "can’t be created: no routing ID left", zh: "无法创建：已无可用的 Routing ID" },
  created: { en: "will be created", zh: "将创建" },
  wouldRemove: { en: "The plan would remove it.", zh: "计划将移除此 VF。" },
  removedByPlan: { en: "would be removed", zh: "将被移除" },
  used: { en: "In use: {who}", zh: "使用者：{who}" },
  usedProtected: { en: "In use, protected: {who}", zh: "使用者（受保护）：{who}" },
  protectedUse: { en: "Protected: {use}", zh: "受保护：{use}" },
  usersUnknown: {
    en: "Whether anything uses it is unknown: not everything could be read.",
    zh: "是否有使用者未知：未能读取全部信息。",
  },
  gone: { en: "gone", zh: "已消失" },
  finding: { en: "Finding", zh: "发现问题" },
  partlyUnread: { en: "Partly unreadable", zh: "部分内容无法读取" },
  silentTip: { en: "Every byte reads ff: it does not respond.", zh: "所有字节读出均为 ff：设备无响应。" },
  silent: { en: "Not responding", zh: "无响应" },
  unreadTip: { en: "Not read, by your setting: its registers are left alone.", zh: "按设置不读取其寄存器。" },
  unread: { en: "Left unread", zh: "不读取" },
  asleepTip: {
    en: "Asleep in D3cold. Not read, because reading would wake it.",
    zh: "处于 D3cold（已断电）。不读取，以免将其唤醒。",
  },
  asleep: { en: "Asleep in D3cold", zh: "处于 D3cold（已断电）" },
  toBus: { en: "to bus {range}", zh: "下游总线 {range}" },
  vfsEnabled: { en: "{count, plural, one {# VF enabled} other {# VFs enabled}}", zh: "已开启 {count, number} 个 VF" },
  vfsEnabledOf: {
    en: "{count, number} of {total, plural, one {# VF} other {# VFs}} enabled",
    zh: "最多 {total, number} 个 VF，已开启 {count, number} 个",
  },
  sriovUnknown: { en: "Whether it has SR-IOV is unknown.", zh: "未知是否支持 SR-IOV。" },
  groupUnknown: { en: "The IOMMU group is unknown.", zh: "IOMMU 组未知。" },
  group: {
    en: "IOMMU group {group}: {count, plural, one {# function} other {# functions}}",
    zh: "IOMMU 组 {group}：{count, number} 个 Function",
  },
  numaUnknown: { en: "The NUMA node is unknown.", zh: "NUMA 节点未知。" },
  link: { en: "Link: {link}", zh: "链路：{link}" },
  linkDegraded: { en: "Link degraded: {link}", zh: "链路降速/降宽：{link}" },
});
