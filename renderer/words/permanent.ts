/** Text that makes a state persistent. */
import { messages } from "../../shared/words/messages.ts";

export const PERMANENT_WORDS = messages("window.permanent", {
  title: { en: "Make persistent: {bdf}", zh: "设为永久生效：{bdf}" },
  about: {
    en: "Changes made here are lost after a reboot. Install this text on the machine to apply them at each start.",
    zh: "此处所做的更改在重启后失效。将以下内容安装到机器上，即可在每次启动时应用。",
  },
  forRootShell: { en: "For a root shell:", zh: "在 root shell 中执行：" },
  putInto: { en: "Put this into {path}:", zh: "写入 {path}：" },
  copy: { en: "Copy {title}", zh: "复制 {title}" },
  methods: { en: "Methods", zh: "方式" },
  nothing: { en: "Nothing to make persistent", zh: "没有需要永久生效的内容" },
  nothingAbout: { en: "It has no driver override and no VFs.", zh: "未设置 driver_override，也没有 VF。" },
});
