import type { ChineseOf } from "./chinese-of.ts";

export const CONTAINMENT: ChineseOf = {
  "MSI or MSI-X vector of DPC interrupts.": "DPC 中断使用的 MSI 或 MSI-X 向量。",
  "Set: the root port logs errors of the requests that it issues (RP PIO).":
    "为 1 时，Root Port 会记录自身请求遇到的错误（RP PIO）。",
  "Set: the port can block poisoned TLPs at egress.": "为 1 时，端口可在出口处阻止 Poisoned TLP。",
  "Set: software can trigger DPC.": "为 1 时，软件可以触发 DPC。",
  "Size of the RP PIO logs in dwords.": "RP PIO 日志的长度，以双字为单位。",
  "Set: the port can send ERR_COR when the data link becomes active.":
    "为 1 时，端口可在数据链路进入 DL_Active 状态时发送 ERR_COR。",
  "Bit 4 of RP PIO Log Size.": "RP PIO Log Size 的第 4 位。",
  "Errors that trigger DPC, which takes the link below the port down.":
    "哪些错误会触发 DPC；DPC 触发后，端口的下游链路会断开。",
  "Set: blocked requests complete with UR; clear: with CA.": "为 1 时，被阻止的请求以 UR 完成；为 0 时以 CA 完成。",
  "Set: DPC raises an interrupt.": "为 1 时，DPC 触发后产生中断。",
  "Set: DPC is signaled with ERR_COR.": "为 1 时，DPC 触发后发送 ERR_COR。",
  "Set: poisoned TLPs are blocked at egress.": "为 1 时，在出口处阻止 Poisoned TLP。",
  "Reads 0; writing 1 triggers DPC.": "写 1 触发 DPC；读出恒为 0。",
  "Set: ERR_COR is sent when the data link becomes active.": "为 1 时，数据链路进入 DL_Active 状态后发送 ERR_COR。",
  "Set: DPC events are signaled to system firmware with ERR_COR, even if Correctable Error Reporting Enable is clear.":
    "为 1 时，即使 Correctable Error Reporting Enable 为 0，也以 ERR_COR 将 DPC 事件通知系统固件。",
  "Set: DPC has triggered and holds the link down until this bit is cleared.":
    "为 1 时，DPC 已触发，链路保持断开，直至该位清零。",
  "What triggered DPC.": "触发 DPC 的原因。",
  "Set: a DPC interrupt was raised. Write 1 to clear.": "为 1 时，已产生 DPC 中断。写 1 清零。",
  "Set: the root port is still processing the event. Do not clear Trigger Status yet.":
    "为 1 时，Root Port 仍在处理该事件，此时不应清除 Trigger Status。",
  "The trigger reason if DPC Trigger Reason refers to this field.":
    "当 DPC Trigger Reason 指向本字段时，触发原因由本字段给出。",
  "Bit number of the first error in RP PIO Status.": "首个错误在 RP PIO Status 中的位号。",
  "Set: ERR_COR was sent to system firmware. Write 1 to clear.": "为 1 时，已向系统固件发送 ERR_COR。写 1 清零。",
  "Requester ID of the error message that triggered DPC.": "触发 DPC 的错误消息的 Requester ID。",
  "Errors of the root port's own requests. Write 1 to clear.": "Root Port 自身请求遇到的错误。写 1 清零。",
  "A configuration request received a UR completion: no function below accepted it.":
    "配置请求收到 UR Completion，即下游没有 Function 接受该请求。",
  "A configuration request received a CA completion: the target function aborted it.":
    "配置请求收到 CA Completion，即目标 Function 中止了该请求。",
  "A configuration request timed out without a completion.": "配置请求等待 Completion 超时。",
  "An I/O request received a UR completion: no function below accepted it.":
    "I/O 请求收到 UR Completion，即下游没有 Function 接受该请求。",
  "An I/O request received a CA completion: the target function aborted it.":
    "I/O 请求收到 CA Completion，即目标 Function 中止了该请求。",
  "An I/O request timed out without a completion.": "I/O 请求等待 Completion 超时。",
  "A memory request received a UR completion: no function below accepted it.":
    "内存请求收到 UR Completion，即下游没有 Function 接受该请求。",
  "A memory request received a CA completion: the target function aborted it.":
    "内存请求收到 CA Completion，即目标 Function 中止了该请求。",
  "A memory request timed out without a completion.": "内存请求等待 Completion 超时。",
  "Set: the error is neither logged nor signaled.": "为 1 时，不记录也不上报对应错误。",
  "Set: neither logged nor signaled. A configuration request received a UR completion: no function below accepted it.":
    "为 1 时，不记录也不上报以下错误：配置请求收到 UR Completion，即下游没有 Function 接受该请求。",
  "Set: neither logged nor signaled. A configuration request received a CA completion: the target function aborted it.":
    "为 1 时，不记录也不上报以下错误：配置请求收到 CA Completion，即目标 Function 中止了该请求。",
  "Set: neither logged nor signaled. A configuration request timed out without a completion.":
    "为 1 时，不记录也不上报以下错误：配置请求等待 Completion 超时。",
  "Set: neither logged nor signaled. An I/O request received a UR completion: no function below accepted it.":
    "为 1 时，不记录也不上报以下错误：I/O 请求收到 UR Completion，即下游没有 Function 接受该请求。",
  "Set: neither logged nor signaled. An I/O request received a CA completion: the target function aborted it.":
    "为 1 时，不记录也不上报以下错误：I/O 请求收到 CA Completion，即目标 Function 中止了该请求。",
  "Set: neither logged nor signaled. An I/O request timed out without a completion.":
    "为 1 时，不记录也不上报以下错误：I/O 请求等待 Completion 超时。",
  "Set: neither logged nor signaled. A memory request received a UR completion: no function below accepted it.":
    "为 1 时，不记录也不上报以下错误：内存请求收到 UR Completion，即下游没有 Function 接受该请求。",
  "Set: neither logged nor signaled. A memory request received a CA completion: the target function aborted it.":
    "为 1 时，不记录也不上报以下错误：内存请求收到 CA Completion，即目标 Function 中止了该请求。",
  "Set: neither logged nor signaled. A memory request timed out without a completion.":
    "为 1 时，不记录也不上报以下错误：内存请求等待 Completion 超时。",
  "Set: the error is uncorrectable and triggers DPC.": "为 1 时，对应错误按不可纠正错误处理，并触发 DPC。",
  "Set: triggers DPC. A configuration request received a UR completion: no function below accepted it.":
    "为 1 时，以下错误触发 DPC：配置请求收到 UR Completion，即下游没有 Function 接受该请求。",
  "Set: triggers DPC. A configuration request received a CA completion: the target function aborted it.":
    "为 1 时，以下错误触发 DPC：配置请求收到 CA Completion，即目标 Function 中止了该请求。",
  "Set: triggers DPC. A configuration request timed out without a completion.":
    "为 1 时，以下错误触发 DPC：配置请求等待 Completion 超时。",
  "Set: triggers DPC. An I/O request received a UR completion: no function below accepted it.":
    "为 1 时，以下错误触发 DPC：I/O 请求收到 UR Completion，即下游没有 Function 接受该请求。",
  "Set: triggers DPC. An I/O request received a CA completion: the target function aborted it.":
    "为 1 时，以下错误触发 DPC：I/O 请求收到 CA Completion，即目标 Function 中止了该请求。",
  "Set: triggers DPC. An I/O request timed out without a completion.":
    "为 1 时，以下错误触发 DPC：I/O 请求等待 Completion 超时。",
  "Set: triggers DPC. A memory request received a UR completion: no function below accepted it.":
    "为 1 时，以下错误触发 DPC：内存请求收到 UR Completion，即下游没有 Function 接受该请求。",
  "Set: triggers DPC. A memory request received a CA completion: the target function aborted it.":
    "为 1 时，以下错误触发 DPC：内存请求收到 CA Completion，即目标 Function 中止了该请求。",
  "Set: triggers DPC. A memory request timed out without a completion.":
    "为 1 时，以下错误触发 DPC：内存请求等待 Completion 超时。",
  "Set: the error raises a System Error.": "为 1 时，对应错误会产生 System Error。",
  "Set: raises a System Error. A configuration request received a UR completion: no function below accepted it.":
    "为 1 时，以下错误产生 System Error：配置请求收到 UR Completion，即下游没有 Function 接受该请求。",
  "Set: raises a System Error. A configuration request received a CA completion: the target function aborted it.":
    "为 1 时，以下错误产生 System Error：配置请求收到 CA Completion，即目标 Function 中止了该请求。",
  "Set: raises a System Error. A configuration request timed out without a completion.":
    "为 1 时，以下错误产生 System Error：配置请求等待 Completion 超时。",
  "Set: raises a System Error. An I/O request received a UR completion: no function below accepted it.":
    "为 1 时，以下错误产生 System Error：I/O 请求收到 UR Completion，即下游没有 Function 接受该请求。",
  "Set: raises a System Error. An I/O request received a CA completion: the target function aborted it.":
    "为 1 时，以下错误产生 System Error：I/O 请求收到 CA Completion，即目标 Function 中止了该请求。",
  "Set: raises a System Error. An I/O request timed out without a completion.":
    "为 1 时，以下错误产生 System Error：I/O 请求等待 Completion 超时。",
  "Set: raises a System Error. A memory request received a UR completion: no function below accepted it.":
    "为 1 时，以下错误产生 System Error：内存请求收到 UR Completion，即下游没有 Function 接受该请求。",
  "Set: raises a System Error. A memory request received a CA completion: the target function aborted it.":
    "为 1 时，以下错误产生 System Error：内存请求收到 CA Completion，即目标 Function 中止了该请求。",
  "Set: raises a System Error. A memory request timed out without a completion.":
    "为 1 时，以下错误产生 System Error：内存请求等待 Completion 超时。",
  "Set: the error raises a processor exception.": "为 1 时，对应错误会引发处理器异常。",
  "Set: raises a processor exception. A configuration request received a UR completion: no function below accepted it.":
    "为 1 时，以下错误引发处理器异常：配置请求收到 UR Completion，即下游没有 Function 接受该请求。",
  "Set: raises a processor exception. A configuration request received a CA completion: the target function aborted it.":
    "为 1 时，以下错误引发处理器异常：配置请求收到 CA Completion，即目标 Function 中止了该请求。",
  "Set: raises a processor exception. A configuration request timed out without a completion.":
    "为 1 时，以下错误引发处理器异常：配置请求等待 Completion 超时。",
  "Set: raises a processor exception. An I/O request received a UR completion: no function below accepted it.":
    "为 1 时，以下错误引发处理器异常：I/O 请求收到 UR Completion，即下游没有 Function 接受该请求。",
  "Set: raises a processor exception. An I/O request received a CA completion: the target function aborted it.":
    "为 1 时，以下错误引发处理器异常：I/O 请求收到 CA Completion，即目标 Function 中止了该请求。",
  "Set: raises a processor exception. An I/O request timed out without a completion.":
    "为 1 时，以下错误引发处理器异常：I/O 请求等待 Completion 超时。",
  "Set: raises a processor exception. A memory request received a UR completion: no function below accepted it.":
    "为 1 时，以下错误引发处理器异常：内存请求收到 UR Completion，即下游没有 Function 接受该请求。",
  "Set: raises a processor exception. A memory request received a CA completion: the target function aborted it.":
    "为 1 时，以下错误引发处理器异常：内存请求收到 CA Completion，即目标 Function 中止了该请求。",
  "Set: raises a processor exception. A memory request timed out without a completion.":
    "为 1 时，以下错误引发处理器异常：内存请求等待 Completion 超时。",
  "First dword of the TLP header of the request that failed first.": "首个出错请求的 TLP 头部，第 1 个双字。",
  "Second dword of the TLP header of the request that failed first.": "首个出错请求的 TLP 头部，第 2 个双字。",
  "Third dword of the TLP header of the request that failed first.": "首个出错请求的 TLP 头部，第 3 个双字。",
  "Fourth dword of the TLP header of the request that failed first.": "首个出错请求的 TLP 头部，第 4 个双字。",
  "Implementation-specific log of the root port.": "Root Port 由具体实现定义的日志。",
  "TLP prefix of the request that failed first.": "首个出错请求的 TLP Prefix。",
  "Number of FRS messages that the queue can hold.": "队列可容纳的 FRS 消息数。",
  "MSI or MSI-X vector of FRS interrupts.": "FRS 中断使用的 MSI 或 MSI-X 向量。",
  "Set: a function below has reported that it is ready. Write 1 to clear.":
    "为 1 时，已收到下游 Function 的就绪消息。写 1 清零。",
  "Set: the queue overflowed and messages were lost. Check the functions one by one.":
    "为 1 时，队列溢出且有消息丢失，应逐个检查各 Function 是否就绪。",
  "Set: an FRS message raises an interrupt.": "为 1 时，收到 FRS 消息后产生中断。",
  "Requester ID of the function that became ready.": "已就绪 Function 的 Requester ID。",
  "Event after which the function became ready.": "Function 在哪种事件之后就绪。",
  "Number of messages in the queue.": "队列中等待处理的消息数。",
  "Set: the slot supports out-of-band presence detection.": "为 1 时，插槽支持带外在位检测。",
  "Set: the slot appears empty to the operating system, regardless of its actual state.":
    "为 1 时，不论插槽实际状态如何，操作系统看到的都是空插槽。",
  "Set: the data link appears down to the operating system, regardless of its actual state.":
    "为 1 时，不论数据链路实际状态如何，操作系统看到的都是断开。",
  "Target of configuration requests that firmware sends to the device below.":
    "固件向下游设备发送的配置请求的目标地址。",
  "Reading or writing this register sends that configuration request to the device below.":
    "读写该寄存器即向下游设备发送上述配置请求。",
};
