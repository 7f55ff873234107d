import type { ChineseOf } from "./chinese-of.ts";

export const LINK_PROTOCOLS: ChineseOf = {
  "Number of protocols besides PCI Express that can share the link.": "除 PCI Express 外可复用该链路的协议数量。",
  "Link speeds at which other protocols can share the link.": "其他协议可复用该链路的速率。",
  "Index in the protocol array of the protocol assigned to channel 0; 0 = none.":
    "通道 0 所承载协议在协议表中的序号；0 表示无。",
  "Index in the protocol array of the protocol assigned to channel 1; 0 = none.":
    "通道 1 所承载协议在协议表中的序号；0 表示无。",
  "Index in the protocol array of the protocol assigned to channel 2; 0 = none.":
    "通道 2 所承载协议在协议表中的序号；0 表示无。",
  "Index in the protocol array of the protocol assigned to channel 3; 0 = none.":
    "通道 3 所承载协议在协议表中的序号；0 表示无。",
  "Set: channel 0 is disabled because its protocol does not support the current link speed.":
    "为 1 时，通道 0 因其协议不支持当前链路速率而被禁用。",
  "Set: channel 0 is disabled because its protocol does not support the current link width.":
    "为 1 时，通道 0 因其协议不支持当前链路位宽而被禁用。",
  "Set: channel 0 is disabled for a protocol-specific reason.": "为 1 时，通道 0 因协议自身的原因被禁用。",
  "Set: channel 1 is disabled because its protocol does not support the current link speed.":
    "为 1 时，通道 1 因其协议不支持当前链路速率而被禁用。",
  "Set: channel 1 is disabled because its protocol does not support the current link width.":
    "为 1 时，通道 1 因其协议不支持当前链路位宽而被禁用。",
  "Set: channel 1 is disabled for a protocol-specific reason.": "为 1 时，通道 1 因协议自身的原因被禁用。",
  "Set: channel 2 is disabled because its protocol does not support the current link speed.":
    "为 1 时，通道 2 因其协议不支持当前链路速率而被禁用。",
  "Set: channel 2 is disabled because its protocol does not support the current link width.":
    "为 1 时，通道 2 因其协议不支持当前链路位宽而被禁用。",
  "Set: channel 2 is disabled for a protocol-specific reason.": "为 1 时，通道 2 因协议自身的原因被禁用。",
  "Set: channel 3 is disabled because its protocol does not support the current link speed.":
    "为 1 时，通道 3 因其协议不支持当前链路速率而被禁用。",
  "Set: channel 3 is disabled because its protocol does not support the current link width.":
    "为 1 时，通道 3 因其协议不支持当前链路位宽而被禁用。",
  "Set: channel 3 is disabled for a protocol-specific reason.": "为 1 时，通道 3 因协议自身的原因被禁用。",
  "Protocol number assigned by the authority.": "由管理机构分配的协议编号。",
  "Organization that assigned the protocol number.": "分配该协议编号的机构。",
  "M-PHY gears that the link supports.": "链路支持的 M-PHY gear。",
  "Set: software can configure the link.": "为 1 时，可由软件配置链路。",
  "Lane counts supported for transmitting.": "支持的发送 lane 数。",
  "Lane counts supported for receiving; may differ from those for transmitting.":
    "支持的接收 lane 数，可以与发送不同。",
  "Fastest gear that the link may use.": "允许链路使用的最高 gear。",
  "Gear in which the link currently runs.": "链路当前所处的 gear。",
  "Set: the link is being configured by software.": "为 1 时，链路正由软件配置。",
  "Number of lanes currently used for transmitting.": "当前用于发送的 lane 数。",
  "Number of lanes currently used for receiving.": "当前用于接收的 lane 数。",
  "Bit n: errors were detected on lane n. Write 1 to clear.": "第 n 位为 1 时，在 lane n 上检测到错误。写 1 清零。",
  "Low bits of the address of the M-PHY register to access.": "要访问的 M-PHY 寄存器地址的低位。",
  "High bits of the M-PHY register address.": "M-PHY 寄存器地址的高位。",
  "Highest bit of the M-PHY register address.": "M-PHY 寄存器地址的最高位。",
  "End of the link whose M-PHY is accessed; local = this end.": "访问链路哪一端的 M-PHY；local 表示本端。",
  "Writing 1 starts a read of the addressed register.": "写 1 开始读取该地址对应的寄存器。",
  "Set: the downstream port stays in the link state Configuration.Software.":
    "为 1 时，下游端口保持在链路状态 Configuration.Software。",
  "Data that was read, or is to be written.": "读出的数据，或待写入的数据。",
  "Set: the access failed.": "为 1 时，访问失败。",
  "Set: the other end did not carry out the access.": "为 1 时，对端未执行该访问。",
  "Set: the access is still in progress; wait before starting the next one.":
    "为 1 时，访问尚未完成，应等待其结束再发起下一次。",
  "Number of protocols that this end supports, PCI Express included.": "本端支持的协议数，包括 PCI Express。",
  "Set: each protocol can be disabled individually, in the mask below.": "为 1 时，可通过下面的掩码单独禁用某个协议。",
  "Lane and protocol that the data registers show.": "选择数据寄存器显示哪个 lane 的哪个协议。",
  "Set: link training may negotiate a protocol other than PCI Express.":
    "为 1 时，允许链路训练协商 PCI Express 以外的协议。",
  "How the modified training sets are used; 2 = alternate protocol.": "Modified TS 的用途；2 表示用于替代协议。",
  "Details of the selected protocol, as sent in the training sets.": "所选协议在训练序列中携带的详细信息。",
  "Vendor ID of the company or consortium that defined the selected protocol; 1e98 is CXL.":
    "所选协议定义者的厂商 ID；1e98 为 CXL。",
  "Details of the selected protocol, as defined by its vendor.": "所选协议的详细信息，格式由其定义者规定。",
  "Bit n: link training may negotiate protocol n.": "第 n 位为 1 时，允许链路训练协商协议 n。",
};
