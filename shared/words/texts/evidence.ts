/** What was looked at: the evidence that checks, findings and explanations share. Attributes keep their own names. */
import { messages } from "../messages.ts";

export const EVIDENCE_WORDS = messages("evidence", {
  is: { en: "{attribute} of {bdf} is {value}", zh: "{bdf} 的 {attribute} 为 {value}" },
  unread: { en: "{attribute} of {bdf} could not be read", zh: "无法读取 {bdf} 的 {attribute}" },
  absent: { en: "{bdf} has no {attribute}", zh: "{bdf} 没有 {attribute}" },
  fileUnread: { en: "{file} could not be read", zh: "无法读取 {file}" },
  notFound: { en: "{bdf} is not among the functions found", zh: "扫描结果中没有 {bdf}" },
  vfs: { en: "{bdf} has {count, plural, one {# VF} other {# VFs}}", zh: "{bdf} 有 {count} 个 VF" },
  /** Several pieces of evidence, or names, as one. */
  all: { en: "{items}", zh: "{items}" },
});
