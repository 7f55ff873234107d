/** Why something could not be read of a machine or a file: by an errno name, in every place in the same words. */
import { messages } from "../messages.ts";

export const READING_WORDS = messages("reading", {
  unread: { en: "{attribute} could not be read: {why} ({code}).", zh: "无法读取 {attribute}：{why}（{code}）。" },
  unreadCode: { en: "{attribute} could not be read ({code}).", zh: "无法读取 {attribute}（{code}）。" },
  /** After words that say what could not be read. */
  reason: { en: "{why} ({code})", zh: "{why}（{code}）" },
  attributeOf: { en: "{attribute} of {name}", zh: "{name} 的 {attribute}" },
  oddValue: { en: "{attribute} has an invalid value: “{text}”.", zh: "{attribute} 的值无效：“{text}”。" },
  missing: { en: "The kernel shows no {attribute} for this function.", zh: "内核未给出此 Function 的 {attribute}。" },
  leftUnread: { en: "Not read, by your setting.", zh: "按设置不读取。" },
  lacksTools: {
    en: "{host} lacks {tools}. What they provide is missing here too.",
    zh: "{host} 缺少 {tools}，相关内容无法显示。",
  },
  pciListFailed: { en: "{folder} can’t be listed ({code}).", zh: "无法列出 {folder}（{code}）。" },

  EACCES: { en: "permission denied", zh: "权限不足" },
  EBADMSG: { en: "the received data can’t be unpacked", zh: "收到的数据无法解压" },
  EBUSY: { en: "the device is busy", zh: "设备正忙" },
  EFBIG: { en: "it is implausibly large", zh: "大小超出合理范围" },
  EINVAL: { en: "the kernel rejects the request as invalid", zh: "内核认为请求无效" },
  EIO: { en: "the device did not respond properly", zh: "设备未正常响应" },
  EISDIR: { en: "it is a directory", zh: "是目录" },
  ELOOP: { en: "its symbolic links form a loop", zh: "符号链接形成循环" },
  ENODATA: { en: "there was no data", zh: "没有数据" },
  ENODEV: { en: "the device is no longer present", zh: "设备已不存在" },
  ENOENT: { en: "it does not exist", zh: "不存在" },
  ENOSPC: { en: "no space is left", zh: "空间不足" },
  ENOSYS: { en: "no usable grep to read it with", zh: "没有可用的 grep 来读取" },
  ENOTDIR: { en: "a file is in place of a directory", zh: "目录的位置上是一个文件" },
  EPERM: { en: "the kernel does not permit it", zh: "内核不允许" },
  EROFS: { en: "it is read-only", zh: "文件系统为只读" },
  ETIMEDOUT: { en: "timed out", zh: "超时" },

  vpdRoot: { en: "Reading product data requires root.", zh: "读取产品数据（VPD）需要 root 权限。" },
  vpdGone: { en: "The function is no longer present.", zh: "该 Function 已不存在。" },
  vpdUnavailable: {
    en: "Product data is not available over this connection.",
    zh: "此连接无法读取产品数据（VPD）。",
  },
  vpdTimedOut: {
    en: "The device did not return its product data in time. The read was abandoned.",
    zh: "设备未及时返回产品数据（VPD），已放弃读取。",
  },
  vpdCancelled: { en: "The read was cancelled.", zh: "读取已取消。" },
  vpdNoAnswer: {
    en: "The device returns no product data: its firmware may have none.",
    zh: "设备未返回产品数据（VPD），其固件中可能没有。",
  },
  vpdEmpty: { en: "The device returned no product data.", zh: "设备返回的产品数据（VPD）为空。" },
  vpdFailed: { en: "Product data could not be read ({code}).", zh: "无法读取产品数据（VPD）（{code}）。" },

  fileHasNoBytes: { en: "The file has no bytes of this function.", zh: "文件中没有此 Function 的字节。" },
  fileLacks: { en: "The file has no {bdf}.", zh: "文件中没有 {bdf}。" },
});
