/** Names that are ignored because no kernel has such: what they are of goes before the name. */
import { messages } from "../messages.ts";

export const KERNEL_NAME_WORDS = messages("kernel-name", {
  refused: {
    en: "No kernel reports the {what} “{name}”, so it is ignored.",
    zh: "内核不会给出 {what}“{name}”，已忽略。",
  },
  driver: { en: "driver name", zh: "驱动名" },
  module: { en: "module name", zh: "模块名" },
  override: { en: "driver override", zh: "指定驱动（driver_override）" },
  interface: { en: "interface name", zh: "网络接口名" },
  block: { en: "disk name", zh: "磁盘名" },
  object: { en: "device name", zh: "设备名" },
  slot: { en: "slot name", zh: "插槽名" },
  group: { en: "IOMMU group number", zh: "IOMMU 组号" },
  resetMethod: { en: "reset method", zh: "复位方式" },
  host: { en: "machine name", zh: "机器名" },
  line: { en: "text", zh: "文本" },
});
