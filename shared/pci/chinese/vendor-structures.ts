/** The Chinese of the vendor-specific capabilities (VSEC). */
import type { ChineseOf } from "./chinese-of.ts";

export const VENDOR_STRUCTURES: ChineseOf = {
  "ID that the vendor assigned to this structure; meaningful only together with the Vendor ID.":
    "厂商为该结构分配的 ID；须与 Vendor ID 结合才有意义。",
  "Version of the structure, assigned by the vendor.": "该结构的版本，由厂商定义。",
  "Size of the whole structure, headers included.": "整个结构的大小，包括头部。",
  "DW of the configuration space to be read or written.": "要读写的双字在配置空间中的序号。",
  "Port number in the controller.": "控制器中的端口号。",
  "Thunderbolt configuration space to be accessed.": "要访问的 Thunderbolt 配置空间。",
  "Set: write; clear: read.": "为 1 时为写操作，为 0 时为读操作。",
  "The driver sets it to start a command; cleared when the command completes.":
    "由驱动置 1 以启动命令，命令完成后清零。",
  "Set: the command timed out.": "为 1 时，表示命令超时。",
  "Data for the next write command.": "下一条写命令的数据。",
  "Data returned by the last read command.": "上一条读命令返回的数据。",
  "The meaning of these bits is defined in the vendor's documentation only.": "这些位的含义仅见于厂商文档。",
  "Number of feature lists of the card; one location for each list follows.":
    "板卡的特性列表数量；其后为每个列表的位置。",
  "BAR that contains the list.": "列表所在的 BAR。",
  "Offset of the list in that BAR.": "列表在该 BAR 内的偏移。",
  "Number of entries in the discovery table.": "Discovery Table 的条目数量。",
  "Length of each entry of the discovery table.": "Discovery Table 每个条目的长度。",
  "BAR that contains the discovery table.": "Discovery Table 所在的 BAR。",
  "Offset of the discovery table in that BAR.": "Discovery Table 在该 BAR 内的偏移。",
  "Layout of the DMA engine's registers.": "DMA 引擎寄存器的布局。",
  "BAR that contains the DMA engine's registers.": "DMA 引擎寄存器所在的 BAR。",
  "Number of channels that transfer data from the device to the host.": "从设备向宿主机传输数据的通道数。",
  "Number of channels that transfer data from the host to the device.": "从宿主机向设备传输数据的通道数。",
  "Offset of the registers in that BAR, bits 31 to 0.": "寄存器在该 BAR 内的偏移，第 31:0 位。",
  "Offset of the registers in that BAR, bits 63 to 32.": "寄存器在该 BAR 内的偏移，第 63:32 位。",
  "Set: the FPGA is ready for its configuration, or for the next part of it.":
    "为 1 时，表示 FPGA 可接收配置数据（或其后续部分）。",
  "Set: the FPGA rejected the configuration because of an error.": "为 1 时，表示配置数据有误，FPGA 已拒绝。",
  "Set: configuration of the FPGA over PCI Express (CvP) is enabled.":
    "为 1 时，表示已启用经 PCI Express 的 FPGA 配置（CvP）。",
  "Set: the FPGA fabric is configured and running.": "为 1 时，表示 FPGA 逻辑已配置并正在运行。",
  "Set: the FPGA has received its whole configuration.": "为 1 时，表示 FPGA 已收到全部配置数据。",
  "Set: the hard IP runs on the fabric's clock.": "为 1 时，表示硬核 IP 使用 FPGA 逻辑的时钟。",
  "Set: the link is used to configure the FPGA; clear: the link is in normal use.":
    "为 1 时，链路用于配置 FPGA；为 0 时链路正常使用。",
  "Set: the hard IP runs on the internal clock, as configuration requires.":
    "为 1 时，硬核 IP 使用内部时钟，配置 FPGA 时必须如此。",
  "Clock cycles for each data word; depends on compression and encryption.":
    "每个数据字所需的时钟周期数；取决于是否压缩和加密。",
  "Each write sends one DW of configuration data to the FPGA.": "每次写入向 FPGA 发送一个双字的配置数据。",
  "Set: configuration starts; stays set until the transfer ends.": "为 1 时，开始配置；传输结束前保持为 1。",
  "Set: written data is taken as configuration data.": "为 1 时，写入的数据视为配置数据。",
  "Set: a configuration was rejected because of an error. Write 1 to clear.":
    "为 1 时，表示曾因配置数据有误而拒绝配置。写 1 清零。",
  "Number of 4 KB blocks that the FPGA can currently accept (Stratix 10 and later).":
    "FPGA 当前可接收的 4 KB 块数（Stratix 10 及以后）。",
  "VF Enable of the SR-IOV capability, as seen by the GPU's scheduler.":
    "GPU 调度器所见的 VF Enable（来自 SR-IOV Capability）。",
  "NumVFs of the SR-IOV capability, as seen by the GPU's scheduler.":
    "GPU 调度器所见的 NumVFs（来自 SR-IOV Capability）。",
  "Set: resets the PF only.": "为 1 时，仅复位 PF。",
  "Index of the VF that the message is for; 0 = the first VF.": "消息的目标 VF 序号；0 表示首个 VF。",
  "Message from the PF to the VF.": "PF 发给 VF 的消息。",
  "Set: the message is ready to be read.": "为 1 时，表示消息可读取。",
  "Message from the VF to the PF.": "VF 发给 PF 的消息。",
  "Set: the PF has read the message.": "为 1 时，表示 PF 已读取消息。",
  "Set: the message that the PF sent has been read.": "为 1 时，表示 PF 发出的消息已被读取。",
  "Set: a message for the PF itself is waiting.": "为 1 时，表示有发给 PF 自身的消息。",
  "Memory that holds the state of one VF while another VF uses the engines.":
    "其他 VF 占用引擎期间，保存一个 VF 状态所需的内存。",
  "Memory in which that state is saved.": "该状态保存在哪种内存中。",
  "Start of the saved state, in units of 1 KB.": "状态保存区的起始位置，以 1 KB 为单位。",
  "GPU memory that can be assigned to VFs; the unit depends on the GPU generation.":
    "可分配给 VF 的显存；单位因 GPU 代际而异。",
  "GPU memory already assigned to VFs, in the same unit.": "已分配给 VF 的显存，单位相同。",
  "Offset of the video decoder scheduler's registers from the start of the capability.":
    "视频解码调度器的寄存器相对 Capability 起始处的偏移。",
  "Offset of the video encoder scheduler's registers from the start of the capability.":
    "视频编码调度器的寄存器相对 Capability 起始处的偏移。",
  "Offset of the graphics scheduler's registers from the start of the capability.":
    "图形调度器的寄存器相对 Capability 起始处的偏移。",
  "Offset of the second video decoder scheduler's registers; 0 = no second decoder.":
    "第二个视频解码调度器的寄存器偏移；0 表示没有第二个解码器。",
  "GPU memory of this VF; the unit depends on the GPU generation. 0 = none.":
    "该 VF 的显存；单位因 GPU 代际而异。0 表示没有。",
  "Start of this VF's part of GPU memory, in the same unit.": "该 VF 的显存起始位置，单位相同。",
  "1: clears the selected counter; 3: clears all counters. Always reads 0.":
    "1 表示清零所选计数器，3 表示清零全部计数器；读出恒为 0。",
  "1: stops the selected counter; 3: starts it. Always reads 0.": "1 表示停止所选计数器，3 表示启动；读出恒为 0。",
  "Set: the selected counter is running.": "为 1 时，表示所选计数器正在计数。",
  "Lane of the selected counter, for events counted per lane.": "所选计数器对应的 lane，用于按 lane 计数的事件。",
  "Event within the selected group.": "事件在所选组内的编号。",
  "Event group: 0 = lane, 1 = link, 2 = data link, 3 = transactions, 4 and above = further lane and link events.":
    "事件组：0 为 lane，1 为链路，2 为数据链路，3 为事务，4 及以上为其他 lane 和链路事件。",
  "Number of times the selected event occurred since the counter was cleared.": "自计数器清零以来所选事件发生的次数。",
  "Set: the measurement is running.": "为 1 时，表示正在测量。",
  "Duration of one measurement.": "一次测量的时长。",
  "Quantity to be measured.": "测量的内容。",
  "Result of the last measurement: cycles or amount of data.": "上次测量的结果：周期数或数据量。",
  "Lane that the other two fields describe.": "另外两个字段所描述的 lane。",
  "Set: a receiver was detected on the selected lane.": "为 1 时，表示在所选 lane 上检测到接收端。",
  "Set: the selected lane receives a valid signal.": "为 1 时，表示所选 lane 收到有效信号。",
  "Set: CRC errors are injected.": "为 1 时，注入 CRC 错误。",
  "Set: Sequence Number errors are injected.": "为 1 时，注入 Sequence Number 错误。",
  "Set: DLLP errors are injected.": "为 1 时，注入 DLLP 错误。",
  "Set: Symbol errors are injected.": "为 1 时，注入 Symbol 错误。",
  "Set: Flow Control Credit errors are injected.": "为 1 时，注入 Flow Control Credit 错误。",
  "Set: TLP errors are injected.": "为 1 时，注入 TLP 错误。",
  "Number of errors to inject; 0 = no limit.": "注入的错误数量；0 表示不限。",
  "Kind of error, or the part that is corrupted.": "错误类型，或被破坏的部分。",
  "Signed 13-bit value that is added to the correct number.": "叠加到正确值上的 13 位有符号数。",
  "Virtual channel whose credits are corrupted.": "流控信用值被注入错误的 VC。",
  "Event that the selected counter counts.": "所选计数器统计的事件。",
  "The kernel lists five vendors; other vendors may use the same ID for a different structure.":
    "内核列出五家厂商；其他厂商可能将同一 ID 用于别的结构。",
  "Set: the device updates its PTM context continuously.": "为 1 时，设备持续更新其 PTM 上下文。",
  "Writing 1 updates the PTM context once; always reads 0.": "写 1 更新一次 PTM 上下文；读出恒为 0。",
  "Set: the port has a valid time for its PTM responses.": "为 1 时，表示端口已有可用于 PTM 响应的有效时间。",
  "Local clock of the device, in nanoseconds.": "设备的本地时钟，以纳秒为单位。",
  "Time when the device sent its last PTM request.": "设备发出上一个 PTM 请求的时间。",
  "Time when the port received the last PTM request.": "端口收到上一个 PTM 请求的时间。",
  "Time when the port sent its last PTM response.": "端口发出上一个 PTM 响应的时间。",
  "Time when the device received the last PTM response.": "设备收到上一个 PTM 响应的时间。",
  "PTM master time, as far as known to this function.": "本 Function 所知的 PTM Master Time。",
  "Device-side address of the memory behind BAR 2, which the DMA engine's linked lists need; all ones = none.":
    "BAR 2 所映射的内存在设备侧的地址，供 DMA 引擎的链表使用；全 1 表示没有。",
  "Without this address, the DMA engine transfers one block at a time.": "没有该地址时，DMA 引擎每次只传输一个块。",
  "2: traffic between the virtual switches of one chip stays inside the chip. The other bits are not publicly documented.":
    "2 表示同一芯片内各虚拟 Switch 之间的流量不出芯片；其余位的含义未公开。",
};
