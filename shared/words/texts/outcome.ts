/** The state of a machine after an operation, read back from it. */
import { messages } from "../messages.ts";

export const OUTCOME_WORDS = messages("outcome", {
  gone: { en: "{bdf} is no longer present.", zh: "{bdf} 已不存在。" },
  noVfs: { en: "{bdf} has no VFs.", zh: "{bdf} 没有 VF。" },
  vfs: { en: "{count, plural, one {{bdf} has # VF.} other {{bdf} has # VFs.}}", zh: "{bdf} 有 {count} 个 VF。" },
  bound: { en: "{bdf} is bound to {driver}.", zh: "{bdf} 已绑定 {driver}。" },
  boundInGroup: {
    en: "{bdf} is bound to {driver} (IOMMU group {group}).",
    zh: "{bdf} 已绑定 {driver}（IOMMU 组 {group}）。",
  },
  unbound: { en: "{bdf} has no driver.", zh: "{bdf} 未绑定驱动。" },
  manyBound: {
    en: "{count, plural, one {# function} other {# functions}} from {first} to {last} are bound to {driver}.",
    zh: "{first} 至 {last} 的 {count} 个 Function 已绑定 {driver}。",
  },
  manyBoundInGroups: {
    en: "{count, plural, one {# function} other {# functions}} from {first} to {last} are bound to {driver} ({groups, plural, one {IOMMU group {names}} other {IOMMU groups {names}}}).",
    zh: "{first} 至 {last} 的 {count} 个 Function 已绑定 {driver}（IOMMU 组 {names}）。",
  },
  manyUnbound: {
    en: "{count, plural, one {# function} other {# functions}} from {first} to {last} have no driver.",
    zh: "{first} 至 {last} 的 {count} 个 Function 未绑定驱动。",
  },
  interfaceDown: {
    en: "The network interface of {bdf} is down. Its VFs have no network until it is up.",
    zh: "{bdf} 的网络接口未启用。启用之前，其 VF 没有网络。",
  },
  moreAttributes: {
    en: "{count, plural, one {# more attribute changed.} other {# more attributes changed.}}",
    zh: "另有 {count} 个属性已改变。",
  },
  settings: { en: "VF {vf} of {pf} has {settings}.", zh: "{pf} 的 VF {vf} 的设置为：{settings}。" },
  manySettings: {
    en: "{count, plural, one {The settings of # VF of {pf} changed.} other {The settings of # VFs of {pf} changed.}}",
    zh: "{pf} 有 {count} 个 VF 的设置已改变。",
  },
  nothingFound: { en: "No new functions were found.", zh: "未发现新的 Function。" },
  found: {
    en: "{count, plural, one {# new function was found: {bdfs}.} other {# new functions were found: {bdfs}.}}",
    zh: "发现 {count} 个新 Function：{bdfs}。",
  },
  restored: { en: "Everything is back to its previous state.", zh: "所有状态均与操作前一致。" },
  notRestored: { en: "Not restored: {what}.", zh: "未恢复：{what}。" },

  lostInReset: { en: "{bdf} did not come back after the reset.", zh: "{bdf} 复位后未恢复。" },
  notCompared: {
    en: "The registers of {bdf} before and after the reset could not be compared.",
    zh: "无法比较 {bdf} 复位前后的寄存器。",
  },
  allOnes: {
    en: "{bdf} reads all ones since the reset: it no longer responds on the bus.",
    zh: "{bdf} 复位后读数全为 1：它不再响应总线访问。",
  },
  sameRegisters: { en: "The reset changed no registers of {bdf}.", zh: "{bdf} 的寄存器在复位前后相同。" },
  changedRegisters: {
    en: "{count, plural, one {# register of {bdf} changed after the reset.} other {# registers of {bdf} changed after the reset.}}",
    zh: "{bdf} 有 {count} 个寄存器在复位后改变。",
  },
  moreRegisters: {
    en: "{count, plural, one {# more register changed.} other {# more registers changed.}}",
    zh: "另有 {count} 个寄存器改变。",
  },
  register: { en: "{register} of {of}: {before} → {after}.", zh: "{of} 的 {register}：{before} → {after}。" },
  registerFields: {
    en: "{register} of {of}: {before} → {after} ({fields}).",
    zh: "{of} 的 {register}：{before} → {after}（{fields}）。",
  },
});
