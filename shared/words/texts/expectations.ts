/** What a machine is expected to show after a step, and what it shows instead: clauses, without a full stop. */
import { messages } from "../messages.ts";

export const EXPECTATION_WORDS = messages("expectation", {
  /** A VF that may not exist yet. */
  vf: { en: "VF {vf} of {pf}", zh: "{pf} 的 VF {vf}" },
  vfAt: { en: "VF {vf} of {pf} ({expected})", zh: "{pf} 的 VF {vf}（{expected}）" },

  notPresent: { en: "not present", zh: "不存在" },
  notReadable: { en: "not readable", zh: "无法读取" },
  notReported: { en: "not reported by the driver", zh: "驱动未报告" },
  notReportedByController: { en: "not reported by the PF’s controller", zh: "PF 的控制器未报告" },
  noLongerPresent: { en: "{name} is no longer present", zh: "{name} 已不存在" },

  /** A count, or a setting: `8 VFs`, `VLAN 7`. */
  has: { en: "{name} has {what}", zh: "{name} 有 {what}" },
  hadAndHas: { en: "{name} had {was} and now has {is}", zh: "{name} 原有 {was}，现有 {is}" },
  hadUnreported: {
    en: "{name} had {was}, which is no longer reported",
    zh: "{name} 原有 {was}，现已无法得知",
  },
  set: { en: "{name} has {what}", zh: "{name} 的设置为：{what}" },
  wasSet: { en: "{name} had {was} and now has {is}", zh: "{name} 的设置由“{was}”变为“{is}”" },
  wasSetUnreported: {
    en: "{name} had {was}, which the driver no longer reports",
    zh: "{name} 的设置原为“{was}”，驱动已不再报告",
  },

  attribute: { en: "{attribute} of {name} is {value}", zh: "{name} 的 {attribute} 为 {value}" },
  attributeWas: {
    en: "{attribute} of {name} was {was} and is now {is}",
    zh: "{name} 的 {attribute} 原为 {was}，现为 {is}",
  },
  empty: { en: "empty", zh: "空" },

  bound: { en: "{name} is bound to {driver}", zh: "{name} 已绑定 {driver}" },
  hostDriver: { en: "a host driver", zh: "宿主机驱动" },
  noDriver: { en: "{name} has no driver", zh: "{name} 未绑定驱动" },
  boundElsewhere: {
    en: "{name} was bound to {was} and is now bound to {is}",
    zh: "{name} 原绑定 {was}，现绑定 {is}",
  },
  boundNoMore: { en: "{name} was bound to {was} and now has no driver", zh: "{name} 原绑定 {was}，现未绑定驱动" },
  boundSince: { en: "{name} had no driver and is now bound to {is}", zh: "{name} 原未绑定驱动，现绑定 {is}" },

  loaded: { en: "{module} is loaded", zh: "{module} 已加载" },
  notLoaded: { en: "{module} is not loaded", zh: "{module} 未加载" },

  present: { en: "{bdf} is present", zh: "{bdf} 存在" },
  absent: { en: "{bdf} is not present", zh: "{bdf} 不存在" },
  appeared: { en: "{bdf} was not present and is now", zh: "{bdf} 原不存在，现已出现" },
  isPresent: { en: "present", zh: "存在" },

  vectors: {
    en: "{count, plural, one {# MSI-X vector} other {# MSI-X vectors}}",
    zh: "{count} 个 MSI-X 向量",
  },
  queues: { en: "{count, plural, one {# queue} other {# queues}}", zh: "{count} 个队列" },
  interrupts: { en: "{count, plural, one {# interrupt} other {# interrupts}}", zh: "{count} 个中断" },

  online: { en: "online", zh: "在线" },
  offline: { en: "offline", zh: "离线" },
  controllerIs: { en: "the secondary controller of {name} is {state}", zh: "{name} 的次级控制器 {state}" },
  controllerWas: {
    en: "the secondary controller of {name} was {was} and is now {is}",
    zh: "{name} 的次级控制器原 {was}，现 {is}",
  },
  controllerUnreported: {
    en: "the secondary controller of {name} was {was}, which is no longer reported",
    zh: "{name} 的次级控制器原 {was}，现状无法得知",
  },
});
