/** What a plan's writes reach, and what is no longer as planned. */
import { messages } from "../messages.ts";

export const AS_PLANNED_WORDS = messages("impact.planned", {
  gone: { en: "{bdf} is no longer present.", zh: "{bdf} 已不存在。" },
  appeared: {
    en: "{bdf} was not present when the operation began.",
    zh: "操作开始时 {bdf} 尚不存在。",
  },
  driver: {
    en: "{bdf} is bound to {driver}, but the plan expects {expected}.",
    zh: "{bdf} 已绑定 {driver}，与计划预期的 {expected} 不符。",
  },
  noDriver: {
    en: "{bdf} has no driver, but the plan expects {expected}.",
    zh: "{bdf} 未绑定驱动，与计划预期的 {expected} 不符。",
  },
  hasDriver: {
    en: "{bdf} is bound to {driver}, but the plan expects no driver.",
    zh: "{bdf} 已绑定 {driver}，而计划预期其未绑定驱动。",
  },
  group: { en: "The IOMMU group of {bdf} has changed.", zh: "{bdf} 的 IOMMU 组已变化。" },
  vfs: {
    en: "{bdf} has {vfs}, but the plan expects {expected}.",
    zh: "{bdf} 有 {vfs}，与计划预期的 {expected} 不符。",
  },
});
