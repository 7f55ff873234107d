/** Which of the functions that are selected can not be bound to vfio-pci. */
import { messages } from "../../shared/words/messages.ts";

export const BINDABLE_WORDS = messages("window.bindable", {
  leftOut: { en: "Not included: {list}.", zh: "不包括：{list}。" },
  withVfs: {
    en: "{count, plural, one {# PF with VFs} other {# PFs with VFs}}",
    zh: "{count} 个有 VF 的 PF",
  },
  protected: { en: "{count} protected", zh: "{count} 个受保护的 Function" },
  system: {
    en: "{count, plural, one {# bridge or system function} other {# bridges or system functions}}",
    zh: "{count} 个桥或系统 Function",
  },
  bound: { en: "{count} already bound", zh: "{count} 个已绑定的 Function" },
});
