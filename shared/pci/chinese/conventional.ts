/** What the registers and fields of capabilities that conventional PCI brought mean, in Chinese. */
import type { ChineseOf } from "./chinese-of.ts";

export const CONVENTIONAL: ChineseOf = {
  // pm
  "Version of the PCI Power Management specification.": "PCI 电源管理规范的版本。",
  "Not applicable to PCI Express. Reads 0.": "不适用于 PCI Express，读出恒为 0。",
  "The function is ready immediately after its return to D0.": "返回 D0 后 Function 立即可用。",
  "The function needs device-specific initialization before a class driver can use it.":
    "须先完成设备专有的初始化，类驱动才能使用该 Function。",
  "Auxiliary current that the function needs.": "该 Function 所需的辅助电源电流。",
  "Supports D1.": "支持 D1。",
  "Supports D2.": "支持 D2。",
  "Can signal PME from D0.": "可在 D0 下发出 PME。",
  "Can signal PME from D1.": "可在 D1 下发出 PME。",
  "Can signal PME from D2.": "可在 D2 下发出 PME。",
  "Can signal PME from D3hot.": "可在 D3hot 下发出 PME。",
  "Can signal PME from D3cold, without main power.": "可在 D3cold（无主电源）下发出 PME。",
  "Current power state. A write changes it.": "当前电源状态，写入可切换。",
  "The function keeps its configuration from D3hot to D0.": "从 D3hot 返回 D0 时保留配置。",
  "Allows the function to signal PME.": "允许 Function 发出 PME。",
  "Selects what Data shows: power consumed or dissipated, by state.":
    "选择 Data 显示的内容：各电源状态下消耗或散发的功率。",
  "Unit of Data: 0.1, 0.01 or 0.001 W.": "Data 的单位：0.1、0.01 或 0.001 W。",
  "The function has signaled a wake-up event (PME). Write 1 to clear.":
    "该 Function 产生过唤醒事件（PME）。写 1 清零。",
  "State of the secondary bus while the bridge is in D3hot.": "桥处于 D3hot 时次级总线的状态。",
  "Power and clock of the secondary bus follow the power state of the bridge.":
    "次级总线的电源和时钟随桥的电源状态变化。",
  "Value selected by Data Select, in units of Data Scale.": "Data Select 选中的数值，单位见 Data Scale。",
  // agp
  "Minor version of the AGP specification.": "AGP 规范的次版本号。",
  "Major version of the AGP specification. AGP 3.0 added x4 and x8 at 0.8 V.":
    "AGP 规范的主版本号，AGP 3.0 新增 0.8 V 下的 x4 和 x8。",
  "Supported transfer rates. Both ends must share one.": "支持的传输速率，两端须有共同速率。",
  "The rates are those of AGP 3.0: x4 and x8.": "速率按 AGP 3.0 编码：x4 和 x8。",
  "Supports fast writes: processor writes to the graphics card at AGP speed.":
    "支持快速写，即处理器以 AGP 速率写显卡。",
  "Supports addresses above 4 GB.": "支持 4 GB 以上的地址。",
  "Set: the host does not translate processor accesses to the aperture.":
    "为 1 时，处理器对 AGP 孔径的访问不做地址转换。",
  "Supports 64-bit entries in the address remapping table (GART).": "支持 64 位的地址重映射表（GART）表项。",
  "Accesses to the aperture are coherent with the processor caches.": "对 AGP 孔径的访问与处理器缓存保持一致。",
  "Supports sideband addressing: requests use lines separate from the data.": "支持边带寻址，请求与数据分线传输。",
  "Interval at which the bus must be calibrated (AGP 3.0 only).": "要求的总线校准间隔，仅用于 AGP 3.0。",
  "Optimum size is 2^(n+4) bytes. 0 = not specified.": "最佳请求大小为 2^(n+4) 字节，0 表示未说明。",
  "Supports isochronous transfers.": "支持等时传输。",
  "Requests that the target can queue.": "目标端可排队的请求数。",
  "Selected transfer rate: one bit, the same at both ends.": "选定的传输速率，只置一位，两端须一致。",
  "Enables fast writes.": "启用快速写。",
  "Enables addresses above 4 GB.": "允许使用 4 GB 以上的地址。",
  "Enables 64-bit GART entries.": "启用 64 位 GART 表项。",
  "Enables AGP requests. When clear, the function works as a plain PCI device.":
    "允许发出 AGP 请求；为 0 时按普通 PCI 设备工作。",
  "Enables sideband addressing.": "启用边带寻址。",
  "Interval at which the bus is calibrated (AGP 3.0 only).": "总线重新校准的间隔，仅用于 AGP 3.0。",
  "Optimum request size for the other end, 2^(n+4) bytes.": "对端的最佳请求大小，为 2^(n+4) 字节。",
  "Requests that the master may queue.": "主设备可排队的请求数。",
  // vpd
  "Byte offset of the 4 bytes to read or write.": "待读写 4 字节的字节偏移。",
  "To read, write 0 and wait for 1. To write, write 1 and wait for 0.":
    "读取时写 0，读出 1 即完成；写入时写 1，读出 0 即完成。",
  "4 bytes of VPD, lowest address first.": "4 字节 VPD 数据，低地址在前。",
  // slotid
  "Number of slots on the secondary bus of the bridge.": "桥的次级总线上的插槽数。",
  "This is the first bridge of the chassis.": "该桥为机箱内的首个桥。",
  "Chassis that the bridge's slots belong to.": "桥的插槽所属的机箱。",
  // msi
  "Enables MSI. The function then does not use INTx.": "启用 MSI，此时不再使用 INTx。",
  "Vectors that the function requests.": "该 Function 请求的向量数。",
  "Vectors that software allocated.": "软件分配的向量数。",
  "Supports a 64-bit message address.": "支持 64 位消息地址。",
  "Supports a mask per vector.": "支持按向量单独屏蔽。",
  "Supports 32-bit message data.": "支持 32 位消息数据。",
  "Enables 32-bit message data.": "启用 32 位消息数据。",
  "Address that the message is written to, in the interrupt controller.": "消息的写入地址，指向中断控制器。",
  "Upper 32 bits of the message address.": "消息地址的高 32 位。",
  "Data of the message. The lowest bits select the vector.": "消息数据，最低几位区分向量。",
  "Upper 16 bits of the 32-bit message data, where enabled.": "启用 32 位消息数据时的高 16 位。",
  "Bit n set: vector n is masked.": "第 n 位为 1 时，屏蔽向量 n。",
  "Bit n set: vector n is pending behind its mask.": "第 n 位为 1 时，向量 n 已屏蔽且有中断待处理。",
  // chswp
  "Set: opening the ejector handle hides the board from software.": "为 1 时，打开弹出手柄后板卡对软件不可见。",
  "Set: insertion and extraction do not assert ENUM#.": "为 1 时，插入和拔出不触发 ENUM#。",
  "Software has not yet handled an insertion or a requested extraction.": "有插入或拔出请求，软件尚未处理。",
  "The blue LED is on: the board may be removed.": "蓝色指示灯亮，板卡可拔出。",
  "0 = first version of this register. 1 = with Device Hiding and Pending.":
    "0 表示该寄存器的初版，1 表示增加了 Device Hiding 和 Pending。",
  "Extraction of the board was requested. Write 1 to clear.": "有板卡拔出请求。写 1 清零。",
  "The board was inserted. Write 1 to clear.": "板卡已插入。写 1 清零。",
  // pcix
  "The driver recovers from data parity errors. When clear, they become system errors.":
    "数据奇偶校验错误由驱动恢复；为 0 时按系统错误处理。",
  "Allows the function to set Relaxed Ordering in its requests.": "允许在请求中设置 Relaxed Ordering。",
  "Maximum byte count of one memory read.": "单次内存读的最大字节数。",
  "Maximum number of outstanding split transactions.": "未完成拆分事务（Split Transaction）的最大数量。",
  "Whether the capability has ECC registers, and for which modes.": "表示是否有 ECC 寄存器，以及适用的模式。",
  "Function number of this function.": "该 Function 的功能号。",
  "Captured from the last configuration write.": "取自最近一次配置写。",
  "The function has a 64-bit bus interface.": "总线接口为 64 位。",
  "When clear, the function limits the bus to 66 MHz.": "为 0 时，该 Function 将总线限制在 66 MHz。",
  "The function discarded a split completion that its requester did not accept. Write 1 to clear.":
    "请求方未接收 Split Completion，该 Function 已将其丢弃。写 1 清零。",
  "The function received a split completion without a matching request. Write 1 to clear.":
    "收到过没有对应请求的 Split Completion。写 1 清零。",
  "A bridge forwards transactions of other devices.": "Bridge 表示该设备转发其他设备的事务。",
  "Maximum read byte count of the design. A higher value in Command brings no benefit.":
    "设计支持的最大读字节数，在 Command 中设得更大并无收益。",
  "Maximum number of outstanding split transactions of the design.": "设计支持的未完成拆分事务的最大数量。",
  "Maximum total size of all outstanding reads, in units of 128 bytes.":
    "全部未完成读请求的总字节数上限，以 128 字节为单位。",
  "The function received a split completion error message. Write 1 to clear.":
    "收到过 Split Completion 错误消息。写 1 清零。",
  "Supports PCI-X mode 2 at 266 MT/s.": "支持 266 MT/s 的 PCI-X Mode 2。",
  "Supports PCI-X mode 2 at 533 MT/s.": "支持 533 MT/s 的 PCI-X Mode 2。",
  "Bridges only: the registers show errors of the secondary bus.": "仅用于桥：寄存器显示次级总线的错误。",
  "Bridges only: the other side has logged an error as well.": "仅用于桥：另一侧也记录了错误。",
  "Another correctable error followed the logged one.": "已记录的错误之后又出现可纠正错误。",
  "Another uncorrectable error followed the logged one.": "已记录的错误之后又出现不可纠正错误。",
  "Phase of the transaction in which the error occurred. Write all ones to clear.":
    "出错时事务所处的阶段。写全 1 清零。",
  "The logged error was corrected.": "已记录的错误已得到纠正。",
  "Identifies the bits in error.": "用于定位出错的位。",
  "Command of the transaction, or the first of two.": "出错事务的命令，有两个命令时为第一个。",
  "Second command of a transaction with a 64-bit address.": "64 位地址事务的第二个命令。",
  "Upper bits of the transaction's attributes.": "事务属性的高位。",
  "The other two control bits change only when this bit is written as 1.": "须同时将该位写 1，另外两个控制位才会更新。",
  "Single-bit errors are reported but not corrected.": "单比特错误只上报，不纠正。",
  "ECC is used instead of parity.": "使用 ECC 代替奇偶校验。",
  "Lower 32 bits of the address of the transaction in error.": "出错事务地址的低 32 位。",
  "Upper 32 bits of that address.": "该地址的高 32 位。",
  "Attributes of that transaction.": "该事务的属性。",
  // pcix.bridge
  "The secondary bus is 64 bits wide.": "次级总线为 64 位。",
  "The secondary bus supports 133 MHz.": "次级总线支持 133 MHz。",
  "The bridge refused a split completion for lack of buffer space. Write 1 to clear.":
    "缓冲区不足，桥曾拒收 Split Completion。写 1 清零。",
  "The commitment limit delayed a split request. A higher limit may be faster. Write 1 to clear.":
    "拆分请求曾因 Commitment Limit 而延迟，提高该上限可能提升性能。写 1 清零。",
  "Mode and frequency of the secondary bus.": "次级总线的模式和频率。",
  "The secondary bus supports 266 MT/s.": "次级总线支持 266 MT/s。",
  "The secondary bus supports 533 MT/s.": "次级总线支持 533 MT/s。",
  "Forwards messages routed by device ID.": "转发按设备 ID 路由的消息。",
  "The primary bus supports 266 MT/s.": "主总线支持 266 MT/s。",
  "The primary bus supports 533 MT/s.": "主总线支持 533 MT/s。",
  "Buffer space for completions, in units of 128 bytes.": "存放 Completion 的缓冲区大小，以 128 字节为单位。",
  "Completion data that the bridge may request at once, in units of 128 bytes. At least the capacity.":
    "桥可同时请求的 Completion 数据量，以 128 字节为单位，不小于缓冲区大小。",
};
