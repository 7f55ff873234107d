/** Why the value of a register field is worth a look. Names of registers, fields and packets stay English. */
import { messages } from "../messages.ts";

export const PCI_PROBLEM_WORDS = messages("pci-problem", {
  masterPoisoned: {
    en: "A write it sent or a completion it received carried poisoned data.",
    zh: "发出的写请求或收到的 Completion 带有 Poisoned 数据。",
  },
  sentCompleterAbort: {
    en: "It completed a request with Completer Abort.",
    zh: "曾以 Completer Abort 响应请求。",
  },
  gotCompleterAbort: {
    en: "One of its requests was completed with Completer Abort.",
    zh: "发出的请求曾收到 Completer Abort 响应。",
  },
  sentErrorMessage: { en: "It sent a fatal or non-fatal error message.", zh: "发出过致命或非致命错误消息。" },
  receivedPoisoned: { en: "It received poisoned data.", zh: "收到过 Poisoned 数据。" },
  masterPoisonedBelow: {
    en: "A write it sent downstream or a completion from downstream carried poisoned data.",
    zh: "发往下游的写请求或来自下游的 Completion 带有 Poisoned 数据。",
  },
  sentCompleterAbortBelow: {
    en: "It completed a request from downstream with Completer Abort.",
    zh: "曾以 Completer Abort 响应下游的请求。",
  },
  gotCompleterAbortBelow: {
    en: "A request it sent downstream was completed with Completer Abort.",
    zh: "发往下游的请求曾收到 Completer Abort 响应。",
  },
  gotErrorMessageBelow: { en: "It received an error message from downstream.", zh: "收到过下游的错误消息。" },
  receivedPoisonedBelow: { en: "It received poisoned data from downstream.", zh: "收到过下游的 Poisoned 数据。" },
  busInReset: { en: "The secondary bus is held in reset.", zh: "次级总线正处于复位状态。" },
  cardInReset: { en: "The card is held in reset.", zh: "板卡正处于复位状态。" },

  correctable: {
    en: "A correctable error was detected since this bit was cleared.",
    zh: "自该位上次清零以来检测到可纠正错误。",
  },
  nonFatal: {
    en: "A non-fatal error was detected since this bit was cleared.",
    zh: "自该位上次清零以来检测到非致命错误。",
  },
  fatal: {
    en: "A fatal error was detected since this bit was cleared.",
    zh: "自该位上次清零以来检测到致命错误。",
  },
  unsupportedRequest: {
    en: "It received a request it does not support. Probing by software can cause this.",
    zh: "收到过不支持的请求（Unsupported Request）；软件探测也可能引起。",
  },
  emergencyPower: {
    en: "It has been in the emergency power reduction state.",
    zh: "曾进入紧急降功耗状态。",
  },
  linkSlower: {
    en: "The link runs at {speed}, below the {best} that the function supports.",
    zh: "链路当前为 {speed}，低于 Function 支持的 {best}（降速）。",
  },
  linkNarrower: {
    en: "The link runs at {width}, below the {best} that the function supports.",
    zh: "链路当前为 {width}，低于 Function 支持的 {best}（降宽）。",
  },
  /** A code that no speed is known for. */
  speedCode: { en: "speed {code}", zh: "速率代码 {code}" },
  linkDisabled: { en: "The link is disabled.", zh: "链路已禁用。" },
  powerFault: {
    en: "The power controller of the slot detected a power fault.",
    zh: "插槽的电源控制器检测到电源故障。",
  },

  uncorrectableFatal: {
    en: "An uncorrectable error was logged, reported as fatal: {error}.",
    zh: "记录到不可纠正错误，按致命错误上报：{error}。",
  },
  uncorrectableNonFatal: {
    en: "An uncorrectable error was logged, reported as non-fatal: {error}.",
    zh: "记录到不可纠正错误，按非致命错误上报：{error}。",
  },
  gotUncorrectable: {
    en: "The port received an uncorrectable error message.",
    zh: "端口收到过不可纠正错误消息。",
  },
  contained: {
    en: "DPC has triggered and holds the link down.",
    zh: "DPC 已触发，链路保持断开。",
  },
  doe: {
    en: "The last data exchange ended with an error. A DOE abort clears it.",
    zh: "上一次数据交换出错；DOE Abort 可清除该错误。",
  },
  readinessLost: {
    en: "Function readiness messages were lost because the queue was full.",
    zh: "队列已满，丢失了 FRS 消息。",
  },
  integrity: {
    en: "The other end reported a failed integrity check.",
    zh: "对端报告完整性校验失败。",
  },
  reservedScale: { en: "This scale encoding is reserved.", zh: "该 Scale 编码为保留值。" },
  pageRequestFailed: {
    en: "The host returned a failure for a page request.",
    zh: "宿主机对页请求返回了失败响应。",
  },
  pageGroupUnexpected: {
    en: "A response arrived for a page request group that was not outstanding.",
    zh: "收到的响应与任何未完成的页请求组都不对应。",
  },
  laneErrors: {
    en: "Errors were detected on {count, plural, one {lane} other {lanes}} {lanes}.",
    zh: "在 lane {lanes} 上检测到错误。",
  },

  cxlDegraded: {
    en: "The memory is smaller or slower than designed.",
    zh: "内存可用，但容量或性能低于设计值。",
  },
  /** The bit stays when the condition is over. */
  cxlDeviceViral: {
    en: "The device has encountered a viral condition. This bit does not tell whether it is over.",
    zh: "设备曾出现 Viral 状态；该位不表示目前是否仍处于该状态。",
  },
  cxlPortViral: {
    en: "The port has entered viral state. This bit does not tell whether that is over.",
    zh: "端口曾进入 Viral 状态；该位不表示目前是否仍处于该状态。",
  },
  cxlResetFailed: { en: "The last CXL reset failed.", zh: "最近一次 CXL Reset 失败。" },
  cxlMemoryLost: {
    en: "Volatile memory that a hot reset should have preserved was lost.",
    zh: "热复位未能保留应保留的易失性内存内容。",
  },
  cxlTooManyDevices: {
    en: "Values above {most} are reserved.",
    zh: "大于 {most} 的取值为保留值。",
  },
  cxlHalfFlit: {
    en: "The even half of a flit failed its check.",
    zh: "有 Flit 的偶半部分校验失败。",
  },
  cxlProtocolId: {
    en: "A flit arrived with a protocol ID error that could not be corrected.",
    zh: "收到的 Flit 的协议 ID 出错且无法纠正。",
  },

  cvpRefused: { en: "The FPGA rejected its configuration.", zh: "FPGA 拒绝了配置数据。" },
  cvpRefusedOnce: {
    en: "The FPGA has rejected a configuration since this bit was cleared.",
    zh: "自该位上次清零以来，FPGA 拒绝过配置数据。",
  },
  injecting: { en: "Error injection is enabled.", zh: "错误注入已启用。" },

  splitDiscarded: { en: "A split completion was discarded.", zh: "丢弃了 Split Completion。" },
  splitUnexpected: {
    en: "A split completion arrived without a matching request.",
    zh: "收到的 Split Completion 没有对应的请求。",
  },
  splitOverrun: {
    en: "A split completion was refused for lack of buffer space.",
    zh: "缓冲区空间不足，拒收了 Split Completion。",
  },
  splitError: { en: "A split completion error message arrived.", zh: "收到 Split Completion 错误消息。" },

  htLinkFailed: { en: "The link failed.", zh: "链路失效。" },
  htCrc: { en: "CRC errors were detected on the link.", zh: "链路上检测到 CRC 错误。" },
  htProtocol: { en: "A protocol error was detected on the link.", zh: "链路上检测到协议错误。" },
  htOverflow: { en: "A receive buffer of the link overflowed.", zh: "链路的接收缓冲区溢出。" },
  htEndOfChain: { en: "A packet reached the end of the chain unclaimed.", zh: "有报文到达链尾仍无设备认领。" },
  htResponse: {
    en: "A response matched no outstanding request.",
    zh: "收到的响应与任何未完成的请求都不对应。",
  },
  htFlooded: {
    en: "A sync flood has stopped the chain.",
    zh: "Sync Flood 已使链停止。",
  },
  htUnclaimed: { en: "A packet from the chain was not claimed.", zh: "来自链的报文无设备认领。" },
});
