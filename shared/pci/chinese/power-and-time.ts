import type { ChineseOf } from "./chinese-of.ts";

export const POWER_AND_TIME: ChineseOf = {
  "Number of the highest substate; substates count from 0.": "最后一个子状态的编号；编号从 0 开始。",
  "Unit of both transition latencies.": "两个切换延迟的单位。",
  "Multiplier that converts a substate's power allocation to watts.": "将子状态的功率分配值换算为瓦所用的倍率。",
  "Maximum time to enter a substate that uses latency value 0, in the unit above.":
    "进入使用延迟值 0 的子状态所需的最长时间，单位见上。",
  "Maximum time to enter a substate that uses latency value 1, in the unit above.":
    "进入使用延迟值 1 的子状态所需的最长时间，单位见上。",
  "Bit n: whether substate n uses latency value 0 or 1.": "第 n 位表示子状态 n 使用延迟值 0 还是 1。",
  "Current substate; substate 0 draws the most power.": "当前所处的子状态；子状态 0 功耗最高。",
  "Set: the Control register selects the substate; writing 1 disables this.":
    "为 1 时，由 Control 寄存器选择子状态；写 1 则停用该控制。",
  "Requested substate; higher numbers draw less power.": "要进入的子状态；编号越大，功耗越低。",
  "Maximum power that the function draws in this substate, before scaling.":
    "Function 在该子状态下的最大功耗，尚未乘以倍率。",
  "Multiplied by the scale: the maximum latency that the function may report as tolerable.":
    "与 Latency Scale 相乘，得到 Function 可上报的最大可容忍延迟。",
  "Unit of the latency value, from 1 ns to about 34 ms.": "延迟值的单位，从 1 ns 到约 34 ms。",
  "Set: L1.2 is supported through PCI-PM, with the device in a low-power state.":
    "为 1 时，支持 PCI-PM L1.2，即设备处于低功耗状态时进入 L1.2。",
  "Set: L1.1 is supported through PCI-PM, with the device in a low-power state.":
    "为 1 时，支持 PCI-PM L1.1，即设备处于低功耗状态时进入 L1.1。",
  "Set: L1.2 is supported through ASPM, on an idle link.": "为 1 时，支持 ASPM L1.2，即链路空闲时进入 L1.2。",
  "Set: L1.1 is supported through ASPM, on an idle link.": "为 1 时，支持 ASPM L1.1，即链路空闲时进入 L1.1。",
  "Set: L1 PM substates are supported.": "为 1 时，支持 L1 PM Substates。",
  "Set: software can have the port bring the link out of L1 substates.": "为 1 时，软件可让端口使链路退出 L1 子状态。",
  "Time that the port needs to restore its common mode voltage, in µs.": "端口恢复共模电压所需的时间，单位为 µs。",
  "Unit of the next field: 2, 10 or 100 µs.": "下一字段的单位：2、10 或 100 µs。",
  "How long this port requires the link partner to wait in L1.2.Exit before driving the link.":
    "本端口要求链路对端在 L1.2.Exit 中等待多久后再驱动链路。",
  "Set: the link may enter L1.2 while the device is in a low-power state (PCI-PM).":
    "为 1 时，设备处于低功耗状态时允许链路进入 L1.2（PCI-PM）。",
  "Set: the link may enter L1.1 while the device is in a low-power state (PCI-PM).":
    "为 1 时，设备处于低功耗状态时允许链路进入 L1.1（PCI-PM）。",
  "Set: the link may enter L1.2 when idle (ASPM).": "为 1 时，链路空闲时允许进入 L1.2（ASPM）。",
  "Set: the link may enter L1.1 when idle (ASPM).": "为 1 时，链路空闲时允许进入 L1.1（ASPM）。",
  "Set: an interrupt is raised when the link has been activated.": "为 1 时，链路激活完成后产生中断。",
  "Set: the port brings the link out of L1 substates and keeps it out.":
    "为 1 时，端口使链路退出且不再进入 L1 子状态。",
  "Time allowed for restoring the common mode voltage, in µs.": "预留的共模电压恢复时间，单位为 µs。",
  "The link enters L1.2 only if the reported latency tolerance is at least this threshold.":
    "仅当上报的可容忍延迟不低于该阈值时，链路才进入 L1.2。",
  "Unit of the threshold: 32^n ns.": "阈值的单位：32^n ns。",
  "How long both ends wait in L1.2.Exit before driving the link.": "两端在 L1.2.Exit 中须等待多久才能驱动链路。",
  "Set: the link was activated as requested. Write 1 to clear.": "为 1 时，链路已按要求激活。写 1 清零。",
  "How long each end waits on exit from L1.2 before it drives the link.":
    "退出 L1.2 时，每一端在驱动链路前等待的时间。",
  "Set: the function can request the time from the port above.": "为 1 时，可向上级端口请求时间。",
  "Set: the function can respond to PTM requests from below.": "为 1 时，可响应下游设备的 PTM 请求。",
  "Set: the function can be the PTM root, the time source of its hierarchy.":
    "为 1 时，可作为 PTM Root，即所在层级的时间源。",
  "Set: the function follows the stricter rules of enhanced PTM.": "为 1 时，遵循更严格的增强 PTM（ePTM）规则。",
  "Set: the function can adapt to ports that send the propagation delay in the other byte order.":
    "为 1 时，可适配以另一种字节序发送传播延迟的端口。",
  "Granularity of the local clock; time obtained through it is no finer than this.":
    "本地时钟的粒度；经由该时钟得到的时间精度不会优于该值。",
  "Set: the function takes part in PTM.": "为 1 时，Function 参与 PTM 时间测量。",
  "Set: this is the PTM root, the time source of its hierarchy.":
    "为 1 时，本 Function 充当 PTM Root，即所在层级的时间源。",
  "Coarsest clock granularity on the path to the PTM root, which limits the accuracy of the time.":
    "到 PTM Root 路径上最粗的时钟粒度，决定时间精度的上限。",
  "Time from a reset until the function is ready.": "复位后到 Function 就绪的时间。",
  "Time from DL_Up until the function is ready.": "链路进入 DL_Up 后到 Function 就绪的时间。",
  "Set: these times are valid; clear: wait as long as the specification requires.":
    "为 1 时，这些时间有效；为 0 时须按规范规定的时间等待。",
  "Time from a function-level reset until the function is ready.": "功能级复位（FLR）后到 Function 就绪的时间。",
  "Time from leaving D3hot until the function is ready.": "退出 D3hot 后到 Function 就绪的时间。",
};
