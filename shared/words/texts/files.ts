/** Why a file cannot be opened: sentences, after its name. */
import { messages } from "../messages.ts";

export const FILE_WORDS = messages("file", {
  /** A machine of a file with several. */
  partOf: { en: "{file}, {part}", zh: "{file}，{part}" },

  tooLarge: {
    en: "It is larger than the limit of {limit}. Open only the part about PCI functions.",
    zh: "大小超过 {limit} 的上限。请只打开与 PCI Function 有关的部分。",
  },
  unpacksTooLarge: {
    en: "It unpacks to more than the limit of {limit}. Unpack it and open the files about PCI functions.",
    zh: "解压后超过 {limit} 的上限。请先解压，再打开与 PCI Function 有关的文件。",
  },
  bytesAlone: {
    en: "It has the bytes of one function without its address. Paste the output of {command} for it, below a line with the address, such as 01:00.0.",
    zh: "其中只有一个 Function 的字节，没有地址。请粘贴 {command} 对它的输出，并在上方加一行地址，如 01:00.0。",
  },
  layers: {
    en: "It is compressed more than {most} times over. Decompress it first.",
    zh: "压缩嵌套超过 {most} 层。请先解压。",
  },
  packing: {
    en: "It is compressed with {packing}, which is not supported. Run {program} on it first.",
    zh: "用 {packing} 压缩，不支持直接打开。请先用 {program} 解压。",
  },
  packingIn: {
    en: "{path} in it is compressed with {packing}, which is not supported. Run {program} on it first.",
    zh: "其中的 {path} 用 {packing} 压缩，不支持直接打开。请先用 {program} 解压。",
  },
  damaged: {
    en: "It can’t be unpacked: its {packing} data is damaged or incomplete.",
    zh: "无法解压：{packing} 数据已损坏或不完整。",
  },
  damagedIn: {
    en: "{path} in it can’t be unpacked: its {packing} data is damaged or incomplete.",
    zh: "无法解压其中的 {path}：{packing} 数据已损坏或不完整。",
  },
  noFunctions: {
    en: "The archive has no file about PCI functions, such as the output of lspci or a kernel log.",
    zh: "压缩包中没有与 PCI Function 有关的文件，如 lspci 的输出或内核日志。",
  },

  unreadable: { en: "It can’t be read: {reason}.", zh: "无法读取：{reason}。" },
  missing: { en: "there is no such file", zh: "文件不存在" },
});
