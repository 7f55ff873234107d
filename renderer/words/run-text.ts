/** An operation as plain text, for a bug report. */
import { messages } from "../../shared/words/messages.ts";

export const RUN_TEXT_WORDS = messages("window.run-text", {
  machine: { en: "Machine: {name}", zh: "机器：{name}" },
  machineWithKernel: { en: "Machine: {name}, Linux {kernel}", zh: "机器：{name}，Linux {kernel}" },
  started: { en: "Started: {at}", zh: "开始时间：{at}" },
  outcome: { en: "Outcome: {outcome}", zh: "结果：{outcome}" },
  steps: { en: "Steps:", zh: "步骤：" },
  took: { en: "({took})", zh: "（{took}）" },
  tookTried: {
    en: "{tries, plural, one {({took}, tried once)} other {({took}, tried # times)}}",
    zh: "（{took}，已尝试 {tries} 次）",
  },
  failure: { en: "wrote {value} to {where}: {code}", zh: "向 {where} 写入 {value}：{code}" },
  cause: { en: "Cause: {cause}", zh: "原因：{cause}" },
  remedy: { en: "What to do: {remedy}", zh: "处理建议：{remedy}" },
  state: { en: "Current state:", zh: "当前状态：" },
});
