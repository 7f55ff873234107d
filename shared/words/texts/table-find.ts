/** Words by which functions are found, beside what a row shows; in lower or upper case. */
import { messages } from "../messages.ts";

export const FIND_WORDS = messages("table.find", {
  pf: { en: "PF physical function", zh: "PF 物理功能" },
  vf: { en: "VF virtual function", zh: "VF 虚拟功能" },
  bridge: { en: "bridge", zh: "桥" },
  noGroup: { en: "no IOMMU group", zh: "无 IOMMU 组" },
  guest: { en: "guest", zh: "虚拟机" },
  container: { en: "container", zh: "容器" },
  program: { en: "program", zh: "程序" },
  disk: { en: "disk", zh: "磁盘" },
  network: { en: "network", zh: "网络" },
  machine: { en: "machine", zh: "机器" },
  slot: { en: "slot {slot}", zh: "插槽 {slot}" },
});
