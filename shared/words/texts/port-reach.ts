/** What the port above a function forwards. */
import { messages } from "../messages.ts";

export const PORT_REACH_WORDS = messages("port-reach", {
  control: {
    en: "ARI Forwarding Enable in Device Control 2 of {port} is {value}",
    zh: "{port} 的 Device Control 2 中 ARI Forwarding Enable 为 {value}",
  },
  unusedAri: {
    en: "The port supports ARI: boot the kernel without pci=noari, and check whether function 0 of the card has the ARI capability.",
    zh: "该端口支持 ARI：从内核启动参数中去掉 pci=noari，并检查该设备的 Function 0 是否有 ARI Capability。",
  },
  noAri: {
    en: "Enable ARI (Forwarding) in the BIOS, or use a slot whose port supports it.",
    zh: "在 BIOS 中开启 ARI（Forwarding），或使用端口支持 ARI 的插槽。",
  },
});
