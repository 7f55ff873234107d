/** Why a plan is not run, what its way back did, and what could not be read afterwards. */
import { messages } from "../messages.ts";

export const RUN_WORDS = messages("run", {
  runsElsewhere: {
    en: "“{title}” was started elsewhere and is still running on this machine.",
    zh: "“{title}”由其他程序启动，仍在此机器上执行。",
  },
  busy: { en: "“{title}” is still running on this machine.", zh: "“{title}”仍在此机器上执行。" },
  notStarted: { en: "The plan was not started: {reason}.", zh: "变更计划未执行：{reason}。" },
  typeAddress: { en: "To run this plan, type {address}.", zh: "要执行该变更计划，请输入 {address}。" },
  itsAddress: { en: "its address", zh: "其地址" },
  nothingToDo: { en: "No changes needed.", zh: "无需更改。" },
  noEntry: { en: "The journal no longer has this entry.", zh: "操作记录中已无此条。" },
  notTaken: {
    en: "The machine could not be reserved for this run, so nothing was changed: {reason}.",
    zh: "无法锁定机器以执行，未做任何更改：{reason}。",
  },
  takenBy: {
    en: "Nothing was changed: {holder} is changing this machine. Wait until it has finished.",
    zh: "未做任何更改：{holder} 正在更改此机器。请等待其完成。",
  },
  notRead: {
    en: "The machine could not be read, so nothing was changed: {reason}.",
    zh: "无法读取机器状态，未做任何更改：{reason}。",
  },
  machineChanged: {
    en: "The machine changed after this plan was made. Refresh and plan again.",
    zh: "计划生成后机器状态已变化。请刷新后重新生成计划。",
  },
  journalNotWritten: {
    en: "The journal could not be written, so nothing was changed: {reason}.",
    zh: "无法写入操作记录，未做任何更改：{reason}。",
  },
  wayBackNotArmed: {
    en: "Auto-rollback could not be armed, so nothing was changed: {reason}.",
    zh: "无法启用自动回滚，未做任何更改：{reason}。",
  },
  notRolledBack: { en: "Not rolled back: {reason}", zh: "未回滚：{reason}" },
  usersUnknown: {
    en: "Can no longer fully read {what} ({reason}). Plan again.",
    zh: "已无法完整读取 {what}（{reason}）。请重新生成计划。",
  },
  usersChanged: {
    en: "The users of these functions changed after this plan was made. Review it again.",
    zh: "计划生成后，这些 Function 的使用者已变化。请重新核对。",
  },
  planUnknown: { en: "This plan is no longer available. Plan again.", zh: "该变更计划已失效。请重新生成。" },
  journalUnavailable: {
    en: "The journal can no longer be kept. Review the plan again.",
    zh: "已无法保存操作记录。请重新核对变更计划。",
  },
  noInterrupted: { en: "The journal has no such interrupted operation.", zh: "操作记录中没有该中断的操作。" },
  journalNotRead: { en: "The journal could not be read: {reason}.", zh: "无法读取操作记录：{reason}。" },
  endNotWritten: {
    en: "The journal does not have the end of this operation yet: {reason}. It is written as soon as possible.",
    zh: "操作记录中尚无本次操作的结果：{reason}。一旦可写即会补记。",
  },
  oneWritePending: {
    en: "One write never returned and may still take effect. Refresh before the next change.",
    zh: "有一次写入始终未返回，仍可能生效。请先刷新再做更改。",
  },
  notReadBack: { en: "The machine could not be read back: {reason}.", zh: "无法回读机器状态：{reason}。" },
  firedLate: {
    en: "The changes were not confirmed in time and were rolled back.",
    zh: "更改未在规定时间内确认，已自动回滚。",
  },
  firedEarly: {
    en: "The machine lost contact with this program and rolled the changes back.",
    zh: "机器与本程序失去联系，已自动回滚更改。",
  },
  crashed: {
    en: "The kernel crashed, so the rollback was stopped. Save your work and reboot this machine.",
    zh: "内核已崩溃，回滚已停止。请保存工作并重启机器。",
  },
  lost: {
    en: "The process that guarded the auto-rollback on the machine was ended, so the changes were not kept.",
    zh: "机器上负责自动回滚的进程已被终止，更改未保留。",
  },
});

/** What is said of the journal itself. */
export const JOURNAL_WORDS = messages("journal", {
  endedInBetween: {
    en: "The program ended while this was running. The state at the end was not read back.",
    zh: "执行期间程序已退出，结束时的状态未回读。",
  },
  cannotOpen: {
    en: "the journal in {folder} can’t be opened: {reason}",
    zh: "无法打开 {folder} 中的操作记录：{reason}",
  },
  incomplete: {
    en: "{count, plural, one {# line is incomplete} other {# lines are incomplete}}",
    zh: "{count} 行不完整",
  },
  damaged: { en: "{count, plural, one {# line is damaged} other {# lines are damaged}}", zh: "{count} 行已损坏" },
  later: {
    en: "{count, plural, one {# line was written by a later version of this program, which can show it} other {# lines were written by a later version of this program, which can show them}}",
    zh: "{count} 行由本程序的更高版本写入，须用该版本查看",
  },
  notAllRead: {
    en: "{part} of {lines} could not be read: {reasons}.",
    zh: "{lines} 中的 {part} 无法读取：{reasons}。",
  },
  lines: { en: "{count, plural, one {# line} other {# lines}}", zh: "{count} 行" },
});
