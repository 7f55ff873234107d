/** What the registers and fields of the HyperTransport capabilities mean, in Chinese. */
import type { ChineseOf } from "./chinese-of.ts";

export const HYPERTRANSPORT: ChineseOf = {
  // ht.pri
  "UnitIDs of the device on the chain and the routing of its packets.": "设备在链上的 UnitID，以及其报文的路由方式。",
  "First UnitID of the device, which is also its device number. 0 = not assigned.":
    "设备的首个 UnitID，同时也是设备号；0 表示尚未分配。",
  "Number of UnitIDs that the device uses.": "设备占用的 UnitID 数量。",
  "Link that leads to the host: link 0 when clear, link 1 when set.":
    "通向 Host 的链路：为 0 时是链路 0，为 1 时是链路 1。",
  "Direction of the device's own requests: toward the host when clear, away from it when set.":
    "设备自身请求的方向：为 0 时朝向 Host，为 1 时背离 Host。",
  "Packets for an uninitialized link are dropped instead of held until it is up.":
    "目标链路未初始化时丢弃报文，不等待链路就绪。",
  "0 = slave or primary interface.": "0 表示从接口（Slave）或主接口（Primary）。",
  "Control and status of link 0.": "链路 0 的控制与状态。",
  "Packets carry the ID of their source.": "报文携带源 ID。",
  "A CRC error floods the link with sync packets, which stops the whole chain.":
    "出现 CRC 错误时向链路发送 Sync Flood，整条链随之停止。",
  "Write 1 to start a CRC test of the link. Reads 1 until it is done.": "写 1 启动链路的 CRC 测试，测试完成前读出 1。",
  "Sends wrong CRCs on purpose, to test error handling.": "人为发送错误的 CRC，用于测试错误处理。",
  "The link failed to initialize or had an unrecoverable error. Write 1 to clear.":
    "链路初始化失败，或出现过不可恢复的错误。写 1 清零。",
  "The link is up and trained. If it stays clear, nothing is attached or training fails.":
    "链路已建立并完成训练；始终为 0 表示未接设备或训练失败。",
  "Nothing is attached beyond this link.": "该链路之后没有设备。",
  "The transmitter is off, which saves power on an unused link.": "发送器已关闭，为闲置链路省电。",
  "One bit per 8 lanes that detected a wrong CRC. Write 1 to clear.":
    "每 8 个 lane 对应一位，表示检测到 CRC 错误。写 1 清零。",
  "Isochronous packets have separate buffers. Both ends must agree.": "等时报文使用独立缓冲区，两端设置须一致。",
  "The link tristates its lines during LDTSTOP#, which saves power.": "LDTSTOP# 期间链路信号置为高阻，以降低功耗。",
  "Training holds CTL longer, as the other end requires.": "按对端要求，训练时延长 CTL 的保持时间。",
  "Allows requests with 64-bit addresses. When clear, addresses have 40 bits.":
    "允许 64 位地址的请求；为 0 时地址为 40 位。",
  "Supported and configured widths of link 0.": "链路 0 支持的位宽与配置的位宽。",
  "Maximum number of receive lanes.": "接收 lane 的最大数量。",
  "Can receive with doubleword flow control, so short packets waste less buffer space.":
    "接收方向支持双字流控，短报文浪费的缓冲区更少。",
  "Maximum number of transmit lanes.": "发送 lane 的最大数量。",
  "Can transmit with doubleword flow control.": "发送方向支持双字流控。",
  "Receive lanes in use. A new value takes effect at the next reset or LDTSTOP#.":
    "接收所用的 lane 数，新值在下一次复位或 LDTSTOP# 时生效。",
  "Receives with doubleword flow control.": "接收方向启用双字流控。",
  "Transmit lanes in use. A new value takes effect at the next reset or LDTSTOP#.":
    "发送所用的 lane 数，新值在下一次复位或 LDTSTOP# 时生效。",
  "Transmits with doubleword flow control.": "发送方向启用双字流控。",
  "Control and status of link 1.": "链路 1 的控制与状态。",
  "Supported and configured widths of link 1.": "链路 1 支持的位宽与配置的位宽。",
  "Version of the HyperTransport specification.": "HyperTransport 规范的版本。",
  "Minor version of the HyperTransport specification.": "HyperTransport 规范的次版本号。",
  "Major version of the HyperTransport specification.": "HyperTransport 规范的主版本号。",
  "Clock and errors of link 0.": "链路 0 的时钟与错误。",
  "Link clock. A new value takes effect at the next warm reset or LDTSTOP#.":
    "链路时钟，新值在下一次暖复位或 LDTSTOP# 时生效。",
  "A packet violated the protocol. Write 1 to clear.": "出现过违反协议的报文。写 1 清零。",
  "Packets arrived with no buffer free. Write 1 to clear.": "报文到达时没有空闲缓冲区。写 1 清零。",
  "A packet reached the end of the chain unclaimed. Write 1 to clear.": "有报文到达链尾仍无设备认领。写 1 清零。",
  "How long CTL may stay low before it is a protocol error: 1 ms when clear, 1 s when set.":
    "CTL 保持低电平多久算作协议错误：为 0 时 1 ms，为 1 时 1 s。",
  "Clocks that link 0 supports.": "链路 0 支持的时钟。",
  "Supports 200 MHz (400 MT/s per lane).": "支持 200 MHz（每 lane 400 MT/s）。",
  "Supports 300 MHz (600 MT/s per lane).": "支持 300 MHz（每 lane 600 MT/s）。",
  "Supports 400 MHz (800 MT/s per lane).": "支持 400 MHz（每 lane 800 MT/s）。",
  "Supports 500 MHz (1000 MT/s per lane).": "支持 500 MHz（每 lane 1000 MT/s）。",
  "Supports 600 MHz (1200 MT/s per lane).": "支持 600 MHz（每 lane 1200 MT/s）。",
  "Supports 800 MHz (1600 MT/s per lane).": "支持 800 MHz（每 lane 1600 MT/s）。",
  "Supports 1.0 GHz (2000 MT/s per lane).": "支持 1.0 GHz（每 lane 2000 MT/s）。",
  "Supports 1.2 GHz (2400 MT/s per lane).": "支持 1.2 GHz（每 lane 2400 MT/s）。",
  "Supports 1.4 GHz (2800 MT/s per lane).": "支持 1.4 GHz（每 lane 2800 MT/s）。",
  "Supports 1.6 GHz (3200 MT/s per lane).": "支持 1.6 GHz（每 lane 3200 MT/s）。",
  "Supports 1.8 GHz (3600 MT/s per lane).": "支持 1.8 GHz（每 lane 3600 MT/s）。",
  "Supports 2.0 GHz (4000 MT/s per lane).": "支持 2.0 GHz（每 lane 4000 MT/s）。",
  "Supports 2.2 GHz (4400 MT/s per lane).": "支持 2.2 GHz（每 lane 4400 MT/s）。",
  "Supports 2.4 GHz (4800 MT/s per lane).": "支持 2.4 GHz（每 lane 4800 MT/s）。",
  "Supports 2.6 GHz (5200 MT/s per lane).": "支持 2.6 GHz（每 lane 5200 MT/s）。",
  "Supports a vendor-specific clock.": "支持厂商自定义的时钟。",
  "Optional features of the interface.": "接口的可选特性。",
  "Supports separate buffers for isochronous packets.": "支持等时报文使用独立缓冲区。",
  "Supports LDTSTOP#: the link can be stopped to save power or to change its width or clock.":
    "支持 LDTSTOP#，可停止链路以降低功耗，或更改位宽、时钟。",
  "Supports the CRC test that Link Control starts.": "支持由 Link Control 启动的 CRC 测试。",
  "The other end must hold CTL longer during training.": "训练时对端须延长 CTL 的保持时间。",
  "Supports requests with 64-bit addresses.": "支持 64 位地址的请求。",
  "Requests under the device's different UnitIDs can be kept in order.": "可使该设备不同 UnitID 的请求保持次序。",
  "Accepts packets that carry the ID of their source.": "可接收携带源 ID 的报文。",
  "Clock and errors of link 1.": "链路 1 的时钟与错误。",
  "Clocks that link 1 supports.": "链路 1 支持的时钟。",
  "Scratchpad for the software that enumerates the chain.": "暂存区，供枚举链的软件使用。",
  "Which errors cause a sync flood, a fatal or a non-fatal error interrupt.":
    "设置各类错误触发 Sync Flood、致命错误中断还是非致命错误中断。",
  "A protocol error causes a sync flood, which stops the whole chain.": "协议错误触发 Sync Flood，整条链随之停止。",
  "An overflow error causes a sync flood, which stops the whole chain.": "溢出错误触发 Sync Flood，整条链随之停止。",
  "A protocol error raises the fatal error interrupt.": "协议错误触发致命错误中断。",
  "An overflow error raises the fatal error interrupt.": "溢出错误触发致命错误中断。",
  "A packet that reaches the end of the chain raises the fatal error interrupt.":
    "报文到达链尾仍无设备认领时，触发致命错误中断。",
  "A response without a matching request raises the fatal error interrupt.": "没有对应请求的响应触发致命错误中断。",
  "A CRC error raises the fatal error interrupt.": "CRC 错误触发致命错误中断。",
  "A system error from the secondary side raises the fatal error interrupt.": "次级侧的系统错误触发致命错误中断。",
  "A sync flood has stopped the chain. Only a reset recovers it.": "Sync Flood 已使链停止，只有复位才能恢复。",
  "A response matched no outstanding request. Write 1 to clear.": "收到过没有对应请求的响应。写 1 清零。",
  "A protocol error raises the non-fatal error interrupt.": "协议错误触发非致命错误中断。",
  "An overflow error raises the non-fatal error interrupt.": "溢出错误触发非致命错误中断。",
  "A packet that reaches the end of the chain raises the non-fatal error interrupt.":
    "报文到达链尾仍无设备认领时，触发非致命错误中断。",
  "A response without a matching request raises the non-fatal error interrupt.":
    "没有对应请求的响应触发非致命错误中断。",
  "A CRC error raises the non-fatal error interrupt.": "CRC 错误触发非致命错误中断。",
  "A system error from the secondary side raises the non-fatal error interrupt.":
    "次级侧的系统错误触发非致命错误中断。",
  "Bits 39:32 of a bridge's prefetchable memory base.": "桥的可预取内存基址的第 39:32 位。",
  "Bits 39:32 of a bridge's prefetchable memory limit.": "桥的可预取内存上限的第 39:32 位。",
  "Bus number of the chain.": "链的总线号。",
  // ht.sec
  "Type of reset that Secondary Bus Reset gives the chain: cold when clear, warm when set.":
    "Secondary Bus Reset 对链的复位类型：为 0 时冷复位，为 1 时暖复位（warm reset）。",
  "The far end of the chain has another host.": "链的另一端也连接 Host。",
  "Device number of this host as seen from the host at the far end.": "另一端的 Host 访问该 Host 时使用的设备号。",
  "Side from which the register is accessed: this host when clear, the chain when set.":
    "访问该寄存器的来源：为 0 时来自本端 Host，为 1 时来自链。",
  "Hides this host's configuration space from the chain.": "对链隐藏该 Host 的配置空间。",
  "The host issues requests under its Base UnitID, as a device does. Used at the far end.":
    "Host 像设备一样以 Base UnitID 发出请求，用于链远端的 Host。",
  "A packet from the chain was unclaimed, even by this host. Write 1 to clear.":
    "来自链的报文无设备认领，本端 Host 也未认领。写 1 清零。",
  "1 = host or secondary interface.": "1 表示 Host 接口或次级接口（Secondary）。",
  "The registers from Enumeration Scratchpad on are present.": "有 Enumeration Scratchpad 及其后的寄存器。",
  "Allows devices on the chain to send configuration requests to the host.": "允许链上的设备向 Host 发送配置请求。",
  "Scratchpad for the software that enumerates the chain. Hardware ignores it.":
    "暂存区，供枚举链的软件使用，硬件不使用。",
  "Bits 39:32 of the bridge's prefetchable memory base.": "桥的可预取内存基址的第 39:32 位。",
  "Bits 39:32 of the bridge's prefetchable memory limit.": "桥的可预取内存上限的第 39:32 位。",
  // ht.switch
  "A packet on the switch's internal bus was unclaimed. Write 1 to clear.":
    "Switch 内部总线上有报文无设备认领。写 1 清零。",
  "A VIB error causes a sync flood on the links, which stops the chains.":
    "VIB 错误在各链路上触发 Sync Flood，链随之停止。",
  "A VIB error raises the fatal error interrupt.": "VIB 错误触发致命错误中断。",
  "A VIB error raises the non-fatal error interrupt.": "VIB 错误触发非致命错误中断。",
  "Distinguishes the HyperTransport capabilities, which share one ID.":
    "各 HyperTransport Capability 共用一个 ID，由该字段区分。",
  "Ports that requests from this port may reach, one bit each.": "来自该端口的请求可到达的端口，每端口一位。",
  "Port for requests that match no range.": "未命中任何地址范围的请求所去往的端口。",
  "Address ranges select the port. When clear, all requests go to the default port.":
    "按地址范围选择端口；为 0 时全部去往默认端口。",
  "Whether a reset of the chain behind this port is a cold reset.": "该端口后方链的复位是否为冷复位。",
  "Selects the counter that Performance Counter Data shows.": "选择 Performance Counter Data 显示的计数器。",
  "Selects the range that Base/Limit Range Data shows.": "选择 Base/Limit Range Data 显示的地址范围。",
  "The link of this port supports hot-plug.": "该端口的链路支持热插拔。",
  "Hides the port from enumeration.": "枚举时隐藏该端口。",
  "Value of the selected performance counter.": "选中的性能计数器的值。",
  "Part of the selected address range, and the port it routes to.": "选中地址范围的一部分，以及路由到的端口。",
  "Part of a second base, for remapped addresses.": "第二基址的一部分，用于地址重映射。",
  // ht.idc
  "Selects the interrupt register that Data shows. The interrupt definitions start at 10h.":
    "选择 Data 显示的中断寄存器，中断定义从 10h 开始。",
  "Interrupt register selected by Index.": "Index 选中的中断寄存器。",
  // ht.uidc
  "Bit n: UnitID n can be clumped with UnitID n-1.": "第 n 位表示 UnitID n 可与 UnitID n-1 合并（Clumping）。",
  "Bit n: UnitID n is clumped with UnitID n-1, so they share buffers and ordering.":
    "第 n 位表示 UnitID n 与 UnitID n-1 已合并，共用缓冲区并保持同一次序。",
  // ht.ecsa
  "Doubleword that Configuration Data accesses, up to 4 KB per function.":
    "Configuration Data 访问的双字，每个 Function 最多 4 KB。",
  "Function number of the target.": "目标的功能号。",
  "Device number of the target.": "目标的设备号。",
  "Bus number of the target.": "目标的总线号。",
  "Set: the request is for a bus further downstream.": "为 1 时，请求发往更下游的总线。",
  "Contents of the register selected by Configuration Address.": "Configuration Address 选中的寄存器的内容。",
  // ht.am
  "Number of ranges in which device addresses can be remapped.": "可重映射设备地址的范围数量。",
  "Size of the remapped I/O range, as a power of two.": "重映射 I/O 范围的大小，以 2 的幂表示。",
  "Address width of the mapping registers that follow.": "其后映射寄存器的地址位宽。",
  // ht.msim
  "Converts writes to the window into interrupts on the chain.": "将对窗口的写操作转换为链上的中断。",
  "The window is fixed at fee00000h.": "窗口固定在 fee00000h。",
  "Start of the 1 MB window in which writes are converted to interrupts.":
    "1 MB 窗口的起始地址，对该窗口的写操作转换为中断。",
  "Upper 32 bits of the window address.": "窗口地址的高 32 位。",
  // ht.dr
  "Number of address ranges that can be routed directly to a peer.": "可直接路由到对等设备的地址范围数量。",
  "Selects the part of a range that Data shows.": "选择 Data 显示地址范围的哪一部分。",
  "One bit per UnitID: its requests may go directly to a peer instead of through the host.":
    "每个 UnitID 一位：其请求可直达对等设备，不经 Host 转发。",
  "Base, limit or control of the selected range.": "选中地址范围的基址、上限或控制。",
  // ht.vcs
  "Supported sets of virtual channels, one bit each.": "支持的虚拟通道集（VCSet），每集一位。",
  "Sets of virtual channels enabled on link 1. Both ends must agree.": "链路 1 启用的虚拟通道集，两端设置须一致。",
  "Sets of virtual channels enabled on link 0. Both ends must agree.": "链路 0 启用的虚拟通道集，两端设置须一致。",
  "Largest burst of streaming traffic before it is throttled.": "流式（Streaming）数据在受限前可突发的数量。",
  "Interval at which streaming traffic gains permission to send more.": "流式数据获得发送额度的时间间隔。",
  "Supported streaming virtual channels.": "支持的流式虚拟通道。",
  "Largest burst of traffic without flow control before it is throttled.": "无流控数据在受限前可突发的数量。",
  "Interval at which traffic without flow control gains permission to send more.": "无流控数据获得发送额度的时间间隔。",
  // ht.rm
  "Retransmits damaged packets instead of failing the link. Takes effect at the next warm reset.":
    "报文损坏时重传，不判定链路失效；下一次暖复位后生效。",
  "Write 1 to damage one packet on purpose, to test the retry.": "写 1 人为损坏一个报文，用于测试重传。",
  "A rollover of the retry count raises the non-fatal error interrupt.": "重传计数翻转时触发非致命错误中断。",
  "Write 1 to mark one packet as stomped on purpose, to test its handling.":
    "写 1 将一个报文标记为作废（Stomp），用于测试处理过程。",
  "Each retry raises the non-fatal error interrupt.": "每次重传都触发非致命错误中断。",
  "Each retry raises the fatal error interrupt.": "每次重传都触发致命错误中断。",
  "Number of retries before the link is retrained.": "重新训练链路之前的重传次数。",
  "The device requested a retransmission. Write 1 to clear.": "已向对端请求重传。写 1 清零。",
  "The retry count wrapped to 0. Write 1 to clear.": "重传计数已翻转为 0。写 1 清零。",
  "The device received a packet that its sender had stomped. Write 1 to clear.":
    "收到过发送端标记为作废的报文。写 1 清零。",
  "Retries on link 0 so far. A rising count suggests a bad cable, socket or clock.":
    "链路 0 的累计重传次数；持续增长多因线缆、插座或时钟不良。",
  "Retries on link 1 so far. A rising count suggests a bad cable, socket or clock.":
    "链路 1 的累计重传次数；持续增长多因线缆、插座或时钟不良。",
};
