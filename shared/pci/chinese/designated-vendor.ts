import type { ChineseOf } from "./chinese-of.ts";

export const DESIGNATED_VENDOR: ChineseOf = {
  "Function of this device that must be assigned together with this one; its own number = none.":
    "须与本 Function 一同分配的另一个 Function；值为自身功能号时表示无。",
  "Set: all linked functions must be used in the same mode, as whole functions or for SIOV.":
    "为 1 时，所有关联的 Function 须采用同一种使用方式：要么都整体使用，要么都用于 SIOV。",
  "Bit n: pages of 2^(n+12) bytes are supported; what a guest is assigned is aligned to such a page.":
    "第 n 位为 1 时，支持 2^(n+12) 字节的页；分配给虚拟机的资源按页对齐。",
  "Page size by which the device lays out the registers that it assigns.": "设备按此页大小排布可分配的寄存器。",
  "Set: interrupts of assigned resources are held in the device's own storage, beyond the limits of MSI-X.":
    "为 1 时，所分配资源的中断由设备自带的存储（IMS）保存，不受 MSI-X 数量限制。",
  "Time that the lanes must be idle when the rate changes; the encoding is not public.":
    "切换速率时 lane 须保持空闲的时间；其编码未公开。",
  "Rate used in place of 8 GT/s while ESM is enabled.": "ESM 启用时，用于代替 8 GT/s 的速率。",
  "Rate used in place of 16 GT/s while ESM is enabled.": "ESM 启用时，用于代替 16 GT/s 的速率。",
  "Set: the two rates above are used in place of the PCI Express rates.":
    "为 1 时，以上述两个速率代替 PCI Express 的标准速率。",
  "A bit for each rate from 8.0 GT/s up, in steps of 0.1 GT/s.": "每一位对应一个速率，从 8.0 GT/s 起，间隔 0.1 GT/s。",
  "A bit for each rate from 11.0 GT/s up, in steps of 0.1 GT/s.":
    "每一位对应一个速率，从 11.0 GT/s 起，间隔 0.1 GT/s。",
  "A bit for each rate from 14.0 GT/s up, in steps of 0.1 GT/s.":
    "每一位对应一个速率，从 14.0 GT/s 起，间隔 0.1 GT/s。",
  "A bit for each rate from 16.0 GT/s up, in steps of 0.1 GT/s.":
    "每一位对应一个速率，从 16.0 GT/s 起，间隔 0.1 GT/s。",
  "A bit for each rate from 19.0 GT/s up, in steps of 0.1 GT/s.":
    "每一位对应一个速率，从 19.0 GT/s 起，间隔 0.1 GT/s。",
  "A bit for each rate from 22.0 GT/s up, in steps of 0.1 GT/s.":
    "每一位对应一个速率，从 22.0 GT/s 起，间隔 0.1 GT/s。",
  "A bit for each rate from 25.0 GT/s up, in steps of 0.1 GT/s.":
    "每一位对应一个速率，从 25.0 GT/s 起，间隔 0.1 GT/s。",
  "Set: the port supports rates beyond those of PCI Express (ESM).":
    "为 1 时，端口支持 PCI Express 标准速率之外的速率（ESM）。",
  "Channel length that the transmitter is designed for.": "发送端设计适用的信道长度。",
  "Set: calibration is required each time the rate changes.": "为 1 时，每次切换速率都须重新校准。",
  "Maximum duration of a calibration.": "校准所需的最长时间。",
  "Timeout of a phase of quick equalization.": "快速均衡单个阶段的超时时间。",
  "Set: the port supports 2.5 GT/s.": "为 1 时，端口支持 2.5 GT/s。",
  "Set: the port supports 5 GT/s.": "为 1 时，端口支持 5 GT/s。",
  "Set: the port supports 8 GT/s.": "为 1 时，端口支持 8 GT/s。",
  "Set: the port supports 16 GT/s.": "为 1 时，端口支持 16 GT/s。",
  "Set: the port supports 20 GT/s.": "为 1 时，端口支持 20 GT/s。",
  "Set: the port supports 25 GT/s.": "为 1 时，端口支持 25 GT/s。",
  "Rate at which the link runs while ESM is enabled.": "ESM 启用时链路的运行速率。",
  "Set: calibration for the selected rate is complete.": "为 1 时，已完成所选速率的校准。",
  "Rate used in place of 8 GT/s.": "用于代替 8 GT/s 的速率。",
  "Set: the port calibrates for the selected rates.": "为 1 时，端口按所选速率做校准。",
  "Rate used in place of 16 GT/s.": "用于代替 16 GT/s 的速率。",
  "Set: the two selected rates are used in place of the PCI Express rates.":
    "为 1 时，以所选的两个速率代替 PCI Express 的标准速率。",
  "Timeout of equalization phase 2.": "均衡 Phase 2 的超时时间。",
  "Set: compliance patterns are sent at these rates.": "为 1 时，以这些速率发送一致性测试码型（compliance pattern）。",
  "Timeout of equalization phase 3.": "均衡 Phase 3 的超时时间。",
  "Set: the channel has a long reach.": "为 1 时，信道为长距离信道。",
  "Set: a retimer is present on the link.": "为 1 时，链路上有 Retimer。",
  "Set: the port can send optimized CCIX TLPs, which are shorter.": "为 1 时，端口可发送更短的 CCIX 优化格式 TLP。",
  "VC resource that carries CCIX traffic.": "承载 CCIX 流量的 VC 资源序号。",
  "Set: the port sends optimized CCIX TLPs.": "为 1 时，端口发送 CCIX 优化格式 TLP。",
  "Set: CCIX TLPs have the format of PCI Express TLPs.": "为 1 时，CCIX TLP 采用与 PCI Express 相同的格式。",
  "Initial transmitter preset of the downstream port.": "下游端口的发送端初始 Preset。",
  "Initial transmitter preset that the upstream port is given.": "下发给上游端口的发送端初始 Preset。",
};
