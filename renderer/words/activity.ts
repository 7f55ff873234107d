/** The journal of a machine. */
import { messages } from "../../shared/words/messages.ts";

export const ACTIVITY_WORDS = messages("window.activity", {
  journal: { en: "Journal", zh: "操作记录" },
  changes: { en: "{count, plural, one {# change} other {# changes}}", zh: "{count} 次更改" },
  reading: { en: "Reading the journal", zh: "正在读取操作记录" },
  unreadable: { en: "The journal could not be read", zh: "无法读取操作记录" },
  partlyUnreadable: { en: "Part of the journal could not be read", zh: "部分操作记录无法读取" },
  hideNotice: { en: "Hide", zh: "隐藏" },
  mayBeOld: { en: "This list may be out of date.", zh: "此列表可能已过期。" },
  none: { en: "No changes on this machine yet", zh: "此机器尚无更改" },
  noneAbout: {
    en: "Each change is recorded here with its steps and outcome, and can be undone from here.",
    zh: "每次更改及其步骤和结果都会记录在此，并可在此撤销。",
  },

  steps: { en: "{total, plural, one {# step} other {# steps}}", zh: "{total} 个步骤" },
  stepsDone: { en: "{done} of {total, plural, one {# step} other {# steps}}", zh: "{done}/{total} 个步骤" },
  stepsTook: {
    en: "{total, plural, one {# step in {took}} other {# steps in {took}}}",
    zh: "{total} 个步骤，用时 {took}",
  },
  stepsOf: { en: "Steps of “{title}”", zh: "“{title}”的步骤" },
  undoOf: { en: "Undo “{title}”", zh: "撤销“{title}”" },
  detailsOf: { en: "Details of “{title}”", zh: "“{title}”的详情" },
  finished: { en: "finished", zh: "已续完" },
  finishedHelp: { en: "A later entry finished the rest.", zh: "其余步骤由后续记录完成。" },
  undone: { en: "undone", zh: "已撤销" },
  undoneHelp: { en: "Undone by a later entry.", zh: "已由后续记录撤销。" },
  otherRuns: { en: "Another operation is still running.", zh: "另一项操作仍在执行。" },
  entryId: { en: "({id})", zh: "（{id}）" },

  startedUnknown: { en: "Started at {at} by an unknown program.", zh: "开始于 {at}，启动它的程序未知。" },
  startedHere: {
    en: "This program (process {pid}) started it at {at} and is still running it.",
    zh: "由本程序（进程 {pid}）于 {at} 启动，仍在执行。",
  },
  startedElsewhere: {
    en: "Another program (process {pid}) started it at {at} and is still running it.",
    zh: "由另一程序（进程 {pid}）于 {at} 启动，仍在执行。",
  },
  starterEnded: {
    en: "The program that started it at {at} (process {pid}) has ended, but the operation continues.",
    zh: "于 {at} 启动它的程序（进程 {pid}）已退出，但操作仍在继续。",
  },

  interrupted: { en: "Interrupted: {title}", zh: "已中断：{title}" },
  stillRunning: { en: "Still running: {title}", zh: "仍在执行：{title}" },
  programEnded: { en: "The program ended while this was running", zh: "执行期间程序已退出" },
  programEndedState: {
    en: "The program ended while this was running. Current state:",
    zh: "执行期间程序已退出。当前状态：",
  },
  interruptedHelp: {
    en: "Steps after the last one marked as done may or may not have run. “Finish…” plans the remaining steps, “Roll back…” plans the rollback, both from the current state.",
    zh: "最后一个已完成步骤之后的步骤可能已执行，也可能未执行。“继续完成…”为剩余步骤生成计划，“回滚…”生成回滚计划，均以当前状态为准。",
  },
  finish: { en: "Finish…", zh: "继续完成…" },
  rollBack: { en: "Roll back…", zh: "回滚…" },
  wasArmed: {
    en: "Auto-rollback was armed on the machine. It runs within {seconds} s after the program that armed it ends.",
    zh: "机器上已启用自动回滚，最迟在启用它的程序退出 {seconds} 秒后执行。",
  },
  notReturned: {
    en: "The kernel has not returned from this step: {step} (process {pid}).",
    zh: "内核尚未从此步骤返回：{step}（进程 {pid}）。",
  },
  nothingElse: {
    en: "Nothing else can be changed on this machine until it ends.",
    zh: "在其结束前，此机器不能再做其他更改。",
  },
});
