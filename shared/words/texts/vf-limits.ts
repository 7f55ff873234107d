/** What limits the number of VFs, as evidence, and what gives them more room. */
import { messages } from "../messages.ts";

export const VF_LIMIT_WORDS = messages("vf-limits", {
  of: { en: "{attribute} of {bdf}", zh: "{bdf} 的 {attribute}" },
  is: { en: "{what} is {value}", zh: "{what} 为 {value}" },
  pool: {
    en: "{what} is {pool}, and each VF takes at least one vector",
    zh: "{what} 为 {pool}，每个 VF 至少占用一个向量",
  },
  buses: {
    en: "{what} is {offset}, sriov_stride is {stride}: {most, plural, =0 {no VF fits} one {# VF fits} other {# VFs fit}} up to bus {bus}; {because}",
    zh: "{what} 为 {offset}，sriov_stride 为 {stride}：到总线 {bus} 为止可容纳 {most} 个 VF；{because}",
  },
  lastBusOfDomain: { en: "a domain has no bus after ff", zh: "每个域的总线号最大为 ff" },
  busRangeUnread: {
    en: "the bus range of {bridge} could not be read, and a domain has no bus after ff",
    zh: "无法读取 {bridge} 的总线范围，且每个域的总线号最大为 ff",
  },
  noAddresses: { en: "lines 7–12 of {resource} have no address", zh: "{resource} 第 7–12 行均未分配地址" },
  line: { en: "line {line} of {resource} (VF BAR {bar})", zh: "{resource} 第 {line} 行（VF BAR {bar}）" },
  noAddress: { en: "{line} has no address", zh: "{line} 未分配地址" },
  window: { en: "{line} has {size}, and each VF takes {each}", zh: "{line} 大小为 {size}，每个 VF 占用 {each}" },
  windowAtLeast: {
    en: "{line} has {size}, and each VF takes {each} or more",
    zh: "{line} 大小为 {size}，每个 VF 至少占用 {each}",
  },
  initial: { en: "{what} is {initial}, TotalVFs is {total}", zh: "{what} 为 {initial}，TotalVFs 为 {total}" },
  initialWithoutMigration: {
    en: "{what} is {initial}, TotalVFs is {total}, and VF migration is not supported",
    zh: "{what} 为 {initial}，TotalVFs 为 {total}，且不支持 VF 迁移",
  },
  dependsOnNone: { en: "{what} is {bdf}, which is not present", zh: "{what} 为 {bdf}，而该 Function 不存在" },
  dependsOnNoPf: { en: "{what} is {bdf}, which is not a PF", zh: "{what} 为 {bdf}，而该 Function 不是 PF" },
  port: {
    en: "{evidence}, so {port} forwards device 0 only, and {vf} would be at {bdf}",
    zh: "{evidence}，因此 {port} 只转发设备号 0，而 {vf} 将位于 {bdf}",
  },
  bridgeWindow: {
    en: "{bar} is at {from}–{to}, and {bridge} forwards only {windows}",
    zh: "{bar} 位于 {from}–{to}，而 {bridge} 只转发 {windows}",
  },

  memoryByBios: {
    en: "Enable SR-IOV and Above 4G Decoding (or a larger MMIO window) in the BIOS.",
    zh: "在 BIOS 中开启 SR-IOV 和 Above 4G Decoding（或增大 MMIO 窗口）。",
  },
  memoryByRealloc: {
    en: "Enable SR-IOV and Above 4G Decoding (or a larger MMIO window) in the BIOS, or boot the kernel with pci=realloc.",
    zh: "在 BIOS 中开启 SR-IOV 和 Above 4G Decoding（或增大 MMIO 窗口），或在内核启动参数中加入 pci=realloc。",
  },
  memoryWithoutReallocOff: {
    en: "Enable SR-IOV and Above 4G Decoding (or a larger MMIO window) in the BIOS, or boot the kernel without pci=realloc=off.",
    zh: "在 BIOS 中开启 SR-IOV 和 Above 4G Decoding（或增大 MMIO 窗口），或从内核启动参数中去掉 pci=realloc=off。",
  },
  memoryForHotPlug: {
    en: "If the card was plugged in while the machine was running, boot the machine with the card in its slot, or have the kernel reserve more memory for hot-plug (pci=hpmmiosize=SIZE,hpmmioprefsize=SIZE).",
    zh: "若设备是在开机后插入的，请插好后再开机，或让内核为热插拔预留更多内存（pci=hpmmiosize=SIZE,hpmmioprefsize=SIZE）。",
  },
  busesBySlot: {
    en: "Use a slot whose port supports ARI.",
    zh: "使用端口支持 ARI 的插槽。",
  },
  busesByKernel: {
    en: "Boot the kernel with pci=assign-busses so that the bridge gets more bus numbers.",
    zh: "在内核启动参数中加入 pci=assign-busses，使桥获得更多总线号。",
  },
  busesBySlotOrKernel: {
    en: "Use a slot whose port supports ARI, or boot the kernel with pci=assign-busses so that the bridge gets more bus numbers.",
    zh: "使用端口支持 ARI 的插槽，或在内核启动参数中加入 pci=assign-busses，使桥获得更多总线号。",
  },
  busesByBios: {
    en: "Check whether the BIOS can give the slot more bus numbers.",
    zh: "检查 BIOS 能否为该插槽分配更多总线号。",
  },
});
