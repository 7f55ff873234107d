/** What the registers and fields of the other standard capabilities mean, in Chinese. */
import type { ChineseOf } from "./chinese-of.ts";

export const OTHER_STANDARD: ChineseOf = {
  // dbg
  "Offset of the debug port registers in that BAR.": "调试端口寄存器在该 BAR 内的偏移。",
  "Counted from 1, the BAR at 10h.": "从 1 起计数，1 即位于 10h 的 BAR。",
  // ccrc
  "The specification of this register is not public or is unknown here. Its bits are shown as they are.":
    "该寄存器的规范未公开，或未收录，因此只显示原始位。",
  // hotplug
  "Number of the working register that Data shows.": "Data 显示的工作寄存器的编号。",
  "The controller has a system error to report. Its working registers give the cause.":
    "控制器有系统错误待上报，原因见工作寄存器。",
  "A slot needs the hot-plug driver. The controller's working registers identify it.":
    "有插槽等待热插拔驱动处理，具体插槽见控制器的工作寄存器。",
  "Working register selected by DWORD Select.": "DWORD Select 选中的工作寄存器。",
  // ssvid
  "Manufacturer of the board with this bridge.": "该桥所在板卡的厂商。",
  // secure
  "Type of block, which determines the registers that follow.": "块的类型，决定其后的寄存器。",
  "Version of the block layout.": "块布局的版本。",
  "Devices may cache translations (ATS).": "设备可缓存地址转换（ATS）。",
  "Requests of devices behind a HyperTransport tunnel are translated too.":
    "HyperTransport 隧道之后的设备，其请求同样做地址转换。",
  "Set: software must invalidate the IOMMU caches even when it makes an entry present.":
    "为 1 时，软件将表项改为有效后也须使 IOMMU 缓存失效。",
  "The IOMMU lists further features in a memory-mapped register.": "IOMMU 的更多特性见其 MMIO 寄存器。",
  "Miscellaneous Information 1 is present at offset 14h.": "偏移 14h 处有 Miscellaneous Information 1。",
  "Selects the instance of the register that Data shows.": "选择 Data 显示的寄存器实例。",
  "Selects the register that Data shows.": "选择 Data 显示的寄存器。",
  "Contents of the register selected by Function and Index.": "Function 和 Index 选中的寄存器的内容。",
  "Enables the IOMMU's registers at the base address. Once set, only a reset clears it.":
    "在基址处启用 IOMMU 寄存器，置 1 后只有复位才能清零。",
  "Address of the IOMMU's memory-mapped registers. Read-only once Enable is set.":
    "IOMMU 的 MMIO 寄存器地址，Enable 置 1 后只读。",
  "Bits 63:32 of that address.": "该地址的第 63:32 位。",
  "UnitID that the IOMMU itself uses on HyperTransport.": "IOMMU 自身在 HyperTransport 上使用的 UnitID。",
  "The bus and devices in this register are valid. When clear, only the ACPI IVRS table has them.":
    "该寄存器中的总线号和设备号有效；为 0 时只见于 ACPI IVRS 表。",
  "Bus number of the devices that the IOMMU translates for.": "IOMMU 负责转换的设备所在的总线号。",
  "First device and function that the IOMMU translates for.": "IOMMU 负责转换的首个设备号和功能号。",
  "Last device and function that the IOMMU translates for.": "IOMMU 负责转换的最后一个设备号和功能号。",
  "MSI vector for the event and command interrupts.": "事件中断和命令中断使用的 MSI 向量。",
  "Width of guest virtual addresses. 2 = 48 bits.": "虚拟机内虚拟地址的位宽，2 表示 48 位。",
  "Width of the physical addresses after translation, in bits.": "转换后物理地址的位数。",
  "Width of the device addresses that can be translated, in bits.": "可转换的设备地址的位数。",
  "Set: the HyperTransport address range for ATS responses can't be translated.":
    "为 1 时，HyperTransport 上用于 ATS 响应的地址范围不可转换。",
  "MSI vector for page requests from devices.": "设备页请求中断使用的 MSI 向量。",
  // msix
  "Number of vectors. For a VF, the PF's driver may have set it.": "向量数。对于 VF，该值可能由 PF 驱动设置。",
  "Masks all vectors.": "屏蔽全部向量。",
  "Enables MSI-X. The function then does not use INTx.": "启用 MSI-X，此时不再使用 INTx。",
  "Number of the BAR that contains it. 0 = the BAR at 10h.": "所在 BAR 的编号，0 即位于 10h 的 BAR。",
  "Offset from the start of that BAR in bytes, a multiple of 8.": "距该 BAR 起始处的字节数，为 8 的倍数。",
  "One 16-byte entry per vector: address, data and mask.": "每个向量一个 16 字节表项，含地址、数据和屏蔽位。",
  "One bit per vector, set while the vector is pending behind its mask.":
    "每个向量一位，为 1 时该向量已屏蔽且有中断待处理。",
  // sata
  "Minor version of the capability layout.": "该 Capability 布局的次版本号。",
  "Major version of the capability layout. 1 in AHCI 1.x.": "该 Capability 布局的主版本号，AHCI 1.x 中为 1。",
  "Location of the index and data registers.": "Index 和 Data 寄存器的位置。",
  "Offset from the start of that BAR, in doublewords.": "距该 BAR 起始处的偏移，以双字为单位。",
  // af
  "Length of the capability in bytes, 6 in the only version.": "该 Capability 的字节数，唯一的版本中为 6。",
  "The status shows pending transactions, which should finish before a reset.":
    "可在状态寄存器中查看未完成事务，复位前应等其完成。",
  "A conventional PCI function that supports function-level reset (FLR).": "支持功能级复位（FLR）的传统 PCI Function。",
  "The function still waits for completions.": "该 Function 仍在等待 Completion。",
  // ea
  "Number of ranges with fixed addresses, one entry each.": "固定地址范围的数量，每个范围一个条目。",
  "Required number of the bus directly below. 0 = not fixed.": "下游紧邻总线须使用的总线号，0 表示不固定。",
  "Required highest bus number below. 0 = not fixed.": "下游最大总线须使用的总线号，0 表示不固定。",
  "Number of doublewords that follow this one.": "其后的双字数。",
  "What the range stands for, such as a BAR.": "该范围对应的对象，例如某个 BAR。",
  "Type of the range. Software that does not know it uses Secondary Properties.":
    "范围的类型；不识别该类型的软件改用 Secondary Properties。",
  "Used by software that does not know Primary Properties.": "供不识别 Primary Properties 的软件使用。",
  "Base and MaxOffset are writable.": "Base 和 MaxOffset 可写。",
  "Enables the range. The enable bits in Command also apply.": "启用该范围，同时受 Command 中使能位的控制。",
  "Base has an upper half, in a later doubleword.": "Base 另有高 32 位，位于后面的双字。",
  "Start of the range. Fixed by hardware unless Writable is set.": "范围的起始地址，由硬件固定，Writable 为 1 时可写。",
  "MaxOffset has an upper half, in a later doubleword.": "MaxOffset 另有高 32 位，位于后面的双字。",
  "Offset of the last byte of the range from its base.": "范围内最后一个字节相对起始地址的偏移。",
  "Upper 32 bits of the start of the range.": "范围起始地址的高 32 位。",
  "Upper 32 bits of MaxOffset, for ranges of 4 GB or more.": "MaxOffset 的高 32 位，用于不小于 4 GB 的范围。",
  // fpb
  "Can route bus and device numbers downstream individually instead of as one range.":
    "可逐个将总线号和设备号路由到下游，不限于一个连续范围。",
  "Can route memory below 4 GB in pieces instead of as one window.": "可将 4 GB 以下的内存分块路由，不限于一个窗口。",
  "Can route memory above 4 GB in pieces instead of as one window.": "可将 4 GB 以上的内存分块路由，不限于一个窗口。",
  "Number of device numbers on the secondary side of an upstream port.": "上游端口次级侧的设备号数量。",
  "Number of bits in the RID vector.": "RID 向量的位数。",
  "Number of bits in the vector for memory below 4 GB.": "4 GB 以下内存向量的位数。",
  "Number of bits in the vector for memory above 4 GB.": "4 GB 以上内存向量的位数。",
  "Routing IDs whose bits are set in the vector are forwarded downstream, in addition to the bus number range.":
    "除总线号范围外，向量中为 1 的位对应的路由 ID 也向下游转发。",
  "Number of routing IDs per bit of the vector.": "向量中每一位对应的路由 ID 数量。",
  "First routing ID of the vector, aligned to the granularity.": "向量起始的路由 ID，按粒度对齐。",
  "First routing ID on the secondary side. It need not be at the start of a bus.":
    "次级侧起始的路由 ID，不要求位于总线起始处。",
  "Memory whose bits are set in the vector is forwarded downstream, in addition to the windows.":
    "除各窗口外，向量中为 1 的位对应的内存也向下游转发。",
  "Amount of memory per bit of the vector.": "向量中每一位对应的内存大小。",
  "First address of the vector, below 4 GB.": "向量的起始地址，位于 4 GB 以下。",
  "Bits 31:28 of the first address of the vector.": "向量起始地址的第 31:28 位。",
  "Bits 63:32 of the first address of the vector.": "向量起始地址的第 63:32 位。",
  "Selects the 32 bits of the vector that Vector Access Data shows.": "选择 Vector Access Data 显示向量中的哪 32 位。",
  "Selects the vector that Vector Access Data shows.": "选择 Vector Access Data 显示的向量。",
  "32 bits of the selected vector. A set bit forwards its piece downstream.":
    "选中向量的 32 位，为 1 的位对应的部分向下游转发。",
};
