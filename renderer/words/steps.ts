/** How steps stand, beside their labels. */
import { messages } from "../../shared/words/messages.ts";

export const STEP_STATE_WORDS = messages("ui.step", {
  waiting: { en: "waiting", zh: "等待中" },
  running: { en: "running", zh: "执行中" },
  unknown: { en: "result unknown", zh: "结果未知" },
  done: { en: "done", zh: "已完成" },
  failed: { en: "failed", zh: "失败" },
  skipped: { en: "skipped", zh: "已跳过" },
  rolledBack: { en: "rolled back", zh: "已回滚" },
  it: { en: "it", zh: "该 Function" },
  forEach: { en: "For each of {count} functions", zh: "对 {count} 个 Function 逐一执行" },
  forEachVf: { en: "For each of {count} VFs", zh: "对 {count} 个 VF 逐一执行" },
  countingUp: { en: "{address} (counting up)", zh: "{address}（逐个递增）" },
  overOf: { en: "{over} of {count}", zh: "{over}/{count}" },
  beside: { en: ": {state}", zh: "：{state}" },
  rollbackFailed: { en: "rollback failed", zh: "回滚失败" },
});
