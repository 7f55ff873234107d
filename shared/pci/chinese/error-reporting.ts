/** The Chinese of Advanced Error Reporting. The mask and severity registers say of each error what the status register says. */
import type { ChineseOf } from "./chinese-of.ts";

/** What happened, for each uncorrectable error. */
const UNCORRECTABLE: ChineseOf = {
  "The data link layer protocol was violated, for example by an Ack with an invalid sequence number.":
    "违反数据链路层协议，例如收到序列号无效的 Ack。",
  "The link went down unexpectedly.": "链路意外断开。",
  "A TLP arrived whose data is marked as corrupt (EP bit set).": "收到数据已标记为损坏的 TLP（EP 位为 1）。",
  "The link partner violated the flow control rules.": "链路对端违反流控规则。",
  "A request received no completion before the timeout.": "请求在超时前未收到 Completion。",
  "The function recognized a request but could not complete it and returned Completer Abort.":
    "Function 识别了请求但无法完成，返回 Completer Abort。",
  "A completion arrived that matches no outstanding request.": "收到的 Completion 没有对应的未完成请求。",
  "A TLP arrived for which the receive buffer had no space.": "收到 TLP 时接收缓冲区已无空间。",
  "A TLP arrived that violates the formatting rules, for example by its length, type or traffic class.":
    "收到格式不合规的 TLP，例如长度、类型或流量类别（TC）错误。",
  "The end-to-end CRC of a TLP was wrong.": "TLP 的端到端 CRC（ECRC）校验失败。",
  "A request arrived that the function does not support, such as an access to a disabled BAR.":
    "收到 Function 不支持的请求，例如访问未启用的 BAR。",
  "Access Control Services blocked a request.": "请求被 ACS 阻止。",
  "The function detected an internal error that it could not correct.": "Function 内部出现无法纠正的错误。",
  "A multicast TLP was blocked by MC_Block_All or MC_Block_Untranslated.":
    "组播 TLP 被 MC_Block_All 或 MC_Block_Untranslated 阻止。",
  "An AtomicOp was blocked at an egress port with AtomicOp Egress Blocking enabled.":
    "AtomicOp 在启用了 AtomicOp Egress Blocking 的出口端口被阻止。",
  "A TLP with an End-End TLP Prefix was blocked at an egress port that does not forward such prefixes.":
    "带有 End-End TLP Prefix 的 TLP 在不转发此类前缀的出口端口被阻止。",
  "A poisoned TLP was blocked at the egress port (part of DPC).": "Poisoned TLP 在出口端口被阻止（属于 DPC）。",
  "A Deferrable Memory Write was blocked at an egress port with DMWr Egress Blocking enabled.":
    "Deferrable Memory Write 在启用了 DMWr Egress Blocking 的出口端口被阻止。",
  "An IDE TLP failed its integrity check: it was altered in transit, or the keys differ.":
    "IDE TLP 未通过完整性校验：传输途中被改动，或两端密钥不一致。",
  "An IDE TLP arrived at a port where its stream does not terminate.": "IDE TLP 到达的端口不是其 Stream 的终点。",
  "The CRC of the plaintext data (PCRC) was wrong after decryption.": "解密后明文数据的 CRC（PCRC）校验失败。",
  "A TLP was blocked at the egress port because it cannot be translated between Flit Mode and Non-Flit Mode.":
    "TLP 无法在 Flit Mode 与 Non-Flit Mode 之间转换，在出口端口被阻止。",
};

/** The same for correctable errors. */
const CORRECTABLE: ChineseOf = {
  "The receiver detected invalid symbols or framing. Frequent errors point to the cable, the slot or signal integrity.":
    "接收端检测到符号或成帧错误。频繁出现时应检查线缆、插槽和信号质量。",
  "A TLP arrived with a wrong LCRC or sequence number and is retransmitted.":
    "收到 LCRC 或序列号错误的 TLP，由发送端重传。",
  "A DLLP arrived with a wrong CRC and was dropped.": "收到 CRC 错误的 DLLP，已丢弃。",
  "A TLP was retransmitted several times without success, so the link is retrained.":
    "同一 TLP 多次重传均未成功，链路重新训练。",
  "No Ack or Nak arrived in time, so unacknowledged TLPs are retransmitted.":
    "未及时收到 Ack 或 Nak，重传尚未确认的 TLP。",
  "A non-fatal error reported as correctable because another component is expected to handle it.":
    "非致命错误，由其他组件处理，因此按可纠正错误上报。",
  "The function detected an internal error and corrected it.": "Function 内部出现错误，已自行纠正。",
  "A TLP header could not be logged because the Header Log was full.": "Header Log 已满，未能记录出错 TLP 的头部。",
};

