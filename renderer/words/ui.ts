/** Texts that components of the interface bring along. */
import { messages } from "../../shared/words/messages.ts";

export const UI_WORDS = messages("ui", {
  paneFailed: { en: "This pane failed. Everything else still works.", zh: "此窗格出错，其他部分不受影响。" },
  tabFailed: { en: "This tab failed. Everything else still works.", zh: "此标签页出错，其他部分不受影响。" },
  barFailed: { en: "This bar failed. Everything else still works.", zh: "此栏出错，其他部分不受影响。" },
  dialogFailed: { en: "This dialog failed. Everything else still works.", zh: "此对话框出错，其他部分不受影响。" },
  windowFailed: { en: "The window failed.", zh: "窗口出错。" },
  operationsContinue: {
    en: "Running operations are not affected, and the journal keeps recording them.",
    zh: "正在执行的操作不受影响，操作记录也会继续写入。",
  },
  reloadPane: { en: "Reload pane", zh: "重新加载窗格" },
  reloadTab: { en: "Reload tab", zh: "重新加载标签页" },
  reloadBar: { en: "Reload bar", zh: "重新加载此栏" },
  reloadDialog: { en: "Reload dialog", zh: "重新加载对话框" },
  reloadWindow: { en: "Reload window", zh: "重新加载窗口" },
  copyDetails: { en: "Copy details", zh: "复制详情" },
  copied: { en: "Copied", zh: "已复制" },
  copyRefused: { en: "Copying not allowed", zh: "不允许复制" },
  close: { en: "Close", zh: "关闭" },
  cancel: { en: "Cancel", zh: "取消" },
  dismiss: { en: "Dismiss", zh: "忽略" },
  tryAgain: { en: "Try again", zh: "重试" },
  whatToDo: { en: "What to do", zh: "处理建议" },
  evidence: { en: "Evidence", zh: "依据" },
  kernelLog: { en: "Kernel log", zh: "内核日志" },
  fewerOf: { en: "Fewer {unit}", zh: "减少 {unit}" },
  moreOf: { en: "More {unit}", zh: "增加 {unit}" },
  vfs: { en: "VFs", zh: "VF" },
  showMore: { en: "Show {count, number} more", zh: "显示其余 {count, number} 个" },
  showFewer: { en: "Show fewer", zh: "收起" },
});
