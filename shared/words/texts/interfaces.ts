/** What a network interface of a function stands for, and what is set through it. */
import { messages } from "../messages.ts";

export const INTERFACE_WORDS = messages("interface", {
  nameUnread: { en: "unknown: phys_port_name could not be read", zh: "未知：无法读取 phys_port_name" },
  unknownName: { en: "unknown: {name}", zh: "未知：{name}" },
  port: { en: "port {port}", zh: "端口 {port}" },
  portOfFunction: { en: "port {port} of the function", zh: "此 Function 的端口 {port}" },
  representor: { en: "representor of {what}", zh: "{what} 的 representor 接口" },
  subfunction: { en: "subfunction {number}", zh: "子功能（SF）{number}" },
  vf: { en: "VF {number}", zh: "VF {number}" },
  pf: { en: "PF {number}", zh: "PF {number}" },
  ofPf: { en: "{what} of PF {pf}", zh: "PF {pf} 的 {what}" },
  onController: { en: "{what}, controller {controller}", zh: "controller {controller} 上的 {what}" },
  infinibandSettings: { en: "GUIDs, link state", zh: "GUID、链路状态" },
  networkSettings: { en: "MAC address, VLAN, trust, rate", zh: "MAC 地址、VLAN、信任、速率" },
});
