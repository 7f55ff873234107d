/** Why a function reads ff everywhere, as registers and the kernel show it. */
import { messages } from "../messages.ts";

export const ALL_ONES_WORDS = messages("all-ones", {
  everyByte: { en: "Every byte reads ff: the function does not respond.", zh: "全部字节读为 ff：Function 无响应。" },
  rescan: {
    en: "Remove the function and rescan the bus. If that does not help, power the machine off and on.",
    zh: "移除该 Function 并重新扫描总线；若仍无效，请断电重启机器。",
  },
  seated: {
    en: "Check that the card is seated and powered, then rescan the bus.",
    zh: "检查设备是否插紧、供电是否正常，然后重新扫描总线。",
  },
  unknown: {
    en: "Cause unknown: it may have been removed, lost its link, failed to wake, or be in reset.",
    zh: "原因未知：可能已被拔出、链路未建立、未能唤醒，或正在复位。",
  },
  unknownEvidence: {
    en: "power_state of {bdf} is {state}; nothing read above it shows a cause",
    zh: "{bdf} 的 power_state 为 {state}；其上级设备中未发现原因",
  },
  notAwake: { en: "It did not wake from D3cold.", zh: "未能从 D3cold 唤醒。" },
  stillD3cold: { en: "power_state of {bdf} is still D3cold", zh: "{bdf} 的 power_state 仍为 D3cold" },
  notAwakeRemedy: {
    en: "The kernel log has the reason. Check the power of the slot. A reboot brings most cards back.",
    zh: "原因见内核日志。检查插槽供电；重启机器后大多数卡可恢复。",
  },
  lost: {
    en: "The kernel has lost contact with it: it was removed, or its reset failed.",
    zh: "内核已无法访问该设备：已被拔出，或复位失败。",
  },
  powerError: { en: "power_state of {bdf} is error", zh: "{bdf} 的 power_state 为 error" },
  linkDown: { en: "Its link is down.", zh: "链路未建立。" },
  linkDownEvidence: {
    en: "current_link_width of {bdf} is {width}, current_link_speed is Unknown",
    zh: "{bdf} 的 current_link_width 为 {width}，current_link_speed 为 Unknown",
  },
  bridgeGone: {
    en: "The bridge above, {bdf}, is gone or failed to wake, together with everything behind it.",
    zh: "上级桥 {bdf} 已不存在或未能唤醒，其下所有设备均不可访问。",
  },
  bridgeAsleep: {
    en: "The bridge above, {bdf}, was in {state} and may not have woken. It forwards nothing while asleep (PCI PM 1.2 §5.4).",
    zh: "上级桥 {bdf} 处于 {state}，可能未被唤醒；睡眠时不转发任何请求（PCI PM 1.2 §5.4）。",
  },
  bridgeWas: { en: "power_state of {bdf} was {state}", zh: "{bdf} 的 power_state 为 {state}" },
  wakeBridge: {
    en: "Write “on” to power/control of {bdf}, then read the function again.",
    zh: "向 {bdf} 的 power/control 写入 on，然后重新读取该 Function。",
  },
  bridgeDead: {
    en: "The bridge above, {bdf}, does not respond either, so nothing behind it can.",
    zh: "上级桥 {bdf} 也无响应，其下所有设备均不可访问。",
  },
  registersFf: { en: "the registers of {bdf} read ff", zh: "{bdf} 的寄存器读为 ff" },
  bridgeFirst: {
    en: "Check {bdf} first: what brings it back brings this function back.",
    zh: "先检查 {bdf}：其恢复后，该 Function 也会恢复。",
  },
  inReset: {
    en: "The bridge above, {bdf}, holds its secondary bus in reset.",
    zh: "上级桥 {bdf} 使其次级总线保持复位。",
  },
  inResetEvidence: {
    en: "Bridge Control of {bdf}, Secondary Bus Reset is 1",
    zh: "{bdf} 的 Bridge Control 中 Secondary Bus Reset 为 1",
  },
  inResetRemedy: {
    en: "A reset takes less than a second: read the function again. If the bit stays set, reboot the machine.",
    zh: "复位不到一秒即完成：请重新读取该 Function；若该位始终为 1，请重启机器。",
  },
  bridgeSleeps: {
    en: "The bridge above, {bdf}, is in a low-power state and forwards nothing.",
    zh: "上级桥 {bdf} 处于低功耗状态，不转发任何请求。",
  },
  bridgeSleepsEvidence: {
    en: "Power Management Control/Status of {bdf}, PowerState is {state}",
    zh: "{bdf} 的 Power Management Control/Status 中 PowerState 为 {state}",
  },
  contained: {
    en: "The port above, {bdf}, disabled its link after an error (Downstream Port Containment).",
    zh: "上级端口 {bdf} 因错误关闭了链路（Downstream Port Containment）。",
  },
  containedEvidence: {
    en: "DPC Status of {bdf}, Trigger Status is 1",
    zh: "{bdf} 的 DPC Status 中 Trigger Status 为 1",
  },
  containedRemedy: {
    en: "The kernel log has the error. The kernel enables the link again unless the card does not come back; in that case reboot the machine.",
    zh: "错误见内核日志。内核会重新启用链路；若设备未恢复，请重启机器。",
  },
  slotOff: { en: "The slot below {bdf} has no power.", zh: "{bdf} 下的插槽未供电。" },
  slotOffEvidence: {
    en: "Slot Control of {bdf}, Power Controller Control is 1 (off)",
    zh: "{bdf} 的 Slot Control 中 Power Controller Control 为 1（断电）",
  },
  slotOffRemedy: {
    en: "Power the slot on: write 1 to its power file in /sys/bus/pci/slots.",
    zh: "为插槽上电：向 /sys/bus/pci/slots 下该插槽的 power 写入 1。",
  },
  linkDisabled: { en: "The link below {bdf} is disabled.", zh: "{bdf} 下的链路已禁用。" },
  linkDisabledEvidence: {
    en: "Link Control of {bdf}, Link Disable is 1",
    zh: "{bdf} 的 Link Control 中 Link Disable 为 1",
  },
  linkDisabledRemedy: {
    en: "Rescan the bus or reboot the machine. Hot-plug disables a link when a card is removed.",
    zh: "重新扫描总线或重启机器。热插拔在设备拔出时会禁用链路。",
  },
  slotEmpty: { en: "The slot below {bdf} is empty.", zh: "{bdf} 下的插槽为空。" },
  linkBelowDown: { en: "The link below {bdf} is down.", zh: "{bdf} 下的链路未建立。" },
  linkInactive: {
    en: "Link Status of {bdf}, Data Link Layer Link Active is 0",
    zh: "{bdf} 的 Link Status 中 Data Link Layer Link Active 为 0",
  },
  notPresent: {
    en: "Slot Status, Presence Detect State is 0",
    zh: "Slot Status 中 Presence Detect State 为 0",
  },
  busesOnly: {
    en: "The bridge above, {bdf}, forwards only buses {first} to {last}.",
    zh: "上级桥 {bdf} 只转发总线 {first} 至 {last}。",
  },
  busesEvidence: {
    en: "secondary and subordinate bus number of {bdf}",
    zh: "{bdf} 的 secondary_bus_number 和 subordinate_bus_number",
  },
  busesRemedy: {
    en: "Only fewer VFs fit into these buses. pci=assign-busses on the kernel command line makes room for more.",
    zh: "现有总线号只能容纳较少的 VF。在内核启动参数中加入 pci=assign-busses 可腾出更多总线号。",
  },
  deviceZeroOnly: {
    en: "The port above, {bdf}, forwards only device 0 because ARI forwarding is disabled. This is device {device}.",
    zh: "上级端口 {bdf} 未启用 ARI Forwarding，只转发设备号 0，而此处设备号为 {device}。",
  },
  pfSilent: { en: "Its PF, {pf}, does not respond either.", zh: "其 PF {pf} 也无响应。" },
  pfSilentRemedy: {
    en: "Check {pf} first. Its VFs return when their number is set again.",
    zh: "先检查 {pf}；其恢复后，重新设置 VF 数量即可恢复 VF。",
  },
  vfEnableOff: {
    en: "VF Enable of its PF, {pf}, is 0: the card has no VFs now, although the kernel still lists this one.",
    zh: "其 PF {pf} 的 VF Enable 为 0：设备当前没有 VF，但内核仍列出该 VF。",
  },
  vfEnableEvidence: {
    en: "SR-IOV Control of {pf}, VF Enable is 0",
    zh: "{pf} 的 SR-IOV Control 中 VF Enable 为 0",
  },
  vfEnableRemedy: {
    en: "A reset of {pf} causes this. Set its number of VFs to 0, then to the previous number.",
    zh: "{pf} 复位会导致此情况。请将其 VF 数量设为 0，再设回原值。",
  },
  fewerVfs: {
    en: "Its PF, {pf}, has {count, plural, one {# VF} other {# VFs}} now. This would be VF {index}.",
    zh: "其 PF {pf} 当前只有 {count} 个 VF，而此处为 VF {index}。",
  },
  fewerVfsEvidence: {
    en: "SR-IOV capability of {pf}, NumVFs is {count}",
    zh: "{pf} 的 SR-IOV Capability 中 NumVFs 为 {count}",
  },
  fewerVfsRemedy: {
    en: "Set the number of VFs of {pf} to 0, then to the previous number.",
    zh: "请将 {pf} 的 VF 数量设为 0，再设回原值。",
  },
  vfGone: { en: "The VF is no longer present, or its PF is in reset.", zh: "该 VF 已不存在，或其 PF 正在复位。" },
  vfGoneEvidence: {
    en: "physfn of {bdf} is {pf}; a VF that is present reads ff only in its IDs",
    zh: "{bdf} 的 physfn 为 {pf}；存在的 VF 只有 ID 读为 ff",
  },
  vfGoneRemedy: {
    en: "Check {pf}: a reset of the PF or its card removes the VFs.",
    zh: "检查 {pf}：PF 或整卡复位会使 VF 失效。",
  },
});
