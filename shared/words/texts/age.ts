/** What an opened file is, and of when. */
import { messages } from "../messages.ts";

export const AGE_WORDS = messages("age", {
  /** `at`: milliseconds since 1970. */
  reportOf: { en: "Report of {at, date, ::yyyyMMMd}", zh: "报告，{at, date, ::yyyyMMMd}" },
  fileOf: { en: "File of {at, date, ::yyyyMMMd}", zh: "文件，{at, date, ::yyyyMMMd}" },
  reportUndated: { en: "Report, no date", zh: "报告，无日期" },
  fileUndated: { en: "File, no date", zh: "文件，无日期" },
  pastedUndated: { en: "Pasted, no date", zh: "粘贴的文本，无日期" },

  withAge: { en: "{source}, {age}", zh: "{source}，{age}" },
  fresh: { en: "less than a minute old", zh: "不到 1 分钟前" },
  minutes: { en: "{count, plural, one {# minute} other {# minutes}} old", zh: "{count} 分钟前" },
  hours: { en: "{count, plural, one {# hour} other {# hours}} old", zh: "{count} 小时前" },
  days: { en: "{count, plural, one {# day} other {# days}} old", zh: "{count} 天前" },

  reportTells: {
    en: "The report says when the machine was read.",
    zh: "报告中记有读取机器的时间。",
  },
  fileTells: {
    en: "The file was last changed then. What it shows may be older.",
    zh: "这是文件最后修改的时间，其内容可能更早。",
  },
  untold: {
    en: "Nothing says when the machine was read.",
    zh: "没有信息表明机器是何时读取的。",
  },
});
