import type { ChineseOf } from "./chinese-of.ts";

export const LINK_EQUALIZATION: ChineseOf = {
  "Set: retraining the link also performs equalization.": "为 1 时，重新训练链路时会执行均衡。",
  "Set: a request for link equalization raises an interrupt.": "为 1 时，收到链路均衡请求后产生中断。",
  "A bit for each link speed at which SKP ordered sets are sent less often; relevant with separate reference clocks.":
    "每一位对应一个速率，为 1 时在该速率下降低 SKP Ordered Set 的发送频率；与独立参考时钟有关。",
  "Lanes on which errors were detected; errors that recur on one lane point to its contacts or trace.":
    "检测到错误的 lane；某条 lane 反复出错时，应检查其接触情况和走线。",
  "Initial transmitter preset of the downstream port at 8.0 GT/s.": "下游端口在 8.0 GT/s 下的发送端初始 Preset。",
  "Hint with which the downstream port's receiver starts equalization.": "下游端口接收端开始均衡时使用的 Preset 提示。",
  "Initial transmitter preset that the upstream port is given for 8.0 GT/s.":
    "下发给上游端口的 8.0 GT/s 发送端初始 Preset。",
  "Hint with which the upstream port's receiver starts equalization.": "上游端口接收端开始均衡时使用的 Preset 提示。",
  "Set: this end supports Scaled Flow Control: more credits, for fast or long links.":
    "为 1 时，本端支持 Scaled Flow Control，可授予更多流控信用（credit），以满足高速或长链路的需要。",
  "Set: all functions at this end have Immediate Readiness: they complete configuration requests at any time.":
    "为 1 时，本端所有 Function 均具备 Immediate Readiness，随时可以完成配置请求。",
  "Number of VCs besides VC0 that this end supports.": "本端除 VC0 外支持的虚拟通道（VC）数。",
  "Time that this end needs to widen the link from L0p.": "本端在 L0p 下加宽链路所需的时间。",
  "Set: the two ends exchange these features while the link comes up.": "为 1 时，链路建立过程中两端交换这些特性。",
  "Set: the other end supports Scaled Flow Control: more credits, for fast or long links.":
    "为 1 时，对端支持 Scaled Flow Control，可授予更多流控信用（credit），以满足高速或长链路的需要。",
  "Set: all functions at the other end have Immediate Readiness: they complete configuration requests at any time.":
    "为 1 时，对端所有 Function 均具备 Immediate Readiness，随时可以完成配置请求。",
  "Number of VCs besides VC0 that the other end supports.": "对端除 VC0 外支持的虚拟通道（VC）数。",
  "Time that the other end needs to widen the link from L0p.": "对端在 L0p 下加宽链路所需的时间。",
  "Set: the link partner has reported the features that it supports.": "为 1 时，链路对端已上报其支持的特性。",
  "Set: equalization for this rate has completed, successfully or not.": "为 1 时，该速率的均衡已结束，不论成功与否。",
  "Set: phase 1 succeeded: each end receives the other at the initial presets.":
    "为 1 时，Phase 1 成功：在初始 Preset 下两端均能正确接收。",
  "Set: phase 2 succeeded: the upstream port has tuned the downstream port's transmitter.":
    "为 1 时，Phase 2 成功：已按上游端口的要求调整下游端口的发送端。",
  "Set: phase 3 succeeded: the downstream port has tuned the upstream port's transmitter.":
    "为 1 时，Phase 3 成功：已按下游端口的要求调整上游端口的发送端。",
  "Set: equalization was requested again; software should perform it.": "为 1 时，有一端请求重新均衡，软件应执行均衡。",
  "Bit n: a parity mismatch was detected on lane n.": "第 n 位为 1 时，在 lane n 上检测到奇偶校验不匹配。",
  "Bit n: the first retimer detected a parity mismatch on lane n.":
    "第 n 位为 1 时，第一个 Retimer 在 lane n 上检测到奇偶校验不匹配。",
  "Bit n: the second retimer detected a parity mismatch on lane n.":
    "第 n 位为 1 时，第二个 Retimer 在 lane n 上检测到奇偶校验不匹配。",
  "Initial transmitter preset of the downstream port at 16.0 GT/s.": "下游端口在 16.0 GT/s 下的发送端初始 Preset。",
  "Initial transmitter preset of the upstream port at 16.0 GT/s.": "上游端口在 16.0 GT/s 下的发送端初始 Preset。",
  "Set: margining needs the device's driver for a part of its work.": "为 1 时，裕量测试的一部分须由设备驱动完成。",
  "Set: the port accepts margining commands.": "为 1 时，端口可接收裕量测试命令。",
  "Set: the driver has done its part; relevant only if margining uses it.":
    "为 1 时，驱动已完成其部分工作；仅在裕量测试依赖驱动时有意义。",
  "Receiver on the lane that the command addresses; retimers have their own.":
    "命令所针对的 lane 上的接收端；Retimer 有各自的接收端编号。",
  "Command: 1 report, 2 set, 3 step in time, 4 step in voltage, 7 none.":
    "命令类型：1 读取报告，2 设置，3 按时间步进，4 按电压步进，7 无命令。",
  "0 = the payload is for lane margining at the receiver.": "0 表示 payload 用于接收端裕量测试。",
  "Value of the command, such as the number of steps; 9ch = no command.": "命令的参数，例如步进数；9ch 表示无命令。",
  "Receiver on the lane that responded.": "作出响应的 lane 上的接收端。",
  "Type of the command that this responds to; equals the one in Lane Control once that was accepted.":
    "该响应对应的命令类型；命令被接受后，与 Lane Control 中的类型一致。",
  "The response: progress of margining and the number of errors.": "响应内容：裕量测试的进度和错误数。",
  "Set: the link can equalize at its highest rate only, which shortens training.":
    "为 1 时，链路可仅在最高速率下均衡，从而缩短训练时间。",
  "Set: the link can train without equalization.": "为 1 时，链路训练可跳过均衡。",
  "PCI Express is supported; always set.": "支持 PCI Express；恒为 1。",
  "Set: vendor-defined messages can be sent during link training.": "为 1 时，链路训练期间可发送厂商自定义消息。",
  "Set: the link can negotiate an alternate protocol, such as CXL.": "为 1 时，链路可协商 CXL 等替代协议。",
  "Set: the link equalizes at every rate up to the highest.": "为 1 时，链路在逐级升速时每个速率都做均衡。",
  "Set: the link equalizes even if neither end needs it.": "为 1 时，即使两端都不需要也做均衡。",
  "What the modified training sets are used for at the next training.": "下一次训练时 Modified TS 的用途。",
  "Set: the link partner sent modified training sets, which the Received registers hold.":
    "为 1 时，链路对端发送过 Modified TS，内容见各 Received 寄存器。",
  "Equalization behavior that the link partner proposed.": "链路对端提议的均衡方式。",
  "Set: this end's transmitter uses precoding, which keeps one wrong symbol from causing a burst of errors.":
    "为 1 时，本端发送端启用预编码，以免单个码元出错引发突发错误。",
  "Set: this end requested precoding from the other end's transmitter.": "为 1 时，本端请求对端发送端启用预编码。",
  "Set: the other end reported that it needs no equalization.": "为 1 时，对端上报不需要均衡。",
  "What the modified training sets that this end received were used for.": "本端收到的 Modified TS 的用途。",
  "Details that this end received; their meaning depends on the usage mode.":
    "本端收到的 Modified TS 详细信息，含义取决于用途。",
  "Vendor ID of the protocol or message that this end received; 1e98 is CXL.":
    "本端收到的 Modified TS 所属协议或消息的厂商 ID；1e98 为 CXL。",
  "Further details that this end received.": "本端收到的 Modified TS 的其余信息。",
  "Whether the two ends agreed on an alternate protocol, such as CXL.": "两端是否就 CXL 等替代协议达成一致。",
  "What the modified training sets that this end transmitted were used for.": "本端发送的 Modified TS 的用途。",
  "Details that this end transmitted; their meaning depends on the usage mode.":
    "本端发送的 Modified TS 详细信息，含义取决于用途。",
  "Vendor ID of the protocol or message that this end transmitted; 1e98 is CXL.":
    "本端发送的 Modified TS 所属协议或消息的厂商 ID；1e98 为 CXL。",
  "Further details that this end transmitted.": "本端发送的 Modified TS 的其余信息。",
  "Initial transmitter preset of the downstream port at 32.0 GT/s.": "下游端口在 32.0 GT/s 下的发送端初始 Preset。",
  "Initial transmitter preset of the upstream port at 32.0 GT/s.": "上游端口在 32.0 GT/s 下的发送端初始 Preset。",
  "Initial transmitter preset of the downstream port at 64.0 GT/s.": "下游端口在 64.0 GT/s 下的发送端初始 Preset。",
  "Initial transmitter preset of the upstream port at 64.0 GT/s.": "上游端口在 64.0 GT/s 下的发送端初始 Preset。",
  "A bit for each link speed beyond those in the PCI Express capability.":
    "每一位对应一个链路速率，均高于 PCI Express Capability 所列的速率。",
  "A bit for each of these speeds at which the port can send fewer SKP ordered sets.":
    "每一位对应一个上述速率，为 1 时在该速率下可降低 SKP Ordered Set 的发送频率。",
  "A bit for each of these speeds at which the port can receive fewer SKP ordered sets.":
    "每一位对应一个上述速率，为 1 时在该速率下可接受较低频率的 SKP Ordered Set。",
  "Initial transmitter preset of the downstream port at 128.0 GT/s.": "下游端口在 128.0 GT/s 下的发送端初始 Preset。",
  "Initial transmitter preset of the upstream port at 128.0 GT/s.": "上游端口在 128.0 GT/s 下的发送端初始 Preset。",
};
