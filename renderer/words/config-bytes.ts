/** The bytes of configuration space. */
import { messages } from "../../shared/words/messages.ts";

export const CONFIG_BYTES_WORDS = messages("config-bytes", {
  shown: { en: "Bytes shown", zh: "显示范围" },
  hideCharacters: { en: "Hide characters", zh: "隐藏字符" },
  showCharacters: { en: "Show characters", zh: "显示字符" },
  selectFirst: { en: "Select bytes first", zh: "请先选择字节" },
  copyBytes: { en: "Copy bytes", zh: "复制字节" },
  copyDump: { en: "Copy as lspci dump", zh: "复制为 lspci dump" },
  dumpHelp: {
    en: "All known bytes in lspci -xxxx format, readable by lspci -F",
    zh: "全部已知字节，格式同 lspci -xxxx，可用 lspci -F 读取",
  },
  grid: { en: "Bytes of configuration space", zh: "配置空间字节" },
  offset: { en: "Offset", zh: "偏移" },
  unknownByte: { en: "{offset} unknown", zh: "{offset} 未知" },
  was: { en: "Was {value}", zh: "原为 {value}" },
  structures: { en: "Structures", zh: "结构" },
  selectBytes: { en: "Select its bytes", zh: "选择其字节" },
  showFieldInTree: { en: "Show {field} in the field tree", zh: "在字段树中显示 {field}" },
  showInTree: { en: "Show in the field tree", zh: "在字段树中显示" },
  unknownCapability: { en: "Unknown capability ID.", zh: "未知的 Capability ID。" },
  unpublished: { en: "Layout not public: no fields are known here.", zh: "布局未公开：此处没有已知字段。" },
  noField: { en: "No fields are known here.", zh: "此处没有已知字段。" },
  hint: {
    en: "Point at a byte, or move with the arrow keys, to see its fields.",
    zh: "将指针移到字节上或用方向键移动，查看其所属字段。",
  },
  bits: { en: "bits", zh: "位" },
  selected: { en: "{count} bytes selected", zh: "已选择 {count} 字节" },
  unclaimed: { en: "not part of any structure", zh: "不属于任何结构" },
});
