/** The Chinese of Access Control Services and Alternative Routing-ID Interpretation. */
import type { ChineseOf } from "./chinese-of.ts";

export const ACCESS_CONTROL: ChineseOf = {
  "Blocks requests from below whose requester ID does not belong to a bus below the port.":
    "阻止 Requester ID 不属于本端口下游总线的上行请求。",
  "Blocks translation requests and requests with translated addresses, so ATS cannot be used below the port.":
    "阻止上行的地址转换请求和带已转换地址的请求，下游设备因此无法使用 ATS。",
  "Redirects peer-to-peer requests to the root complex, where the IOMMU checks them.":
    "将 P2P 请求重定向到 Root Complex，由 IOMMU 检查。",
  "Redirects peer-to-peer completions to the root complex.": "将 P2P Completion 重定向到 Root Complex。",
  "Forwards upstream the TLPs that a component below has redirected.": "将下游组件已重定向的 TLP 继续向上游转发。",
  "Controls, with one bit for each port or function, which of them peer-to-peer requests may reach.":
    "控制 P2P 请求可以到达哪些端口或 Function，每个目标对应一位。",
  "Lets peer-to-peer requests with translated addresses go directly to the peer.":
    "允许带已转换地址的 P2P 请求直达对端。",
  "Set: the controls from I/O Request Blocking to Unclaimed Request Redirect are implemented.":
    "为 1 时，表示实现了从 I/O Request Blocking 到 Unclaimed Request Redirect 的各控制位。",
  "Size of the Egress Control Vector, with one bit for each port or function.":
    "Egress Control Vector 的位数，每个端口或 Function 占一位。",
  "Set: the port blocks I/O requests from below.": "为 1 时，端口阻止上行的 I/O 请求。",
  "Handling of requests from below to the memory of a downstream port itself.":
    "上行请求访问下游端口自身内存空间时的处理方式。",
  "Handling of requests from below to the memory of the switch's upstream port itself.":
    "上行请求访问 Switch 上游端口自身内存空间时的处理方式。",
  "Set: requests to the switch's memory window that no downstream port claims are redirected upstream.":
    "为 1 时，地址落在 Switch 内存窗口内、但没有下游端口认领的请求重定向到上游。",
  "Bit n set: peer-to-peer requests to port or function n are blocked or redirected.":
    "第 n 位为 1 时，阻止或重定向发往端口 n 或 Function n 的 P2P 请求。",
  "Set: the Multi-Function Virtual Channel capability can arbitrate by function group.":
    "为 1 时，Multi-Function Virtual Channel Capability 支持以 Function 组为单位仲裁。",
  "Set: ACS egress control can work by function group instead of by function.":
    "为 1 时，ACS 出口控制支持以 Function 组为单位，而非单个 Function。",
  "Number of the next function of the device; 0 = this is the last one.":
    "设备中下一个 Function 的编号；0 表示本 Function 为最后一个。",
  "Set: arbitration is by function group instead of by function.":
    "为 1 时，以 Function 组为单位仲裁，而非单个 Function。",
  "Set: ACS egress control is by function group instead of by function.":
    "为 1 时，ACS 出口控制以 Function 组为单位，而非单个 Function。",
  "Group of this function for arbitration and egress control.": "本 Function 所属的组，用于仲裁和出口控制。",
};
