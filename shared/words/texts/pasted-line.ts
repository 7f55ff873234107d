/** Why a line of a pasted text could not be used: clauses, after a colon. */
import { messages } from "../messages.ts";

export const PASTED_LINE_WORDS = messages("pasted-line", {
  noAddress: { en: "there is no address above these bytes", zh: "字节上方没有地址" },
  addressOnly: { en: "there is nothing but the address {bdf}", zh: "只有地址 {bdf}，没有其他内容" },
  otherBytes: { en: "{bdf} already has different bytes here", zh: "{bdf} 在此处已有不同的字节" },
  otherBytesAt: { en: "{bdf} already has different bytes at {register}", zh: "{bdf} 在 {register} 处已有不同的字节" },
  halfByte: { en: "it ends in the middle of a byte", zh: "行尾的字节不完整" },
  firstBytes: {
    en: "{count, plural, one {only its first byte can be read} other {only its first # bytes can be read}}",
    zh: "只能读取前 {count} 字节",
  },
  bytesUnknown: { en: "some of its bytes are not given", zh: "部分字节未给出" },
  bytesMissing: { en: "it lacks bytes, so the others may be misplaced", zh: "缺少字节，其余字节的位置可能有误" },
  beyondEnd: { en: "it extends beyond byte fffh, the last one", zh: "超出最后一个字节 fffh" },
  repeatUnknown: {
    en: "the number of rows that the * above stands for is unknown (od -v prints them)",
    zh: "上方的 * 代表多少行未知（od -v 会完整输出）",
  },
  memoryAddress: { en: "its memory address does not give the offset", zh: "由内存地址无法得知偏移" },
  byteOrder: {
    en: "the order of the bytes in each group is unknown: paste single bytes, as {command} prints them",
    zh: "每组的字节序未知：请粘贴按单字节输出的内容，如 {command} 的输出",
  },
  tooManyMachines: {
    en: "the text has more than {most, number} machines or moments",
    zh: "文本中的机器或时刻超过 {most, number} 个",
  },
  registerOfNone: { en: "no function is named for {register}", zh: "未指明 {register} 属于哪个 Function" },
  unnamed: { en: "an unnamed register", zh: "未命名的寄存器" },
  noOffset: {
    en: "the offset of {register} is not given (setpci -v prints it)",
    zh: "未给出 {register} 的偏移（setpci -v 会输出）",
  },
  behindText: { en: "other text precedes the function on its line", zh: "该行的 Function 前面有其他文字" },
  notConfig: { en: "the digits do not look like configuration space", zh: "这些数字不像配置空间" },
  notBytes: { en: "not everything in this row is a byte", zh: "行中有不是字节的内容" },
  unknownForm: { en: "the bytes have no offset or an unknown format", zh: "字节没有偏移，或格式未知" },
  base64: {
    en: "base64 is not supported: paste the output of {command} for the file",
    zh: "不支持 base64：请粘贴 {command} 对该文件的输出",
  },
  busNotGiven: {
    en: "the bus below {bridge} is not given (lspci -PP prints it)",
    zh: "未给出 {bridge} 的下级总线（lspci -PP 会输出）",
  },
});
