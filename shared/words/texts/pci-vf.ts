/** What the registers of a VF read, and where the fact is instead. */
import { messages } from "../messages.ts";

export const PCI_VF_WORDS = messages("pci-vf", {
  idOfPf: {
    en: "{name} of a VF reads ffff. The kernel takes it from {origin} of its PF, {pf}.",
    zh: "VF 的 {name} 读为 ffff，内核取自其 PF {pf} 的 {origin}。",
  },
  bars: {
    en: "The BARs of a VF read 0. Its memory is a slice of the VF BARs of its PF, {pf}.",
    zh: "VF 的 BAR 读为 0，其内存为 PF {pf} 的 VF BAR 中的一个切片。",
  },
  barPlaced: {
    en: "The BARs of a VF read 0. Its memory is a slice of the VF BARs of its PF, {pf}. The address shown comes from the kernel.",
    zh: "VF 的 BAR 读为 0，其内存为 PF {pf} 的 VF BAR 中的一个切片。所示地址来自内核。",
  },
  noIoSpace: {
    en: "Reads 0: VFs have no I/O space. PF: {pf}.",
    zh: "读为 0：VF 没有 I/O 空间。PF：{pf}。",
  },
  vfMse: {
    en: "Reads 0 in a VF. VF MSE of its PF, {pf}, applies; Linux sets it together with VF Enable.",
    zh: "在 VF 中读为 0，以其 PF {pf} 的 VF MSE 为准；Linux 将其与 VF Enable 一同置位。",
  },
  bitOfPf: {
    en: "Reads 0 in a VF. The bit of its PF, {pf}, applies.",
    zh: "在 VF 中读为 0，以其 PF {pf} 的该位为准。",
  },
  settingOfPf: {
    en: "Reads 0 in a VF. The setting of its PF, {pf}, applies.",
    zh: "在 VF 中读为 0，以其 PF {pf} 的设置为准。",
  },
  linkOfPf: {
    en: "Reads 0 in a VF. The VF uses the link of its PF, {pf}: see the register there.",
    zh: "在 VF 中读为 0。VF 使用其 PF {pf} 的链路，见该 PF 的同名寄存器。",
  },
  noIntxToDisable: {
    en: "Reads 0: VFs have no INTx to disable. PF: {pf}.",
    zh: "读为 0：VF 没有 INTx，无需禁用。PF：{pf}。",
  },
  noIntx: {
    en: "Reads 0: VFs have no INTx; they use MSI or MSI-X. PF: {pf}.",
    zh: "读为 0：VF 没有 INTx，使用 MSI 或 MSI-X。PF：{pf}。",
  },
});
