/** Why a JSON report can’t be opened. */
import { messages } from "../messages.ts";

export const REPORT_FILE_WORDS = messages("report-file", {
  notJson: { en: "Not a report: invalid JSON ({reason}).", zh: "不是报告：JSON 无效（{reason}）。" },
  otherJson: {
    en: "JSON, but not a report of SR-IOV Inspector: “format” is not “{format}”.",
    zh: "是 JSON，但不是 SR-IOV Inspector 的报告：“format”不是“{format}”。",
  },
  laterVersion: {
    en: "The report has format version {version}; this program reads up to version {most}. Open it with a newer version.",
    zh: "报告的格式版本为 {version}，本程序最高支持版本 {most}。请用更新的版本打开。",
  },
  damaged: { en: "The report is damaged at {place}: {what}.", zh: "报告已损坏，位置 {place}：{what}。" },
  damagedTop: { en: "The report is damaged at its top level: {what}.", zh: "报告已损坏，位于顶层：{what}。" },
  twice: { en: "{bdf} occurs twice", zh: "{bdf} 出现两次" },
  /** With what the schema says of it, which is English. */
  offFormat: { en: "{detail}", zh: "格式不符（{detail}）" },
  malformed: { en: "malformed", zh: "格式有误" },
  /** Goes after a colon, as other reasons why something was not read. */
  laterSource: {
    en: "the report names a source that this version does not know: {source}",
    zh: "报告中有本版本未知的来源：{source}",
  },
  usersUntold: { en: "the report does not contain the users of {bdf}", zh: "报告中没有 {bdf} 的使用者信息" },
  tooLong: {
    en: "a list of {count} entries; the limit is {most}",
    zh: "列表有 {count} 项，上限为 {most}",
  },
});
