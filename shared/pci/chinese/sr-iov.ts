/** The Chinese of Single Root I/O Virtualization and Resizable BAR. */
import type { ChineseOf } from "./chinese-of.ts";

export const SR_IOV: ChineseOf = {
  "Set: the PF supports VF migration between roots; deprecated and rarely implemented.":
    "为 1 时，PF 支持 VF 在不同根之间迁移；已废弃，很少实现。",
  "Set: ARI Capable Hierarchy keeps its value from D3hot to D0, even if the transition resets the function.":
    "为 1 时，从 D3hot 返回 D0 后 ARI Capable Hierarchy 保持不变，即使期间 Function 被复位。",
  "VFs can send requests with 10-bit tags.": "VF 支持以 10 位 Tag 发送请求。",
  "VFs can send requests with 14-bit tags.": "VF 支持以 14 位 Tag 发送请求。",
  "MSI or MSI-X vector of VF migration interrupts.": "VF 迁移中断使用的 MSI 或 MSI-X 向量。",
  "Set: the VFs exist and respond to requests.": "为 1 时，VF 存在并响应请求。",
  "Set: VFs may migrate between the roots of a multi-root system.": "为 1 时，VF 可在多根系统的不同根之间迁移。",
  "Set: a VF migration request raises an interrupt.": "为 1 时，VF 迁移请求触发中断。",
  "Memory Space Enable of all VFs. Set: their BARs respond to memory requests.":
    "所有 VF 的 Memory Space Enable。为 1 时，VF BAR 响应内存请求。",
  "Set: ARI forwarding is enabled in the port above, so VFs may use function numbers above 7 on the PF's bus.":
    "为 1 时，表示上级端口已启用 ARI 转发，VF 可在 PF 所在总线上使用大于 7 的功能号。",
  "Set: VFs may send requests with 10-bit tags.": "为 1 时，VF 可用 10 位 Tag 发送请求。",
  "Set: VFs may send requests with 14-bit tags.": "为 1 时，VF 可用 14 位 Tag 发送请求。",
  "Set: a VF migration request is pending. Write 1 to clear.": "为 1 时，表示有待处理的 VF 迁移请求。写 1 清零。",
  "Number of VFs that the PF has initially; equal to TotalVFs unless VFs can migrate.":
    "PF 初始拥有的 VF 数量；VF 不可迁移时与 TotalVFs 相同。",
  "Maximum number of VFs of the PF; the driver may allow fewer (sriov_totalvfs).":
    "PF 支持的最大 VF 数量；驱动允许的数量可能更少（sriov_totalvfs）。",
  "Number of VFs enabled while VF Enable is set.": "VF Enable 为 1 时启用的 VF 数量。",
  "Next PF in the list of PFs that depend on one another; the PF's own number = no dependency.":
    "相互依赖的 PF 列表中的下一个 PF；若为本 PF 自身的编号，则表示无依赖。",
  "Routing ID of the first VF minus that of the PF; may change with NumVFs and ARI Capable Hierarchy.":
    "首个 VF 与 PF 的路由 ID（Routing ID）之差；可能随 NumVFs 和 ARI Capable Hierarchy 变化。",
  "Difference between the routing IDs of consecutive VFs.": "相邻 VF 的路由 ID（Routing ID）之差。",
  "Device ID of every VF; the Device ID register of a VF itself reads ffffh.":
    "所有 VF 的设备 ID；VF 自身的 Device ID 寄存器读出 ffffh。",
  "Bit n set: pages of 2^(n+12) bytes are supported.": "第 n 位为 1 时，支持 2^(n+12) 字节的页。",
  "Page size in use, encoded as in Supported Page Sizes; VF BARs are aligned to it.":
    "当前页大小，编码与 Supported Page Sizes 相同；VF BAR 按此大小对齐。",
  "Always 0, because VFs have memory BARs only.": "恒为 0，因为 VF 只有内存 BAR。",
  "Set: reads have no side effects, and writes may be merged.": "为 1 时，表示读操作没有副作用，写操作可以合并。",
  "Base address of the window that holds one slice per VF; aligned to the size of a slice.":
    "VF BAR 窗口的基地址，窗口内每个 VF 占一个切片；按切片大小对齐。",
  "Upper 32 bits of the address whose lower half is in the previous BAR.":
    "64 位地址的高 32 位，低 32 位在上一个 BAR 中。",
  "BAR that holds the VF Migration State Array.": "VF Migration State Array 所在的 BAR。",
  "Offset of the array in that BAR, in units of 8 bytes.": "该数组在 BAR 内的偏移，以 8 字节为单位。",
  "Window that the kernel assigned for all VFs, and the slice that each VF gets.":
    "内核为所有 VF 分配的窗口，以及每个 VF 分得的切片。",
  "Sizes up to 128 TB that the BAR supports.": "BAR 支持的大小（不超过 128 TB）。",
  "BAR that this entry describes.": "该条目对应的 BAR。",
  "Valid in the first entry only.": "仅第一个条目中有效。",
  "Current size of the BAR; change it only while Memory Space Enable is clear.":
    "BAR 的当前大小；仅可在 Memory Space Enable 为 0 时更改。",
  "Sizes above 128 TB that the BAR supports.": "BAR 支持的大小（超过 128 TB）。",
  "VF BAR that this entry describes.": "该条目对应的 VF BAR。",
  "Current size of the BAR in each VF; change it only while VF MSE is clear.":
    "每个 VF 中该 BAR 的当前大小；仅可在 VF MSE 为 0 时更改。",
};
