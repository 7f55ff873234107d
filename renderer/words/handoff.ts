/** Configuration of a guest that gets functions. */
import { messages } from "../../shared/words/messages.ts";

export const HANDOFF_WORDS = messages("window.handoff", {
  title: { en: "Guest configuration for {bdf}", zh: "{bdf} 的直通配置" },
  titleSeveral: { en: "Guest configuration for {count} functions", zh: "{count} 个 Function 的直通配置" },
  about: {
    en: "{count, plural, one {What the guest’s configuration needs to use it.} other {What the guest’s configuration needs to use them.}}",
    zh: "将以下内容加入虚拟机配置即可使用。",
  },
  nothing: { en: "Nothing to pass through", zh: "没有可直通的 Function" },
  noneIsOnVfio: { en: "None of these functions is bound to a vfio driver.", zh: "这些 Function 均未绑定 vfio 驱动。" },
  format: { en: "Configuration for", zh: "配置格式" },
  of: { en: "For {title}", zh: "用于 {title}" },
  copyOf: { en: "Copy for {title}", zh: "复制 {title} 配置" },
});
