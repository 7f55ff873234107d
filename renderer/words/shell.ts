/** The frame of the window: top bar, banners, access and live updates. */
import { messages } from "../../shared/words/messages.ts";

export const SHELL_WORDS = messages("shell", {
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
  refresh: { en: "Refresh", zh: "刷新" },
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

/** Languages by their own names, so that everyone finds their own. */
export const LANGUAGE_NAMES = { system: SHELL_WORDS.systemLanguage, en: "English", zh: "简体中文" } as const;

export const BANNER_WORDS = messages("shell.banner", {
  lost: {
    en: "Connection to the inspector lost. This page keeps trying to reconnect, and what it shows may be out of date. If the program was restarted, run {command} and open the new link in this tab.",
    zh: "与 Inspector 的连接已断开，本页正在重新连接，显示的内容可能已过期。如果程序已重启，运行 {command}，并在此标签页打开新链接。",
  },
  silent: {
    en: "The inspector is not responding. What this page shows may be out of date, and the result of an operation that was running is unknown.",
    zh: "Inspector 无响应。本页显示的内容可能已过期，正在执行的操作结果未知。",
  },
  stranger: {
    en: "The inspector was restarted, or another program responds at this address. It is not trusted. If you restarted the inspector, run {command} and open the new link in this tab; otherwise close this tab.",
    zh: "Inspector 已重启，或此地址上是另一个程序，因此不受信任。如果重启过 Inspector，运行 {command}，并在此标签页打开新链接；否则请关闭此标签页。",
  },
  notResponding: {
    en: "{machine} is not responding: {reason} What you see may be out of date.",
    zh: "{machine} 无响应：{reason}显示的内容可能已过期。",
  },
  noReason: { en: "no reason is known.", zh: "原因未知。" },
  moreNotes: {
    en: "{count, plural, one {# more note: a report has it.} other {# more notes: a report has them.}}",
    zh: "另有 {count, number} 条提示，导出的报告中均有。",
  },
  showAllNotes: { en: "Show all notes", zh: "显示全部提示" },
  showPart: { en: "Show {machine}", zh: "显示 {machine}" },
  moreParts: { en: "and {count, number} more in the machine menu", zh: "机器菜单中还有 {count, number} 台" },
  compare: { en: "Compare", zh: "比较" },
  parts: {
    en: "{file} has {count, number} machines, or one machine at several moments. Shown: {machine}.",
    zh: "{file} 中有 {count, number} 台机器，或一台机器在多个时刻的状态。当前显示：{machine}。",
  },
});

export const LIVE_WORDS = messages("shell.live", {
  label: { en: "Live updates: {state}", zh: "实时更新：{state}" },
  live: { en: "Live", zh: "实时" },
  paused: { en: "Paused", zh: "已暂停" },
  lost: { en: "Lost", zh: "已断开" },
  silent: { en: "Not responding", zh: "无响应" },
  liveTip: {
    en: "Changes on the machine appear within two seconds. Click to pause.",
    zh: "机器上的变化会在 2 秒内显示。单击可暂停。",
  },
  pausedTip: { en: "Live updates paused. Click to resume.", zh: "实时更新已暂停。单击可恢复。" },
  lostTip: { en: "{reason} Click to try again.", zh: "{reason}单击可重试。" },
  machineSilent: { en: "The machine is not responding.", zh: "机器无响应。" },
  noConnection: {
    en: "No connection to the inspector. Reconnecting automatically.",
    zh: "未连接到 Inspector，正在自动重新连接。",
  },
  silentTip: {
    en: "The inspector is not responding. What you see may be out of date.",
    zh: "Inspector 无响应，显示的内容可能已过期。",
  },
});

export const LOCK_WORDS = messages("shell.lock", {
  label: { en: "Access: {state}", zh: "权限：{state}" },
  demo: { en: "Demo", zh: "演示" },
  demoTitle: { en: "Simulated machine", zh: "模拟的机器" },
  demoText: {
    en: "Everything can be read and tried out. A small model of the kernel responds; no real machine is touched.",
    zh: "可任意读取和尝试：由一个小型内核模型响应，不涉及真实机器。",
  },
  file: { en: "File", zh: "文件" },
  fileTitle: { en: "A file can’t be changed", zh: "文件内容不可更改" },
  fileText: {
    en: "It shows a machine as it was when the file was made. What the file does not contain is shown as unknown.",
    zh: "显示的是文件生成时的机器状态。文件中没有的内容显示为未知。",
  },
  unknown: { en: "Unknown", zh: "未知" },
  unknownTitle: { en: "Access of this connection is unknown", zh: "此连接的权限未知" },
  unknownText: { en: "It will be shown once the connection is back.", zh: "重新连接后显示。" },
  locked: { en: "Locked", zh: "已锁定" },
  lockedTitle: { en: "Locked: reads as an ordinary user", zh: "已锁定：以普通用户身份读取" },
  see: {
    en: "An ordinary user can read the first 64 bytes of each configuration space, but neither VPD nor serial numbers.",
    zh: "普通用户只能读取每个配置空间的前 64 字节，不能读取 VPD 和序列号。",
  },
  plan: {
    en: "Changes are shown as a plan, with commands to copy into a root shell.",
    zh: "更改以计划形式显示，并附可复制到 root shell 中执行的命令。",
  },
  readOnly: { en: "Read-only", zh: "只读" },
  readOnlyTitle: { en: "Read-only: changes are disabled", zh: "只读：更改已禁用" },
  unlocked: { en: "Unlocked", zh: "已解锁" },
  free: {
    en: "Everything can be read and changed. Each change is shown as a plan first and runs only after you confirm it.",
    zh: "可读取和更改全部内容。每项更改先显示计划，确认后才执行。",
  },
  locksAgain: {
    en: "It locks automatically after 15 minutes without use.",
    zh: "15 分钟未使用后自动锁定。",
  },
  whatRuns: { en: "What runs as root?", zh: "以 root 运行什么？" },
  unlock: { en: "Unlock", zh: "解锁" },
  lockNow: { en: "Lock now", zh: "立即锁定" },
  unlocking: { en: "Unlocking", zh: "正在解锁" },
  waiting: { en: "Waiting for permission …", zh: "等待授权…" },
});
