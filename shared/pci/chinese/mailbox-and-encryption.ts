import type { ChineseOf } from "./chinese-of.ts";

export const MAILBOX_AND_ENCRYPTION: ChineseOf = {
  "Set: a response or an error can raise an interrupt; clear: the mailbox must be polled.":
    "为 1 时，响应就绪或出错时可产生中断；为 0 时须轮询。",
  "MSI or MSI-X vector of DOE interrupts.": "DOE 中断使用的 MSI 或 MSI-X 向量。",
  "Set: software can indicate that no object will follow soon, so that the mailbox may save power.":
    "为 1 时，软件可告知近期不会发送对象，以便邮箱进入低功耗。",
  "Set: the mailbox can send unsolicited objects.": "为 1 时，邮箱可主动发送对象。",
  "Writing 1 aborts all exchanges; reads 0.": "写 1 中止所有交换；读出恒为 0。",
  "Set: an interrupt is raised when a response is ready, an error occurs or an abort completes.":
    "为 1 时，响应就绪、出错或中止完成后产生中断。",
  "Set: the mailbox need not stay ready for the next object.": "为 1 时，邮箱无需一直准备接收下一个对象。",
  "Set: the mailbox may send unsolicited objects.": "为 1 时，允许邮箱主动发送对象。",
  "Writing 1 submits the object in the write mailbox; reads 0.": "写 1 提交写邮箱中的对象；读出恒为 0。",
  "Set: the mailbox cannot accept an object now.": "为 1 时，邮箱暂时无法接收对象。",
  "Set: an interrupt condition has occurred. Write 1 to clear.": "为 1 时，已出现中断条件。写 1 清零。",
  "Set: an object could not be processed. Only DOE Abort clears this bit.":
    "为 1 时，有对象未能处理；只有 DOE Abort 能将其清零。",
  "Set: the mailbox has sent an unsolicited object. Write 1 to clear.": "为 1 时，邮箱已主动发送对象。写 1 清零。",
  "Set: the mailbox is ready to accept an object immediately.": "为 1 时，邮箱可立即接收对象。",
  "Set: a response is ready in the read mailbox.": "为 1 时，读邮箱中有响应可读。",
  "The object is written here, dword by dword, before DOE Go is set.":
    "对象逐个双字写入此处，全部写完后再置位 DOE Go。",
  "Reads the current dword of the response; writing any value advances to the next one.":
    "读出响应的当前双字；写入任意值后前进到下一个双字。",
  "Set: all traffic on the link can be encrypted, from this port to the next.":
    "为 1 时，可加密本端口到相邻端口之间链路上的全部流量。",
  "Set: traffic between two selected ports can be encrypted end to end, through any switches in between.":
    "为 1 时，可对选定两端之间的流量做端到端加密，中间可经过 Switch。",
  "Set: the port can forward encrypted TLPs of other streams.": "为 1 时，端口可转发其他 IDE Stream 的加密 TLP。",
  "Set: part of the TLP header can be encrypted too.": "为 1 时，TLP 头部的一部分也可加密。",
  "Set: one integrity check can cover several TLPs, which saves bandwidth.":
    "为 1 时，多个 TLP 可共用一个完整性校验值，以节省带宽。",
  "Set: a CRC of the plaintext can be encrypted together with it (PCRC).":
    "为 1 时，可对明文计算 CRC 并随明文一同加密（PCRC）。",
  "Set: keys can be programmed with IDE_KM, through Data Object Exchange.":
    "为 1 时，可经 Data Object Exchange 使用 IDE_KM 配置密钥。",
  "Set: configuration requests can be encrypted too.": "为 1 时，配置请求也可加密。",
  "Supported ciphers.": "支持的加密算法。",
  "Number of traffic classes that can each have a link stream.": "可各自拥有 Link IDE Stream 的流量类别（TC）数。",
  "Number of selective streams whose registers follow.": "支持的 Selective IDE Stream 数，各自的寄存器列于其后。",
  "Set: a stream can be limited to TLPs with the T bit, which trusted environments (TEEs) send.":
    "为 1 时，可将 IDE Stream 限定为仅用于带 T 位的 TLP，即可信执行环境（TEE）的 TLP。",
  "Set: TLPs of trusted environments can use the XT bits to limit access to their data.":
    "为 1 时，可信执行环境的 TLP 可用 XT 位限定哪些对象能访问其数据。",
  "Set: the port may forward encrypted TLPs of other streams.": "为 1 时，允许端口转发其他 IDE Stream 的加密 TLP。",
  "Set: the stream is enabled; encryption starts when IDE_KM triggers it.":
    "为 1 时，启用该 IDE Stream；由 IDE_KM 触发后开始加密。",
  "Set: TLPs of the stream carry the XT bits.": "为 1 时，该 IDE Stream 的 TLP 携带 XT 位。",
  "Number of non-posted requests that share one integrity check.": "共用一个完整性校验值的 Non-Posted 请求数。",
  "Number of posted requests that share one integrity check.": "共用一个完整性校验值的 Posted 请求数。",
  "Number of completions that share one integrity check.": "共用一个完整性校验值的 Completion 数。",
  "Set: a CRC is added to the plaintext before encryption.": "为 1 时，加密前先为明文附加 CRC。",
  "Address bits in the TLP header that are encrypted too.": "TLP 头部中一并加密的地址位。",
  "Cipher of this stream.": "该 IDE Stream 使用的加密算法。",
  "Traffic class of the TLPs that use this stream.": "使用该 IDE Stream 的 TLP 的流量类别（TC）。",
  "Number by which both ends identify the stream; unique within a port.":
    "两端用于标识该 IDE Stream 的编号，在同一端口内唯一。",
  "Secure: encryption is active. Insecure: the stream has not started, is disabled or has failed.":
    "Secure 表示加密已生效；Insecure 表示 IDE Stream 尚未开始、未启用或已失败。",
  "Set: the other end reported that a TLP of this stream failed its integrity check. Write 1 to clear.":
    "为 1 时，对端报告该 IDE Stream 有 TLP 未通过完整性校验。写 1 清零。",
  "Number of address ranges that can be associated with this stream.": "可与该 IDE Stream 关联的地址范围数。",
  "Set: configuration requests use this stream too.": "为 1 时，配置请求也使用该 IDE Stream。",
  "Set: TLPs of the traffic class that match no other stream use this one.":
    "为 1 时，同一流量类别（TC）中未匹配其他 IDE Stream 的 TLP 使用该 IDE Stream。",
  "Set: only TLPs with the T bit, which trusted environments (TEEs) send, use this stream.":
    "为 1 时，仅带 T 位的 TLP，即可信执行环境（TEE）的 TLP，使用该 IDE Stream。",
  "Last requester ID of the range at the other end of the stream.": "IDE Stream 对端 Requester ID 范围的结束值。",
  "Set: the range of requester IDs is in effect.": "为 1 时，Requester ID 范围有效。",
  "First requester ID of the range at the other end of the stream.": "IDE Stream 对端 Requester ID 范围的起始值。",
  "Segment of these requester IDs.": "这些 Requester ID 所在的 Segment。",
  "Set: the address range is in effect.": "为 1 时，地址范围有效。",
  "Bits 31:20 of the first address of the range.": "范围起始地址的第 31:20 位。",
  "Bits 31:20 of the last address of the range.": "范围结束地址的第 31:20 位。",
  "Bits 63:32 of the last address of the range.": "范围结束地址的第 63:32 位。",
  "Bits 63:32 of the first address of the range.": "范围起始地址的第 63:32 位。",
};
