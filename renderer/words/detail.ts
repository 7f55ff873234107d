/** The details of a function: the pane, its header, and what all tabs share. */
import { messages } from "../../shared/words/messages.ts";

export const DETAIL_WORDS = messages("detail", {
  tabs: { en: "Details", zh: "详情" },
  noneSelected: { en: "No function selected", zh: "未选择 Function" },
  selectOne: {
    en: "Select a function in the table to see its registers, VFs and driver.",
    zh: "在表格中选择一个 Function，查看其寄存器、VF 和驱动。",
  },
  gone: { en: "{bdf} is no longer present", zh: "{bdf} 已不存在" },
  goneHelp: { en: "The machine has no function at this address.", zh: "机器上没有此地址的 Function。" },
  lastSeen: {
    en: "{name}. When last seen: {description}",
    zh: "{name}。最后一次读取时：{description}",
  },
  returns: { en: "It appears here again when it returns.", zh: "再次出现后会重新显示在此处。" },
  notListedYet: { en: "{bdf} is not listed yet", zh: "{bdf} 尚未列出" },
  othersNotRead: { en: "Other functions were not read.", zh: "其他 Function 未读取。" },
  othersComing: { en: "Other functions are still being read.", zh: "其余 Function 仍在读取。" },
  asFarAsRead: {
    en: "VFs, IOMMU groups and links are shown as far as they have been read.",
    zh: "VF、IOMMU 组和链路仅显示已读取的部分。",
  },
  copyBdf: { en: "Copy BDF", zh: "复制 BDF" },
  copyCommand: { en: "Copy command", zh: "复制命令" },
  readFunctionAgain: { en: "Read this function again", zh: "重新读取此 Function" },
  readAgain: { en: "Read again", zh: "重新读取" },
  showFunction: { en: "Show {bdf}", zh: "显示 {bdf}" },
  show: { en: "Show", zh: "查看" },
  fromPf: { en: "from PF", zh: "取自 PF" },
  fromPfHelp: {
    en: "From its PF, {pf}: the VF’s own registers don’t show it.",
    zh: "取自其 PF {pf}：VF 自身的寄存器中没有。",
  },
  clearFilter: { en: "Clear filter", zh: "清除筛选" },
  notRead: { en: "Not read yet.", zh: "尚未读取。" },
  notInFile: { en: "not in the file", zh: "文件中没有" },
  needsRoot: { en: "not readable without root", zh: "需要 root 权限" },
  notReadable: { en: "not readable", zh: "无法读取" },
  unknownBecause: { en: "Unknown: {why}", zh: "未知：{why}" },
  yes: { en: "yes", zh: "是" },
  no: { en: "no", zh: "否" },
  on: { en: "on", zh: "开启" },
  off: { en: "off", zh: "关闭" },
  byte: { en: "Byte {at}", zh: "字节 {at}" },
  bytes: { en: "Bytes {range}", zh: "字节 {range}" },
});
