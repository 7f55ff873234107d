/** Words that many texts are made of. */
import { messages } from "../messages.ts";

export const COMMON = messages("common", {
  unknown: { en: "unknown", zh: "未知" },
  none: { en: "none", zh: "无" },
  vfs: { en: "{count, plural, one {# VF} other {# VFs}}", zh: "{count} 个 VF" },
  functions: { en: "{count, plural, one {# function} other {# functions}}", zh: "{count} 个 Function" },
  /** Of a list that is too long to be kept whole. */
  andMore: { en: "{names} and {more, number} more", zh: "{names} 及另外 {more, number} 个" },
  noDriver: { en: "no driver", zh: "未绑定驱动" },
  /** Beside a heading or a label of its own: both marks are the language's. */
  labelled: { en: "{label}: {text}", zh: "{label}：{text}" },
  milliseconds: { en: "{count} ms", zh: "{count} 毫秒" },
  seconds: { en: "{count} s", zh: "{count} 秒" },
  minutesAndSeconds: { en: "{minutes} min {seconds} s", zh: "{minutes} 分 {seconds} 秒" },
  bytes: { en: "{count, plural, one {# byte} other {# bytes}}", zh: "{count} 字节" },
});