/** The same for the PCI or PCI-X side of a bridge. */
const SECONDARY: ChineseOf = {
  "A split completion on the secondary bus ended in Target Abort.":
    "次级总线上的 Split Completion 以 Target Abort 结束。",
  "A split completion on the secondary bus ended in Master Abort.":
    "次级总线上的 Split Completion 以 Master Abort 结束。",
  "A request on the secondary bus ended in Target Abort.": "次级总线上的请求以 Target Abort 结束。",
  "A request on the secondary bus ended in Master Abort: no device claimed it.":
    "次级总线上的请求以 Master Abort 结束：没有设备响应。",
  "A split completion arrived that matches no outstanding request.": "收到的 Split Completion 没有对应的未完成请求。",
  "The data of a Split Completion Message had an uncorrectable error.":
    "Split Completion Message 的数据存在不可纠正错误。",
  "Data on the secondary bus had an uncorrectable error.": "次级总线上的数据存在不可纠正错误。",
  "The attributes of a transaction had an uncorrectable error.": "事务属性存在不可纠正错误。",
  "An address on the secondary bus had an uncorrectable error.": "次级总线上的地址存在不可纠正错误。",
  "The requester did not retry a delayed transaction before the discard timer expired.":
    "请求方未在丢弃定时器到期前重试延迟事务。",
  "A device on the secondary bus asserted PERR#: it detected a data error.":
    "次级总线上有设备拉低 PERR#，表示检测到数据错误。",
  "A device on the secondary bus asserted SERR#: it reported a system error.":
    "次级总线上有设备拉低 SERR#，表示出现系统错误。",
  "The bridge detected an internal error.": "桥内部出现错误。",
};

const MASK = ["Set: not reported. ", "为 1 时，不上报此类错误。"] as const;
const SEVERITY = [
  "Set: fatal; clear: non-fatal. ",
  "为 1 时，此类错误按致命错误上报；为 0 时按非致命错误上报。",
] as const;

function after([english, chinese]: typeof MASK | typeof SEVERITY, errors: ChineseOf): ChineseOf {
  return Object.fromEntries(Object.entries(errors).map(([error, said]) => [english + error, chinese + said]));
}

