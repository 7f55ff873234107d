import type { ChineseOf } from "./chinese-of.ts";

export const CXL_PORT: ChineseOf = {
  "Set: power management of the link below is initialized.": "为 1 时，下游链路的电源管理已完成初始化。",
  "Set: the port has entered viral state, in which all data it forwards counts as corrupt. Write 1 to clear.":
    "为 1 时，端口曾进入 Viral 状态，期间经其转发的数据均视为已损坏。写 1 清零。",
  "Set: Secondary Bus Reset takes effect; CXL masks it by default.":
    "为 1 时，Secondary Bus Reset 生效；CXL 默认将其屏蔽。",
  "Set: Link Disable in Link Control takes effect; CXL masks it by default.":
    "为 1 时，Link Control 的 Link Disable 生效；CXL 默认将其屏蔽。",
  "Set: the alternate bus range and memory windows below are in effect.": "为 1 时，以下备用总线号范围和内存窗口生效。",
  "Set: requests from the alternate bus range may go upstream, as Bus Master Enable allows for the others.":
    "为 1 时，允许来自备用总线号范围的请求向上游转发；作用同 Bus Master Enable。",
  "Set: UIO requests may access the memory of CXL devices directly.": "为 1 时，允许 UIO 请求直接访问 CXL 设备的内存。",
  "Set: the port may generate viral; it forwards viral in any case.":
    "为 1 时，允许端口发起 Viral；无论该位如何，端口都会转发 Viral。",
  "First bus number of the alternate range, for CXL 1.1 devices.": "备用总线号范围的起始总线号，用于 CXL 1.1 设备。",
  "Last bus number of the alternate range, for CXL 1.1 devices.": "备用总线号范围的结束总线号，用于 CXL 1.1 设备。",
  "First address of the alternate memory window, for CXL 1.1 devices, in steps of 1 MB.":
    "备用内存窗口的起始地址，用于 CXL 1.1 设备，以 1 MB 为单位。",
  "Last address of the alternate memory window; below the base = the window is closed.":
    "备用内存窗口的结束地址；小于起始地址时窗口关闭。",
  "First address of the alternate prefetchable window, in steps of 1 MB.": "备用可预取窗口的起始地址，以 1 MB 为单位。",
  "Last address of the alternate prefetchable window; below the base = the window is closed.":
    "备用可预取窗口的结束地址；小于起始地址时窗口关闭。",
  "Bits 63:32 of the first address of the alternate prefetchable window.": "备用可预取窗口起始地址的第 63:32 位。",
  "Bits 63:32 of the last address of the alternate prefetchable window.": "备用可预取窗口结束地址的第 63:32 位。",
  "Set: the RCRB of a CXL 1.1 port is accessible at the address below.":
    "为 1 时，可在下述地址访问 CXL 1.1 端口的 RCRB。",
  "Bits 31:13 of the RCRB address; the RCRB of the upstream port below follows 4 KB later.":
    "RCRB 地址的第 31:13 位；其后 4 KB 处为下游设备的上游端口的 RCRB。",
  "Bits 63:32 of the RCRB address.": "RCRB 地址的第 63:32 位。",
  "How long the port waits for all devices below to quiesce, in units of the scale.":
    "端口等待下游设备全部静默的时长，单位见 Scale 字段。",
  "Unit of the base value.": "Base 字段的单位。",
  "How long the port waits for all devices below to save their data, in units of the scale.":
    "端口等待下游设备全部完成数据保存的时长，单位见 Scale 字段。",
  "Protocols and flit types that the port can offer in training.": "端口可在训练中通告的协议和 Flit 类型。",
  "Set: the port supports CXL.cache, with which a device caches host memory.":
    "为 1 时，端口支持 CXL.cache，设备可借此缓存宿主机内存。",
  "The port supports CXL.io, which is PCI Express within CXL; always set.":
    "端口支持 CXL.io，即 CXL 中的 PCI Express；恒为 1。",
  "Set: the port supports CXL.mem, with which the host uses the device's memory.":
    "为 1 时，端口支持 CXL.mem，宿主机可借此使用设备内存。",
  "Set: the port supports CXL 2.0, with 68-byte flits below switches and root ports.":
    "为 1 时，端口支持 CXL 2.0，即 Root Port 和 Switch 之下使用 68 字节 Flit。",
  "Set: the port can carry the traffic of several logical devices.": "为 1 时，端口可承载多个逻辑设备的流量。",
  "Set: the port supports latency-optimized 256-byte flits, which trade error protection for latency.":
    "为 1 时，端口支持延迟优化的 256 字节 Flit，以略弱的错误防护换取更低延迟。",
  "Set: the port supports port-based routing (PBR) flits, which CXL 3 fabrics use.":
    "为 1 时，端口支持按端口路由（PBR）的 Flit，用于 CXL 3 fabric。",
  "What the port offers in training; changes take effect at the next training.":
    "端口在训练中通告的内容；更改在下一次训练时生效。",
  "Set: CXL.cache is offered.": "为 1 时，在训练中通告支持 CXL.cache。",
  "CXL.io is offered; cannot be disabled.": "在训练中通告支持 CXL.io，且不能关闭。",
  "Set: CXL.mem is offered.": "为 1 时，在训练中通告支持 CXL.mem。",
  "Set: sync header bypass is offered, which saves latency with a common clock.":
    "为 1 时，在训练中通告支持 Sync Header Bypass；使用公共时钟时可降低延迟。",
  "Set: the port may use a smaller drift buffer, which saves latency with a common clock.":
    "为 1 时，允许端口使用较小的漂移缓冲；使用公共时钟时可降低延迟。",
  "Set: CXL 2.0 with 68-byte flits is offered.": "为 1 时，在训练中通告支持 CXL 2.0（68 字节 Flit）。",
  "Set: traffic of several logical devices is offered.": "为 1 时，在训练中通告支持多逻辑设备。",
  "Set: the port does not train as a restricted CXL device (CXL 1.1).":
    "为 1 时，端口不会训练为受限 CXL 设备（RCD，即 CXL 1.1）模式。",
  "Set by firmware if there is a first retimer on the link, which must then support CXL.":
    "链路上有第一个 Retimer 时由固件置 1，此时该 Retimer 须支持 CXL。",
  "Set by firmware if there is a second retimer on the link, which must then support CXL.":
    "链路上有第二个 Retimer 时由固件置 1，此时该 Retimer 须支持 CXL。",
  "Set: latency-optimized 256-byte flits are offered.": "为 1 时，在训练中通告支持延迟优化的 256 字节 Flit。",
  "Set: PBR flits are offered.": "为 1 时，在训练中通告支持 PBR Flit。",
  "Result of training, and errors since then.": "训练结果，以及此后出现的错误。",
  "Set: CXL.cache is active on the link.": "为 1 时，链路上已启用 CXL.cache。",
  "Set: CXL.io is active on the link; clear: the link trained as plain PCI Express.":
    "为 1 时，链路上已启用 CXL.io；为 0 时链路以普通 PCI Express 方式建立。",
  "Set: CXL.mem is active on the link.": "为 1 时，链路上已启用 CXL.mem。",
  "Set: sync headers are bypassed.": "为 1 时，已启用 Sync Header Bypass。",
  "Set: the smaller drift buffer is in use.": "为 1 时，正在使用较小的漂移缓冲。",
  "Set: the link runs CXL 2.0 with 68-byte flits.": "为 1 时，链路运行 CXL 2.0，采用 68 字节 Flit。",
  "Set: the link carries the traffic of several logical devices.": "为 1 时，链路正承载多个逻辑设备的流量。",
  "Set: the even half of a flit failed its check. Write 1 to clear.":
    "为 1 时，有 Flit 的偶半部分校验失败。写 1 清零。",
  "Set: a flit arrived with a protocol ID error that was corrected. Write 1 to clear.":
    "为 1 时，收到协议 ID 出错但已纠正的 Flit。写 1 清零。",
  "Set: a flit arrived with a protocol ID error that could not be corrected. Write 1 to clear.":
    "为 1 时，收到协议 ID 出错且无法纠正的 Flit。写 1 清零。",
  "Set: a flit of a protocol that is not active on the link was dropped. Write 1 to clear.":
    "为 1 时，有 Flit 因其协议未在链路上启用而被丢弃。写 1 清零。",
  "Set: the two ends disagree on the number of retimers. Write 1 to clear.":
    "为 1 时，链路两端对 Retimer 数量的认定不一致。写 1 清零。",
  "Set: what training enabled differs from what was negotiated. Write 1 to clear.":
    "为 1 时，训练中启用的内容与协商结果不一致。写 1 清零。",
  "Set: latency-optimized 256-byte flits are in use.": "为 1 时，正在使用延迟优化的 256 字节 Flit。",
  "Set: PBR flits are in use.": "为 1 时，正在使用 PBR Flit。",
  "Set: the link partner cannot receive CXL.io at full rate at 64 GT/s.":
    "为 1 时，链路对端在 64 GT/s 下无法全速接收 CXL.io。",
  "What the link partner offered in training, as received.": "链路对端在训练中通告的内容，为收到的原始值。",
  "Set: the port can request empty flits, which let its receiver return to the faster path after an error.":
    "为 1 时，端口可请求对端发送 NOP Flit，使接收端在出错后回到低延迟路径。",
  "Set: the port is a streamlined port, with a reduced feature set.":
    "为 1 时，端口为 Streamlined Port，仅提供精简的特性集。",
  "Set: NOP flits are requested.": "为 1 时，请求对端发送 NOP Flit。",
  "What the link partner reported in training about NOP flits.": "链路对端在训练中通告的 NOP Flit 信息。",
  "Set: the link runs with the reduced feature set of a streamlined port.":
    "为 1 时，链路以 Streamlined Port 的精简特性集运行。",
};
