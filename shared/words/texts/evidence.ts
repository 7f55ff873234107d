/** What was looked at: the evidence that checks, findings and explanations share. Attributes keep their own names. */
import { messages } from "../messages.ts";

export const EVIDENCE_WORDS = messages("evidence", {
  is: { en: "{attribute} of {bdf} is {value}", zh: "{bdf} 的 {attribute} 为 {value}" },
  unread: { en: "{attribute} of {bdf} could not be read", zh: "无法读取 {bdf} 的 {attribute}" },
  absent: { en: "{bdf} has no {attribute}", zh: "{bdf} 没有 {attribute}" },
  fileUnread: { en: "{file} could not be read", zh: "无法读取 {file}" },
  notFound: { en: "{bdf} is not among the functions found", zh: "扫描结果中没有 {bdf}" },
  vfs: { en: "{bdf} has {count, plural, one {# VF} other {# VFs}}", zh: "{bdf} 有 {count} 个 VF" },
  on: { en: "{what} is on {bdf}", zh: "{what} 位于 {bdf}" },
  below: { en: "{what} is below {bdf}", zh: "{bdf} 下有 {what}" },
  driverInGroup: {
    en: "driver of {bdf} (group {group}) is {driver}",
    zh: "{bdf}（组 {group}）的驱动为 {driver}",
  },
  inGroup: { en: "{what} (group {group})", zh: "{what}（组 {group}）" },
  commandLine: { en: "/proc/cmdline has {option}", zh: "/proc/cmdline 含 {option}" },
  opened: { en: "process {pid} ({process}) has {node} open", zh: "进程 {pid}（{process}）打开了 {node}" },
  /** Several pieces of evidence, or names, as one. */
  all: { en: "{items}", zh: "{items}" },
});
