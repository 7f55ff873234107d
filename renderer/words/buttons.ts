/** Buttons that many dialogs have. */
import { messages } from "../../shared/words/messages.ts";

export const BUTTON_WORDS = messages("window.button", {
  undo: { en: "Undo…", zh: "撤销…" },
  reviewPlan: { en: "Review plan…", zh: "查看变更计划…" },
  copyAsText: { en: "Copy as text", zh: "复制为文本" },
  copyInEnglish: { en: "Copy in English", zh: "复制英文文本" },
});