export const ERROR_REPORTING: ChineseOf = {
  ...UNCORRECTABLE,
  ...after(MASK, UNCORRECTABLE),
  ...after(SEVERITY, UNCORRECTABLE),
  ...CORRECTABLE,
  ...after(MASK, CORRECTABLE),
  ...SECONDARY,
  ...after(MASK, SECONDARY),
  ...after(SEVERITY, SECONDARY),
  "Uncorrectable errors detected since the bits were last cleared by writing 1.":
    "自上次写 1 清零以来检测到的不可纠正错误。",
  "A masked error sets its status bit, but is neither recorded in the Header Log nor reported to the root complex.":
    "已屏蔽的错误只置位状态位，不记入 Header Log，也不上报 Root Complex。",
  "Set: reported as ERR_FATAL; clear: reported as ERR_NONFATAL.":
    "为 1 时，以 ERR_FATAL 上报；为 0 时以 ERR_NONFATAL 上报。",
  "Errors corrected by hardware since the bits were last cleared by writing 1.":
    "自上次写 1 清零以来由硬件纠正的错误。",
  "Set: the error is not reported.": "为 1 时，不上报该错误。",
  "Bit number of the first error recorded in Uncorrectable Error Status.":
    "首个错误在 Uncorrectable Error Status 中的位号。",
  "The function can generate ECRC for the TLPs it sends.": "支持为发出的 TLP 生成 ECRC。",
  "Set: the function generates ECRC for the TLPs it sends.": "为 1 时，为发出的 TLP 生成 ECRC。",
  "The function can check the ECRC of received TLPs.": "支持检查所收 TLP 的 ECRC。",
  "Set: the function checks the ECRC of received TLPs.": "为 1 时，检查所收 TLP 的 ECRC。",
  "The function can record the headers of several errors.": "支持记录多个错误的 TLP 头部。",
  "Set: the function records the headers of several errors.": "为 1 时，记录多个错误的 TLP 头部。",
  "Set: the TLP Prefix Log holds prefixes of the TLP in the Header Log.":
    "为 1 时，表示 TLP Prefix Log 记录了 Header Log 中该 TLP 的前缀。",
  "The function records the header of a request whose completion timed out.":
    "发生 Completion Timeout 时可记录对应请求的 TLP 头部。",
  "Set: the logged TLP was received in Flit Mode, which uses a different header format.":
    "为 1 时，表示所记 TLP 在 Flit Mode 下收到，其头部格式与 Non-Flit Mode 不同。",
  "Length of the logged TLP header; valid only for a TLP received in Flit Mode.":
    "所记 TLP 头部的长度；仅对 Flit Mode 下收到的 TLP 有效。",
  "First DW of the header of the TLP with the first error.": "首个出错 TLP 头部的第 1 个双字。",
  "Second DW of the logged TLP header.": "所记 TLP 头部的第 2 个双字。",
  "Third DW of the logged TLP header.": "所记 TLP 头部的第 3 个双字。",
  "Fourth DW of the logged TLP header.": "所记 TLP 头部的第 4 个双字。",
  "Which error messages raise an interrupt.": "哪些错误消息会触发中断。",
  "Set: an ERR_COR message raises an interrupt.": "为 1 时，ERR_COR 消息触发中断。",
  "Set: an ERR_NONFATAL message raises an interrupt.": "为 1 时，ERR_NONFATAL 消息触发中断。",
  "Set: an ERR_FATAL message raises an interrupt.": "为 1 时，ERR_FATAL 消息触发中断。",
  "An ERR_COR message was received.": "收到 ERR_COR 消息。",
  "Another ERR_COR message arrived before ERR_COR Received was cleared.":
    "ERR_COR Received 清零之前又收到 ERR_COR 消息。",
  "An ERR_FATAL or ERR_NONFATAL message was received.": "收到 ERR_FATAL 或 ERR_NONFATAL 消息。",
  "Another ERR_FATAL or ERR_NONFATAL message arrived before ERR_FATAL/NONFATAL Received was cleared.":
    "ERR_FATAL/NONFATAL Received 清零之前又收到 ERR_FATAL 或 ERR_NONFATAL 消息。",
  "The first uncorrectable error message received was ERR_FATAL.": "收到的首个不可纠正错误消息为 ERR_FATAL。",
  "An ERR_NONFATAL message was received.": "收到 ERR_NONFATAL 消息。",
  "An ERR_FATAL message was received.": "收到 ERR_FATAL 消息。",
  "Subclass of the first ERR_COR message received, if its sender supports subclasses.":
    "收到的首个 ERR_COR 消息的子类；仅当发送方支持子类时有意义。",
  "MSI or MSI-X vector of these interrupts.": "此类中断使用的 MSI 或 MSI-X 向量。",
  "Requester ID in the first ERR_COR message received.": "收到的首个 ERR_COR 消息中的 Requester ID。",
  "Requester ID in the first ERR_FATAL or ERR_NONFATAL message received.":
    "收到的首个 ERR_FATAL 或 ERR_NONFATAL 消息中的 Requester ID。",
  "First prefix of the logged TLP.": "所记 TLP 的第 1 个前缀。",
  "Second prefix of the logged TLP.": "所记 TLP 的第 2 个前缀。",
  "Third prefix of the logged TLP.": "所记 TLP 的第 3 个前缀。",
  "Fourth prefix of the logged TLP.": "所记 TLP 的第 4 个前缀。",
  "Bit number of the first error recorded in Secondary Uncorrectable Error Status.":
    "首个错误在 Secondary Uncorrectable Error Status 中的位号。",
  "Attributes of the transaction with the first error.": "首个出错事务的属性。",
  "Command of the logged transaction.": "所记事务的命令。",
  "Lower 32 bits of the address of the logged transaction.": "所记事务地址的低 32 位。",
  "Upper 32 bits of the address of the logged transaction.": "所记事务地址的高 32 位。",
  "Another DW of the logged TLP header; Flit Mode headers can exceed four DW.":
    "所记 TLP 头部的后续双字；Flit Mode 下的头部可超过 4 个双字。",
  "First Error Pointer is valid only while the status bit that it points to is set.":
    "仅当 First Error Pointer 指向的状态位为 1 时，该指针才有效。",
};
