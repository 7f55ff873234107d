import type { ChineseOf } from "./chinese-of.ts";

export const REQUESTS_AND_CACHES: ChineseOf = {
  "Set: requests can carry processing hints without a steering tag.":
    "为 1 时，请求可以只带 TPH 提示而不带 Steering Tag。",
  "Set: the steering tag of a request can be selected by its interrupt vector.":
    "为 1 时，可按请求对应的中断向量选择 Steering Tag。",
  "Set: the device can choose steering tags by its own rules.": "为 1 时，设备可按自身规则选择 Steering Tag。",
  "Set: steering tags can be 16 bits wide instead of 8.": "为 1 时，Steering Tag 可以是 16 位，而不只是 8 位。",
  "Where the table of steering tags assigned by the system is located.": "系统分配的 Steering Tag 表所在的位置。",
  "Number of steering tags that the table holds.": "表中可存放的 Steering Tag 数量。",
  "How the steering tag of a request is selected.": "请求的 Steering Tag 的选取模式。",
  "Whether requests may carry processing hints, which tell the host which cache the data belongs in.":
    "是否允许请求携带 TPH 提示，向宿主机指明数据宜放入哪个缓存。",
  "Steering tag that directs data to a cache; 0 means no preference.":
    "Steering Tag 的值，用于将数据引导到指定缓存；0 表示无偏好。",
  "Upper byte of the steering tag; used only with extended TPH.": "Steering Tag 的高字节，仅用于扩展 TPH。",
  "Set: requests can ask for execute permission.": "为 1 时，请求可以申请执行权限。",
  "Set: requests can be made in privileged mode.": "为 1 时，请求可在特权模式下发出。",
  "Set: requests with translated addresses can carry a PASID too.": "为 1 时，带已转换地址的请求也可以携带 PASID。",
  "Maximum width of a PASID, in bits.": "PASID 的最大位宽。",
  "Set: the function may add a PASID to its requests.": "为 1 时，Function 的请求可以携带 PASID。",
  "Set: requests may ask for execute permission.": "为 1 时，允许请求申请执行权限。",
  "Set: requests may be made in privileged mode.": "为 1 时，允许在特权模式下发出请求。",
  "Set: requests with translated addresses may carry a PASID too.": "为 1 时，允许带已转换地址的请求携带 PASID。",
  "Set: cache lines of 64 bytes can be monitored.": "为 1 时，支持监视 64 字节的缓存行。",
  "Set: cache lines of 128 bytes can be monitored.": "为 1 时，支持监视 128 字节的缓存行。",
  "Maximum number of cache lines that the function can register: 2^n.": "Function 最多可注册 2^n 个缓存行。",
  "Set: the function may register for notifications when a cache line changes.":
    "为 1 时，Function 可以注册缓存行，在其内容变化时收到通知。",
  "Size of the monitored cache lines; must match that of the host.": "被监视缓存行的大小，必须与宿主机一致。",
  "Maximum number of cache lines registered at a time: 2^n.": "同时最多可注册 2^n 个缓存行。",
  "Number of shadow functions minus 1. Their function numbers let this function have more requests outstanding.":
    "Shadow Function 数减 1。本 Function 借用它们的功能号，可同时发出更多未完成的请求。",
  "Bit 0 enables the shadow functions.": "第 0 位为 1 时，启用 Shadow Function。",
  "Set: the port can forward Deferrable Memory Writes.": "为 1 时，端口可转发 Deferrable Memory Write（DMWr）。",
  "Set: the function can complete requests with 14-bit tags.": "为 1 时，可处理带 14 位 Tag 的请求。",
  "Set: the function can send requests with 14-bit tags and so have more of them outstanding.":
    "为 1 时，可发出带 14 位 Tag 的请求，从而允许更多未完成请求。",
  "Set: the link can run on fewer lanes to save power.": "为 1 时，链路可减少工作的 lane 以节省功耗。",
  "Time that this port needs to widen the link from L0p.": "本端口在 L0p 下加宽链路所需的时间。",
  "Time that the retimers on the link need to widen it from L0p.": "链路上的 Retimer 在 L0p 下加宽链路所需的时间。",
  "Set: the function can complete UIO memory reads and writes.": "为 1 时，可处理 UIO 内存读写请求。",
  "Set: the function can send UIO memory reads and writes.": "为 1 时，可发出 UIO 内存读写请求。",
  "Set: the function may send Deferrable Memory Writes.": "为 1 时，允许 Function 发出 DMWr 请求。",
  "Set: the port blocks Deferrable Memory Writes at egress.": "为 1 时，端口在出口处阻止 DMWr 请求。",
  "Set: the function may send requests with 14-bit tags.": "为 1 时，允许 Function 发出带 14 位 Tag 的请求。",
  "Set: the link may reduce its width when traffic is low.": "为 1 时，流量较低时允许链路减少工作的 lane。",
  "Link width to which L0p is directed; Dynamic = the ports decide.":
    "要求 L0p 采用的链路位宽；Dynamic 表示由端口自行决定。",
  "Set: the function may send UIO memory requests.": "为 1 时，允许 Function 发出 UIO 内存请求。",
  "Set: UIO requests may cross 256-byte boundaries.": "为 1 时，允许 UIO 请求跨越 256 字节边界。",
  "Width to which the link trained, before L0p reduced it.": "链路训练得到的位宽，即 L0p 减少 lane 之前的位宽。",
  "Set: the function knows its segment number, because Flit Mode is in use all the way to the root.":
    "为 1 时，Function 已捕获所在 Segment 的编号；前提是到 Root Port 的整条路径都使用 Flit Mode。",
  "Set: the link partner can run on fewer lanes too.": "为 1 时，链路对端同样支持减少工作的 lane。",
  "Number of VCs besides VC0.": "除 VC0 外的 VC 数。",
  "The bits of this register are not decoded.": "该寄存器的各位未解析。",
  "Set: this capability controls the VCs, in place of Virtual Channel or MFVC.":
    "为 1 时，由本 Capability 控制 VC，取代 Virtual Channel 或 MFVC。",
  "Traffic that the VC can carry; VC3 is used for UIO.": "该 VC 可承载的流量；VC3 用于 UIO。",
  "Number by which both ends of the link identify the VC.": "链路两端用于标识该 VC 的编号。",
  "Bit n: traffic class n uses this VC.": "第 n 位为 1 时，TC n 使用该 VC。",
  "Traffic that the VC carries; one of the supported kinds.": "该 VC 承载的流量，为其支持的类型之一。",
  "How much of the shared flow control credits the VC may use.": "该 VC 可占用的共享流控信用（credit）上限。",
  "Set: the limit is in effect; clear: the VC may use all free credits.":
    "为 1 时，上述上限生效；为 0 时该 VC 可使用全部空闲信用。",
  "Set: the VC is enabled; both ends of the link must set this bit.": "为 1 时，启用该 VC；链路两端都须置 1。",
  "Set: the VC is not ready for use yet.": "为 1 时，该 VC 尚不可用。",
  "Size of this capability, which gives the number of locators.": "本 Capability 的长度，由此可得 locator 的数量。",
  "Type of the registers in the block; skip Empty locators.": "寄存器块的类型；Empty 表示该 locator 应跳过。",
  "Bits 31:16 of the block's offset in its BAR; lower bits are 0.": "寄存器块在 BAR 内偏移的第 31:16 位；更低位为 0。",
  "Bits 63:32 of the block's offset in its BAR.": "寄存器块在 BAR 内偏移的第 63:32 位。",
};
