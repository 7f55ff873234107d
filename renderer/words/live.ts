/** The live light: do changes on the machine appear as they happen. */
import { messages } from "../../shared/words/messages.ts";

export const LIVE_WORDS = messages("shell.live", {
  label: { en: "Live updates: {state}", zh: "实时更新：{state}" },
  live: { en: "Live", zh: "实时" },
  paused: { en: "Paused", zh: "已暂停" },
  lost: { en: "Lost", zh: "已断开" },
  lostSeconds: { en: "Lost {count} s ago", zh: "{count} 秒前断开" },
  lostMinutes: { en: "Lost {count} min ago", zh: "{count} 分钟前断开" },
  lostHours: { en: "Lost {count} h {minutes} min ago", zh: "{count} 小时 {minutes} 分钟前断开" },
  lostDays: { en: "Lost {count, plural, one {# day} other {# days}} ago", zh: "{count} 天前断开" },
  liveTip: {
    en: "Changes on the machine appear within two seconds. Click to pause.",
    zh: "机器上的变化会在 2 秒内显示。单击可暂停。",
  },
  pausedTip: { en: "Live updates paused. Click to resume.", zh: "实时更新已暂停。单击可恢复。" },
  retry: { en: "Click to try again.", zh: "单击可重试。" },
  machineSilent: { en: "The machine is not responding.", zh: "机器无响应。" },
  noConnection: {
    en: "No connection to the inspector. Reconnecting automatically.",
    zh: "未连接到 Inspector，正在自动重新连接。",
  },
  lostBeforeReply: {
    en: "The connection to the inspector was lost before it replied.",
    zh: "与 Inspector 的连接在收到回复前断开。",
  },
  unknownTab: { en: "The inspector does not recognize this tab.", zh: "Inspector 无法识别此标签页。" },
  notConnected: { en: "Not connected to the inspector.", zh: "未连接到 Inspector。" },
  silentTip: {
    en: "The inspector is not responding. What you see may be out of date.",
    zh: "Inspector 无响应，显示的内容可能已过期。",
  },
});
