/** What a PF's network driver keeps for its VFs. */
import { messages } from "../messages.ts";

export const VF_NETWORK_WORDS = messages("vf-network", {
  eswitch: { en: "Embedded switch", zh: "内嵌交换机（eswitch）" },
  inlineMode: { en: "inline mode {mode}", zh: "inline 模式 {mode}" },
  encap: { en: "encapsulation {encap}", zh: "封装 {encap}" },
  title: { en: "VF settings", zh: "VF 设置" },
  noPortGuid: {
    en: "The port of a VF without a port GUID stays down. Set both node GUID and port GUID.",
    zh: "未设置端口 GUID 的 VF，其端口保持禁用。须同时设置节点 GUID 和端口 GUID。",
  },
  nodeGuid: { en: "Node GUID", zh: "节点 GUID" },
  portGuid: { en: "Port GUID", zh: "端口 GUID" },
  vlan: { en: "VLAN", zh: "VLAN" },
  trust: { en: "Trust", zh: "信任（trust）" },
  spoofCheck: { en: "Spoof check", zh: "防欺骗检查（spoofchk）" },
  linkState: { en: "Link state", zh: "链路状态" },
  rate: { en: "Rate, Mbit/s", zh: "发送速率（Mbit/s）" },
  auto: { en: "auto", zh: "自动" },
  up: { en: "up", zh: "启用" },
  down: { en: "down", zh: "禁用" },
  on: { en: "on", zh: "开启" },
  off: { en: "off", zh: "关闭" },
  vlanWithProtocol: { en: "{vlan} ({protocol})", zh: "{vlan}（{protocol}）" },
  vlanWithPriority: { en: "{vlan}, priority {qos}", zh: "{vlan}，优先级 {qos}" },
  minRate: { en: "min {rate}", zh: "最小 {rate}" },
  maxRate: { en: "max {rate}", zh: "最大 {rate}" },
  noLimit: { en: "no limit", zh: "不限速" },
});
