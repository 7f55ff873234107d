/** Settings of a VF by name and value, and what is wrong with a value. */
import { messages } from "../messages.ts";

export const VF_SETTING_WORDS = messages("vf-setting", {
  trustOn: { en: "trust on", zh: "信任（trust）开启" },
  trustOff: { en: "trust off", zh: "信任（trust）关闭" },
  mac: { en: "MAC address {mac}", zh: "MAC 地址 {mac}" },
  noMac: { en: "no MAC address", zh: "无 MAC 地址" },
  vlan: { en: "VLAN {id}", zh: "VLAN {id}" },
  vlanOf: { en: "VLAN {id} ({protocol})", zh: "VLAN {id}（{protocol}）" },
  noVlan: { en: "no VLAN", zh: "无 VLAN" },
  priority: { en: "{vlan} with priority {qos}", zh: "{vlan}，优先级 {qos}" },
  spoofCheckOn: { en: "spoof check on", zh: "防欺骗检查（spoofchk）开启" },
  spoofCheckOff: { en: "spoof check off", zh: "防欺骗检查（spoofchk）关闭" },
  nodeGuid: { en: "node GUID {guid}", zh: "节点 GUID {guid}" },
  noNodeGuid: { en: "no node GUID", zh: "无节点 GUID" },
  portGuid: { en: "port GUID {guid}", zh: "端口 GUID {guid}" },
  noPortGuid: { en: "no port GUID", zh: "无端口 GUID" },
  rate: { en: "rate {min} to {max} Mbit/s", zh: "发送速率 {min} 至 {max} Mbit/s" },
  minRate: { en: "minimum rate {min} Mbit/s", zh: "最小发送速率 {min} Mbit/s" },
  maxRate: { en: "maximum rate {max} Mbit/s", zh: "最大发送速率 {max} Mbit/s" },
  noRate: { en: "no rate limit", zh: "发送速率不限" },
  linkAuto: { en: "link state auto", zh: "链路状态自动" },
  linkUp: { en: "link state up", zh: "链路状态启用" },
  linkDown: { en: "link state down", zh: "链路状态禁用" },

  fromTo: { en: "{was} → {is}", zh: "{was} → {is}" },

  notMac: { en: "{mac} is not a MAC address.", zh: "{mac} 不是 MAC 地址。" },
  notUnicast: { en: "{mac} is not a unicast MAC address.", zh: "{mac} 不是单播 MAC 地址。" },
  notGuid: { en: "{guid} is not an 8-byte GUID.", zh: "{guid} 不是 8 字节的 GUID。" },
  zeroGuid: {
    en: "A GUID of all zeros leaves the port down.",
    zh: "GUID 全为 0 时端口保持禁用。",
  },
  nullGuid: { en: "{guid} is reserved: all bits set means no GUID.", zh: "{guid} 为保留值：全 1 表示没有 GUID。" },
  noRoom: {
    en: "{count, plural, one {{address} leaves no room to count up for # VF.} other {{address} leaves no room to count up for # VFs.}}",
    zh: "从 {address} 起递增，最后三个字节容纳不下 {count} 个 VF。",
  },
  vlanRange: { en: "VLAN must be a number from 0 to {most}.", zh: "VLAN 须为 0 到 {most} 的整数。" },
  priorityRange: {
    en: "VLAN priority must be a number from 0 to {most}.",
    zh: "VLAN 优先级须为 0 到 {most} 的整数。",
  },
  priorityAlone: { en: "A VLAN priority needs a VLAN.", zh: "设置 VLAN 优先级时须指定 VLAN。" },
  rateWhole: { en: "A rate must be a whole number of Mbit/s.", zh: "速率须为整数（Mbit/s）。" },
  ratesCrossed: { en: "The minimum rate is above the maximum rate.", zh: "最小速率高于最大速率。" },
  ratesCrossedOf: {
    en: "{count, plural, one {VF {vfs} would have a minimum rate of {min} Mbit/s, above its maximum rate of {max} Mbit/s.} other {VFs {vfs} would have a minimum rate of {min} Mbit/s, above their maximum rate of {max} Mbit/s.}}",
    zh: "VF {vfs} 的最小速率（{min} Mbit/s）将高于最大速率（{max} Mbit/s）。",
  },
  priorityAloneOf: {
    en: "{count, plural, one {VF {vfs} has no VLAN, which a VLAN priority needs.} other {VFs {vfs} have no VLAN, which a VLAN priority needs.}}",
    zh: "VF {vfs} 没有 VLAN：设置优先级时须指定 VLAN。",
  },
  priorityUnread: {
    en: "{count, plural, one {The VLAN of VF {vfs} could not be read: set it together with its priority.} other {The VLANs of VFs {vfs} could not be read: set them together with their priority.}}",
    zh: "无法读取 VF {vfs} 的 VLAN：请与优先级一并设置。",
  },
  vectorsRange: {
    en: "The number of MSI-X vectors must be from 0 to {most}.",
    zh: "MSI-X 向量数须为 0 到 {most} 的整数。",
  },
});
