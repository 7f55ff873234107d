/** What the registers and fields of the configuration header mean, in Chinese. */
import type { ChineseOf } from "./chinese-of.ts";

export const HEADER: ChineseOf = {
  // header0
  "Manufacturer, assigned by PCI-SIG. Reads ffffh in a VF and where no function responds.":
    "厂商标识，由 PCI-SIG 分配。VF 读出 ffffh，没有 Function 响应时也读出 ffffh。",
  "Device model, assigned by the vendor. Reads ffffh in a VF.": "设备型号，由厂商分配。VF 读出 ffffh。",
  "Enables response to I/O Space accesses.": "允许响应 I/O 空间访问。",
  "Enables response to Memory Space accesses. For a VF, VF MSE of its PF applies.":
    "允许响应内存空间访问。VF 以其 PF 的 VF MSE 为准。",
  "Allows the function to issue memory and I/O requests, MSI and MSI-X included.":
    "允许 Function 发起内存和 I/O 请求，包括 MSI 和 MSI-X。",
  "Conventional PCI only.": "仅用于传统 PCI。",
  "Conventional PCI only. Reads 0 in PCI Express.": "仅用于传统 PCI，在 PCI Express 中读出 0。",
  "Enables logging of parity errors and poisoned TLPs in Master Data Parity Error.":
    "允许在 Master Data Parity Error 中记录奇偶校验错误和 Poisoned TLP。",
  "Enables reporting of non-fatal and fatal errors to the root complex.":
    "允许向 Root Complex 上报非致命错误和致命错误。",
  "Prevents the function from asserting INTx.": "禁止 Function 发出 INTx 中断。",
  "The function is ready for configuration requests immediately after a reset.": "复位后无需等待即可响应配置请求。",
  "An INTx interrupt is pending.": "有 INTx 中断待处理。",
  "The function has a capability list.": "该 Function 有 Capability 链表。",
  "Conventional PCI only: supports a 66 MHz bus clock.": "仅用于传统 PCI：支持 66 MHz 总线时钟。",
  "Defined by PCI 2.1 for functions with user-definable features. Obsolete since PCI 2.2.":
    "在 PCI 2.1 中表示支持用户可定义特性，PCI 2.2 起废弃。",
  "Conventional PCI only: accepts transactions with no idle clock between them.":
    "仅用于传统 PCI：可接收背靠背事务（中间无空闲周期）。",
  "As the requester, the function sent a poisoned request or received a poisoned completion. Write 1 to clear.":
    "作为请求方发出过 Poisoned 请求，或收到过 Poisoned Completion。写 1 清零。",
  "Conventional PCI only: how quickly the device asserts DEVSEL#.": "仅用于传统 PCI：设备的 DEVSEL# 响应速度。",
  "The function completed a request with Completer Abort. Write 1 to clear.":
    "该 Function 曾以 Completer Abort 响应请求。写 1 清零。",
  "A request from the function was completed with Completer Abort. Write 1 to clear.":
    "该 Function 发出的请求曾收到 Completer Abort 响应。写 1 清零。",
  "A request from the function was completed with Unsupported Request. Normal after bus enumeration. Write 1 to clear.":
    "该 Function 发出的请求曾收到 Unsupported Request 响应，总线枚举后属正常现象。写 1 清零。",
  "The function sent ERR_FATAL or ERR_NONFATAL. Write 1 to clear.":
    "该 Function 发出过 ERR_FATAL 或 ERR_NONFATAL 消息。写 1 清零。",
  "The function received a poisoned TLP. Write 1 to clear.": "该 Function 收到过 Poisoned TLP。写 1 清零。",
  "Assigned by the vendor. Drivers use it to work around hardware flaws.":
    "由厂商分配，驱动据此规避相应版本的硬件缺陷。",
  "Programming interface within the sub-class.": "子类之下的编程接口。",
  "Type of function within the base class.": "基类之下的具体类型。",
  "General type of the function.": "Function 的大类。",
  "No effect in PCI Express.": "在 PCI Express 中不起作用。",
  "Layout of the header from offset 10h on.": "决定配置头从 10h 起的布局。",
  "The device may have more functions, numbered 1 to 7.": "设备可能还有其他 Function，功能号为 1 至 7。",
  "0 = the self-test passed.": "0 表示自检通过。",
  "Write 1 to start the self-test. Reads 1 until it is done.": "写 1 启动自检，自检完成前读出 1。",
  "The function has a self-test.": "支持内建自检（BIST）。",
  "Upper 32 bits of the address in the preceding BAR.": "前一个 BAR 地址的高 32 位。",
  "Whether the BAR maps Memory Space or I/O Space.": "表示该 BAR 映射到内存空间还是 I/O 空间。",
  "First I/O port of the BAR.": "该 BAR 的首个 I/O 端口。",
  "Width of the address.": "地址位宽。",
  "Reads have no side effects, and writes may be merged.": "读操作无副作用，写操作可合并。",
  "Start of the memory range. Address bits below its size read 0.": "内存范围的起始地址，低于范围大小的地址位读出 0。",
  "Location of the CardBus Card Information Structure. Reads 0 in PCI Express.":
    "CardBus 卡信息结构（CIS）的位置，在 PCI Express 中读出 0。",
  "Manufacturer of the board.": "板卡厂商。",
  "Board model, assigned by its manufacturer. Distinguishes boards with the same chip.":
    "板卡型号，由板卡厂商分配，用于区分采用同一芯片的板卡。",
  "Enables response to accesses to the expansion ROM.": "允许响应对扩展 ROM 的访问。",
  "Result of the device's check of the ROM contents, where supported (PCIe 5.0 and later).":
    "设备对 ROM 内容的校验结果，PCIe 5.0 起可选支持。",
  "Vendor-specific details of the validation status.": "校验状态的补充信息，编码由厂商定义。",
  "Address of the expansion ROM, which holds boot code.": "扩展 ROM 的地址，其中存放引导代码。",
  "Offset of the first capability. The two lowest bits are reserved.": "首个 Capability 的偏移，最低 2 位保留。",
  "Interrupt routing, recorded by firmware. Hardware does not use it.": "由固件记录的中断路由，硬件不使用。",
  "INTx message that the function uses.": "该 Function 使用的 INTx 消息。",
  "How long the device wants to keep the bus. Reads 0 in PCI Express.":
    "设备期望的单次总线占用时间，在 PCI Express 中读出 0。",
  "How often the device needs the bus. Reads 0 in PCI Express.": "设备需要访问总线的频度，在 PCI Express 中读出 0。",
  "Expansion ROM of the function. The rom file in sysfs gives its contents.":
    "该 Function 的扩展 ROM，内容可通过 sysfs 的 rom 文件读取。",
  // header1
  "Bus directly above the bridge. Not used in PCI Express.": "桥上游一侧的总线号，PCI Express 不使用。",
  "Bus directly below the bridge. While it is 0, nothing below can be reached.":
    "桥下游一侧的总线号；为 0 时无法访问下游设备。",
  "Highest bus number below the bridge. The buses of VFs must not exceed it.":
    "桥下游的最大总线号，VF 所在总线不得超出。",
  "16-bit: the window is below 64 KB. 32-bit: the upper 16 bits apply as well.":
    "16 位时窗口位于 64 KB 以下，32 位时高 16 位也有效。",
  "First I/O port forwarded downstream, in units of 4 KB.": "向下游转发的首个 I/O 端口，以 4 KB 为单位。",
  "Last I/O port forwarded downstream. A limit below the base closes the window.":
    "向下游转发的最后一个 I/O 端口；小于 Base 时窗口关闭。",
  "The port sent a poisoned request downstream or received a poisoned completion from below. Write 1 to clear.":
    "端口向下游发出过 Poisoned 请求，或收到过下游的 Poisoned Completion。写 1 清零。",
  "The port completed a request from below with Completer Abort. Write 1 to clear.":
    "端口曾以 Completer Abort 响应下游的请求。写 1 清零。",
  "A request sent downstream was completed with Completer Abort. Write 1 to clear.":
    "发往下游的请求曾收到 Completer Abort 响应。写 1 清零。",
  "No device claimed a request sent downstream. Normal after bus enumeration. Write 1 to clear.":
    "发往下游的请求曾无设备响应（Master Abort），总线枚举后属正常现象。写 1 清零。",
  "The port received an error message from below. Write 1 to clear.": "端口收到过下游的错误消息。写 1 清零。",
  "The port received a poisoned TLP from below. Write 1 to clear.": "端口收到过下游的 Poisoned TLP。写 1 清零。",
  "First address forwarded downstream, in units of 1 MB.": "向下游转发的起始地址，以 1 MB 为单位。",
  "Last address forwarded downstream. A limit below the base closes the window.":
    "向下游转发的结束地址；小于 Base 时窗口关闭。",
  "32-bit: the window is below 4 GB. 64-bit: the upper 32 bits apply as well.":
    "32 位时窗口位于 4 GB 以下，64 位时高 32 位也有效。",
  "First prefetchable address forwarded downstream, in units of 1 MB.": "向下游转发的可预取起始地址，以 1 MB 为单位。",
  "Last prefetchable address forwarded downstream. A limit below the base closes the window.":
    "向下游转发的可预取结束地址；小于 Base 时窗口关闭。",
  "Bits 63:32 of the first address in the prefetchable window.": "可预取窗口起始地址的第 63:32 位。",
  "Bits 63:32 of the last address in the prefetchable window.": "可预取窗口结束地址的第 63:32 位。",
  "Bits 31:16 of the first port in the I/O window.": "I/O 窗口首个端口的第 31:16 位。",
  "Bits 31:16 of the last port in the I/O window.": "I/O 窗口最后一个端口的第 31:16 位。",
  "Enables logging of poisoned TLPs on the secondary side.": "允许记录次级侧的 Poisoned TLP。",
  "Enables forwarding of error messages from below.": "允许向上游转发下游的错误消息。",
  "The last 768 bytes of each 1 KB in the I/O window are not forwarded downstream.":
    "I/O 窗口内每 1 KB 的后 768 字节不向下游转发。",
  "Forwards the VGA addresses downstream.": "向下游转发 VGA 地址。",
  "VGA ports are decoded with 16 address bits, without aliases.": "VGA 端口按 16 位地址译码，不产生别名。",
  "Conventional PCI only: when set, a Master Abort is reported as an error. When clear, reads return all ones.":
    "仅用于传统 PCI：为 1 时将 Master Abort 作为错误上报；为 0 时读操作返回全 1。",
  "Set: everything below is held in reset.": "为 1 时，下游全部设备保持在复位状态。",
  "Conventional PCI only: how long a delayed completion is kept, 2^15 clocks when clear, 2^10 when set.":
    "仅用于传统 PCI：延迟完成的保留时间，为 0 时 2^15 个时钟，为 1 时 2^10 个时钟。",
  "Conventional PCI only: a delayed completion was discarded because the initiator did not retry in time. Write 1 to clear.":
    "仅用于传统 PCI：发起方未及时重试，延迟完成已丢弃。写 1 清零。",
  "I/O addresses that the bridge forwards downstream.": "桥向下游转发的 I/O 地址。",
  "Memory addresses that the bridge forwards downstream.": "桥向下游转发的内存地址。",
  "The only window that can lie above 4 GB. 64-bit prefetchable VF BARs are placed in it.":
    "唯一可位于 4 GB 以上的窗口，64 位可预取 VF BAR 分配在其中。",
  // header2
  "A data parity error occurred on the card side while the bridge was the initiator.":
    "桥作为发起方时，卡侧出现过数据奇偶校验错误。",
  "How quickly the bridge asserts DEVSEL# on the card side.": "桥在卡侧的 DEVSEL# 响应速度。",
  "The bridge ended a transaction of the card with Target Abort.": "桥曾以 Target Abort 终止卡发起的事务。",
  "The card ended a transaction of the bridge with Target Abort.": "卡曾以 Target Abort 终止桥发起的事务。",
  "The card asserted SERR#.": "卡发出过 SERR#。",
  "The bridge detected a parity error in data from the card.": "桥在卡发来的数据中检测到奇偶校验错误。",
  "Bus directly above the bridge.": "桥上游一侧的总线号。",
  "Bus of the card in the socket.": "插槽中的卡所在的总线号。",
  "Highest bus number below the bridge, reserved for cards with bridges.": "桥下游的最大总线号，为自带桥的卡预留。",
  "Clocks for which the bridge may keep the card bus after losing its grant.":
    "桥失去总线授权后仍可占用卡侧总线的时钟数。",
  "First memory address forwarded to the card, in units of 4 KB.": "转发给卡的内存起始地址，以 4 KB 为单位。",
  "Last memory address forwarded to the card.": "转发给卡的内存结束地址。",
  "First address of the second memory window of the card.": "转发给卡的第二个内存窗口的起始地址。",
  "Last address of the second memory window.": "第二个内存窗口的结束地址。",
  "How many address bits the window decodes.": "窗口译码的地址位数。",
  "First I/O port forwarded to the card, in units of 4.": "转发给卡的首个 I/O 端口，以 4 为单位。",
  "Last I/O port forwarded to the card.": "转发给卡的最后一个 I/O 端口。",
  "First port of the second I/O window of the card.": "转发给卡的第二个 I/O 窗口的首个端口。",
  "Last port of the second I/O window.": "第二个 I/O 窗口的最后一个端口。",
  "Enables the bridge's response to parity errors on the card side.": "允许桥处理卡侧的奇偶校验错误。",
  "Enables forwarding of SERR# from the card.": "允许向上游转发卡的 SERR#。",
  "The last 768 bytes of each 1 KB in the I/O windows are not forwarded to the card.":
    "各 I/O 窗口内每 1 KB 的后 768 字节不转发给卡。",
  "Forwards the VGA addresses to the card.": "将 VGA 地址转发给卡。",
  "Set: a Master Abort is reported as an error. Clear: reads return all ones.":
    "为 1 时，将 Master Abort 作为错误上报；为 0 时读操作返回全 1。",
  "Set: the card in the socket is held in reset.": "为 1 时，插槽中的卡保持在复位状态。",
  "Interrupts of 16-bit cards are routed to ISA interrupts.": "16 位卡的中断路由到 ISA 中断。",
  "Allows the bridge to prefetch in the first memory window.": "允许桥在第一个内存窗口中预取。",
  "Allows the bridge to prefetch in the second memory window.": "允许桥在第二个内存窗口中预取。",
  "Allows the bridge to post writes to the card.": "允许桥对发往卡的写操作采用 Posted 方式。",
  "Manufacturer of the board with the bridge.": "桥所在板卡的厂商。",
  "Model of that board, assigned by its manufacturer.": "该板卡的型号，由板卡厂商分配。",
  "I/O port at which legacy software finds the registers of 16-bit cards. Bit 0 reads 1.":
    "传统软件访问 16 位卡寄存器所用的 I/O 端口，第 0 位读出 1。",
};
