import type { ChineseOf } from "./chinese-of.ts";

export const CXL_DEVICE: ChineseOf = {
  "Vendor ID of the company or consortium that defined the structure, not of the device; 1e98 is CXL.":
    "定义该结构的厂商或组织的 ID，不是设备厂商的 ID；1e98 为 CXL。",
  "Version of the structure, assigned by the vendor above.": "该结构的版本，由定义者编号。",
  "Identifies the structure among those of that vendor.": "定义者为该结构分配的 ID。",
  "CXL features that the device supports.": "设备支持的 CXL 特性。",
  "Set: the device can cache host memory (CXL.cache).": "为 1 时，设备支持 CXL.cache，可缓存宿主机内存。",
  "The device supports the PCI Express functions of CXL (CXL.io); always set.":
    "设备支持 CXL.io，即 CXL 中的 PCI Express 部分；恒为 1。",
  "Set: the device has memory that the host uses as its own (CXL.mem).":
    "为 1 时，设备支持 CXL.mem，其内存可作为宿主机内存使用。",
  "Set: the device initializes its memory without software.": "为 1 时，设备内存由硬件和固件初始化，无需软件参与。",
  "Number of ranges of host-managed device memory (HDM).": "宿主机管理的设备内存（HDM）范围数。",
  "Set: software can have the device write back and invalidate its cache, for example before a reset.":
    "为 1 时，软件可让设备写回并作废其缓存，例如在复位之前。",
  "Set: CXL Reset is supported, which resets the CXL state of all functions of the device at once.":
    "为 1 时，支持 CXL Reset，可一次复位设备所有 Function 的 CXL 状态。",
  "Maximum time that a CXL reset takes.": "CXL Reset 所需的最长时间。",
  "Set: a CXL reset can clear or randomize volatile memory.": "为 1 时，CXL Reset 可清除或随机化易失性内存。",
  "Set: the device can protect the memory of confidential guests (TSP).":
    "为 1 时，设备可保护机密虚拟机的内存（TSP）。",
  "Set: this is a logical device of a multi-logical device (MLD), which several hosts can share.":
    "为 1 时，本设备为多逻辑设备（MLD）中的一个逻辑设备；MLD 可由多台宿主机共享。",
  "Set: the device supports viral handling, which stops corrupt data from spreading.":
    "为 1 时，设备支持 Viral 机制，可阻止已损坏的数据扩散。",
  "Set: Status2 reports when power management is initialized.": "为 1 时，Status2 会报告电源管理初始化是否完成。",
  "CXL features that are enabled; locked by CONFIG_LOCK.": "已启用的 CXL 特性；由 CONFIG_LOCK 锁定。",
  "Set: the device may cache host memory.": "为 1 时，允许设备缓存宿主机内存。",
  "CXL.io is enabled; cannot be disabled.": "CXL.io 已启用，且不能关闭。",
  "Set: the device accepts CXL.mem accesses to its memory ranges; clear: this memory is inaccessible.":
    "为 1 时，设备响应对其内存范围的 CXL.mem 访问；为 0 时这些内存不可访问。",
  "How much of the device's cache the host's snoop filter covers: 0 = none, n = 2^(n+15) bytes. A hint to the device.":
    "宿主机 Snoop Filter 对设备缓存的覆盖范围：0 表示无，n 表示 2^(n+15) 字节。仅供设备参考。",
  "Granularity of the host's snoop filter: 64 bytes at 0, doubled by each step. A hint to the device.":
    "宿主机 Snoop Filter 的粒度：0 表示 64 字节，每加 1 翻倍。仅供设备参考。",
  "Set: the host needs no clean evictions from the device's cache for best performance. A hint to the device.":
    "为 1 时，设备无需上报未修改缓存行的逐出，宿主机性能不受影响。仅供设备参考。",
  "Set: the device may access the memory of other devices directly, without the host.":
    "为 1 时，允许设备不经宿主机直接访问其他设备的内存。",
  "Set: the device takes part in viral handling.": "为 1 时，设备参与 Viral 处理。",
  "Set: the device has encountered a viral condition, which may be over by now. Write 1 to clear.":
    "为 1 时，设备曾出现 Viral 状态，目前可能已解除。写 1 清零。",
  "Commands to the device, such as cache write-back and reset.": "对设备的命令，例如缓存写回和复位。",
  "Set: the device caches no more modified lines.": "为 1 时，设备不再缓存新的已修改缓存行。",
  "Writing 1 writes back and invalidates the device's cache; reads 0.": "写 1 使设备写回并作废其缓存；读出恒为 0。",
  "Writing 1 starts a CXL reset, which ends all use of the device's memory and cache; reads 0.":
    "写 1 启动 CXL Reset，设备内存和缓存的使用随之全部终止；读出恒为 0。",
  "Set: the next CXL reset clears or randomizes volatile memory.":
    "为 1 时，下一次 CXL Reset 会清除或随机化易失性内存。",
  "Set: a hot reset preserves volatile memory; clear: the default in Capability3 applies.":
    "为 1 时，热复位后保留易失性内存；为 0 时按 Capability3 中的默认方式处理。",
  "Set: the device may return modified data, with the Cmp-M response.":
    "为 1 时，允许设备以 Cmp-M 响应返回已修改的数据。",
  "Progress of the commands in Control2.": "Control2 中各命令的执行状态。",
  "Set: the device's cache holds no valid lines.": "为 1 时，设备缓存中没有有效的缓存行。",
  "Set: the last CXL reset completed successfully.": "为 1 时，最近一次 CXL Reset 已成功完成。",
  "Set: the last CXL reset completed with errors.": "为 1 时，最近一次 CXL Reset 完成时有错误。",
  "Set: a hot reset lost volatile memory that should have been preserved. Write 1 to clear.":
    "为 1 时，热复位未能保留本应保留的易失性内存。写 1 清零。",
  "Set: power management is initialized, so the link can enter low-power states.":
    "为 1 时，电源管理已完成初始化，链路可以进入低功耗状态。",
  "Set: the control and range registers are read-only until the next conventional reset. Software cannot clear this bit.":
    "为 1 时，控制寄存器和范围寄存器在下次常规复位前只读；软件无法将该位清零。",
  "Size of the device's cache.": "设备缓存的大小。",
  "Unit of Cache Size.": "Cache Size 的单位。",
  "How a Type 2 device can operate if it is not used as one.": "Type 2 设备不以 Type 2 方式工作时可采用的工作方式。",
  "Set: the device can return modified data, with the Cmp-M response.":
    "为 1 时，设备能够以 Cmp-M 响应返回已修改的数据。",
  "Set: the device never writes back unmodified cache lines.": "为 1 时，设备从不写回未修改的缓存行。",
  "Size of the cache, in the unit above.": "缓存大小，单位见上。",
  "Bits 63:32 of the first range's size.": "第一段范围大小的第 63:32 位。",
  "Size and kind of the first range of memory.": "第一段内存范围的大小和类型。",
  "Set when the size is known, which must be within one second of reset.":
    "为 1 时，大小信息有效；须在复位后 1 秒内置位。",
  "Set: the memory is initialized and ready for use.": "为 1 时，内存已初始化，可以使用。",
  "Whether the memory keeps its contents without power; CDAT = see the device's CDAT.":
    "断电后内存内容是否保留；CDAT 表示由设备的 CDAT 表给出。",
  "Intended use of the memory; CDAT = see the device's CDAT.": "内存的用途类别；CDAT 表示由设备的 CDAT 表给出。",
  "Smallest interleave granularity at which the device performs best, in bytes; 0 = no interleaving.":
    "设备达到最佳性能所需的最小交织粒度，以字节计；0 表示不交织。",
  "Maximum time from reset until the memory is active, in seconds.": "从复位到内存可用的最长时间，单位为秒。",
  "Set: the memory is usable, but smaller or slower than designed.": "为 1 时，内存可用，但容量或性能低于设计值。",
  "Bits 31:28 of the size, which is a multiple of 256 MB.": "大小的第 31:28 位；大小为 256 MB 的整数倍。",
  "Bits 63:32 of the first range's address.": "第一段范围地址的第 63:32 位。",
  "Bits 31:28 of the address, which is a multiple of 256 MB.": "地址的第 31:28 位；地址为 256 MB 的整数倍。",
  "Bits 63:32 of the second range's size.": "第二段范围大小的第 63:32 位。",
  "Size and kind of the second range of memory.": "第二段内存范围的大小和类型。",
  "Bits 63:32 of the second range's address.": "第二段范围地址的第 63:32 位。",
  "What resets do to volatile memory.": "各种复位如何处理易失性内存。",
  "Set: a cold reset clears or randomizes volatile memory; clear: its content is undefined afterwards.":
    "为 1 时，冷复位会清除或随机化易失性内存；为 0 时，冷复位后其内容不确定。",
  "Set: a warm reset clears or randomizes volatile memory; clear: its content is undefined afterwards.":
    "为 1 时，暖复位（warm reset）会清除或随机化易失性内存；为 0 时，暖复位后其内容不确定。",
  "Set: a hot reset clears or randomizes volatile memory by default; clear: its content is undefined afterwards.":
    "为 1 时，热复位默认清除或随机化易失性内存；为 0 时，热复位后其内容不确定。",
  "Set: Control2 can have the device preserve volatile memory across a hot reset.":
    "为 1 时，可由 Control2 要求设备在热复位后保留易失性内存。",
  "Set: the device can access the memory of other devices directly, without the host.":
    "为 1 时，设备能够不经宿主机直接访问其他设备的内存。",
  "Each set bit marks a function that cannot take part in CXL.cache or CXL.mem.":
    "每个为 1 的位对应一个不能参与 CXL.cache 和 CXL.mem 的 Function。",
  "How long the device needs to save its memory, in units of the scale.":
    "设备保存其内存数据所需的时长，单位见 Scale 字段。",
  "Power that the device draws while it saves its memory.": "设备保存内存数据期间的功耗。",
  "Number of logical devices in the device, not counting the fabric manager's; each can be assigned to a different host.":
    "设备包含的逻辑设备数，不含 Fabric Manager 所用的逻辑设备；每个逻辑设备可分配给不同的宿主机。",
  "BAR that contains the register block.": "寄存器块所在的 BAR。",
  "Type of the registers in the block; empty = no block.": "寄存器块的类型；empty 表示没有寄存器块。",
  "Bits 31:16 of the block's offset in the BAR, a multiple of 64 KB.":
    "寄存器块在 BAR 内偏移的第 31:16 位，偏移为 64 KB 的整数倍。",
  "Bits 63:32 of the block's offset in the BAR.": "寄存器块在 BAR 内偏移的第 63:32 位。",
};
