/** An operation that runs or ran. */
import { messages } from "../../shared/words/messages.ts";

export const RUN_WORDS = messages("window.run", {
  running: { en: "running", zh: "执行中" },
  done: { en: "done", zh: "已完成" },
  failed: { en: "failed", zh: "失败" },
  cancelled: { en: "cancelled", zh: "已取消" },
  interrupted: { en: "interrupted", zh: "已中断" },
  rolledBack: { en: "rolled back", zh: "已回滚" },
  rolledBackByMachine: { en: "rolled back by the machine", zh: "已由机器回滚" },
  partlyRolledBack: { en: "partly rolled back", zh: "未完全回滚" },

  becauseLost: { en: "the auto-rollback process was ended", zh: "自动回滚进程已终止" },
  becauseSilent: { en: "no contact with the program for {seconds} s", zh: "{seconds} 秒未收到程序的消息" },
  becauseUnconfirmed: { en: "not confirmed within {seconds} s", zh: "{seconds} 秒内未确认" },

  stepNotRun: { en: "not run", zh: "未执行" },
  stepNoLongerNeeded: { en: "No longer needed ({code}).", zh: "已无需执行（{code}）。" },
  stepTried: { en: "{tries, plural, one {Tried once.} other {Tried # times.}}", zh: "已尝试 {tries} 次。" },
  stepTriedAndRuns: {
    en: "{tries, plural, one {Tried once. Trying again.} other {Tried # times. Trying again.}}",
    zh: "已尝试 {tries} 次，正在重试。",
  },

  undone: {
    en: "{undone, plural, one {# step was rolled back.} other {# steps were rolled back.}}",
    zh: "已回滚 {undone} 个步骤。",
  },
  undoFailed: {
    en: "{failed, plural, one {# step could not be rolled back.} other {# steps could not be rolled back.}}",
    zh: "{failed} 个步骤无法回滚。",
  },
  undoneInPart: {
    en: "{undone, plural, one {# step was rolled back} other {# steps were rolled back}}; {failed} could not be rolled back.",
    zh: "已回滚 {undone} 个步骤，{failed} 个步骤无法回滚。",
  },

  atStep: { en: "Step {at} of {total}", zh: "第 {at} 步，共 {total} 步" },
  atStepTried: {
    en: "{tries, plural, one {Step {at} of {total}, tried once} other {Step {at} of {total}, tried # times}}",
    zh: "第 {at} 步，共 {total} 步，已尝试 {tries} 次",
  },
  stepsDone: { en: "{finished} of {total} steps done", zh: "已完成 {finished}/{total} 个步骤" },
  rollingBack: { en: "Rolling back", zh: "正在回滚" },
  waitsForConfirmation: { en: "Done, waiting for confirmation", zh: "已完成，等待确认" },
  verifying: { en: "Verifying", zh: "正在核对" },
  headRunning: { en: "Running", zh: "执行中" },
  headDone: { en: "Done", zh: "已完成" },
  headDoneIn: { en: "Done in {took}", zh: "已完成，用时 {took}" },
  headFailed: { en: "Failed", zh: "失败" },
  headFailedAt: { en: "Failed at step {at} of {total}", zh: "第 {at} 步失败，共 {total} 步" },
  headCancelled: { en: "Cancelled", zh: "已取消" },
  headCancelledAfter: { en: "Cancelled after {took}", zh: "已取消，用时 {took}" },
  headRolledBack: { en: "Rolled back", zh: "已回滚" },
  headRolledBackByMachine: { en: "Rolled back by the machine", zh: "已由机器回滚" },
  headPartlyRolledBack: { en: "Partly rolled back", zh: "未完全回滚" },

  closingRuns: { en: "It keeps running if you close this dialog.", zh: "关闭此对话框不会中止执行。" },
  closingArmed: {
    en: "It keeps running if you close this dialog. The changes still need confirmation when it is done.",
    zh: "关闭此对话框不会中止执行，但完成后仍需确认更改。",
  },
  closingAsking: { en: "Closing this dialog does not keep the changes.", zh: "关闭此对话框不等于保留更改。" },

  noDriverBound: { en: "No driver was bound to {bdfs}.", zh: "{bdfs} 未绑定驱动。" },
  notifyMe: { en: "Notify me when it ends", zh: "结束时通知" },
  details: { en: "Details", zh: "详情" },
  showMachine: { en: "Show {machine}", zh: "显示 {machine}" },
  beside: { en: " · {text}", zh: " · {text}" },
  operation: { en: "Operation", zh: "操作" },
  status: { en: "Operation status", zh: "执行状态" },
  progress: { en: "Progress", zh: "进度" },
  steps: { en: "Steps", zh: "步骤" },
  whyFailed: { en: "Why it failed", zh: "失败原因" },
  response: { en: "Response", zh: "响应" },
  currentState: { en: "Current state", zh: "当前状态" },
  stateAtEnd: { en: "State at the end", zh: "结束时状态" },
  notResponding: { en: "SR-IOV Inspector is not responding", zh: "SR-IOV Inspector 无响应" },
  mayGoOn: {
    en: "The operation continues if the program is still running, which is unknown here. The result appears when the connection is back or the program starts again.",
    zh: "程序若仍在运行，操作会继续，但此处无法得知。连接恢复或程序下次启动后会显示结果。",
  },
  startedAt: { en: "On {machine}, started at {at}.", zh: "机器 {machine}，开始于 {at}。" },
  startedElsewhere: { en: "On {machine}, started elsewhere.", zh: "机器 {machine}，从别处启动。" },
  nothingRuns: { en: "Nothing is running", zh: "没有正在执行的操作" },
  seeActivity: { en: "Past changes to this machine are listed under Activity.", zh: "此机器以往的更改见“操作记录”。" },

  cancelling: { en: "Cancelling…", zh: "正在取消…" },
  cancel: { en: "Cancel and roll back", zh: "取消并回滚" },
  cancelHelp: {
    en: "Stops after the current step and rolls back completed steps.",
    zh: "当前步骤结束后停止，并回滚已完成的步骤。",
  },
  stopsSoon: { en: "Stops after this step, then rolls back.", zh: "当前步骤结束后停止并回滚。" },
  planAgain: { en: "Plan again", zh: "重新生成计划" },
  rootCommand: { en: "Command to run as root", zh: "以 root 执行的命令" },
  forRootShell: { en: "For a root shell on that machine.", zh: "在该机器的 root shell 中执行。" },

  stillReachable: { en: "Can you still reach the machine?", zh: "机器是否仍可访问？" },
  waitingFor: { en: "Waiting for confirmation: {title}", zh: "等待确认：{title}" },
  keepChanges: { en: "Keep changes", zh: "保留更改" },
  rollBackNow: { en: "Roll back now", zh: "立即回滚" },
  rollsBackSentence: { en: "Rolls back automatically in {seconds} s.", zh: "{seconds} 秒后自动回滚。" },
  rollsBackIn: { en: "Rolls back in {seconds} s", zh: "{seconds} 秒后回滚" },
  keepingNow: { en: "Keeping changes…", zh: "正在保留更改…" },
  rollingBackNow: { en: "Rolling back…", zh: "正在回滚…" },
  armed: {
    en: "Auto-rollback is armed on the machine. It runs if the machine does not hear from this program for {seconds} s.",
    zh: "机器上已启用自动回滚：{seconds} 秒未收到本程序的消息即执行。",
  },
  mayEndWithLogin: {
    en: "Auto-rollback may stop when the login session that reaches the machine ends. Keep that session open until the changes are confirmed or rolled back.",
    zh: "用于连接该机器的登录会话一旦结束，自动回滚可能随之终止。确认更改或回滚完成前，请保持该会话。",
  },
});
