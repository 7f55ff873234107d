/** What the registers and fields of the vendor-specific standard capabilities mean, in Chinese. */
import type { ChineseOf } from "./chinese-of.ts";

export const VENDOR_SPECIFIC: ChineseOf = {
  // vndr.virtio
  "Length of the whole capability in bytes. Everything after this byte is defined by the vendor.":
    "整个 Capability 的字节数，其后的内容由厂商定义。",
  "Which structure of the device the capability points to.": "该 Capability 指向设备的哪个结构。",
  "Vendor that defines the bytes that follow.": "定义后续字节的厂商。",
  "BAR that contains the structure. Values above 5 are reserved.": "结构所在的 BAR，大于 5 的值保留。",
  "Offset of the structure in the BAR, in bytes.": "结构在 BAR 内的偏移，以字节为单位。",
  "Size of the structure in bytes.": "结构的字节数。",
  "Distinguishes structures of one type, such as shared memory regions.": "区分同一类型的多个结构，例如共享内存区域。",
  "Bytes between the notification addresses of two queues. 0 = all queues share one.":
    "相邻队列通知地址的间隔字节数，0 表示所有队列共用一个地址。",
  "Gives access to the BAR through configuration space.": "通过配置空间访问 BAR 的内容。",
  "Upper 32 bits of the offset, for regions that start above 4 GB in the BAR.":
    "偏移的高 32 位，用于在 BAR 内起始于 4 GB 以上的区域。",
  "Upper 32 bits of the length, for regions of 4 GB or more.": "长度的高 32 位，用于不小于 4 GB 的区域。",
  "Defined by the vendor.": "由厂商定义。",
  // vndr.mellanox
  "What the gateway accesses: the running device, or one whose firmware needs recovery.":
    "网关访问的对象：正常运行的设备，或固件待恢复的设备。",
  "Address space of the device that Address and Data access.": "Address 和 Data 访问的设备地址空间。",
  "Set: Address holds the size of the space that was just selected.": "为 1 时，Address 中为刚选中的地址空间的大小。",
  "0 = the selected space is not accessible. Any other value = accessible.":
    "0 表示选中的地址空间不可访问，其他值表示可访问。",
  "Changes with each read. Writing the value to the semaphore acquires the gateway.":
    "每次读取都会变化，将读出值写入 Semaphore 即获得网关的使用权。",
  "0 = the gateway is free. Any other value is the number it was acquired with.":
    "0 表示网关空闲，其他值为占用时写入的数值。",
  "Address in the space of the next doubleword to read or write.": "下一个待读写双字在地址空间中的地址。",
  "Set: the device refused the access.": "为 1 时，设备拒绝了访问。",
  "For a write, set by software and cleared when the write is done. For a read, set when the data is ready.":
    "写操作由软件置 1，完成后清零；读操作在数据就绪时变为 1。",
  "Last value moved through the gateway. Further reads would require writes, which this view does not do.":
    "最近一次经网关传输的数据。继续读取须先写寄存器，因此这里不读取。",
  // vndr.nvidia-p2p
  "Letters by which the driver recognizes the capability.": "驱动识别该 Capability 所用的字符。",
  "Layout of the capability. Only 0 is defined.": "该 Capability 的布局版本，目前只定义了 0。",
  "GPUs with the same number can access each other directly. Set by the hypervisor.":
    "编号相同的 GPU 可直接互访，由虚拟机监控器（hypervisor）设置。",
  // vndr.intel-vmd
  "Version of the capability. The driver does not check it.": "该 Capability 的版本，驱动不检查。",
  "Host address of MEMBAR1. The VMD driver in the guest uses it to give the devices host addresses.":
    "MEMBAR1 在宿主机上的地址，虚拟机内的 VMD 驱动据此为设备分配宿主机地址。",
  "Host address of MEMBAR2. The VMD driver in the guest uses it to give the devices host addresses.":
    "MEMBAR2 在宿主机上的地址，虚拟机内的 VMD 驱动据此为设备分配宿主机地址。",
  // vndr.intel
  "Layout of what follows. Only version 1 is decoded.": "后续内容的布局版本，仅解析版本 1。",
  "Determines what the rest of the capability is.": "决定该 Capability 其余部分的内容。",
  "Supports 1.35 V memory.": "支持 1.35 V 内存。",
  "The reference voltage for memory writes is adjustable.": "内存写参考电压可调。",
  "Overclocking is enabled.": "已启用超频。",
  "Memory can be overclocked.": "内存可超频。",
  "Revision that software should treat the processor as.": "供软件识别的处理器修订版本。",
  "Device ID that software should treat the processor as.": "供软件识别的处理器设备 ID。",
  "Set: the processor has no usable integrated graphics.": "为 1 时，处理器没有可用的集成显卡。",
  "Set: a channel supports only one memory module.": "为 1 时，每个通道只支持一条内存。",
  "Supports 32-bit APIC IDs in interrupts, used with interrupt remapping.":
    "中断支持 32 位 APIC ID，与中断重映射配合使用。",
  "Set: a memory channel can't have two modules.": "为 1 时，一个内存通道不能安装两条内存。",
  "Set: only one of the two memory channels works.": "为 1 时，两个内存通道只有一个可用。",
  "Set: memory commands take at least two clocks.": "为 1 时，内存命令至少占用两个时钟周期。",
  "Maximum memory size per channel.": "每个通道支持的最大内存容量。",
  "Set: the processor's own ports are limited to 2.5 GT/s.": "为 1 时，处理器自带端口限速为 2.5 GT/s。",
  "Set: the link to the chipset is limited to 2.5 GT/s.": "为 1 时，与芯片组之间的链路限速为 2.5 GT/s。",
  "Set: the processor has no VT-d and can't pass devices through.": "为 1 时，处理器没有 VT-d，设备不可直通。",
  "Set: memory works only with ECC.": "为 1 时，内存只能以 ECC 模式工作。",
  "Set: ECC memory runs without ECC.": "为 1 时，ECC 内存不启用 ECC。",
  "Width of the link to the chipset.": "与芯片组之间链路的位宽。",
  "Set: links that have narrowed can't widen again without retraining.": "为 1 时，链路降宽后须重新训练才能恢复位宽。",
  "Set: port 00:01.0 is absent.": "为 1 时，没有端口 00:01.0。",
  "Set: port 00:01.1 is absent, so the lanes can't be split in two.":
    "为 1 时，没有端口 00:01.1，lane 不能拆分为两组。",
  "Set: port 00:01.2 is absent, so the lanes can't be split in three.":
    "为 1 时，没有端口 00:01.2，lane 不能拆分为三组。",
  "Set: port 00:06.0 is absent.": "为 1 时，没有端口 00:06.0。",
  "Supports LPDDR3 memory.": "支持 LPDDR3 内存。",
  "Fastest supported DDR3 memory.": "支持的最高 DDR3 频率。",
  "Set: the speech recognition accelerator (GMM) is absent.": "为 1 时，没有语音识别加速单元（GMM）。",
  "Set: the link to the chipset is limited to 5 GT/s.": "为 1 时，与芯片组之间的链路限速为 5 GT/s。",
  "Set: the processor's own port has no x16 link.": "为 1 时，处理器自带端口不支持 x16 链路。",
  "Integrated graphics and a graphics card can be active together.": "集成显卡与独立显卡可同时工作。",
  "Integrated graphics and a graphics card are active together.": "集成显卡与独立显卡已设为同时工作。",
  "Which of two packages the processor has.": "处理器采用两种封装中的哪一种。",
  "Set: the processor's own ports are limited to 5 GT/s.": "为 1 时，处理器自带端口限速为 5 GT/s。",
  "Fastest supported DDR3 memory with a 100 MHz reference clock.": "参考时钟为 100 MHz 时支持的最高 DDR3 频率。",
  "Processor features can be changed by software after sale.": "处理器售出后可由软件更改特性。",
  "Size of the last-level cache, as a code.": "末级缓存的大小，以编码表示。",
  "Each core can run two threads.": "每个核心可运行两个线程。",
  "Overclocking was enabled by an upgrade after sale.": "已通过售后升级启用超频。",
  "Overclocking can be enabled by an upgrade after sale.": "可通过售后升级启用超频。",
  "Set: the camera imaging unit is absent.": "为 1 时，没有摄像头图像处理单元。",
  "Fastest memory with the controller at the same clock (Gear 1).":
    "内存控制器与内存同频（Gear 1）时支持的最高内存频率。",
  "Set: a third display is not supported.": "为 1 时，不支持第三路显示输出。",
  "Set: the processor drives no display.": "为 1 时，处理器没有显示输出。",
  "How far the base clock can be raised.": "基准时钟可提高的幅度。",
  "Set: SGX is not available.": "为 1 时，SGX 不可用。",
  "Set: the memory clock can't change at run time.": "为 1 时，内存时钟不能在运行中更改。",
  "Supports LPDDR4 memory.": "支持 LPDDR4 内存。",
  "Fastest supported LPDDR4 memory.": "支持的最高 LPDDR4 频率。",
  "Supports low-power (LPDDR) memory.": "支持低功耗（LPDDR）内存。",
  "Fastest supported DDR4 memory.": "支持的最高 DDR4 频率。",
  "Set: the processor's own ports are limited to 8 GT/s.": "为 1 时，处理器自带端口限速为 8 GT/s。",
};
