/** Settings of VFs, which the driver of their PF keeps. */
import { messages } from "../../shared/words/messages.ts";

export const VF_SETTINGS_WORDS = messages("window.vf-settings", {
  msix: { en: "MSI-X vectors", zh: "MSI-X 向量数" },
});
