/** Why there is no configuration space to show, or not all of it. */
import { messages } from "../../shared/words/messages.ts";

export const CONFIG_FACE_WORDS = messages("config-face", {
  reading: { en: "Reading configuration space", zh: "正在读取配置空间" },
  wake: { en: "Wake and read", zh: "唤醒并读取" },
  allOnes: { en: "Every byte reads ff", zh: "全部字节读为 ff" },
  allOnesHelp: {
    en: "The function does not respond. There is nothing to decode.",
    zh: "Function 无响应，没有可解析的内容。",
  },
  readAt: { en: "Read at {time}", zh: "读取时间 {time}" },
  asleepSince: {
    en: "The function has entered D3cold since. These are its last known bytes.",
    zh: "此后 Function 已进入 D3cold，此处为最后一次读取的内容。",
  },
  goneSince: {
    en: "The function no longer responds. These are its last known bytes.",
    zh: "Function 已无响应，此处为最后一次读取的内容。",
  },
  failedSince: {
    en: "It could not be read again. These are its last known bytes.",
    zh: "重新读取失败，此处为最后一次读取的内容。",
  },
  asleepHelp: {
    en: "Its configuration space was not read, because reading would power the device on, which can take more than a second. The other tabs show what is known without waking it.",
    zh: "未读取配置空间：读取会使设备上电，可能需要一秒以上。其他标签页显示无需唤醒即可获得的信息。",
  },
  gone: { en: "The function is no longer present", zh: "Function 已不存在" },
  goneHelp: {
    en: "The kernel still lists the address, but no device responds there.",
    zh: "内核仍列出此地址，但没有设备响应。",
  },
  leftUnread: { en: "Left unread", zh: "不读取" },
  leftUnreadHelp: {
    en: "Your setting keeps its configuration space from being read.",
    zh: "根据设置，不读取其配置空间。",
  },
  unreadable: { en: "Configuration space could not be read", zh: "无法读取配置空间" },
  noAnswer: { en: "No response", zh: "无响应" },
  noBytes: { en: "No bytes", zh: "没有字节内容" },
  capabilities: { en: "Capabilities", zh: "Capability" },
  capabilitiesByName: { en: "Capabilities by name", zh: "Capability 名称" },
  offset: { en: "Offset", zh: "偏移" },
  name: { en: "Name", zh: "名称" },
  cutInFile: {
    en: "The file holds only the first {count} bytes, so the capabilities are unknown.",
    zh: "文件中只有前 {count} 字节，因此 Capability 未知。",
  },
  cutForUser: {
    en: "Ordinary users can read only the first {count} bytes. The capabilities beyond them need root:",
    zh: "普通用户只能读取前 {count} 字节，其后的 Capability 需要 root 权限：",
  },
  ofVf: {
    en: "Some registers of a VF exist only in its PF: its IDs read ffff; its BARs, Memory Space Enable and link read 0. Where the kernel knows the actual value, it is shown beside the raw one.",
    zh: "VF 的部分寄存器只存在于 PF：ID 读为 ffff，BAR、Memory Space Enable 和链路读为 0。内核已知的实际值显示在原始值旁。",
  },
});
