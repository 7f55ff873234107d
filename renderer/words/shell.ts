/** The frame of the window: top bar, search, panes. */
import { messages } from "../../shared/words/messages.ts";

export const SHELL_WORDS = messages("shell", {
  title: { en: "{machine} – SR-IOV Inspector", zh: "{machine} – SR-IOV Inspector" },
  runInTitle: { en: "{run} – {title}", zh: "{run} – {title}" },
  titleOfFile: { en: "{machine} ({source}) – SR-IOV Inspector", zh: "{machine}（{source}）– SR-IOV Inspector" },
  theme: { en: "Theme", zh: "主题" },
  systemTheme: { en: "System", zh: "跟随系统" },
  lightTheme: { en: "Light", zh: "浅色" },
  darkTheme: { en: "Dark", zh: "深色" },
  language: { en: "Language", zh: "语言" },
  systemLanguage: { en: "System", zh: "跟随系统" },
  help: { en: "Help", zh: "帮助" },
  commandPalette: { en: "Command palette", zh: "命令面板" },
  shortcuts: { en: "Keyboard shortcuts", zh: "快捷键" },
  about: { en: "About SR-IOV Inspector", zh: "关于 SR-IOV Inspector" },
  export: { en: "Export", zh: "导出" },
  activity: { en: "Activity", zh: "操作记录" },
  details: { en: "Details", zh: "详情" },
  tableWidth: { en: "Table width", zh: "表格宽度" },
  activityHeight: { en: "Activity height", zh: "操作记录高度" },
  search: { en: "Search functions", zh: "搜索 Function" },
  searchHint: {
    en: "Search address, name, ID, driver, interface, group 41 …",
    zh: "搜索地址、名称、ID、驱动、接口、组 41 …",
  },
  clearSearch: { en: "Clear search", zh: "清除搜索" },
});
