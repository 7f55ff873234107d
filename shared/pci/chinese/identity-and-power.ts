/** The Chinese of Device Serial Number, Power Budgeting and Configuration Access Correlation. */
import type { ChineseOf } from "./chinese-of.ts";

export const IDENTITY_AND_POWER: ChineseOf = {
  "Assigned by the manufacturer; distinguishes one board from another.": "由制造商分配，用于区分不同板卡。",
  "Starts with the manufacturer's identifier (OUI), which the IEEE assigns.": "以 IEEE 分配的制造商标识（OUI）开头。",
  "An EUI-64 whose first three bytes identify the manufacturer; the same in all functions of a device.":
    "EUI-64 格式，前三个字节标识制造商；同一设备的各 Function 取值相同。",
  "Operating condition shown in Power Budgeting Data.": "选择 Power Budgeting Data 显示哪种工作状况。",
  "Power drawn in this condition, before scaling; with a scale of 1.0x, values from f0h up stand for ranges.":
    "该工作状况下的功耗，须乘以 Data Scale；倍率为 1.0x 时，f0h 及以上的值表示功率区间。",
  "Factor that converts Base Power to watts.": "将 Base Power 换算为瓦的倍率。",
  "Device-specific power substate that this entry describes.": "该条目对应的电源子状态，由设备自行定义。",
  "Power state that this entry describes.": "该条目对应的电源状态。",
  "Type of load that this entry describes, such as idle, sustained or maximum.":
    "该条目对应的负载类型，例如空闲、持续或峰值。",
  "Power rail that supplies this power; thermal = heat that cooling must remove.":
    "供电所用的电源轨；thermal 表示须由散热带走的热量。",
  "Set: the system's power budget already includes this device; software must not count it again.":
    "为 1 时，表示系统功率预算已包含本设备，软件不应重复计入。",
  "Value that associates trusted configuration accesses with this device; deprecated.":
    "用于将可信配置访问与本设备关联的值；已废弃。",
};
