/** What is said of a request that names what is not there, or asks for what cannot be. */
import { messages } from "../messages.ts";

export const REQUEST_CHECK_WORDS = messages("check.request", {
  noFunction: { en: "No function selected.", zh: "未选择 Function。" },
  noFunctionEvidence: { en: "the list of functions is empty", zh: "Function 列表为空" },
  noFunctionRemedy: { en: "Select at least one function.", zh: "至少选择一个 Function。" },
  missing: { en: "There is no function {bdf} on this machine.", zh: "此机器没有 Function {bdf}。" },
  selectAgain: { en: "Refresh and select again.", zh: "请刷新后重新选择。" },
  selectPf: { en: "Refresh and select a PF that is present.", zh: "请刷新后选择现有的 PF。" },
  isVf: {
    en: "{bdf} is a VF. The number of VFs is set on its PF.",
    zh: "{bdf} 是 VF，VF 数量须在其 PF 上设置。",
  },
  setOnPf: { en: "Set the number of VFs on {pf}.", zh: "在 {pf} 上设置 VF 数量。" },
  sriovUnread: {
    en: "Whether {bdf} has SR-IOV could not be read.",
    zh: "无法读取 {bdf} 是否支持 SR-IOV。",
  },
  onlyRegisters: { en: "only its registers are known", zh: "仅知道其寄存器内容" },
  sriovUnreadRemedy: {
    en: "Refresh. If it still can’t be read, find out why on the machine.",
    zh: "请刷新。若仍无法读取，请在该机器上查明原因。",
  },
  noSriov: { en: "{bdf} has no SR-IOV.", zh: "{bdf} 不支持 SR-IOV。" },
  noSriovRemedy: {
    en: "The device lacks the capability, or firmware hides it: look for an SR-IOV setting in the BIOS and in the card’s firmware.",
    zh: "设备没有该 Capability，或被固件隐藏：请在 BIOS 和设备固件中查找 SR-IOV 设置。",
  },
  autoprobeUnread: {
    en: "The driver autoprobe setting for VFs of {bdf} could not be read.",
    zh: "无法读取 {bdf} 的 VF 驱动自动探测设置。",
  },
  seeProblems: {
    en: "Check the problems of the function, then refresh.",
    zh: "查看该 Function 的问题，然后刷新。",
  },
  noAutoprobe: {
    en: "{bdf} has no driver autoprobe setting for its VFs.",
    zh: "{bdf} 没有 VF 驱动自动探测设置。",
  },
  noAutoprobeRemedy: {
    en: "Select a PF with SR-IOV, on Linux 4.12 or later.",
    zh: "请选择支持 SR-IOV 的 PF，且内核不低于 Linux 4.12。",
  },
  notPf: { en: "{bdf} is not a PF of this machine.", zh: "{bdf} 不是此机器的 PF。" },
  notPfEvidence: { en: "{bdf} has no VFs to configure", zh: "{bdf} 没有可设置的 VF" },
  notACount: { en: "{count} is not a number of VFs.", zh: "{count} 不是有效的 VF 数量。" },
  countEvidence: {
    en: "sriov_numvfs takes whole numbers from 0 to {most}",
    zh: "sriov_numvfs 接受 0 到 {most} 的整数",
  },
  countRemedy: { en: "Choose a whole number from 0 to {most}.", zh: "请选择 0 到 {most} 的整数。" },
  bridge: { en: "{bdf} is a bridge. vfio-pci does not bind to bridges.", zh: "{bdf} 是桥，vfio-pci 不绑定桥。" },
  bridgeClass: { en: "that of a bridge", zh: "桥" },
  bridgeRemedy: {
    en: "Leave it as it is. A bridge in the IOMMU group of a passed-through function does no harm.",
    zh: "保持原样即可：直通的 Function 所在 IOMMU 组中有桥并无妨碍。",
  },
  autoprobeLater: {
    en: "Existing VFs are not affected, and the setting is lost at the next boot.",
    zh: "现有 VF 不受影响；重启后该设置失效。",
  },
});
