/** Settings of VFs, which the driver of their PF keeps. */
import { messages } from "../../shared/words/messages.ts";

export const VF_SETTINGS_WORDS = messages("window.vf-settings", {
  title: { en: "Settings of VF {vf} of {pf}", zh: "{pf} 的 VF {vf} 设置" },
  titleSeveral: { en: "Settings of VFs {vfs} of {pf}", zh: "{pf} 的 VF 设置：VF {vfs}" },
  about: {
    en: "{count, plural, one {# VF. Empty fields stay unchanged. The plan shows each change before it is made.} other {# VFs. Empty fields stay unchanged. The plan shows each change before it is made.}}",
    zh: "{count} 个 VF。留空的项保持不变，执行前可在计划中查看各项更改。",
  },
  linkState: { en: "VF link state", zh: "VF 链路状态" },
  minRate: { en: "Min rate, Mbit/s", zh: "最小发送速率（Mbit/s）" },
  maxRate: { en: "Max rate, Mbit/s", zh: "最大发送速率（Mbit/s）" },
  msix: { en: "MSI-X vectors", zh: "MSI-X 向量数" },
  countsUp: { en: "For the first VF; the others count up.", zh: "用于第一个 VF，其余依次递增。" },
  zeroIsNone: { en: "0 = none.", zh: "0 表示无。" },
  priorityRange: { en: "0 to 7.", zh: "0～7。" },
  zeroIsUnlimited: { en: "0 = no limit.", zh: "0 表示不限。" },
  zeroIsDefault: { en: "0 = driver default.", zh: "0 表示驱动默认值。" },
  unchanged: { en: "unchanged", zh: "保持不变" },
  keep: { en: "Unchanged", zh: "不变" },
  on: { en: "On", zh: "开启" },
  off: { en: "Off", zh: "关闭" },
  auto: { en: "Auto", zh: "自动" },
  up: { en: "Up", zh: "启用" },
  down: { en: "Down", zh: "禁用" },
  now: { en: "Now: {value}.", zh: "当前：{value}。" },
  nowDiffers: { en: "Now: not the same on all VFs.", zh: "当前：各 VF 不同。" },
  notSet: { en: "not set", zh: "未设置" },
  guidNotSet: { en: "not set, so the port stays down", zh: "未设置，端口保持禁用" },
  notWhole: { en: "{name}: {text} is not a whole number.", zh: "{name}：{text} 不是整数。" },
  faultMinRate: { en: "Min rate", zh: "最小发送速率" },
  faultMaxRate: { en: "Max rate", zh: "最大发送速率" },
});
