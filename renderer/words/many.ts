/** Several functions that are selected: what they have in common, and what can be done with them. */
import { messages } from "../../shared/words/messages.ts";

export const MANY_WORDS = messages("many", {
  same: { en: "The same for all", zh: "相同" },
  different: { en: "Different", zh: "不同" },
  list: { en: "Selected functions", zh: "所选 Function" },
  usedBy: { en: "Used by", zh: "使用者" },
  notOf: { en: "does not apply", zh: "不适用" },
  vf: { en: "VF {index}", zh: "VF {index}" },
  more: { en: "More", zh: "更多" },
  only: {
    en: "{count, plural, one {Show only this one} other {Select only these #}}",
    zh: "{count, plural, =1 {仅显示这一个} other {仅选择这 # 个}}",
  },
  takeOut: { en: "Remove {bdf} from the selection", zh: "从所选项中移除 {bdf}" },
  further: { en: "{count, number} more in the table", zh: "表格中还有 {count, number} 个" },
});
